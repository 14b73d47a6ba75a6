"""Of /aduan: whose, about what and through which channel, compared with a year before, and when in the week."""

from datetime import timedelta

from dash import html

from pages._requests_head import ON_TIME, OVERDUE, RECEIVED, share, told
from pages._requests_read import Requests, due, years_before
from pages._state import Context
from ui.format import date_long, number, period_short, upper_first
from ui.language import _, _n, said
from ui.requests import heat_table, member_table, office_table, signed
from ui.tables import fold, plain_table

AT_ONCE = 10  # categories or channels before the fold


def offices(context: Context, read: Requests) -> list:
    """Every office that ever had a request, the one with most overdue first."""
    rows = []
    empty = dict.fromkeys(read.now, 0)
    for name in {**dict.fromkeys(read.offices), **read.sums["opd"], **dict.fromkeys(row["opd"] for row in read.ages)}:
        own = [row for row in read.ages if row["opd"] == name]
        now = read.sums["opd"].get(name, (empty, empty))[0]
        overdue = sum(row["overdue_count"] for row in own)
        rows.append((name, now, overdue, max((row["overdue_max_days"] or 0 for row in own), default=0)))
    if not rows:
        return [html.P(_("Ekspor tidak menyebut OPD mana pun."), className="note")]
    rows.sort(key=lambda row: (-row[2], -row[1]["overdue_open_count"], -row[1]["received_count"], row[0] or "~"))

    def own_share(sums) -> str | None:
        return share(context, read, sums["on_time_count"], sums["judged_count"], sums["unknown_count"])

    return [
        html.P(
            _(
                "Jatuh tempo = tepat waktu + terlambat + masih terbuka lewat batas + tidak diketahui, semuanya yang batas "
                "waktunya jatuh dalam {window}. Ditutup sistem dihitung terlambat, bukan selesai. Kolom pertama menghitung "
                "semua aduan yang lewat batas pada {day}, juga yang lebih lama.",
                window=read.window.words(),
                day=date_long(read.known_on),
            ),
            className="note",
        ),
        office_table(rows, own_share),
        told(context, read, ON_TIME),
    ]


def kinds(context: Context, read: Requests) -> list:
    """Categories; channels and, where the tree of SP4N-LAPOR! knows the categories, dimensions. Each with the year before."""
    parts = [
        _axis(context, read, "category", _("Kategori"), _("Aduan menurut kategori")),
        html.Div([_axis(context, read, "channel", _("Kanal"), _("Aduan menurut kanal"))]),
    ]
    if any(name for name in read.sums["dimension"]):
        parts[1].children.append(_axis(context, read, "dimension", _("Dimensi"), _("Aduan menurut dimensi")))
    return parts


def _axis(context: Context, read: Requests, axis: str, title: str, caption: str) -> html.Section:
    compared = read.window.is_compared
    names = {slug: said(one.name) for slug, one in context.edition.dimensions.items()} if axis == "dimension" else {}
    rows = [
        (names.get(name, name), now["received_count"], before["received_count"] if compared else None)
        for name, (now, before) in read.sums[axis].items()
        if now["received_count"] or (compared and before["received_count"])
    ]
    heading = html.H3(caption, className="figure-title")
    if not rows:
        return html.Section([heading, html.P(_("Tidak ada aduan."), className="note")])
    rows.sort(key=lambda row: (-row[1], row[0] or "~"))
    before = read.window.before_words()
    table = [member_table(caption, title, rows[:AT_ONCE], before)]
    if rows[AT_ONCE:]:
        rest = member_table(caption, title, rows[AT_ONCE:], before)
        table.append(fold(_("Yang lain"), _n("{n} aduan", sum(row[1] for row in rows[AT_ONCE:])), rest))
    note = html.P(_("Pemetaan kategori SP4N-LAPOR! ke dimensi dibuat sendiri."), className="note")
    return html.Section([heading, *table, *([note] if names else []), told(context, read, RECEIVED)])


def changes(context: Context, read: Requests) -> list:
    """Month by month beside the same month a year before; the month that is not over is not compared."""
    received = {row["period_start"]: row for row in _series(context, read, RECEIVED)}
    overdue = {row["period_start"]: row for row in _series(context, read, OVERDUE)}
    months = [month for month in received if read.window.first.replace(day=1) <= month <= read.window.last]
    if read.window.grain is None:
        months = months[-12:]
    if not months:
        return [html.P(_("Belum ada rekap bulanan."), className="note")]
    heads = [
        (_("Bulan"), False),
        (_("Masuk"), True),
        (_("Setahun sebelumnya"), True),
        (_("Selisih"), True),
        (_("Lewat batas, akhir bulan"), True),
    ]
    rows = []
    for month in sorted(months, reverse=True):
        now, then = received[month]["value"], received.get(years_before(month))
        is_open = (month.year, month.month) == (read.known_on.year, read.known_on.month)
        name: list = [html.Span(period_short("month", month), className="num")]
        if is_open:
            name.append(html.Small(_("s.d. tanggal {day}", day=read.known_on.day), className="muted"))
        compared = then is not None and then["value"] is not None and now is not None
        compared = compared and years_before(month) >= read.known_from  # the first month of all is not whole
        held = overdue.get(month)
        rows.append(
            [
                name,
                number(now) if now is not None else "–",
                number(then["value"]) if compared else "–",
                signed(int(now - then["value"])) if compared and not is_open else "–",
                number(held["value"]) if held and held["value"] is not None else "–",
            ]
        )
    return [
        *_side_by_side(context, read),
        plain_table(_("Aduan tiap bulan dan setahun sebelumnya"), heads, rows, quiet=True),
        told(context, read, RECEIVED),
    ]


def _side_by_side(context: Context, read: Requests) -> list:
    """The window and the one before in four lines; nothing where they do not compare."""
    if not read.window.is_compared:
        return []

    def figures(sums) -> list[str]:
        part = share(context, read, sums["on_time_count"], sums["judged_count"], sums["unknown_count"])
        return [
            number(sums["received_count"]),
            number(due(sums)),
            f"{number(sums['on_time_count'])} ({part})" if part else number(sums["on_time_count"]),
            number(sums["unknown_count"]),
            number(sums["closed_by_system_count"]),
        ]

    names = (_("Masuk"), _("Jatuh tempo"), _("Tepat waktu"), _("Tidak dapat dihitung"), _("Ditutup sistem"))
    heads = [(_("Yang dihitung"), False)]
    heads += [(upper_first(words), True) for words in (read.window.words(), read.window.before_words())]
    rows = [list(row) for row in zip(names, figures(read.now), figures(read.before), strict=True)]
    return [plain_table(_("Dibandingkan dengan setahun sebelumnya"), heads, rows, folds=True, quiet=True)]


def _series(context: Context, read: Requests, kpi_id: str) -> list[dict]:
    if kpi_id not in context.edition.kpis:
        return []
    return context.edition.rows("series", kpi=kpi_id, area=read.area["area_code"])


def hours(context: Context, read: Requests) -> list:
    """Weekday and hour; nothing where the exports tell the day only."""
    if read.area["area_level"] == "kelurahan":
        words = _(
            "Hari dan jam dihitung untuk kota dan {level}, tidak untuk satu {part}.",
            level=context.level_word("kecamatan"),
            part=context.level_word("kelurahan"),
        )
        return [html.P(words, className="note")]
    first = read.window.first
    if first.day > 1:  # this table knows whole months only
        first = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    rows = context.edition.rows("request_hours", area=read.area["area_code"], first=first, last=read.window.last)
    counts: dict[tuple[int, int], int] = {}
    without = 0
    for row in rows:
        if row["hour"] is None:
            without += row["received_count"]
        else:
            key = (row["weekday"], row["hour"])
            counts[key] = counts.get(key, 0) + row["received_count"]
    if not counts:
        return [html.P(_("Ekspor tidak memuat jam aduan masuk."), className="note")]
    span = _("{first} sampai {last}", first=period_short("month", first), last=date_long(read.window.last))
    words = [_n("{n} aduan dengan jam, {span}.", sum(counts.values()), span=span)]
    if without:
        words.append(_n("{n} aduan lain hanya diketahui harinya.", without))
    return [html.P(" ".join(words), className="note"), heat_table(counts), told(context, read, RECEIVED)]
