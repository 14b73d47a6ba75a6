"""The top of /aduan: the sentence a mayor reads first, the choice of the time, five figures."""

from datetime import date

from dash import dcc, html

from pages._requests_read import Requests, due, years_before
from pages._state import Context
from ui.cards import apart
from ui.cited import original
from ui.format import date_long, number, period_code, row_period, upper_first, value_text
from ui.language import N_, _, _n, _with, said
from ui.marks import own_provenance, provenance
from ui.requests import share_of
from ui.words import area_name_words

RECEIVED, OVERDUE, ON_TIME = (
    "service_request_received_count",
    "service_request_overdue_count",
    "service_request_on_time_pct",
)
MEDIAN = "service_request_resolution_median_days"
SATISFACTION = "service_request_satisfaction_mean"
YEARS_OFFERED = 3
FEWEST_RATINGS = 5


def place_name(context: Context, area: dict) -> str:
    """The area in words: `Kota Tebing Tinggi`, `Kelurahan Bandar Utama`."""
    if area["area_level"] == "kota":
        return context.city.name
    return area_name_words(area["area_label"], area["area_name"])


def here(context: Context, **query: str | None) -> str:
    """This page with the choices it keeps, some of them changed; a name set to None is taken out."""
    kept = {name: getattr(context.state, name) for name in ("wilayah", "tingkat", "periode", "kpi")} | query
    if kept["wilayah"] == context.city.code:
        kept["wilayah"] = None
    return context.link("/aduan", **kept)


def head(context: Context, area: dict) -> html.Div:
    """Title, and the way back from a part of the city to the whole."""
    back = None
    if area["area_level"] != "kota":
        words = _("Seluruh {city}", city=context.city.name)
        back = html.P(dcc.Link(words, href=here(context, wilayah=None)))
    title = _("Aduan warga: {place}", place=place_name(context, area)) if back else _("Aduan warga")
    return html.Div([html.H1(title), back], className="page-head")


def choice(context: Context, read: Requests) -> html.Nav:
    """The twelve months to the last known day, or a calendar year."""
    years = range(max(read.known_from.year, read.known_on.year - YEARS_OFFERED + 1), read.known_on.year + 1)
    options = [(_("Dua belas bulan"), None), *[(str(y), period_code("year", date(y, 1, 1))) for y in years]]
    if context.state.periode not in {code for _words, code in options}:
        options.append((read.window.words(), context.state.periode))
    links = [
        dcc.Link(
            words, href=here(context, periode=code), className="btn active" if code == context.state.periode else "btn"
        )
        for words, code in options
    ]
    return html.Nav(html.Div(links, className="btn-group"), **{"aria-label": _("Rentang waktu")})


def lead(context: Context, read: Requests) -> html.Div:
    """What came in, what is late, whose most of it is."""
    received, overdue = read.now["received_count"], read.held("overdue_count")
    words = _n("{n} aduan masuk dalam {window}.", received, window=read.window.words())
    notes = []
    if read.is_small:
        notes.append(
            _n("Hanya {n} aduan: ditulis sebagai jumlah, tanpa persentase.", received)
            if received
            else _("Tidak ada aduan tercatat dalam rentang ini; itu bukan bukti tidak ada masalah.")
        )
    notes.append(_bounds(read))
    notes = [note for note in notes if note]
    return html.Div(
        [
            html.P(apart(words, _change(read), _overdue_words(read, overdue)), className="lead"),
            html.P(" ".join(notes), className="note") if notes else None,
        ],
        className="page-head",
    )


def _change(read: Requests) -> str:
    if not read.window.is_compared:
        return ""
    difference = read.now["received_count"] - read.before["received_count"]
    than = read.window.before_words()
    if difference == 0:
        return _("Itu sama banyak dengan {than}.", than=than)
    words = (
        N_("Itu {count} lebih banyak dari {than}.") if difference > 0 else N_("Itu {count} lebih sedikit dari {than}.")
    )
    return _(words, count=number(abs(difference)), than=than)


def _overdue_words(read: Requests, overdue: int) -> list:
    if not overdue:
        return [_("Tidak ada aduan terbuka yang lewat batas waktu pada {day}.", day=date_long(read.known_on))]
    by_office: dict[str | None, int] = {}
    for row in read.ages:
        by_office[row["opd"]] = by_office.get(row["opd"], 0) + row["overdue_count"]
    bold = _n("{n} aduan terbuka lewat batas waktu", overdue)
    if read.window.grain is not None:  # the sentence before is about another day
        bold = _n("{n} aduan terbuka lewat batas waktu pada {day}", overdue, day=date_long(read.known_on))
    words = [html.B(bold)]
    office, *others = sorted(by_office, key=by_office.get, reverse=True)
    if office is None or (others and by_office[others[0]] == by_office[office]):
        return [*words, "."]
    return _with(
        "{overdue}, terbanyak pada {office} ({count}).",
        overdue=words,
        office=original(office),
        count=number(by_office[office]),
    )


def _bounds(read: Requests) -> str:
    """Why nothing is set beside the time before, or since when that time is known where it is not so from its first day."""
    if read.window.is_compared:
        late = read.known_from > years_before(read.window.first)
        return _("Catatan mulai {day}.", day=date_long(read.known_from)) if late else ""
    if read.window.grain is not None and read.window.last == read.known_on:
        return _("Rentang ini belum utuh (sampai {day}), jadi tidak dibandingkan.", day=date_long(read.known_on))
    return _(
        "Tidak dibandingkan dengan {before}: catatan baru mulai {day}.",
        before=read.window.before_words(),
        day=date_long(read.known_from),
    )


def share(context: Context, read: Requests, on_time: int, judged: int, unknown: int) -> str | None:
    """The share in time as text; None where cases are few, or where more than the declared part of those due is not known."""
    kpi = context.edition.kpis.get(ON_TIME)
    if kpi is None or read.is_small or not judged or judged < (kpi.min_denominator or 0):
        return None
    if 100 * unknown > kpi.most_unknown_pct * (judged + unknown):
        return None
    return share_of(on_time, judged)


def month_row(context: Context, read: Requests, kpi_id: str) -> dict | None:
    """The indicator's row of the month in which the window ends; None where it has none."""
    if kpi_id not in context.edition.kpis:
        return None
    rows = context.edition.rows("series", kpi=kpi_id, area=read.area["area_code"])
    month = read.window.last.replace(day=1)
    return next((row for row in rows if row["period_start"] == month), None)


def told(context: Context, read: Requests, kpi_id: str) -> html.P:
    """Origin, source, last known day and the way to the formula, under figures that the indicator's parts were added up for."""
    sources = [context.edition.sources.get(row["source_id"]) for row in read.accounts]
    names = ", ".join(said(source.title) for source in sources if source)
    words: list = [_("{sources}, diketahui sampai {day}.", sources=names, day=date_long(read.known_on))]
    row = month_row(context, read, kpi_id)
    if row is not None:
        kpi = context.edition.kpi(kpi_id)
        words += [" ", dcc.Link(_("Rumus: {name}", name=said(kpi.name)), href=context.explained(row))]
    own = None if read.quality in ("resmi", "kutipan") else read.quality
    return provenance(own, *words) if own else own_provenance(*words)


def cards(context: Context, read: Requests) -> html.Div:
    """Received, overdue, share in time, time to resolution, satisfaction."""
    return html.Div(
        [
            _received(context, read),
            _overdue(context, read),
            _on_time(context, read),
            _resolution(context, read),
            _satisfaction(context, read),
        ],
        className="card-grid is-figures",
    )


def _card(title: str, figure: list, notes: list[str], origin: html.P) -> html.Article:
    words = " ".join(note for note in notes if note)
    is_word = isinstance(figure[0], html.Small)
    value = html.P(figure, className="kpi-value is-word" if is_word else "kpi-value")
    return html.Article(
        [html.H3(title, className="card-title"), value, html.P(words, className="note"), origin], className="card"
    )


def _blank(words: str) -> list:
    return [html.Small(words)]


def _received(context: Context, read: Requests) -> html.Article:
    now, before = read.now["received_count"], read.before["received_count"]
    note = ""
    if read.window.is_compared:
        note = _("{before}: {count}.", before=upper_first(read.window.before_words()), count=number(before))
    figure = [number(now), html.Small(_n("aduan", now))]
    return _card(_("Masuk"), figure, [upper_first(read.window.words()) + ".", note], told(context, read, RECEIVED))


def _overdue(context: Context, read: Requests) -> html.Article:
    overdue, opened = read.held("overdue_count"), read.held("open_count")
    longest = max((row["overdue_max_days"] or 0 for row in read.ages), default=0)
    notes = [_n("Dari {n} aduan yang belum selesai pada {day}.", opened, day=date_long(read.known_on))]
    if overdue:
        notes.append(_n("Yang terlama lewat {n} hari.", longest))
    return _card(
        _("Lewat batas waktu"), [number(overdue), html.Small(_n("aduan", overdue))], notes, told(context, read, OVERDUE)
    )


def _on_time(context: Context, read: Requests) -> html.Article:
    now = read.now
    counts = _(
        "{part} dari {whole} yang dapat dinilai", part=number(now["on_time_count"]), whole=number(now["judged_count"])
    )
    words = share(context, read, now["on_time_count"], now["judged_count"], now["unknown_count"])
    if words:
        figure, notes = [words], [counts + "."]
    elif now["judged_count"] and read.is_small:
        figure, notes = (
            [number(now["on_time_count"]), html.Small(_("dari {whole}", whole=number(now["judged_count"])))],
            [],
        )
    else:
        figure, notes = (
            _blank(_("Tidak dihitung")),
            [counts + "." if due(now) else _("Belum ada aduan yang jatuh tempo.")],
        )
    if now["unknown_count"]:
        notes.append(_n("Ketepatan waktu tidak dapat dihitung untuk {n} aduan.", now["unknown_count"]))
    upper = share(context, read, *(now[f"{name}_latest_count"] for name in ("on_time", "judged", "unknown")))
    if words and upper:
        notes.append(_("Dengan batas 60 hari kerja: {share}.", share=upper))
    return _card(_("Selesai tepat waktu"), figure, notes, told(context, read, ON_TIME))


def _resolution(context: Context, read: Requests) -> html.Article:
    row, kpi = month_row(context, read, MEDIAN), context.edition.kpis.get(MEDIAN)
    title, origin = _("Separuh selesai dalam"), told(context, read, MEDIAN)
    if kpi is None or row is None or row["value"] is None:
        words = _("Separuhnya belum selesai, atau saat selesainya tidak diketahui.")
        return _card(title, _blank(_("Tidak dihitung")), [words], origin)
    figure = [value_text(row["value"], kpi), html.Small(said(kpi.unit))]
    notes = [_("Aduan dua belas bulan yang berakhir {month}; yang masih terbuka ikut dihitung.", month=row_period(row))]
    if row["status"] == "too_few":
        notes.append(_n("Hanya {n} kasus: terlalu sedikit untuk dinilai.", row["n"], n=number(row["n"])))
    return _card(title, figure, notes, origin)


def _satisfaction(context: Context, read: Requests) -> html.Article:
    count, total = read.now["rating_count"], read.now["rating_sum"]
    origin = told(context, read, SATISFACTION)
    given = _n("{n} pelapor memberi nilai; kebanyakan tidak.", count)
    if count < FEWEST_RATINGS:
        figure = [number(count), html.Small(_n("penilai", count))] if count else _blank(_("Belum ada nilai"))
        few = _("Terlalu sedikit untuk dirata-rata.") if count else _("Tidak seorang pelapor pun memberi nilai.")
        return _card(_("Kepuasan pelapor"), figure, [few], origin)
    return _card(_("Kepuasan pelapor"), [number(total / count, 1), html.Small(_("dari 5"))], [given], origin)
