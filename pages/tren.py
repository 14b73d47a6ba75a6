"""Tren: one indicator through time for one or several areas, or several indicators of one area, against dated targets."""

import dash
from dash import dcc, html

from pages._beside import judged_by
from pages._frame import view
from pages._reading import map_provenance
from pages._state import Context
from pages._strand_table import strand_table
from pages._strands import Asked, Strand, area_words, asked, left_out, movement, of_length, strands, tally
from pages._tren_controls import controls, here
from ui.cards import reason
from ui.cited import original
from ui.graph import graph, line_figure
from ui.language import N_, _, _n, _with, said
from ui.marks import provenance
from ui.series import drawn, of_one_length, space
from ui.svg import Svg
from ui.timeline import timeline
from ui.trend import trend

TOGETHER = 4  # lines in one large picture; more stand one by one
PANEL = 300  # pixels

dash.register_page(__name__, path="/tren", name=N_("Tren"), title="Tren · Dasbor Kota Cerdas", order=55, nav="/tren")


def layout(**query):
    """Accepts `kota`, `wilayah`, `kpi` (one, or several with commas), `dimensi`, `bandingkan`, `dari`, `sampai`, `grafik`, `edisi`."""
    return view(build, query, "/tren")


def build(context: Context) -> list:
    """What is known in a sentence, controls, pictures, the same in a table."""
    what = asked(context)
    found = strands(context, what)
    title, lead = _head(context, what, found)
    return [
        html.Div([html.H1(title), html.P(lead, className="lead")], className="page-head"),
        controls(context, what, found),
        *[html.P(remark, className="notice") for remark in what.remarks],
        *(_one_kpi(context, what, found) if what.is_one_kpi else _several_kpis(context, found)),
        html.H2(_("Angka menurut periode"), className="section-title is-apart"),
        strand_table(context, what, found),
        _sources(context, what, found),
    ]


def _head(context: Context, what: Asked, found: list[Strand]) -> tuple[str, str]:
    if what.is_one_kpi:
        kpi = what.kpis[0]
        if len(found) == 1:
            return said(kpi.name), f"{found[0].name}: {movement(found[0])}"
        lead = next((strand for strand in found if strand.line.is_own), None)
        words = _("{count}: {tally}.", count=_n("{n} wilayah", len(found)), tally=tally(found))
        return said(kpi.name), f"{lead.name}: {movement(lead)}" if lead else words
    area = what.areas[0]
    name = area_words(area)
    count = _n("{n} indikator", len(what.kpis))
    title = said(context.edition.dimensions[what.dimension].name) if what.dimension else count
    return title, _("{area}, {count}: {tally}.", area=name, count=count, tally=tally(found)) if found else name


def _one_kpi(context: Context, what: Asked, found: list[Strand]) -> list:
    kpi = what.kpis[0]
    lent = [strand for strand in found if strand.is_lent and len(found) > 1]
    shown = [strand for strand in found if strand.known and strand not in lent]
    if not shown:
        return [html.P(_nothing(context, kpi, found), className="notice")]
    kpi = shown[0].kpi if len(shown) == 1 else judged_by(kpi, next((s.known[-1] for s in shown if s.line.is_own), None))
    if not kpi.comparable:
        return [html.P(_apart(kpi), className="notice")]
    leading = next((strand for strand in shown if strand.line.is_own), shown[0])
    grain = of_one_length(leading.line.points)[0][0][0]
    whole, shown = shown, [of_length(strand, grain) for strand in shown]
    apart = [(one.name, left_out(one, drawn_of_it)) for one, drawn_of_it in zip(whole, shown, strict=True)]
    shown = [strand for strand in shown if drawn(strand.line.points)]
    lines = [strand.line for strand in shown]
    common = space(lines, kpi)
    panels = _panels(context, shown, common)
    moves = any(len(drawn(line.points)) > 1 for line in lines)
    few = moves and len(shown) <= TOGETHER
    large = Svg(timeline(lines, kpi, common), id="gambar-tren", className="only-wide") if few else None
    sentences = html.Ul(
        [html.Li([html.Strong(strand.name), ": ", movement(strand)]) for strand in shown], className="doubts only-wide"
    )
    return [
        *[
            html.P(
                _("{area}: angkanya milik kota lain, jadi tidak disandingkan.", area=strand.name), className="notice"
            )
            for strand in lent
        ],
        *[html.P([html.Strong(name), ": ", words], className="notice") for name, words in apart if words],
        html.Figure(
            [
                html.Figcaption(html.P(_caption(kpi, common, found), className="figure-sub")),
                large,
                sentences if few and len(shown) > 1 else None,
                html.Div(panels, className="panels only-narrow" if few else "panels"),
                *_break_notes(kpi, common),
            ],
            className="trend-figure-block",
        ),
        _way_to_order(context, shown),
        *(_explored(context, kpi, lines) if moves else []),
    ]


def _way_to_order(context: Context, shown: list[Strand]) -> html.P | None:
    """Areas that all have one figure only: their order is on another page."""
    if len(shown) < 2 or any(len(strand.known) > 1 for strand in shown):
        return None
    kpi, level = shown[0].kpi, shown[0].area["area_level"]
    link = dcc.Link(_("Urutannya ada di Peringkat"), href=context.link("/peringkat", kpi=kpi.id, tingkat=level))
    return html.P([_("Tiap wilayah baru punya satu titik: belum ada tren."), " ", link, "."], className="notice")


def _caption(kpi, common, found: list[Strand]) -> str:
    """Unit and scale, and how many areas have no figure at all."""
    parts = [said(kpi.unit)]
    if common.marks[0] > 0:
        parts.append(_("sumbu tegak tidak mulai dari nol"))
    if len(found) > 1:
        parts.append(_("satu skala untuk semua"))
    if any(strand.line.others for strand in found):
        parts.append(_("lingkaran kosong: angka tercetak atau hitung ulang yang berbeda"))
    missing = sum(not strand.known for strand in found)
    if missing:
        parts.append(_n("{n} wilayah belum ada angkanya", missing))
    return " · ".join(parts)


def _panels(context: Context, shown: list[Strand], common=None) -> list:
    """One small picture for each line; in a shared space, or each on its own scale."""
    panels = []
    for whole in shown:
        strand = of_length(whole) if common is None else whole
        words = left_out(whole, strand)
        line, kpi = strand.line, strand.kpi
        picture = trend(
            line.points,
            kpi,
            PANEL,
            space=common,
            targets=line.targets or None if common is None else line.targets,
            is_own=line.is_own or len(shown) == 1,
        )
        panels.append(
            html.Div(
                [
                    html.H3(_title(context, strand, common is None), className="card-title"),
                    Svg(picture) if kpi.comparable else html.P(_apart(kpi), className="note"),
                    html.P(movement(strand), className="note"),
                    html.P(words, className="note") if words and kpi.comparable else None,
                ],
                className="panel",
            )
        )
    return panels


def _title(context: Context, strand: Strand, is_kpi: bool) -> dcc.Link:
    """An indicator leads to its own trend, an area to its page."""
    code = strand.area["area_code"]
    if not is_kpi:
        return dcc.Link(strand.name, href=context.link(f"/wilayah/{code}"))
    return dcc.Link(strand.name, href=context.link("/tren", kpi=strand.kpi.id, wilayah=context.state.wilayah))


def _several_kpis(context: Context, found: list[Strand]) -> list:
    shown = [strand for strand in found if strand.known]
    without = [strand for strand in found if not strand.known]
    parts = []
    if shown:
        parts.append(
            html.P(
                _("Tiap gambar punya skalanya sendiri; tinggi garis tidak dapat dibandingkan antargambar."),
                className="figure-sub",
            )
        )
        parts.append(html.Div(_panels(context, shown), className="panels"))
    if without:
        parts.append(html.H2(_("Belum ada angka"), className="section-title is-apart"))
        parts.append(
            html.Ul(
                [
                    html.Li([html.Strong(strand.name), ": ", *_nothing(context, strand.kpi, [strand])])
                    for strand in without
                ],
                className="absent-list",
            )
        )
    return parts


def _nothing(context: Context, kpi, found: list[Strand]) -> list:
    """Why there is no figure: awaited, not made at this level, or none in the time asked for."""
    if kpi.kind == "awaited":
        return reason(kpi, None, "no_data")
    levels = {strand.area["area_level"] for strand in found}
    if not levels & set(kpi.levels):
        level = context.level_word(found[0].area["area_level"])
        return [_("Indikator ini tidak dihitung per {level}.", level=level)]
    if context.state.dari or context.state.sampai:
        return [_("Tidak ada angka dalam rentang waktu yang dipilih.")]
    return [
        _("Belum ada angka untuk wilayah ini."),
        " ",
        *_with("Penanggung jawab: {owner}.", owner=original(kpi.owner)),
    ]


def _apart(kpi) -> str:
    """Why figures of periods are not drawn as a line."""
    why = " ".join(said(caveat) for caveat in kpi.caveats_of([])[:1])
    words = _("Angka tiap periode berdiri sendiri dan tidak dibandingkan, jadi tidak digambar sebagai tren.")
    return " ".join(filter(None, (words, why)))


def _break_notes(kpi, common) -> list:
    """The meaning of each double rule inside the time shown."""
    return [
        html.P(_("Garis ganda, {year}: {label}.", year=cut.year, label=said(cut.label)), className="note")
        for cut in kpi.series_breaks
        if common.first[1].year < cut.year <= common.last[1].year
    ]


def _explored(context: Context, kpi, lines: list) -> list:
    """The chart to explore, whose script is heavy, only when asked for."""
    if context.state.grafik is None:
        words = _("Jelajahi grafik ini")
        return [html.P(dcc.Link(words, href=here(context, grafik="1"), className="btn"), className="explore")]
    series = [
        {
            "name": line.name,
            "points": drawn(line.points),
            "is_own": line.is_own,
            "targets": line.targets,
            "breaks": line.breaks,
        }
        for line in lines
    ]
    return [
        graph("grafik-tren", line_figure(series, kpi)),
        html.P(dcc.Link(_("Tutup grafik"), href=here(context, grafik=None)), className="explore"),
    ]


def _sources(context: Context, what: Asked, found: list[Strand]) -> html.Div:
    """Origin and caveats of every indicator shown."""
    parts = []
    for kpi in what.kpis:
        rows = dict(enumerate(row for one in found if one.kpi.id == kpi.id for row in one.known))
        if rows:
            name = [] if what.is_one_kpi else [html.Strong(f"{said(kpi.name)}: ")]
            parts.append(html.Div([*([provenance(None, *name)] if name else []), map_provenance(context, kpi, rows)]))
    return html.Div(parts, className="stack after-table")
