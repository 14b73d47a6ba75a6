"""Of /pemantauan: the city's worst now, in a sentence and a short list."""

from dash import dcc, html

from pages._monitor_read import City, Station
from pages._monitor_state import Told, worst_now
from pages._state import Context
from ui.cards import apart
from ui.cited import original
from ui.format import date_long, percent
from ui.language import N_, _, _n, _with, said
from ui.marks import own_provenance, provenance
from ui.monitoring import clock, kind_words, sign, when
from ui.tables import folded

OFFLINE_SHOWN = 6


def here(context: Context, **query: str | None) -> str:
    """This page with some choices changed."""
    kept = {name: getattr(context.state, name) for name in ("stasiun", "parameter")} | query
    return context.link("/pemantauan", **kept)


def station_link(context: Context, one: Told | Station, parameter: str | None = None) -> dcc.Link:
    """A station's name, to its own series."""
    station = one.station if isinstance(one, Told) else one
    parameter = one.parameter if isinstance(one, Told) else parameter
    return dcc.Link(
        original(station.name),
        href=here(context, stasiun=station.code, parameter=known(station, parameter)) + "#stasiun",
    )


def known(station: Station, parameter: str | None) -> str | None:
    """The parameter, where the station has a series of it."""
    return parameter if any(series.parameter == parameter for series in station.series) else None


def since_words(one: Told) -> str:
    """`sejak 22 Nov 2026 pukul 21.00 WIB`."""
    if one.is_longer:
        return _("lebih dari 31 hari")
    return when(one.since)


def last_words(one: Told) -> str:
    """When the figure is of, and how it came."""
    words = when(one.last)
    if one.is_indicative:
        words = _("{day}, indikatif", day=words)
    return _("{moment}, langsung", moment=words) if one.is_live else words


def now_section(context: Context, city: City) -> list:
    """The sentence, the list, how far the deliveries reach, and whether live readings come in."""
    worst = worst_now(city)
    return [
        html.Div(
            [
                html.P(lead_words(city, worst), className="lead"),
                html.P(_reach(city), className="note"),
                html.H2(_("Yang terburuk sekarang"), className="section-title"),
                _list(context, city, worst),
                origin(context, city),
            ],
            className="now",
        )
    ]


def lead_words(city: City, worst: dict[str, list[Told]]) -> list:
    """Water, air, what is silent or stuck: one sentence each."""
    return apart(_water(worst), _air(worst), _silent(city, worst))


def _water(worst: dict) -> list | str:
    if worst["siaga"]:
        one = worst["siaga"][0]
        words = _with(
            "{state} di {station}: {figure}, sejak {since}.",
            state=html.B(sign(one.state).children),
            station=original(one.station.name),
            figure=html.B(one.figure),
            since=since_words(one),
        )
        if one.state == "siaga_4":
            words = _with("Semua pos yang punya ambang {state}.", state=html.B(sign(one.state).children))
        return words
    if worst["unset"]:
        return _n("{n} pos duga air mengirim bacaan; ambang siaganya belum ditetapkan.", len(worst["unset"]))
    return ""


def _air(worst: dict) -> list | str:
    if not worst["ispu"]:
        return ""
    one = worst["ispu"][0]
    return _with(
        "{state} di {station}: {figure}, parameter kritis {pollutant} ({day}).",
        state=html.B(sign(one.state).children),
        station=original(one.station.name),
        figure=html.B(one.figure),
        pollutant=one.about,
        day=when(one.last),
    )


def _silent(city: City, worst: dict) -> str:
    whole = [station for station in city.stations if not station.is_retired]
    parts = [_n("{n} stasiun luring", len(worst["offline"])) if worst["offline"] else ""]
    parts.append(_n("{n} sensor lain luring", len(worst["silent"])) if worst["silent"] else "")
    parts.append(_n("{n} sensor macet", len(worst["stuck"])) if worst["stuck"] else "")
    told = ", ".join(part for part in parts if part)
    if not told:
        return _n("Dari {n} stasiun tidak ada yang luring atau macet.", len(whole))
    return _n("Dari {n} stasiun: {told}.", len(whole), told=told)


def _reach(city: City) -> list:
    words = [_("Bacaan edisi ini sampai {moment}.", moment=clock(city.reach))] if city.reach else []
    if city.has_tail:
        words.append(_("Bacaan bertanda langsung belum masuk edisi."))
    if city.live is not None:
        last = city.live.last_received_at
        if last is None:
            words.append(_("Pendengar bacaan langsung ada, belum menerima apa-apa."))
        elif not city.live.is_connected:
            words.append(_("Sambungan bacaan langsung terputus."))
        else:
            words.append(_("Bacaan langsung tersambung; yang datang langsung dinilai luring menurut jam sekarang."))
    words.append(_("Di antara stasiun tidak diperkirakan apa-apa; kelurahan tanpa stasiun tidak punya data."))
    return [" ".join(words)]


def _list(context: Context, city: City, worst: dict) -> html.Div:
    rows = [
        *worst["siaga"],
        *worst["ispu"],
        *worst["over"],
        *worst["stuck"],
        *worst["offline"][:OFFLINE_SHOWN],
        *worst["silent"][:OFFLINE_SHOWN],
    ]
    rows += [] if worst["siaga"] else worst["unset"]
    if not rows:
        return html.P(_("Tidak ada yang perlu perhatian menurut bacaan terakhir."), className="notice")
    columns = ("state", "station", "figure", "since", "last")
    return told_table(context, _("Yang terburuk sekarang"), rows, columns)


def told_table(context: Context, title: str, rows: list[Told], columns: tuple[str, ...]) -> html.Div:
    """What is told of stations, one a row; `columns` are names of `COLUMNS`, the first is the row's head."""
    chosen = [COLUMNS[name] for name in columns]
    heads = [(_(words), is_figure) for words, is_figure, _cell in chosen]
    return folded(title, heads, [[cell(context, one) for _words, _is_figure, cell in chosen] for one in rows])


def place_words(station: Station) -> str:
    """`Air, Kel. Bandar Utama`; a station without a place says so."""
    kind = kind_words(station.kind)
    if not station.area_name:
        return _("{kind}, letaknya tidak diketahui", kind=kind)
    return f"{kind}, {station.area_name}"


def _freshness(one: Told) -> str:
    last = one.station.last
    if last is None:
        return _("belum pernah")
    words = when(last.last_at)
    return _("{moment}, langsung", moment=words) if last.tail else words


def _availability(station: Station) -> str:
    """Share of the promised readings of all its series that came."""
    expected = sum(series.expected for series in station.series)
    return percent(100 * sum(series.present for series in station.series) / expected, 1) if expected else "–"


COLUMNS = {  # title, whether it holds figures, cell
    "station": (
        N_("Stasiun"),
        False,
        lambda context, one: [station_link(context, one), html.Small(place_words(one.station), className="muted")],
    ),
    "state": (
        N_("Keadaan"),
        False,
        lambda _context, one: [sign(one.state), html.Small(one.about, className="muted")],
    ),
    "figure": (N_("Nilai"), True, lambda _context, one: one.figure),
    "since": (N_("Sejak"), False, lambda _context, one: since_words(one)),
    "last": (N_("Bacaan terakhir"), False, lambda _context, one: last_words(one)),
    "freshness": (N_("Bacaan terakhir"), False, lambda _context, one: _freshness(one)),
    "availability": (N_("Ketersediaan 30 hari"), True, lambda _context, one: _availability(one.station)),
}


def origin(context: Context, city: City) -> html.P:
    """Whose readings these are."""
    sources = [context.edition.sources[name] for name in city.source_ids if name in context.edition.sources]
    names = "; ".join(said(source.title) for source in sources)
    words = [_("{sources}. Edisi {day}.", sources=names, day=date_long(context.edition.as_of))] if names else []
    return own_provenance(*words) if city.quality in ("resmi", "kutipan") else provenance(city.quality, *words)
