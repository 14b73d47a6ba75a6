"""One flood as its bulletins print it: what each source says of each area, what is not said, gauge readings.

A line is a mapping with the columns of the store's `flood_lines`; lines come oldest bulletin first. Bulletins are never
added up: the figure in bold is the latest one printed for that area.
"""

from collections.abc import Callable, Mapping, Sequence

from dash import dcc, html

from ui.cited import cited, remark
from ui.format import date_long, moment_words, number
from ui.language import N_, _, _with
from ui.marks import quality_tag
from ui.tables import framed
from ui.words import UNCOUNTED

MEASURES = {  # column -> a figure with its unit
    "households_count": N_("{figure} KK"),
    "houses_count": N_("{figure} rumah"),
    "persons_count": N_("{figure} jiwa"),
}
LIST_WORDS = {
    "lengkap": N_("daftar kelurahan lengkap"),
    "sebagian": N_("hanya sebagian kelurahan bernama"),
    "terpotong": N_("daftar kelurahan terpotong"),
    "tanpa_nama": N_("tidak ada kelurahan bernama"),
    None: N_("kelengkapan daftar tidak diketahui"),
}
LEVEL_ORDER = ("kota", "kecamatan", "kelurahan")
Bulletin = tuple  # (known_on, known_time, row_source): the identity of one bulletin


def bulletins(lines: Sequence[Mapping]) -> list[Bulletin]:
    """The bulletins of one flood, oldest first."""
    return list(dict.fromkeys((row["known_on"], row["known_time"], row["row_source"]) for row in lines))


def time_words(day, time: str | None) -> str:
    """`27 November 2025 pukul 12.00 WIB`; without an hour the day alone."""
    return date_long(day) if time is None else moment_words(day, *time.split(":")[:2])


def bulletin_list(lines: Sequence[Mapping]) -> html.Ol:
    """Each bulletin: when, who, how many kelurahan it speaks of, whether its list is whole."""
    items = []
    for one in bulletins(lines):
        own = [row for row in lines if (row["known_on"], row["known_time"], row["row_source"]) == one]
        first = own[0]
        stated = first["kelurahan_stated_count"]
        list_words = LIST_WORDS[first["list_status"]]
        words = [_(list_words)]
        if stated is not None:
            words.insert(0, _("menyebut {count} kelurahan", count=number(stated)))
        items.append(
            html.Li(
                [
                    html.B(time_words(one[0], one[1])),
                    html.Span([": ", ", ".join(words), ". "]),
                    html.Span(
                        [quality_tag(first["quality"]), " ", *_cited(first)],
                        className="provenance",
                    ),
                ]
            )
        )
    return html.Ol(items, className="bulletins")


def _cited(line: Mapping) -> list:
    """Source and remark of a bulletin."""
    source = [cited(line["row_source"]), ". "] if line["row_source"] else []
    return source + ([remark(line["bulletin_note"]), ". "] if line["bulletin_note"] else [])


def printed_table(lines: Sequence[Mapping], link: Callable[[str], str]) -> html.Div:
    """A row an area, a column a bulletin: everything the sources print, side by side."""
    columns = bulletins(lines)
    areas = list(dict.fromkeys(_place(row) for row in lines))
    areas.sort(key=lambda place: (LEVEL_ORDER.index(place[2]) if place[2] in LEVEL_ORDER else 9, place[0] or "~"))
    used = latest_figures(lines)
    head = [html.Th(_("Wilayah"), scope="col")]
    head += [
        html.Th([time_words(day, time), html.Small(cited(source), className="muted")], scope="col")
        for day, time, source in columns
    ]
    body = []
    for place in areas:
        own = [row for row in lines if _place(row) == place]
        cells = [_cell(one, own, used) for one in columns]
        body.append(html.Tr([html.Th(_area_words(place, own, link), scope="row"), *cells]))
    name = _("Yang dicetak tiap buletin, menurut wilayah")
    return framed(name, head, html.Tbody(body), css="table is-stacked printed")


def latest_figures(lines: Sequence[Mapping]) -> dict[tuple, tuple]:
    """(place, measure) -> the bulletin whose figure counts: the latest that prints it; of two at one time the first."""
    used: dict[tuple, tuple] = {}
    for row in lines:
        for measure in (*MEASURES, "depth_max_cm"):
            if row[measure] is None:
                continue
            key, when = (_place(row), measure), (row["known_on"], row["known_time"] or "24")
            if key not in used or when > used[key][0]:
                used[key] = (when, (row["known_on"], row["known_time"], row["row_source"]))
    return {key: bulletin for key, (_when, bulletin) in used.items()}


def _place(row: Mapping) -> tuple:
    """(code or None, name, level): a line whose place is not known keeps the name it came with."""
    return (
        row["area_code"],
        row["area_name"] or row["area_name_printed"],
        row["area_level"] or row["area_level_printed"],
    )


def _area_words(place: tuple, own: Sequence[Mapping], link: Callable[[str], str]) -> list:
    code, name, level = place
    named = dcc.Link(name, href=link(code)) if code else html.Span(name or _("tanpa nama"))
    words = [html.B(named) if level == "kota" else named]
    if level == "kecamatan":
        words = _with("Kec. {name}", name=named)
    if code is None:
        words.append(html.Small(_("lokasi tidak diketahui"), className="muted"))
    remarks = list(dict.fromkeys(row["row_note"] for row in own if row["row_note"] and row["row_note"] != UNCOUNTED))
    remarks = [note for note in remarks if note.lower() != UNCOUNTED.lower()]
    words += [html.Small(cited(note), className="muted") for note in remarks[:2]]
    return words


def _cell(bulletin: Bulletin, own: Sequence[Mapping], used: Mapping) -> html.Td:
    """What one bulletin prints of one area; the figures that count in bold."""
    label = f"{time_words(bulletin[0], bulletin[1])} · {bulletin[2].partition(',')[0]}"  # two may be of one hour
    row = next((r for r in own if (r["known_on"], r["known_time"], r["row_source"]) == bulletin), None)
    if row is None:
        return html.Td(html.Span(_("tidak disebut"), className="blank"), **{"data-label": label})
    parts = []
    for measure, words in MEASURES.items():
        if row[measure] is not None:
            figure = _(words, figure=number(row[measure]))
            parts.append(html.B(figure) if used[_place(row), measure] == bulletin else html.Span(figure))
    if row["depth_max_cm"] is not None:
        parts.append(_depth(row, used[_place(row), "depth_max_cm"] == bulletin))
    if not parts:
        words = _("disamarkan") if row["is_hidden"] else _(UNCOUNTED)
        parts = [html.Span(words, className="blank")]
    separated = [part for one in parts for part in (html.Br(), one)][1:]
    return html.Td(html.Span(separated), **{"data-label": label})


def _depth(row: Mapping, is_used: bool):
    low, high = row["depth_min_cm"], row["depth_max_cm"]
    words = (
        _("{low}–{high} cm", low=number(low), high=number(high))
        if low is not None and low != high
        else _("{high} cm", high=number(high))
    )
    return html.B(words) if is_used else html.Span(words)


def gauge_table(rows: Sequence[Mapping]) -> html.Div | None:
    """River gauges: level above the gauge's own zero, its alert levels or that none are set. `rows` without rain."""
    if not rows:
        return None
    name = _("Bacaan pos duga air")
    body = []
    for row in rows:
        alerts = row["alert_levels"] or []
        said = "; ".join(f"{a['alert_name']} {number(a['level_m'], 2)} m" for a in alerts)
        about = [cited(row["place_name"]) if row["place_name"] else ""]
        about += [", "] if row["place_name"] and row["row_note"] else []
        about += [cited(row["row_note"])] if row["row_note"] else []
        body.append(
            html.Tr(
                [
                    html.Th([row["station_name"], html.Small(about, className="muted")], scope="row"),
                    html.Td(
                        html.Span(_("{level} m", level=number(row["level_m"], 2))),
                        className="n",
                        **{"data-label": _("Muka air")},
                    ),
                    html.Td(
                        html.Span(said or _("Ambang siaga belum ditetapkan"), className=None if said else "blank"),
                        **{"data-label": _("Ambang siaga")},
                    ),
                ]
            )
        )
    head = [
        html.Th(_("Pos"), scope="col"),
        html.Th(_("Muka air"), scope="col", className="n"),
        html.Th(_("Ambang siaga"), scope="col"),
    ]
    return framed(name, head, html.Tbody(body), css="table is-stacked")
