"""Charts that people explore: the one factory of `dcc.Graph`, and figures as plain dicts.

Colours in a figure are the light tokens; `assets/look.css` maps each of them to its variable, so that a chart follows
the reader's dark mode without being drawn again.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from dash import dcc

from catalogue.models import Kpi
from ui.format import period_words, value_with_unit
from ui.labels import text_width
from ui.language import _, said, spoken
from ui.series import drawn, segments
from ui.tokens import FONT_SANS, LIGHT
from ui.watermark import chart_watermark
from ui.words import figure_word

CONFIG = {
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
}
SEPARATORS = {"id": ",.", "en": ".,"}  # decimal, thousands
HEIGHT = 360
DASHES = {"resmi": "solid", "kutipan": "dot", "estimasi": "dash", "simulasi": "dash"}
_MARGIN = {"l": 48, "r": 24, "t": 20, "b": 44}  # the right side is as wide as the longest name
_NAME_GAP = 17  # pixels between two names at line ends
_MOST_TICKS = 8


def graph(id: str, figure: dict) -> dcc.Graph:
    """A chart without upload button and logo; in a demonstration edition with its word across."""
    marks = chart_watermark(LIGHT["sim"])
    if marks:
        layout = figure["layout"]
        figure = {**figure, "layout": {**layout, "annotations": [*layout.get("annotations", ()), *marks]}}
    return dcc.Graph(
        id=id, figure=figure, config=CONFIG, className="graph", style={"height": figure["layout"].get("height", HEIGHT)}
    )


def line_figure(series: Sequence[Mapping], kpi: Kpi, height: int = HEIGHT, colours: Mapping[str, str] = LIGHT) -> dict:
    """Lines over time with their names at the end.

    `series`: mappings with `name`, `points` (see `ui.series`), `is_own` and, where the target is dated, `targets` (day,
    figure); the own city is drawn last, thick and in the accent, all others in one grey. Markers always; no line over a
    gap or a change of series; the origin is the dash.
    """
    ordered = sorted(
        (dict(one, points=drawn(one["points"])) for one in series), key=lambda one: bool(one.get("is_own"))
    )
    shown = [one for one in ordered if one["points"]]
    traces = [trace for one in shown for trace in _traces(one, kpi, colours)]
    layout = _layout(shown, kpi, height, colours)
    traces.insert(0, _target_trace(shown, kpi, colours))
    return {"data": [trace for trace in traces if trace], "layout": layout}


def _iso(day) -> str:
    return day.isoformat()


def _traces(one: Mapping, kpi: Kpi, colours: Mapping[str, str]) -> list[dict]:
    """Line traces, one for each origin, and the markers with what is said on hover."""
    is_own = bool(one.get("is_own"))
    base = colours["accent"] if is_own else colours["peer"]
    lines = []
    joined = segments(one["points"], [*kpi.series_breaks, *one.get("breaks", ())])
    for quality in dict.fromkeys(quality for *_rest, quality in joined):
        xs, ys = [], []
        for left, right, kind in joined:
            if kind == quality:
                xs += [_iso(left[1]), _iso(right[1]), None]
                ys += [left[2], right[2], None]
        colour = colours["sim"] if quality == "simulasi" else base
        line = {"color": colour, "width": 3 if is_own else 1.5, "dash": DASHES[quality]}
        lines.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": xs,
                "y": ys,
                "line": line,
                "connectgaps": False,
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    points = one["points"]
    colours_of_points = [colours["sim"] if quality == "simulasi" else base for *_, quality in points]
    markers = {
        "type": "scatter",
        "mode": "markers",
        "name": one["name"],
        "x": [_iso(start) for _g, start, _v, _q in points],
        "y": [value for _g, _s, value, _q in points],
        "text": [
            f"{_plain(one['name'])}, {period_words(g, s)}: {value_with_unit(v, kpi)} ({figure_word(kpi, q)})"
            for g, s, v, q in points
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"color": colours_of_points, "size": 9 if is_own else 7},
        "showlegend": False,
    }
    return [*lines, markers]


def _target_trace(shown: Sequence[Mapping], kpi: Kpi, colours: Mapping[str, str]) -> dict | None:
    """The target as ink dashes over the whole time shown, in steps where it is dated; None without one."""
    days = sorted(start for one in shown for _g, start, _v, _q in one["points"])
    dated = next((one["targets"] for one in shown if one.get("targets")), ())
    known = {value for _day, value in dated} or ({kpi.target.value} if kpi.target else set())
    if days and len(known) == 1:  # the same in every period: over the whole time shown
        dated = [(day, next(iter(known))) for day in (days[0], days[-1])]
    if not any(value is not None for _day, value in dated):
        return None
    name = said(kpi.target.name) if kpi.target else _("target")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [_iso(day) for day, _value in dated],
        "y": [value for _day, value in dated],
        "line": {"color": colours["ink"], "width": 1.5, "dash": "8px,5px", "shape": "hvh"},
        "text": ["" if value is None else f"{name}: {value_with_unit(value, kpi)}" for _day, value in dated],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "showlegend": False,
    }


def _layout(shown: Sequence[Mapping], kpi: Kpi, height: int, colours: Mapping[str, str]) -> dict:
    """Transparent ground, horizontal rules only, the language's separators, periods in words under the axis."""
    periods = sorted({(start, grain) for one in shown for grain, start, _, _ in one["points"]})
    every = -(-len(periods) // _MOST_TICKS) or 1
    ticks = periods[::-1][::every][::-1]
    font = {"family": FONT_SANS, "size": 13, "color": colours["ink-2"]}
    names = _end_names(shown, kpi, height, colours)
    widest = max((text_width(note["text"].removeprefix("<b>").removesuffix("</b>"), 13) for note in names), default=0)
    return {
        "height": height,
        "autosize": True,
        "margin": {**_MARGIN, "r": _MARGIN["r"] + round(widest)},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "separators": SEPARATORS[spoken()],
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours["sheet"],
            "bordercolor": colours["rule-2"],
            "font": {**font, "color": colours["ink"]},
        },
        "dragmode": False,
        "xaxis": {
            "type": "date",
            "range": _room(periods),
            "tickvals": [_iso(start) for start, _ in ticks],
            "ticktext": [period_words(grain, start) for start, grain in ticks],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "linecolor": colours["rule-2"],
        },
        "yaxis": {
            "gridcolor": colours["rule"],
            "zeroline": False,
            "fixedrange": True,
            "ticksuffix": "%" if kpi.unit.id.startswith("%") else "",
            "nticks": 6,
        },
        "annotations": names,
        "shapes": _break_shapes(periods, kpi, colours),
    }


def _room(periods: Sequence[tuple]) -> list[str] | None:
    """The time shown with a little room at both ends; names stand beyond it, in the margin."""
    if not periods:
        return None
    first, last = periods[0][0], periods[-1][0]
    room = (last - first) * 0.04 or dt.timedelta(days=180)
    return [_iso(first - room), _iso(last + room)]


def _end_names(shown: Sequence[Mapping], kpi: Kpi, height: int, colours: Mapping[str, str]) -> list[dict]:
    """Names at line ends, moved apart where the ends lie close; the target's name joins them."""
    ends = [(one["points"][-1][2], one["name"], _iso(one["points"][-1][1]), bool(one.get("is_own"))) for one in shown]
    if kpi.target and shown:
        last = max(one["points"][-1][1] for one in shown)
        ends.append((kpi.target.value, said(kpi.target.name), _iso(last), False))
    figures = [float(value) for one in shown for _g, _s, value, _q in one["points"]] + (
        [kpi.target.value] if kpi.target else []
    )
    reach = max(max(figures, default=1) - min(figures, default=0), 1e-9)
    pixels = (height - _MARGIN["t"] - _MARGIN["b"]) * 0.88 / reach
    shifts, above = [], None
    for value, name, day, is_own in sorted(ends, key=lambda end: -float(end[0])):
        natural = -float(value) * pixels
        at = natural if above is None else max(natural, above + _NAME_GAP)
        above = at
        shifts.append((value, name, day, is_own, natural - at))
    return [
        {
            "x": day,
            "y": value,
            "text": f"<b>{_plain(name)}</b>" if is_own else _plain(name),
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": 10,
            "yshift": round(shift),
            "showarrow": False,
            "align": "left",
            "font": {"color": colours["accent" if is_own else "ink-2"], "size": 13},
        }
        for value, name, day, is_own, shift in shifts
    ]


def _plain(name: str) -> str:
    """A name without the few tags that Plotly reads in texts."""
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _break_shapes(periods: Sequence[tuple], kpi: Kpi, colours: Mapping[str, str]) -> list[dict]:
    """A double rule at the start of each new series that lies inside the time shown."""
    if not periods:
        return []
    inside = [cut.year for cut in kpi.series_breaks if periods[0][0].year < cut.year <= periods[-1][0].year]
    fixed = {"type": "line", "xref": "x", "yref": "paper", "xsizemode": "pixel", "y0": 0, "y1": 1}
    line = {"color": colours["ink"], "width": 1}
    sides = [(f"{year - 1}-07-01", offset) for year in inside for offset in (-2, 2)]
    return [{**fixed, "xanchor": day, "x0": offset, "x1": offset, "line": line} for day, offset in sides]
