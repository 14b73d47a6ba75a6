"""A history that grows day by day gives what all its files give at once: late, repeated, corrected, reopened and reused records.

The histories are generated (hypothesis); the first export is large against the later ones, so that those are added to what is
known and not judged with all of it again.
"""

import datetime as dt
import shutil
from pathlib import Path

from desk import Desk
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lapor import BY_SYSTEM, SOLVED, case, export

FIRST, LAST = dt.date(2026, 3, 2), dt.date(2026, 9, 30)
STATUSES = ("Belum Terverifikasi", "Proses", "Proses", SOLVED, SOLVED, BY_SYSTEM, "Ditunda", "Diarsipkan")
OFFICES = ("Dinas Pekerjaan Umum", "DINAS PEKERJAAN UMUM", "Dinas Kesehatan", None)
KELURAHAN = (("Utara", "Melati"), ("Utara", "Mawar"), ("Selatan", "Tidak Ada"), (None, None))
TABLES = ("account", "age", "backlog", "breakdown", "hour", "month", "open", "per_resident", "resolution", "window")

days = st.dates(FIRST, LAST)


@st.composite
def records(draw, number: int):
    """One record of case `number` as an export gives it."""
    place = draw(st.sampled_from(KELURAHAN))
    return case(
        str(1000 + number),
        opened=draw(days).strftime("%d/%m/%Y"),
        at=draw(st.sampled_from(("00:05", "10:15", "23:59", None))),
        status=draw(st.sampled_from(STATUSES)),
        kind=draw(st.sampled_from(("Pengaduan", "Permintaan Informasi", "Aspirasi"))),
        opd=draw(st.sampled_from(OFFICES)),
        category=draw(st.sampled_from(("KESEHATAN", "Parkir Liar", None))),
        channel=draw(st.sampled_from(("Website", "SMS"))),
        rating=draw(st.sampled_from((None, "4"))),
        kecamatan=place[0],
        kelurahan=place[1],
    )


@st.composite
def histories(draw):
    """[(day of the export, its records)]: some sixty cases at first, then a few a time, of old cases and new ones."""
    first = [draw(records(number)) for number in range(60)]
    told = [(LAST, first)]
    for later in sorted(draw(st.sets(st.integers(1, 60), min_size=2, max_size=3))):
        lot = []
        for number in draw(st.lists(st.integers(0, 75), min_size=3, max_size=8, unique=True)):
            record = draw(records(number))
            known = next((one for _, lots in told for one in lots if one["Tracking ID"] == record["Tracking ID"]), None)
            if known is not None and draw(st.integers(0, 9)) > 0:  # one in ten bears the number of another case
                record["Tanggal Laporan"] = known["Tanggal Laporan"]
            lot.append(record)
        told.append((LAST + dt.timedelta(days=later), lot))
    return told


def requests_of(desk: Desk) -> dict[str, list]:
    """Every table of requests of the served edition, its values and what was set aside."""
    found = {name: desk.rows(f"select * from mart.service_request_{name} order by all") for name in TABLES}
    found["kpi_value"] = desk.rows("select * exclude (edition) from mart.kpi_value order by all")
    found["set_aside"] = desk.rows("select * from meta.set_aside order by all")
    return found


def added_files(desk: Desk) -> int:
    """Of how many files the sums of the served edition are added up."""
    ((text,),) = desk.rows("select manifest from meta.edition")
    return text.count("service_request_sum_month-")


@settings(
    max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(history=histories())
def test_a_day_more_gives_what_all_days_at_once_give(desk, tmp_path_factory, history):
    folder = tmp_path_factory.mktemp("history")
    grown = Desk(folder / "grown", desk.raw, desk.catalogue, desk.reference, None)
    for day, lot in history:
        export(grown.raw / "lapor_export" / "99.01", f"lapor-{day}.xlsx", lot)
        ran = grown.build("--as-of", str(day))
        assert ran.code == 0, ran.said
    assert added_files(grown) == len(history), "later days were added, not judged with everything again"
    at_once = Desk(folder / "at_once", grown.raw, grown.catalogue, grown.reference, None)
    ran = at_once.build("--as-of", str(history[-1][0]))
    assert ran.code == 0, ran.said
    assert added_files(at_once) == 1
    differ = [name for name, rows in requests_of(grown).items() if rows != requests_of(at_once)[name]]
    assert differ == []
    _forget_the_first_of_the_later_files(grown, history)


def _forget_the_first_of_the_later_files(desk: Desk, history) -> None:
    """A file that is taken away again is as if it had never been there."""
    day = history[1][0]
    Path(desk.raw / "lapor_export" / "99.01" / f"lapor-{day}.xlsx").unlink()
    assert desk.build("--as-of", str(history[-1][0])).code == 0
    kept = requests_of(desk)
    shutil.rmtree(desk.warehouse)
    assert desk.build("--as-of", str(history[-1][0])).code == 0
    assert [name for name, rows in requests_of(desk).items() if rows != kept[name]] == []
