"""Pictures of an index of 1 to 5: dot rows against predicates, domain bars, the gap by domain, years with their breaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dash import html

from ui.format import number
from ui.language import _
from ui.marks import quality_tag
from ui.scheme import Band
from ui.tables import framed

LOW, HIGH = Decimal(1), Decimal(5)


@dataclass(frozen=True)
class Dot:
    """One line of the dot rows; `kind` is `own`, `mean` or `peer`."""

    name: str
    value: Decimal
    kind: str = "peer"
    note: str = ""


@dataclass(frozen=True)
class DomainBar:
    """One domain of the own city and the same domain elsewhere; `peers` are (name, value or None)."""

    name: str
    weight: Decimal
    value: Decimal | None
    before: tuple[int, Decimal] | None
    mean: Decimal | None
    peers: Sequence[tuple[str, Decimal | None]]
    is_weakest: bool = False


@dataclass(frozen=True)
class YearCell:
    """One year, or a run of years. `figures` are (value, quality or None, words under it)."""

    years: str
    figures: Sequence[tuple[Decimal, str, str]]
    notes: Sequence[str]
    is_break: bool = False


def two(value) -> str:
    """A value of the scale as reports print it."""
    return number(value, 2)


def place_on_scale(value: Decimal) -> str:
    """Where a value stands between 1 and 5, 0 to 1, for CSS; a value off the scale stands at its end."""
    return f"{float(min(max((value - LOW) / (HIGH - LOW), Decimal(0)), Decimal(1))):.4f}"


def bands_words(bands: Sequence[Band]) -> str:
    """The thresholds as a sentence, for narrow screens and ears."""
    return _(
        "Ambang: {thresholds}",
        thresholds=" · ".join(f"{band.name} {two(band.lower)}" for band in bands if band.lower > LOW),
    )


def dot_rows(dots: Sequence[Dot], bands: Sequence[Band]) -> html.Div:
    """One line per agency, highest first, thresholds as dashed lines; values printed at the end."""
    marks = [
        html.Span([band.name, html.Br(), two(band.lower)], style={"--v": place_on_scale(band.lower)}) for band in bands
    ]
    lines = [
        html.Span(className="band", style={"--v": place_on_scale(band.lower)}) for band in bands if band.lower > LOW
    ]
    kinds = {"own": "dotrow is-own", "mean": "dotrow is-mean", "peer": "dotrow"}
    rows = [
        html.Li(
            [
                html.Span(dot.name),
                html.Span(
                    [*lines, html.I(style={"--v": place_on_scale(dot.value)})],
                    className="track",
                    **{"aria-hidden": "true"},
                ),
                html.Span([two(dot.value), html.Span(f" {dot.note}", className="visually-hidden")], className="v"),
            ],
            className=kinds[dot.kind],
        )
        for dot in sorted(dots, key=lambda one: (-one.value, one.name))
    ]
    return html.Div(
        [
            html.Div(marks, className="bands", **{"aria-hidden": "true"}),
            html.P(bands_words(bands), className="bands-text"),
            html.Ul(rows, className="dotrows"),
        ]
    )


def domain_bars(bars: Sequence[DomainBar]) -> html.Div:
    """The domains: own value as a bar, year before as a slit, the mean as an ink line, peers as dots under it."""
    return html.Div([_domain_bar(bar) for bar in bars])


def _domain_bar(bar: DomainBar) -> html.Div:
    if bar.value is None:
        figure, fill = html.Span(_("tidak terbaca"), className="muted"), []
    else:
        figure, fill = html.B(two(bar.value)), [html.Span(style={"--v": place_on_scale(bar.value)})]
    told = [html.Span(f"{bar.before[0]}: {two(bar.before[1])}")] if bar.before else []
    if bar.mean is not None:
        told.append(html.Span(_("rata-rata kota: {value}", value=two(bar.mean)), className="is-mean"))
    told += [
        html.Span(f"{name}: {two(value) if value is not None else _('tidak terbaca')}") for name, value in bar.peers
    ]
    ticks = [html.I(className="then", style={"--v": place_on_scale(bar.before[1])})] if bar.before else []
    ticks += [html.I(className="mean", style={"--v": place_on_scale(bar.mean)})] if bar.mean is not None else []
    dots = [
        html.I(className="dot", title=f"{name}: {two(value)}", style={"--v": place_on_scale(value)})
        for name, value in bar.peers
        if value is not None
    ]
    weight = html.Span(_("bobot {weight}%", weight=_percent(bar.weight)), className="muted small")
    weakest = html.Span(_("nilai terendah"), className="small") if bar.is_weakest else None
    head = html.H3([html.Span(bar.name), " ", weight, " · " if weakest else None, weakest], className="card-title")
    return html.Div(
        [
            html.Div([head, figure], className="head"),
            html.Div([*fill, *ticks], className="bar", **{"aria-hidden": "true"}),
            html.Div(dots, className="dots", **{"aria-hidden": "true"}),
            html.P(told, className="peers"),
        ],
        className="domain",
    )


def _percent(weight: Decimal) -> str:
    places = max(-weight.normalize().as_tuple().exponent, 0)
    return number(weight, places)


def gap_table(
    names: Mapping[str, str],
    weights: Mapping[str, Decimal],
    ours: Mapping[str, Decimal],
    theirs: Mapping[str, Decimal],
    points: Mapping[str, Decimal],
    caption: str,
) -> html.Div:
    """How much of a gap each domain holds, in index points: difference times weight, to the last digit, and their sum."""
    widest = max((abs(value) for value in points.values()), default=Decimal(0)) or Decimal(1)
    rows = []
    ahead = sum(points.values()) >= 0
    for code in sorted(points, key=lambda one: -points[one] if ahead else points[one]):
        bar = html.Div(
            className="gap-bar is-lead" if abs(points[code]) == widest else "gap-bar",
            style={"width": f"{float(abs(points[code]) / widest) * 100:.0f}%"},
        )
        cells = [
            html.Td(f"{two(theirs[code])} − {two(ours[code])}", className="n"),
            html.Td(f"× {number(weights[code] / 100, 3)}", className="n"),
            html.Td(html.B(_plain(points[code])), className="n"),
            html.Td(bar, className="gap-cell", **{"aria-hidden": "true"}),
        ]
        rows.append(html.Tr([html.Th(names[code], scope="row"), *cells]))
    head = [
        html.Th(_("Domain"), scope="col"),
        html.Th(_("Selisih nilai"), scope="col", className="n"),
        html.Th(_("Bobot"), scope="col", className="n"),
        html.Th(_("Poin indeks"), scope="col", className="n"),
        html.Td("", className="gap-cell"),
    ]
    total = [
        html.Th(_("Total"), scope="row"),
        html.Td(""),
        html.Td(""),
        html.Td(html.B(_plain(sum(points.values()))), className="n"),
        html.Td("", className="gap-cell"),
    ]
    return framed(caption, head, html.Tbody(rows), html.Tfoot(html.Tr(total)))


def _plain(value: Decimal) -> str:
    """Index points to the last digit, with a real minus."""
    return number(value, 5).replace("-", "−")


def year_cells(cells: Sequence[YearCell]) -> html.Ol:
    """The years, a double rule where the rules of assessment changed; no line joins anything."""
    return html.Ol([_year_cell(cell) for cell in cells], className="years spbe-years")


def _year_cell(cell: YearCell) -> html.Li:
    body: list = [html.Span(cell.years, className="year")]
    for value, quality, words in cell.figures:
        body += [html.B(two(value)), quality_tag(quality), html.Small(words) if words else None]
    if not cell.figures:
        body.append(html.I(_("Belum tersedia")))
    return html.Li([*body, *[html.Small(note) for note in cell.notes]], className="brk" if cell.is_break else None)
