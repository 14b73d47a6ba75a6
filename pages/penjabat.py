"""Penjabat: the archive of an acting mayor's evaluation, figures found beside figures left, each with its own date."""

from itertools import groupby

import dash
from dash import dcc, html

from pages._frame import view
from pages._reading import latest, origin_words
from pages._state import Context
from store import NotThere
from ui.beside import borrowed_words
from ui.cited import cited
from ui.format import period_words, plain_number, row_period, value_with_unit
from ui.language import N_, _, _with, said, spoken
from ui.marks import provenance, status_mark
from ui.tables import framed
from ui.words import OFFICE_KINDS

dash.register_page(
    __name__, path="/penjabat", name=N_("Arsip penjabat"), title="Arsip penjabat · Dasbor Kota Cerdas", order=90
)

REGULATION = "Permendagri 4/2023"


def layout(**query):
    """Accepts `kota`, `edisi`, `bahasa`."""
    return view(build, query, "/penjabat")


def build(context: Context) -> list:
    """What the archive is, then a table with the ten indicators."""
    if not context.edition.holds("mart.pj_indicator"):
        raise NotThere("edisi", "edisi ini dibangun sebelum arsip penjabat ada; buka edisi yang lebih baru")
    indicators = context.edition.rows("pj_indicators")
    figures = context.edition.rows("pj_figures", area=context.city.code)
    known = len({row["indicator_no"] for row in figures})
    return [
        html.Div(
            [
                html.H1(_("Arsip: evaluasi penjabat menurut {regulation}", regulation=REGULATION)),
                html.P(_lead(context, known, len(indicators)), className="lead"),
                html.P(
                    _(
                        "Pasal 18 sampai 22 {regulation} meminta penjabat dievaluasi tiap tiga bulan; sepuluh indikator ini "
                        "yang diutamakan. Halaman ini arsip, bukan penilaian.",
                        regulation=REGULATION,
                    ),
                    className="small muted",
                ),
                html.P(_holder(context), className="small muted"),
            ],
            className="page-head",
        ),
        _table(context, indicators, figures)
        if indicators
        else html.P(_("Belum ada daftar indikator."), className="notice"),
    ]


def _holder(context: Context) -> list:
    """Who holds the office now, as the city's declaration says it and by which source; or that nobody said."""
    holder = context.city.office_holder
    if holder is None:
        return [_("Edisi ini tidak memuat catatan tentang pejabat kota ini.")]
    who = {"title": said(holder.title), "kind": _(OFFICE_KINDS[holder.kind]), "since": holder.since[:4]}
    if holder.kind == "definitif":
        words = _("Masa penjabat sudah berakhir: kota ini dipimpin {title} ({kind}) sejak {since}.", **who)
    else:
        words = _("Kota ini dipimpin {title} ({kind}) sejak {since}.", **who)
    return [words, *([" ", *_with("Sumber: {source}.", source=cited(holder.source))] if holder.source else [])]


def _lead(context: Context, known: int, all_of_them: int) -> str:
    if not known:
        return _(
            "{city}: belum ada angka evaluasi penjabat yang terbit. Yang diperlukan dan siapa yang dapat menyerahkannya ada di bawah.",
            city=context.city.name,
        )
    return _(
        "{city}: {known} dari {all} indikator prioritas punya angka terbit; yang pertama ditemukan di kiri, yang terakhir di kanan.",
        city=context.city.name,
        known=known,
        all=all_of_them,
    )


def _table(context: Context, indicators: list[dict], figures: list[dict]) -> html.Div:
    heads = (_("Indikator"), _("Ukuran"), _("Yang ditemukan"), _("Yang ditinggalkan"))
    of = {no: list(rows) for no, rows in groupby(figures, key=lambda row: row["indicator_no"])}
    alike = _alike(context)
    body = []
    for one in indicators:
        measures = [
            list(rows) for _name, rows in groupby(of.get(one["indicator_no"], []), key=lambda row: row["measure_id"])
        ]
        body += [_row(context, one, rows, heads, nth == 0) for nth, rows in enumerate(measures)] or [
            _missing(context, one, alike.get(one["indicator_no"], []), heads)
        ]
    words = _("Sepuluh indikator prioritas, {city}", city=context.city.name)
    return framed(words, [html.Th(head, scope="col") for head in heads], html.Tbody(body), css="table is-stacked")


def _row(context: Context, indicator: dict, rows: list[dict], heads: tuple, is_first: bool) -> html.Tr:
    """One measure of an indicator: its first figure and, where there is a second date, its last."""
    first, last = rows[0], rows[-1]
    name = _measure(context, first)
    only = html.Span(_("hanya satu tanggal"), className="blank")
    cells = [
        html.Th(_name(indicator, is_first), scope="row"),
        _cell(heads[1], [name, *_borrowed(context, first)]),
        _cell(heads[2], _figure(first)),
        _cell(heads[3], _figure(last) if last is not first else only),
    ]
    return html.Tr(cells)


def _alike(context: Context) -> dict[int, list[tuple]]:
    """By priority indicator the (indicator, newest figure) of this edition that are like it."""
    read = latest(context, context.edition.area(context.city.code))
    found: dict[int, list[tuple]] = {}
    for row in context.edition.rows("pj_indicator_kpis"):
        kpi = context.edition.kpis.get(row["kpi_id"])
        now = read[kpi.id][0] if kpi else None
        if now and now["value"] is not None:
            found.setdefault(row["indicator_no"], []).append((kpi, now))
    return found


def _missing(context: Context, indicator: dict, alike: list[tuple], heads: tuple) -> html.Tr:
    """An indicator that no report of an acting mayor gives: what is like it here, what is needed, who can supply it."""
    what = indicator[f"missing_{spoken()}"]
    asked = _with("Dapat diserahkan oleh {whom}.", whom=cited(indicator["ask"]))
    return html.Tr(
        [
            html.Th(_name(indicator, True), scope="row"),
            html.Td(
                html.Span(
                    [
                        _likes(context, alike) if alike else status_mark("no_data"),
                        html.P([what, " ", *asked], className="note"),
                    ]
                ),
                colSpan=3,
                **{"data-label": heads[1]},
            ),
        ]
    )


def _likes(context: Context, alike: list[tuple]) -> html.Div:
    """The figures of this edition that are like the one no report gives, each with its source."""
    rows = [
        html.Li(
            [
                dcc.Link(said(kpi.name), href=context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id)),
                f": {value_with_unit(now['value'], kpi)}, {row_period(now)}",
                provenance(now["quality"], origin_words(now)),
            ]
        )
        for kpi, now in alike
    ]
    return html.Div([_("Belum ada angka menurut laporan penjabat; indikator serupa di edisi ini:"), html.Ul(rows)])


def _name(indicator: dict, is_first: bool) -> html.Span:
    words = f"{indicator['indicator_no']}. {indicator[f'name_{spoken()}']}"
    return html.Span(words, className=None if is_first else "muted")


def _measure(context: Context, row: dict):
    """The measure's name, leading to its indicator where this edition has it."""
    words, kpi = row[f"measure_{spoken()}"], context.edition.kpis.get(row["kpi_id"] or "")
    return dcc.Link(words, href=context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id)) if kpi else words


def _borrowed(context: Context, row: dict) -> list:
    if not row["borrowed_from"]:
        return []
    city = context.edition.cities.get(row["borrowed_from"])
    return [html.P(borrowed_words(city.name if city else row["borrowed_from"]), className="note")]


def _figure(row: dict) -> list:
    """Value, date, instrument, remark, origin."""
    unit = row[f"unit_{spoken()}"]
    value = plain_number(row["value"]) + (unit if unit.startswith("%") else f" {unit}")
    printed = row[f"date_printed_{spoken()}"]
    when = printed or period_words(row["period_grain"], row["period_start"])
    doubt = None if row["is_verified"] else _("Belum diperiksa di dokumen aslinya.")
    remarks = " ".join(filter(None, (row[f"remark_{spoken()}"], doubt)))
    return [
        html.Strong(value),
        f", {when}",
        html.P(remarks, className="note") if remarks else None,
        provenance(row["quality"], cited(row["instrument"]), ". ", cited(row["row_source"])),
    ]


def _cell(label: str, content) -> html.Td:
    """A cell that brings its column's name, for phones, where each row stands as a block."""
    return html.Td(html.Div(content), **{"data-label": label})
