"""The map: one SVG drawn on the server, the same on the page, in the embed and on paper.

An area row is a mapping with `area_code, area_name, area_level, parent_code, path` (relative whole-number path data on
the city's canvas, 1000 units wide), `label_x, label_y` (a point inside), `bbox` (x0, y0, x1, y1) and
`is_coverage_only` (ground without a code: drawn, not linked, not counted). An entry of `values` is a mapping with
`value, status, quality, n`, by area code.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from dash import html

from catalogue.models import Kpi
from ui.format import is_absent, is_money, number, rounded, row_text, row_with_unit, value_text, value_with_unit
from ui.labels import Box, Label, Wish, covered, place, union
from ui.language import N_, _, said
from ui.map_points import point_marks
from ui.tokens import FONT_SANS, LIGHT
from ui.watermark import svg_watermark
from ui.words import STATUSES, UNCOUNTED, ZERO, area_name_words, counted_areas, quality_word, uncounted_word

LEVEL_WORDS = {"kota": "", "kecamatan": "Kec.", "kelurahan": "Kel."}
ABSENCES = {
    "c0": ZERO,
    "uncounted": UNCOUNTED,
    "nodata": N_("Belum tersedia, bukan nol"),
    "few": N_("Kasus terlalu sedikit untuk dinilai"),
    "hidden": STATUSES["suppressed"].word,
    "na": STATUSES["not_applicable"].word,
}
_FILLS = {"rise1": "map-2", "rise2": "map-4", "fall1": "map-fall-1", "fall2": "map-fall-2", "na": "map-blank"}
# Few classes are spread over the five colours, so that neighbours stay apart.
_COLOURS = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
_MARGIN = 0.012  # of the width, round the outline
_LABEL_PX, SHOWN_PX = 11.5, 400  # names are this high when the picture is shown this wide


@dataclass(frozen=True)
class Paint:
    """What a map shows instead of one period's values: by area code the face, the words and the figure beside the name."""

    faces: Mapping[str, str]
    sayings: Mapping[str, str]
    figures: Mapping[str, str]
    is_estimated: bool = False


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Colour class of a value: 0 for zero, else 1 (lowest) to 5; a value on a limit belongs to the class above."""
    if value == 0:
        return 0
    return _COLOURS[min(len(breaks), 4) + 1][bisect_right(breaks[:4], value)]


def face(entry: Mapping | None, breaks: Sequence[float], kpi: Kpi) -> str:
    """How an area looks: `c0` to `c5`, `nodata`, `uncounted`, `few`, `hidden` or `na`. Swatches carry the same class.

    The class follows the figure as shown (rounded), so that map, legend and table agree.
    """
    if entry is None:
        return "nodata"
    if entry["status"] in ("suppressed", "not_applicable"):
        return "hidden" if entry["status"] == "suppressed" else "na"
    if is_absent(entry["value"]):
        return "uncounted" if (entry.get("n") or 0) > 0 else "nodata"
    if entry["status"] == "too_few":
        return "few"
    shown = rounded(entry["value"], kpi.decimals)
    return f"c{class_of(float(shown), breaks)}"


def choropleth(
    rows: Sequence[Mapping],
    edges: Sequence[Mapping],
    values: Mapping[str, Mapping],
    breaks: Sequence[float],
    kpi: Kpi,
    link: Callable[[str], str],
    *,
    figure_id: str,
    selected: str | None = None,
    focus: str | None = None,
    level_words: Mapping[str, str] = LEVEL_WORDS,
    legend_lines: int = 0,
    paint: Paint | None = None,
    points: Sequence[Mapping] = (),
    shown_px: float = SHOWN_PX,
) -> str:
    """Markup of the map. `edges` are the kecamatan outlines; `focus` is the code of the one drilled into.

    `figure_id` prefixes the ids of the patterns; `link` gives the address of an area; `selected` is outlined; the
    corner that `legend_corner` finds for `legend_lines` is kept free of names. `points` are drawn on top, as `ui.map_points`
    takes them; `shown_px` is how wide the picture will be, so that names are read.
    """
    shown = [row for row in rows if focus is None or row["parent_code"] == focus]
    context = [row for row in rows if focus is not None and row["parent_code"] != focus]
    framed = [row for row in edges if row["area_code"] == focus] or shown or rows
    view = view_of([row["bbox"] for row in framed])
    paint = paint or painted(shown, values, breaks, kpi, level_words)
    parts = [_opening(view, shown, kpi), _patterns(figure_id, view, set(paint.faces.values()))]
    parts += [
        f'<path class="outside" fill="none" stroke="{LIGHT["rule"]}" d="{escape(row["path"])}"/>' for row in context
    ]
    parts.append(f'<g stroke="{LIGHT["map-line"]}" stroke-width="{(view[2] - view[0]) / 400:.2f}">')
    ordered = sorted(shown, key=lambda row: row["area_code"] == selected)
    parts += [_area(row, paint, link, figure_id, selected) for row in ordered]
    parts.append("</g>")
    drawn_edges = [row for row in edges if focus in (None, row["area_code"])]
    parts += outline_edges(drawn_edges, view, paint.is_estimated)
    parts.append(point_marks(points, view))
    named = shown if focus or not edges else edges
    free = _kept_free(rows, view, legend_lines)
    parts.append(_names(named, view, shown, paint.figures if focus else {}, free, shown_px))
    parts.append(f"{svg_watermark(view[0], view[1], view[2] - view[0], view[3] - view[1])}</svg>")
    return "".join(parts)


def painted(rows, values, breaks: Sequence[float], kpi: Kpi, level_words: Mapping[str, str] = LEVEL_WORDS) -> Paint:
    """The values of one period as a map shows them."""
    faces = {row["area_code"]: face(values.get(row["area_code"]), breaks, kpi) for row in rows}
    sayings, figures = {}, {}
    for row in rows:
        code = row["area_code"]
        entry = values.get(code)
        sayings[code] = area_words(row, entry, faces[code], kpi, level_words)
        if entry is not None and not is_absent(entry["value"]):
            figures[code] = row_text(entry, kpi)
    return Paint(faces, sayings, figures, any(entry["quality"] == "estimasi" for entry in values.values()))


def legend(rows: Sequence[Mapping], values: Mapping[str, Mapping], breaks: Sequence[float], kpi: Kpi) -> html.Ul:
    """Highest class first, empty classes too, with the number of areas in each; then the absences that occur."""
    counted = [row for row in rows if not row["is_coverage_only"]]
    faces = Counter(face(values.get(row["area_code"]), breaks, kpi) for row in counted)
    colours = _COLOURS[min(len(breaks), 4) + 1]
    entries = [(f"c{colour}", words) for colour, words in zip(colours, class_words(breaks, kpi), strict=True)][::-1]
    entries += [(name, _absence(name, kpi)) for name in ABSENCES if faces[name]]
    label = _label_of(counted[0]) if counted else ""
    items = [
        html.Li(
            [
                html.Span(className=f"swatch {name}"),
                html.Span(words),
                html.Span(counted_areas(label, faces[name]) if index == 0 else str(faces[name]), className="count"),
            ]
        )
        for index, (name, words) in enumerate(entries)
    ]
    if any(entry["quality"] == "estimasi" for entry in values.values()):
        items.append(html.Li([html.Span(className="swatch dashed"), html.Span(_("Batas putus-putus: angka estimasi"))]))
    return html.Ul(items, className="legend")


def _label_of(row: Mapping) -> str:
    """The city's own word for the level (`Gampong`) where the row brings it as `area_label`."""
    return row.get("area_label") or row["area_level"]


def class_words(breaks: Sequence[float], kpi: Kpi) -> list[str]:
    """The classes in words, lowest first: `di bawah 25`, `25–49`, `50 rumah atau lebih`."""
    limits = list(breaks[:4])
    if not limits:
        return [_("Semua angka, {unit}", unit=said(kpi.unit))]
    texts = [value_text(limit, kpi) for limit in limits]
    highest = _("{limit} atau lebih", limit=value_with_unit(limits[-1], kpi))
    if is_money(kpi):
        middle = [_("{low} – di bawah {high}", low=low, high=high) for low, high in pairwise(texts)]
        return [_("di bawah {limit}", limit=texts[0]), *middle, highest]
    uppers = [number(limit - 10**-kpi.decimals, kpi.decimals) for limit in limits]
    is_count = kpi.kind == "sum" and kpi.decimals == 0 and limits[0] > 2
    lowest = f"1–{uppers[0]}" if is_count else _("di bawah {limit}", limit=texts[0])
    middle = [low if low == high else f"{low}–{high}" for low, high in zip(texts[:-1], uppers[1:], strict=True)]
    return [lowest, *middle, highest]


def view_of(boxes: Sequence[Box]) -> Box:
    """The part of the canvas that is shown: the boxes' union and a margin."""
    x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
    x1, y1 = max(box[2] for box in boxes), max(box[3] for box in boxes)
    margin = max(x1 - x0, y1 - y0) * _MARGIN
    return x0 - margin, y0 - margin, x1 + margin, y1 + margin


def legend_corner(rows: Sequence[Mapping], lines: int) -> str | None:
    """`se`, `sw`, `ne` or `nw` where the outline leaves room for a legend of so many lines on the overview, else None."""
    view = view_of([row["bbox"] for row in rows])
    ground = union(row["path"] for row in rows)
    return next(
        (name for name in ("se", "sw", "ne", "nw") if not covered(ground, _corner_box(view, name, lines))), None
    )


def _kept_free(rows: Sequence[Mapping], view: Box, lines: int) -> tuple[Box, ...]:
    corner = legend_corner(rows, lines) if lines else None
    return (_corner_box(view, corner, lines),) if corner else ()


def _corner_box(view: Box, corner: str, lines: int) -> Box:
    """The part of a corner that a legend takes: 58 % of the width; a line is 21.2 px high, the map at least 408 px wide."""
    unit = (view[2] - view[0]) / 408
    wide, high = unit * 408 * 0.58, unit * (lines * 21.2 + 18)
    x0 = view[2] - wide if corner[1] == "e" else view[0]
    y0 = view[3] - high if corner[0] == "s" else view[1]
    return x0, y0, x0 + wide, y0 + high


def _opening(view: Box, shown: Sequence[Mapping], kpi: Kpi) -> str:
    """The svg tag with its name in words."""
    counted = sum(1 for row in shown if not row["is_coverage_only"])
    areas = counted_areas(_label_of(shown[0]) if shown else _("wilayah"), counted)
    name, unit = said(kpi.name), said(kpi.unit)
    subject = name if unit.lower() in name.lower() else f"{name}, {unit}"
    label = escape(_("Peta {areas}: {subject}", areas=areas, subject=subject))
    box = " ".join(
        f"{part:g}" for part in (round(view[0]), round(view[1]), round(view[2] - view[0]), round(view[3] - view[1]))
    )
    return (
        f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="{box}" preserveAspectRatio="xMinYMid meet" '
        f'role="group" aria-label="{label}">'
    )


def _patterns(figure_id: str, view: Box, used: set[str]) -> str:
    """Definitions of the patterns that occur; their pitch is about 6 px on screen."""
    prefix, scale = escape(figure_id), f"{(view[2] - view[0]) / 480:.2f}"
    ground = f'<rect class="hatch-bg" fill="{LIGHT["map-blank"]}" width="6" height="6"/>'
    line = f'<path class="hatch-line" stroke="{LIGHT["map-hatch"]}" d="M0 0V6"/>'
    cross = f'<path class="hatch-line" stroke="{LIGHT["map-hatch"]}" d="M0 0V6M0 0H6"/>'
    dots = (
        f'<rect class="dots-bg" fill="{LIGHT["map-1"]}" width="6" height="6"/>'
        f'<circle class="dot" fill="{LIGHT["map-edge"]}" cx="3" cy="3" r="1.1"/>'
    )
    rings = f'{ground}<circle class="ring" fill="none" stroke="{LIGHT["map-edge"]}" stroke-width="0.7" cx="3" cy="3" r="1.4"/>'
    drawings = {"nodata": ground + line, "hidden": ground + cross, "uncounted": dots, "few": rings}
    patterns = [
        f'<pattern id="{prefix}-{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({scale}) rotate({0 if name == "uncounted" else 45})">{drawing}</pattern>'
        for name, drawing in drawings.items()
        if name in used
    ]
    return f"<defs>{''.join(patterns)}</defs>" if patterns else ""


def _area(row, paint: Paint, link, figure_id, selected) -> str:
    """One area: a link with its name and value, or bare ground where there is no code."""
    code, path = row["area_code"], escape(row["path"])
    if row["is_coverage_only"]:
        return f'<path class="area ground" fill="{LIGHT["wash"]}" d="{path}"><title>{escape(row["area_name"])}</title></path>'
    name = paint.faces[code]
    label = escape(paint.sayings[code])
    chosen = code == selected
    current = ' aria-current="true"' if chosen else ""
    return (
        f'<a href="{escape(link(code))}" data-code="{escape(code)}" aria-label="{label}"'
        f'{current}><path class="area {name}{" is-selected" if chosen else ""}" '
        f'fill="{_fill(name, figure_id)}" d="{path}"><title>{label}</title></path></a>'
    )


def _fill(name: str, figure_id: str) -> str:
    """The colour or pattern of a face."""
    if name in _FILLS:
        return LIGHT[_FILLS[name]]
    return LIGHT[f"map-{name[1]}"] if name[0] == "c" else f"url(#{escape(figure_id)}-{name})"


def area_words(
    row: Mapping, entry: Mapping | None, name: str, kpi: Kpi, level_words: Mapping[str, str] = LEVEL_WORDS
) -> str:
    """Name and value of an area in words; `name` is its face: `Kel. Pabatu: 4.699 jiwa/km²`."""
    subject = area_name_words(level_words.get(row["area_level"], ""), row["area_name"])
    if name[0] != "c":
        return f"{subject}: {_absence(name, kpi).lower()}"
    origin = f" ({quality_word(entry['quality'])})" if entry["quality"] in ("estimasi", "simulasi") else ""
    return f"{subject}: {row_with_unit(entry, kpi)}{origin}"


def _absence(name: str, kpi: Kpi) -> str:
    return uncounted_word(kpi) if name == "uncounted" else _(ABSENCES[name])


def outline_edges(rows: Sequence[Mapping], view: Box, is_estimated: bool = False) -> list[str]:
    """Outlines of the kecamatan on top of the areas; dashed when the values are estimates."""
    kind = "edge edge-est" if is_estimated else "edge"
    width = (view[2] - view[0]) / 350
    dash = f' stroke-dasharray="{width * 3:.1f} {width * 2:.1f}"' if is_estimated else ""
    return [
        f'<path class="{kind}" fill="none" stroke="{LIGHT["map-edge"]}" stroke-width="{width:.2f}"{dash} d="{escape(row["path"])}"/>'
        for row in rows
    ]


def _names(named, view: Box, shown, figures: Mapping[str, str], kept_free: tuple[Box, ...], shown_px: float) -> str:
    """The names, hidden from screen readers: every area says its own."""
    size = _LABEL_PX * (view[2] - view[0]) / shown_px
    wishes = []
    for row in named:
        if row["is_coverage_only"]:
            continue
        figure = figures.get(row["area_code"])
        lines = (row["area_name"], figure) if figure else (row["area_name"],)
        wishes.append(Wish(lines, row["label_x"], row["label_y"], row["path"], tuple(row["bbox"])))
    labels = place(tuple(wishes), size, view, tuple(row["path"] for row in shown), kept_free)
    font = escape(FONT_SANS)
    start = f'<g class="names" aria-hidden="true" font-family="{font}" font-size="{size:.1f}" font-weight="600" text-anchor="middle" fill="{LIGHT["ink"]}">'
    return start + "".join(_label(label, size) for label in labels) + "</g>"


def _label(label: Label, size: float) -> str:
    """A name at its place, with the lead line and its dot where it stands outside."""
    hidden = " lbl-wide" if label.is_wide else ""
    parts = []
    if label.lead:
        x0, y0, x1, y1 = label.lead
        line = f'd="M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}"'
        parts += [
            f'<path class="lead-halo{hidden}" fill="none" stroke="{LIGHT["paper"]}" stroke-width="{size / 7:.1f}" {line}/>',
            f'<path class="lead{hidden}" fill="none" stroke="{LIGHT["ink"]}" stroke-width="{size / 20:.1f}" {line}/>',
            f'<circle class="lead-dot{hidden}" cx="{x0:.0f}" cy="{y0:.0f}" r="{size / 6:.1f}"/>',
        ]
    for index, line in enumerate(label.lines):
        y = label.y + size * (0.35 + 1.15 * (index - (len(label.lines) - 1) / 2))
        figure = " lbl-figure" if index else ""
        weight = ' font-weight="400"' if index else ""
        parts.append(f'<text class="lbl{figure}{hidden}"{weight} x="{label.x:.0f}" y="{y:.0f}">{escape(line)}</text>')
    return "".join(parts)
