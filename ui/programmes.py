"""What a city has promised, planned and agreed, as its sources state it: each row with its year and source.

Rows are mappings with the columns of the store's queries of the same name. What is not stated says so; nothing is concluded.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from dash import html

from ui.cited import cited, original, remark
from ui.format import number, period_from_code, period_words
from ui.language import N_, _, _n
from ui.marks import quality_tag
from ui.tables import folded, labelled, region

STATUSES = (  # what a file may say of a programme or a mission
    N_("diusulkan"),
    N_("rencana"),
    N_("draf"),
    N_("akan diluncurkan"),
    N_("dicicil"),
    N_("berjalan"),
    N_("selesai"),
    N_("dihentikan"),
    N_("terwujud"),
    N_("belum"),
)
Names = Callable[[str], object]  # slug of a dimension -> its name as a link


def blank(words: str) -> html.Span:
    """What stands where the source says nothing."""
    return html.Span(words, className="blank")


def said_in(row: Mapping) -> html.Span:
    """Origin, year, source and remark of one row, small."""
    year = _("Menurut {year}. ", year=str(row["stated_year"])) if row.get("stated_year") else ""
    if "stated_year" in row and not row["stated_year"]:
        year = _("Tanpa tahun. ")
    words: list = [cited(row["row_source"]), ". "]
    if row.get("row_note"):
        words += [remark(row["row_note"]), "."]
    return html.Span([quality_tag(row["quality"]), " ", year, *words], className="provenance")


def programme_table(rows: Sequence[Mapping], names: Names) -> html.Div:
    """Programmes with their marks, dimensions (as written where no scheme knows the spelling), agency and status."""
    head = [(_("Program"), False), (_("Dimensi"), False), (_("OPD"), False), (_("Status"), False), (_("Sumber"), False)]
    body = []
    for row in rows:
        marks = [_("unggulan")] if row["is_flagship"] else []
        marks += [_("quick win")] if row["is_quick_win"] else []
        small = html.Small(", ".join(marks), className="muted") if marks else None
        status = row["programme_status"]
        body.append(
            [
                [cited(row["programme_name"]), small],
                _dimensions(row, names),
                original(row["opd_name"]) if row["opd_name"] else blank(_("tidak disebut")),
                _(status) if status else blank(_("tidak disebut")),
                said_in(row),
            ]
        )
    return folded(_("Program yang disebut kota"), head, body)


def _dimensions(row: Mapping, names: Names):
    slugs, texts = row["slugs"] or [], row["dimension_texts"] or []
    if not texts:
        return blank(_("tidak disebut"))
    if not slugs:
        return cited(", ".join(texts))
    return [part for slug in slugs for part in (", ", names(slug))][1:]


def mission_matrix(
    rows: Sequence[Mapping], national: Mapping[str, str], mapped: Callable[[str], Sequence[str]]
) -> html.Div:
    """Missions by national dimension. `national`: slug -> short name; `mapped`: slug of a mission -> national slugs."""
    name = _("Misi menurut dimensi nasional")
    head = html.Tr(
        [
            html.Th(_("Misi"), scope="col"),
            *[html.Th(short, scope="col", className="c") for short in national.values()],
            html.Th(_("Status"), scope="col"),
        ]
    )
    body = []
    for row in rows:
        belongs = mapped(row["slug"]) if row["slug"] else []
        title = html.Th(
            [f"{row['mission_number']} ", cited(row["mission_name"])],
            scope="row",
        )
        cells = [
            html.Td(
                [html.I(className="dot"), html.Span(_("ya"), className="visually-hidden")] if slug in belongs else "",
                className="c" if slug in belongs else "c is-empty",
                **{"data-label": short},
            )
            for slug, short in national.items()
        ]
        status = row["mission_status"]
        words = _(status) if status else blank(_("tidak dinyatakan"))
        body.append(html.Tr([title, *cells, labelled(words, _("Status"))]))
    table = html.Table(
        [html.Caption(html.Span(name, className="visually-hidden")), html.Thead(head), html.Tbody(body)],
        className="table is-stacked matrix",
    )
    return region(name, table)


def roadmap_table(rows: Sequence[Mapping]) -> html.Div:
    """Horizons as bars over the years they are stated for; without years only the words of the source."""
    years = [y for row in rows for y in (row["start_year"], row["end_year"]) if y]
    span = range(min(years), max(years) + 1) if years else range(0)
    name = _("Peta jalan menurut jangka")
    head = html.Tr(
        [
            html.Th(_("Jangka"), scope="col"),
            html.Th(_("Menurut"), scope="col"),
            html.Th(_("Lama"), scope="col"),
            *[html.Th(str(year), scope="col", className="c") for year in span],
        ]
    )
    body = []
    for row in rows:
        first, last = row["start_year"], row["end_year"] or row["start_year"]
        bars = [_bar(year, bool(first and first <= year <= last)) for year in span]
        if span and not first:
            bars = [html.Td(blank(_("tahun tidak disebut")), colSpan=len(span), **{"data-label": _("Tahun")})]
        long = row["years_printed"]
        body.append(
            html.Tr(
                [
                    html.Th([cited(row["horizon_name"]), said_in(row)], scope="row"),
                    labelled(original(row["said_by"]), _("Menurut")),
                    labelled(
                        _n("{years} tahun", 1 if long == "1" else 2, years=long.replace("-", "–"))
                        if long
                        else blank(_("tidak disebut")),
                        _("Lama"),
                    ),
                    *bars,
                ]
            )
        )
    table = html.Table(
        [html.Caption(html.Span(name, className="visually-hidden")), html.Thead(head), html.Tbody(body)],
        className="table is-stacked roadmap",
    )
    return region(name, table)


def _bar(year: int, runs: bool) -> html.Td:
    words = html.Span(_("berjalan"), className="visually-hidden") if runs else ""
    return html.Td(words, className="run" if runs else "is-empty", **{"data-label": str(year)})


def partner_cards(rows: Sequence[Mapping]) -> html.Div:
    """One card a partnership: kind, date, each item of its scope with its progress or that none was ever reported."""
    cards = []
    for _key, group in groupby(rows, key=lambda row: row["partnership_id"]):
        own = list(group)
        first = own[0]
        when = first["signed_period"]
        signed = period_words(*period_from_code(when)) if when else _("tanggal tidak disebut")
        items = [
            html.Li(
                [
                    cited(row["scope_name"]),
                    html.Small(
                        cited(row["progress"]) if row["progress"] else _("tidak ada laporan kemajuan"),
                        className="muted",
                    ),
                ]
            )
            for row in own
        ]
        until = first["valid_to_period"]
        valid = (
            _("berlaku sampai {day}", day=period_words(*period_from_code(until)))
            if until
            else _("masa berlaku tidak disebut")
        )
        cards.append(
            html.Article(
                [
                    html.H3(original(first["partner_name"]), className="card-title"),
                    html.P(
                        [remark(first["partnership_kind"]), f", {signed}; {valid}"],
                        className="note",
                    ),
                    html.Ul(items, className="scope-list"),
                    html.P(said_in(first)),
                ],
                className="card",
            )
        )
    return html.Div(cards, className="card-grid")


def asset_table(rows: Sequence[Mapping], areas: Mapping[str, str]) -> html.Div:
    """Assets: what, how many, whose, where; several without names in one row. `areas`: code -> name."""
    head = [(_("Aset"), False), (_("Jumlah"), True), (_("Pemilik"), False), (_("Letak"), False), (_("Sumber"), False)]
    place_words = {
        "titik": _("titik di peta"),
        "luar_kota": _("koordinat di luar kota, tidak dipakai"),
        "tidak_diketahui": _("letak belum diserahkan"),
    }
    body = []
    for row in rows:
        where = areas.get(row["area_code"] or "")
        place = place_words.get(row["place_status"], "")
        place = f"{where}, {place}" if where and place else where or blank(place)
        count = row["unit_count"]
        body.append(
            [
                [
                    cited(row["asset_name"]) if row["asset_name"] else _("tanpa nama"),
                    html.Small(cited(row["asset_kind"]), className="muted"),
                ],
                number(count) if count is not None else blank(_("tidak disebut")),
                original(row["owner_name"]) if row["owner_name"] else blank(_("tidak disebut")),
                place,
                said_in(row),
            ]
        )
    return folded(_("Aset kota cerdas"), head, body)


def milestone_list(rows: Sequence[Mapping]) -> html.Ol:
    """What happened, newest first, as exact as the source is."""
    return html.Ol(
        [
            html.Li(
                [
                    html.B(period_words(*period_from_code(row["happened_period"]))),
                    ": ",
                    cited(row["milestone_title"]),
                    html.Br(),
                    said_in(row),
                ]
            )
            for row in rows
        ],
        className="milestones",
    )


def document_table(rows: Sequence[Mapping]) -> html.Div:
    """Planning documents: what kind, how far, since when."""
    head = [(_("Dokumen"), False), (_("Jenis"), False), (_("Keadaan"), False), (_("Sumber"), False)]
    body = [
        [
            cited(row["document_title"]),
            cited(row["document_kind"]),
            cited(row["document_status"]) if row["document_status"] else blank(_("tidak disebut")),
            said_in(row),
        ]
        for row in rows
    ]
    return folded(_("Dokumen perencanaan"), head, body)


def numbered(rows: Sequence[Mapping], text: str) -> list:
    """A numbered list of one column of texts, and the source of the first."""
    items = [html.Li(cited(row[text])) for row in rows]
    return [html.Ol(items, className="texts"), html.P(said_in(rows[0]))]
