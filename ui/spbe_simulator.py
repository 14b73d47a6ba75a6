"""Parts of the simulator: steppers, selects of levels, tables of moves. Everything stands inside `sim_frame`."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import dash_bootstrap_components as dbc
from dash import html

from ui.cited import cited
from ui.format import number, plain_number
from ui.language import N_, _
from ui.marks import quality_tag
from ui.scheme import Indicator
from ui.spbe_index import two
from ui.tables import framed

BAND = N_("SIMULASI: pengandaian, bukan nilai resmi kota")
PLUS, MINUS = "+", "−"
FIGURE = r"[0-9]([.,][0-9]{1,4})?"  # as `pages/_spbe_state.py` reads it
UNFILLED = "-"  # a level that is not known, as the address writes it


def sim_frame(*children) -> html.Div:
    """The frame, band and ground that nobody can overlook, on screen and on paper."""
    band = html.Strong(_(BAND), className="sim-band")
    return html.Div([band, html.Div(list(children), className="sim-body")], className="sim-frame")


def paper_band() -> html.Strong:
    """The band once more, on paper only, so that no sheet of a long simulation is without it."""
    return html.Strong(_(BAND), className="sim-band is-paper")


def rows_of_two(*rows) -> list:
    """Pairs of columns under one another, each pair after the first on a sheet of its own; what is no pair has the whole width."""
    found: list = []
    for n, row in enumerate(rows):
        if not isinstance(row, tuple):
            found.append(row)
            continue
        found += [paper_band()] if n else []
        found.append(html.Div([html.Div(column, className="stack") for column in row], className="two"))
    return found


def stays(words, href: str, id: str, label: str | None = None, is_button: bool = True) -> html.A:
    """A link that changes the simulation and leaves the reader where he is; without scripts it comes back to the frame."""
    named = {"aria-label": label} if label else {}
    return html.A(
        words, href=f"{href}#simulasi", id=id, className="btn" if is_button else None, **{"data-stay": "1", **named}
    )


def gained(value: Decimal, decimals: int = 4) -> str:
    """Index points with their sign."""
    text = number(abs(value), decimals)
    return text if value == 0 else f"{PLUS if value > 0 else MINUS}{text}"


def figure(index: Decimal, words: str) -> html.Div:
    """The simulated index, underlined and tagged."""
    return html.Div(
        [
            html.P(words, className="figure-sub"),
            html.P(
                [html.Span(two(index), className="sim-value"), html.Small([quality_tag("simulasi", _("Simulasi"))])],
                className="kpi-value is-large",
            ),
        ]
    )


def stepper(
    name: str, field: str, value: Decimal, notes: Sequence[str], buttons: Sequence[tuple], is_moved: bool
) -> html.Div:
    """One domain: a number field and, for each kind of step, one link down and one up.

    `buttons` are (what kind of step or None, down link or None, up link or None).
    """
    entry = figure_field(f"nilai-{field}", field, two(value))
    sets = [html.Div(entry, className="set")] if len(buttons) != 1 else []
    for n, (kind, down, up) in enumerate(buttons):
        middle = entry if len(buttons) == 1 else html.Span(kind, className="kind xs")
        links = [
            _step(MINUS, name, kind, down, f"turun-{field}-{n}"),
            middle,
            _step(PLUS, name, kind, up, f"naik-{field}-{n}"),
        ]
        sets.append(html.Div(links, className="set"))
    told = [part for note in notes for part in (html.Br(), html.Span(note, className="xs muted"))]
    label = html.Div([html.Label(html.B(name), htmlFor=f"nilai-{field}"), *told])
    return html.Div([label, html.Div(sets, className="sets")], className="stepper is-moved" if is_moved else "stepper")


def figure_field(id: str, name: str, value: str | None) -> dbc.Input:
    """A field for a figure of the scale, written as the page writes figures: `3,90`, in English `3.90`.

    A field of type `number` would be written by the browser's own language. Comma and point are both read.
    """
    return dbc.Input(
        id=id, name=name, type="text", inputMode="decimal", pattern=FIGURE, value=value, autoComplete="off"
    )


def _step(sign: str, name: str, kind: str | None, href: str | None, id: str) -> html.A | html.Span:
    if href is None:
        return html.Span(sign, className="btn", **{"aria-disabled": "true", "aria-hidden": "true"})
    words = (
        _("Turunkan {name} satu tingkat", name=name) if sign == MINUS else _("Naikkan {name} satu tingkat", name=name)
    )
    return stays(sign, href, id, f"{words}, {kind}" if kind else words)


def level_row(
    indicator: Indicator, level: int | None, names: Mapping[int, str], levels: Sequence[int], is_moved: bool
) -> html.Div:
    """One indicator of the sheet with a select of its levels."""
    options = [{"value": UNFILLED, "label": _("belum diisi")}]
    options += [{"value": str(n), "label": f"{n} {names[n]}" if n in names else str(n)} for n in levels]
    field = f"i{indicator.no}"
    weight = _("bobot {weight}%", weight=plain_number(indicator.weight, 2))
    return html.Div(
        [
            html.Label(
                [
                    f"{indicator.no}. ",
                    cited(indicator.name),
                    " ",
                    html.Span(weight, className="xs muted"),
                ],
                htmlFor=field,
                className="small",
            ),
            dbc.Select(id=field, name=field, options=options, value=UNFILLED if level is None else str(level)),
        ],
        className="stepper is-moved" if is_moved else "stepper",
    )


def moves_table(caption: str, head: Sequence[str], rows: Sequence[tuple], total: Decimal | None = None) -> html.Div:
    """Rows of (name, middle words, index points); with `total` a line that adds them up."""
    titles = [html.Th(words, scope="col", className="n" if n == 2 else None) for n, words in enumerate(head)]
    body = [
        html.Tr([html.Th(name, scope="row"), _cell(middle, head[1]), _cell(html.B(points), head[2], "n")])
        for name, middle, points in rows
    ]
    bodies = [html.Tbody(body)]
    if total is not None:
        cells = [html.Th(_("Total"), scope="row"), html.Td("", className="is-void")]
        cells.append(_cell(html.B(gained(total, 5)), head[2], "n"))
        bodies.append(html.Tfoot(html.Tr(cells)))
    return framed(caption, titles, *bodies, css="table is-moves is-stacked", quiet=False)


def _cell(content, title: str, kind: str | None = None) -> html.Td:
    """A cell that brings its column's title, for phones, where each row stands as a block."""
    return html.Td(html.Span(content), className=kind, **{"data-label": title})


def hidden_fields(names: Mapping[str, str]) -> list[dbc.Input]:
    """Query names that a form takes along."""
    return [dbc.Input(type="hidden", name=name, value=value) for name, value in names.items()]


def form(children: list, label: str) -> html.Form:
    """A GET form of the simulator with its own submit button among the children."""
    return html.Form(
        children,
        action="/spbe#simulasi",
        method="GET",
        className="sim-form",
        **{"data-url-form": "1", "data-own-submit": "1", "aria-label": label},
    )


def submit(words: str) -> html.Button:
    """The button of a form."""
    return html.Button(words, type="submit", className="btn")
