"""Takes in the files of sources of shape `sheet`: raw.<source>, stg.<source>, and beside them what was printed and agreed."""

from catalogue import Source
from etl.faults import FileFault
from etl.sheets.agreement import Deliveries, Delivery
from etl.sheets.names import Areas
from etl.sheets.reading import ReadSheet, read_sheets

SHEET_TOTAL = """create table if not exists stg.sheet_total (source_id varchar, city_code varchar, area_code varchar,
    period varchar, column_name varchar, printed double, counted double, file_name varchar, line_no integer)"""
SHEET_DELIVERY = """create table if not exists stg.sheet_delivery (source_id varchar, city_code varchar, file_name varchar,
    is_publishable boolean, reason varchar, public_reason varchar, exemption varchar, letter_number varchar, valid_until date)"""


def declare_sheet_tables(con) -> None:
    """Make the tables that all sources of this shape share, so that marts stand without a single file."""
    con.execute(SHEET_TOTAL)
    con.execute(SHEET_DELIVERY)


def take_in(intake, source: Source) -> None:
    """Read, stage and account for every spreadsheet of a source."""
    areas = Areas(intake.con, {code: city.name for code, city in intake.catalogue.cities.items()})
    records: dict[str, Deliveries] = {}
    files = []
    for path, shown, city in intake.paths(source):
        if city not in records:
            records[city] = Deliveries(source, path.parent, shown.rpartition("/")[0], intake.made.as_of)
        delivery, warning = records[city].of(path.name)
        sheets, warnings = read_sheets(source, path, shown, city, areas, intake.made.as_of)
        intake.made.warnings += [*warnings, *([warning] if warning else [])]
        for sheet in sheets:
            _keep_beside(intake.con, source, sheet, delivery)
            files.append(sheet.received)
    for record in records.values():
        intake.made.warnings += record.unmet()
    _once(source, files)
    intake.stage_files(source, files)


def _keep_beside(con, source: Source, sheet: ReadSheet, delivery: Delivery) -> None:
    """Printed totals and the delivery of one sheet."""
    file = sheet.received
    file.account = {"lines": sheet.lines, **delivery.account()}
    for t in sheet.totals:
        con.execute(
            "insert into stg.sheet_total values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [source.id, file.city_code, t.area_code, t.period, t.column, t.printed, t.counted, file.name, t.row],
        )
    letter = delivery.handover
    con.execute(
        "insert into stg.sheet_delivery values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            source.id,
            file.city_code,
            file.name,
            delivery.is_publishable,
            delivery.reason,
            delivery.public_reason,
            delivery.exemption,
        ]
        + ([letter.number, letter.valid_until] if letter else [None, None]),
    )


def _once(source: Source, files) -> None:
    """Refuse the same file delivered twice under two names: every row would be a duplicate."""
    seen: dict[str, str] = {}
    for file in files:
        name = file.name.partition("[")[0]
        first = seen.setdefault(file.sha256, name)
        if first != name:
            raise FileFault(name, f"isinya sama persis dengan {first}; hapus salah satu")
