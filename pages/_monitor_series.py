"""Of /pemantauan: one station's series: hours of the last 31 days, days of all years, thresholds, and how good it all is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from dash import dcc, html

from pages._monitor_now import here, place_words
from pages._monitor_read import NOISE, RAIN, WATER, WIB, City, Series, Station, moment
from pages._monitor_state import told_of
from pages._state import Context
from store import NotThere
from ui.cited import original
from ui.format import number, percent, period_short
from ui.language import _, _n
from ui.monitoring import PARAMETERS, SIGNS, clock, measured, parameter_words, sign
from ui.monitoring_chart import NARROW, WIDE, Picture, Point, Threshold, chart, near, spoken_name
from ui.svg import Svg
from ui.tables import fold, folded

HOURS_TOLD, DAYS_TOLD, TAIL_TOLD = 48, 60, 12  # rows of the tables under the pictures
TAIL_HOURS = 72  # behind the last hour: live readings that the picture has room for
QUALITY = ("repeat", "corrected", "out_of_range", "failed", "jump")


def chosen(context: Context, city: City) -> tuple[Station, Series | None]:
    """The station and the parameter of the address, else the worst station's. Raises `NotThere`."""
    asked = context.state.stasiun
    station = city.station(asked) if asked else _first(city)
    if station is None:
        codes = [one.code for one in city.stations]
        raise NotThere("stasiun", "stasiun '{asked}' tidak ada di {city}", codes, asked=asked[:40], city=context.city.name)  # fmt: skip
    series = {one.parameter: one for one in station.series}
    if context.state.parameter is None:
        first = next((told.parameter for told in told_of(station) if told.parameter in series), None)
        return station, series.get(first) or next(iter(series.values()), None)
    if context.state.parameter not in series:
        raise NotThere(
            "parameter",
            "stasiun {station} tidak mengukur '{asked}'",
            list(series),
            station=station.code,
            asked=context.state.parameter[:40],
        )
    return station, series[context.state.parameter]


def _first(city: City) -> Station:
    """A gauge when there is one, else the first that measures anything."""
    measuring = [station for station in city.stations if station.series and not station.is_retired] or city.stations
    return next((one for one in measuring if one.kind == "air"), measuring[0])


def series_section(context: Context, city: City) -> html.Section:
    """Everything of one station and parameter."""
    station, series = chosen(context, city)
    head = [
        html.H2([_("Satu stasiun"), ": ", original(station.name)], className="section-title is-apart", id="stasiun"),
        _choices(context, city, station, series),
        html.P([sign(one.state) for one in told_of(station)[:3]], className="signs"),
        html.P(_("{code}: {place}.", code=station.code, place=place_words(station)), className="note"),
    ]
    if series is None:
        return html.Section([*head, html.P(_("Stasiun ini belum pernah mengirim bacaan."), className="notice")])
    asked = {"city": context.city.code, "station": station.code, "parameter": series.parameter}
    hours = context.edition.rows("sensor_hours", **asked)
    days = context.edition.rows("sensor_days", **asked)
    bands = context.edition.rows("ispu_bands", parameter=series.parameter)
    return html.Section(
        [
            *head,
            _tail(series),
            _hours(series, hours),
            _days(station, series, days, bands),
            html.H3(_("Mutu deret ini"), className="figure-title"),
            _quality(series, days),
        ],
        className="stack station",
    )


def _choices(context: Context, city: City, station: Station, series: Series | None) -> html.Div:
    """Every station, and what this one measures."""
    stations = [
        dcc.Link(original(_brief(one.name)), href=here(context, stasiun=one.code, parameter=None), className="btn active" if one is station else "btn")
        for one in city.stations
    ]  # fmt: skip
    parameters = [
        dcc.Link(parameter_words(one.parameter, one.name), href=here(context, stasiun=station.code, parameter=one.parameter), className="btn active" if one is series else "btn")
        for one in station.series
    ]  # fmt: skip
    rows = [html.Nav(html.Div(stations, className="btn-group"), **{"aria-label": _("Stasiun")})]
    if len(parameters) > 1:
        rows.append(html.Nav(html.Div(parameters, className="btn-group"), **{"aria-label": _("Yang diukur")}))
    return html.Div(rows, className="stack")


def _brief(name: str) -> str:
    return name.removesuffix(" (simulasi)")


def _tail(series: Series) -> html.Div | None:
    """What came in live and no edition holds yet."""
    if not series.tail:
        return None
    heads = [(_("Waktu"), False), (_("Nilai"), True), (_("Diterima"), False)]
    newest = series.tail[::-1][:TAIL_TOLD]
    rows = [
        [clock(one.read_at.astimezone(WIB)), measured(one.value, series.parameter, series.unit), clock(one.received_at.astimezone(WIB))]
        for one in newest
    ]  # fmt: skip
    count = _n("{n} bacaan langsung, belum masuk edisi", len(series.tail))
    return html.Div([html.H3(count, className="figure-title"), folded(count, heads, rows)], className="live-tail")


def _decimals(series: Series) -> int:
    return PARAMETERS.get(series.parameter, (1, ""))[0]


def _mean(series: Series, row: dict) -> float:
    """The figure of an hour: the sum of rain, the mean of all else."""
    return row["value_sum"] if series.day_figure == "total" else row["value_sum"] / row["reading_count"]


def _hours(series: Series, rows: list[dict]) -> html.Div:
    """Hours, the live tail behind them."""
    title = _("{what}, tiap jam, 31 hari terakhir", what=parameter_words(series.parameter, series.name))
    points = [_hour_point(series, row) for row in rows]
    tail = [] if series.day_figure == "total" else _tail_points(series, points)
    if not points and not tail:
        words = _("Tidak ada bacaan dalam 31 hari terakhir sampai hari edisi.")
        return html.Div([html.H3(title, className="figure-title"), html.P(words, className="notice")])
    every = [point[0] for point in (*points, *tail)]
    picture = Picture(
        name=spoken_name(f"{title} (WIB)", points, series.unit, _decimals(series), 1),
        points=points,
        step=1,
        span=(min(every), max(every)),
        marks=_day_marks(min(every), max(every)),
        thresholds=_alert_lines(series),
        is_bars=series.day_figure == "total",
        is_simulated=series.quality == "simulasi",
        tail=tail,
    )
    heads = [(_("Jam (WIB)"), False), (_("Nilai"), True), (_("Terendah–tertinggi"), True), (_("Bacaan"), True)]
    told = [
        [
            clock(moment(row["hour_us"])),
            number(_mean(series, row), _decimals(series)),
            f"{number(row['value_min'], _decimals(series))}–{number(row['value_max'], _decimals(series))}",
            number(row["reading_count"]),
        ]
        for row in rows[::-1][:HOURS_TOLD]
    ]
    table = folded(_("{what}, {unit}", what=title, unit=series.unit), heads, told)
    note = _("Garis: rata-rata jam; coretan tipis: terendah sampai tertinggi. Jam tanpa bacaan dibiarkan kosong.")
    if picture.is_bars:
        note = _("Batang: jumlah tiap jam. Jam tanpa bacaan dibiarkan kosong.")
    return _figure(title, series, picture, note, fold(_("Jam demi jam"), _n("{n} jam terakhir", len(told)), table))


def _tail_points(series: Series, points: Sequence[Point]) -> list[Point]:
    """Live readings behind the hours; of those long after them only the table tells."""
    end = points[-1][0] + TAIL_HOURS if points else float("inf")
    found = [(one.read_at.timestamp() / 3600, one.value) for one in series.tail]
    return [(at, value, value, value, False) for at, value in found if at <= end]


def _hour_point(series: Series, row: dict) -> Point:
    value, at = _mean(series, row), row["hour_us"] / 3_600_000_000
    if series.day_figure == "total":
        return at, value, value, value, False
    return at, row["value_min"], value, row["value_max"], False


def _day_marks(first: float, last: float) -> list[tuple[float, str]]:
    """Midnights in WIB, one in four."""
    start = datetime.fromtimestamp(first * 3600, WIB).replace(hour=0, minute=0) + timedelta(days=1)
    found = []
    while start.timestamp() / 3600 <= last:
        found.append((start.timestamp() / 3600, period_short("day", start.date()).rpartition(" ")[0]))
        start += timedelta(days=4)
    return found


def _alert_lines(series: Series) -> list[Threshold]:
    if series.parameter != WATER or series.alert_levels is None:
        return []
    return [
        Threshold(level, _("Siaga {n} ({level} m)", n=n, level=number(level, 2)))
        for n, level in enumerate(series.alert_levels, 1)
    ]


def _days(station: Station, series: Series, rows: list[dict], bands: list[dict]) -> html.Div | None:
    """Days of all years, against what a day is judged by."""
    told = [(row, value) for row in rows if (value := _day_value(series, row)) is not None]
    if not told:
        return None
    what = _day_name(series)
    title = _("{what}, tiap hari, sejak {day}", what=what, day=period_short("day", rows[0]["period_start"]))
    points = [(row["period_start"].toordinal(), value, value, value, bool(row["is_indicative"])) for row, value in told]
    picture = Picture(
        name=spoken_name(title, points, series.unit, _decimals(series), 1),
        points=points,
        step=1,
        span=(points[0][0], points[-1][0]),
        marks=_month_marks(rows[0]["period_start"], rows[-1]["period_start"]),
        thresholds=_day_lines(station, series, bands),
        is_bars=series.day_figure == "total",
        is_simulated=series.quality == "simulasi",
    )
    heads = [(_("Hari"), False), (what, True), (_("Jam terukur"), True), (_("Ketersediaan"), True), (_("Tanda"), False)]
    table = folded(_("{what}, {unit}", what=title, unit=series.unit), heads, [_day_row(series, row) for row in rows[::-1][:DAYS_TOLD]])  # fmt: skip
    note = _("Lingkaran kosong: indikatif, jam terukurnya kurang. Hari tanpa bacaan dibiarkan kosong.")
    count = _n("{n} hari terakhir", min(len(rows), DAYS_TOLD))
    return _figure(title, series, picture, note, fold(_("Hari demi hari"), count, table))


def _day_name(series: Series) -> str:
    words = {
        "highest": _("Tertinggi sehari"),
        "total": _("Jumlah sehari"),
        "energy": _("Tingkat siang-malam (Lsm)"),
    }
    return words.get(series.day_figure, _("Rata-rata sehari"))


def _day_value(series: Series, row: dict) -> float | None:
    if not row["reading_count"]:
        return None
    if series.day_figure == "energy":
        return row["whole_dba"]
    column = {"highest": "value_max", "total": "value_sum"}.get(series.day_figure)
    return row[column] if column else row["hour_mean_sum"] / row["hour_count"]


def _day_lines(station: Station, series: Series, bands: list[dict]) -> list[Threshold]:
    if series.parameter == NOISE and station.noise and station.noise["limit_dba"]:
        return [Threshold(station.noise["limit_dba"], _("baku {limit} dBA", limit=number(station.noise["limit_dba"])))]
    lines = []
    for row in bands[1:]:
        word = SIGNS[f"ispu_{row['class_no']}"].word
        lines.append(Threshold(row["above_ug_m3"], _(word), False))
    return lines or _alert_lines(series)


def _month_marks(first: date, last: date) -> list[tuple[float, str]]:
    """First days of months; of years where there are many."""
    is_long = (last - first).days > 800
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    starts = [date(number // 12, number % 12 + 1, 1) for number in months if not is_long or number % 12 == 0]
    return [(one.toordinal(), str(one.year) if is_long else period_short("month", one)) for one in starts]


def _day_row(series: Series, row: dict) -> list:
    value = _day_value(series, row)
    marks = [_("indikatif")] if row["is_indicative"] else []
    marks += [_n("{n} jam macet", row["stuck_hour_count"])] if row["stuck_hour_count"] else []
    marks += [_n("{n} di luar rentang", row["out_of_range_count"])] if row["out_of_range_count"] else []
    marks += [_n("{n} loncatan", row["jump_count"])] if row["jump_count"] else []
    share = percent(100 * row["present_count"] / row["expected_count"], 0) if row["expected_count"] else "–"
    return [
        period_short("day", row["period_start"]),
        html.Span(_("tidak ada bacaan") if not row["reading_count"] else "–", className="blank")
        if value is None
        else number(value, _decimals(series)),
        number(row["hour_count"] or 0),
        share,
        ", ".join(marks) or "–",
    ]


def _figure(title: str, series: Series, picture: Picture, note: str, table) -> html.Figure:
    """Wide and narrow picture, thresholds that lie far above in words."""
    _shown, far = near(picture)
    words = [_("Satuan {unit}.", unit=series.unit), note]
    if far:
        names = ", ".join(f"{one.words} {number(one.value, 1)}" for one in far)
        words.append(_("Jauh di atas gambar: {names}.", names=names))
    if series.parameter == WATER and series.alert_levels is None:
        words.append(_("Ambang siaga belum ditetapkan."))
    return html.Figure(
        [
            html.Figcaption([html.H3(title, className="figure-title"), html.P(" ".join(words), className="figure-sub")]),
            Svg(chart(picture, WIDE), className="only-wide series-picture"),
            Svg(chart(picture, NARROW), className="only-narrow series-picture"),
            table,
        ]
    )  # fmt: skip


def _quality(series: Series, rows: Sequence[dict]) -> html.Div:
    """Completeness and faults: the last 30 days beside all days."""
    recent = rows[-30:]
    names = {
        "repeat": _("Berulang (dihitung sekali)"),
        "corrected": _("Diganti bacaan kemudian"),
        "out_of_range": _("Di luar rentang alat (tersisih)"),
        "failed": _("Kosong atau tanda gagal alat"),
        "jump": _("Loncatan"),
    }
    heads = [(_("Ukuran"), False), (_("30 hari terakhir"), True), (_("Seluruhnya"), True)]
    body = [[_("Kelengkapan menurut selang {minutes} menit", minutes=number(series.interval_minutes)), *[_share(part) for part in (recent, rows)]]]  # fmt: skip
    body += [[names[key], *[number(_sum(part, f"{key}_count")) for part in (recent, rows)]] for key in QUALITY]
    body.append([_("Jam macet di satu nilai"), *[number(_sum(part, "stuck_hour_count")) for part in (recent, rows)]])
    body.append([_("Hari indikatif"), *[number(sum(bool(row["is_indicative"]) for row in part)) for part in (recent, rows)]])  # fmt: skip
    body.append([_("Hari tanpa bacaan"), *[number(sum(not row["reading_count"] for row in part)) for part in (recent, rows)]])  # fmt: skip
    body.append([_("Jeda terpanjang di antara bacaan"), *[_gap(part) for part in (recent, rows)]])
    notes = [_("Jeda dicari dalam tiap bulan, tidak melewati pergantiannya.")]
    if series.is_offline and series.last_at:
        notes.append(_("Luring sejak {moment}.", moment=clock(series.last_at)))
    if series.stuck_since:
        notes.append(_("Macet sejak {moment}.", moment=clock(series.stuck_since)))
    if series.parameter in (WATER, RAIN):
        notes.append(_("Macet tidak dinilai untuk parameter ini: sungai dan hujan boleh diam."))
    return html.Div([folded(_("Mutu deret ini"), heads, body), html.P(" ".join(notes), className="note")])


def _sum(rows: Sequence[dict], column: str) -> int:
    return int(sum(row[column] or 0 for row in rows))


def _share(rows: Sequence[dict]) -> str:
    expected = _sum(rows, "expected_count")
    return percent(100 * _sum(rows, "present_count") / expected, 1) if expected else "–"


def _gap(rows: Sequence[dict]) -> str:
    longest = max((row["longest_gap_minutes"] or 0 for row in rows), default=0)
    if not longest:
        return "–"
    if longest < 120:
        return _n("{n} menit", longest, n=number(longest))
    return _n("{n} jam", longest / 60, n=number(longest / 60, 1))
