"""Tables of service requests: whose they are, since when they wait, when they come in, which are open.

Sums are mappings of the measures of the store's `request_window`. A member of an axis is a name as the export has it, or None.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from babel.dates import format_date
from dash import dcc, html

from ui.cited import original
from ui.format import number, percent, period_short
from ui.language import N_, _, _n, locale
from ui.tables import Head, framed, labelled

AGES = {  # first day of a class -> its words
    0: N_("sampai 14 hari"),
    15: N_("15–30 hari"),
    31: N_("31–60 hari"),
    61: N_("61–90 hari"),
    91: N_("91–180 hari"),
    181: N_("181–365 hari"),
    366: N_("lebih dari setahun"),
}
HOURS = 3  # of a column of the table by hour
MONDAY = date(2024, 1, 1)
STRONG, MIDDLE = 2 / 3, 1 / 3  # of the largest cell: the two darker grounds


def member_words(member: str | None):
    """A name of the data, or that the export has none."""
    return original(member) if member else html.Span(_("tidak disebut"), className="blank")


def signed(difference: int) -> str:
    """`+12`, `−3`, `0`."""
    return number(difference) if difference == 0 else f"{'+' if difference > 0 else '−'}{number(abs(difference))}"


def share_of(part: int, whole: int, decimals: int = 1) -> str:
    """`51,2%`."""
    return percent(100 * part / whole, decimals)


def office_table(
    rows: Sequence[tuple[str | None, Mapping, int, int]], share: Callable[[Mapping], str | None]
) -> html.Div:
    """One line an office: `rows` are (name, sums, overdue now, longest delay in days). `share` is None for a share
    that is not to be told."""
    head = [html.Th(_("OPD"), scope="col")]
    titles = (
        _("Lewat batas sekarang"),
        _("Masuk"),
        _("Jatuh tempo"),
        _("Tepat waktu"),
        _("Terlambat"),
        _("Masih terbuka, lewat batas"),
        _("Tidak diketahui"),
        _("Bagian tepat waktu"),
    )
    head += [html.Th(title, scope="col", className="n") for title in titles]
    body = []
    for name, sums, overdue, longest in rows:
        figures = [
            [html.B(number(overdue)), html.Small(_n("terlama {n} hari", longest), className="muted")]
            if overdue
            else number(0),
            number(sums["received_count"]),
            number(sums["judged_count"] + sums["unknown_count"]),
            number(sums["on_time_count"]),
            number(sums["judged_count"] - sums["on_time_count"] - sums["overdue_open_count"]),
            number(sums["overdue_open_count"]),
            number(sums["unknown_count"]),
            share(sums) or html.Span("–", className="muted"),
        ]
        cells = [labelled(figure, title, "n") for figure, title in zip(figures, titles, strict=True)]
        body.append(html.Tr([html.Th(member_words(name), scope="row"), *cells]))
    return framed(
        _("Aduan menurut OPD, yang lewat batas terbanyak dahulu"),
        head,
        html.Tbody(body),
        css="table is-stacked is-figures offices",
    )


def member_table(caption: str, title: str, rows: Sequence[tuple[str | None, int, int | None]], before: str) -> html.Div:
    """One line a category or channel: (name, received, received a year before or None where not compared)."""
    most = max((count for _name, count, _then in rows), default=0)
    heads: list[Head] = [(title, False), (_("Masuk"), True)]
    compared = any(then is not None for _name, _count, then in rows)
    if compared:
        heads += [(before, True), (_("Selisih"), True)]
    head = [html.Th(words, scope="col", className="n" if figure else None) for words, figure in heads]
    head.append(html.Td(html.Span(), className="gap-cell", **{"aria-hidden": "true"}))
    body = []
    for name, count, then in rows:
        cells = [html.Th(member_words(name), scope="row"), labelled(number(count), _("Masuk"), "n")]
        if compared:
            cells += [labelled(number(then), before, "n"), labelled(signed(count - then), _("Selisih"), "n")]
        cells.append(_bar(count, most))
        body.append(html.Tr(cells))
    return framed(caption, head, html.Tbody(body), css="table counted")


def _bar(count: int, most: int) -> html.Td:
    """A bar for the eye; the figure stands beside it."""
    width = f"{100 * count / most:.0f}%" if most else "0"
    bar = html.Div(className="gap-bar", style={"width": width})
    return html.Td(bar, className="gap-cell", **{"aria-hidden": "true"})


def age_table(rows: Sequence[Mapping]) -> html.Div:
    """Open requests by class of age; rows of `request_ages`. Every class is there, also when empty."""
    title, opened, overdue = _("Umur"), _("Belum selesai"), _("Di antaranya lewat batas")
    head = [html.Th(title, scope="col")] + [html.Th(words, scope="col", className="n") for words in (opened, overdue)]
    head.append(html.Td(html.Span(), className="gap-cell", **{"aria-hidden": "true"}))
    counted = [
        (
            words,
            *(
                sum(row[name] for row in rows if row["age_from_days"] == start)
                for name in ("open_count", "overdue_count")
            ),
        )
        for start, words in AGES.items()
    ]
    most = max(count for _words, count, _late in counted)
    body = [
        html.Tr(
            [
                html.Th(_(words), scope="row"),
                labelled(number(count), opened, "n"),
                labelled(number(late), overdue, "n"),
                _bar(count, most),
            ]
        )
        for words, count, late in counted
    ]
    return framed(_("Aduan yang belum selesai menurut umurnya"), head, html.Tbody(body), css="table counted")


def heat_table(counts: Mapping[tuple[int, int], int]) -> html.Div:
    """Requests by weekday and hour: (weekday 1 to 7, hour) -> count. Three hours a column; the ground says it to the eye."""
    starts = range(0, 24, HOURS)
    cells = {
        (day, start): sum(counts.get((day, hour), 0) for hour in range(start, start + HOURS))
        for day in range(1, 8)
        for start in starts
    }
    most = max(cells.values(), default=0)
    head = [html.Th(_("Hari"), scope="col")]
    for start in starts:
        span = [html.Span(f"{start:02d}"), html.Span(f"–{start + HOURS:02d}")]
        head.append(html.Th(span, scope="col", className="c"))
    head.append(html.Th(_("Jumlah"), scope="col", className="n"))
    body = []
    for day in range(1, 8):
        name = format_date(MONDAY.replace(day=day), "EEEE", locale())
        line = [
            html.Td(number(cells[day, start]), className=f"c {_ground(cells[day, start], most)}") for start in starts
        ]
        total = html.Td(number(sum(cells[day, start] for start in starts)), className="n")
        body.append(html.Tr([html.Th(name, scope="row"), *line, total]))
    return framed(_("Aduan masuk menurut hari dan jam (WIB)"), head, html.Tbody(body), css="table heat")


def _ground(count: int, most: int) -> str:
    if count == 0:
        return "heat-0"
    return "heat-3" if count > STRONG * most else "heat-2" if count > MIDDLE * most else "heat-1"


def open_table(name: str, rows: Sequence[Mapping], link: Callable[[str], str]) -> html.Div:
    """Part of the list of open requests, the longest overdue first: number, what, whose, where, since, until. Rows of `request_open`."""
    titles = (_("Kategori"), _("OPD"), _("Wilayah"), _("Masuk"), _("Batas waktu"), _("Lewat"))
    head = [html.Th(_("Nomor"), scope="col")]
    head += [html.Th(title, scope="col", className="n" if title == titles[-1] else None) for title in titles]
    body = []
    for row in rows:
        what = member_words(row["category"])
        if row["visibility"] == "confidential":
            what = html.Span(_("rahasia: isi dan tempat tidak ditampilkan"), className="blank")
        where = html.Span(_("tidak diketahui"), className="blank")
        if row["area_level"] != "kota":
            where = dcc.Link(row["area_name"], href=link(row["area_code"]))
        late = _n("{n} hari", row["overdue_days"]) if row["overdue_days"] else html.Span("–", className="muted")
        cells = [
            labelled(what, titles[0]),
            labelled(member_words(row["opd"]), titles[1]),
            labelled(where, titles[2]),
            labelled(period_short("day", row["opened_on"]), titles[3]),
            labelled(
                period_short("day", row["due_on"]) if row["due_on"] else html.Span(_("tanpa batas"), className="muted"),
                titles[4],
            ),
            labelled(late, titles[5], "n"),
        ]
        body.append(html.Tr([html.Th(row["request_id"], scope="row"), *cells]))
    return framed(name, head, html.Tbody(body), css="table is-stacked")


def bounds_table(sums: Mapping, share: Callable[[int, int, int], str | None]) -> html.Div:
    """Punctuality under the two deadlines that may hold, side by side. `share(on_time, judged, unknown)`."""
    limits = ((_("14 hari kerja"), ""), (_("60 hari kerja"), "_latest"))
    head = [html.Th(_("Yang dihitung"), scope="col")]
    head += [html.Th(words, scope="col", className="n") for words, _suffix in limits]
    names = (
        ("on_time", _("Selesai tepat waktu")),
        ("judged", _("Dapat dinilai")),
        ("unknown", _("Tidak dapat dihitung")),
    )
    body = [
        html.Tr(
            [
                html.Th(words, scope="row"),
                *[
                    html.Td(number(sums[f"{name}{suffix}_count"]), className="n", **{"data-label": limit})
                    for limit, suffix in limits
                ],
            ]
        )
        for name, words in names
    ]
    shares = [share(*(sums[f"{name}{suffix}_count"] for name, _words in names)) for _limit, suffix in limits]
    body.append(
        html.Tr(
            [
                html.Th(_("Bagian tepat waktu"), scope="row"),
                *[
                    html.Td(html.B(words) if words else _("tidak dihitung"), className="n", **{"data-label": limit})
                    for words, (limit, _suffix) in zip(shares, limits, strict=True)
                ],
            ]
        )
    )
    return framed(_("Ketepatan waktu menurut kedua batas"), head, html.Tbody(body), css="table")
