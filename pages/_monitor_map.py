"""Of /pemantauan: the stations on the map and the table that says the same in words."""

from collections import Counter

from dash import dcc, html

from pages._monitor_now import here, last_words, told_table
from pages._monitor_read import City
from pages._monitor_state import Told, state_of_station
from pages._reading import shapes
from pages._state import Context
from ui.language import _, _n
from ui.monitoring import ORDER, SIGNS, sign
from ui.monitoring_map import Spot, station_map
from ui.svg import Svg


def stations_section(context: Context, city: City) -> html.Div:
    """Map and table side by side."""
    told = [state_of_station(station) for station in city.stations]
    return html.Div([_map(context, city, told), _table(context, told)], className="station-layout")


def map_markup(context: Context, city: City, told: list[Told]) -> tuple[str, int]:
    """The picture, and how many stations have no place on it."""
    kelurahan, kecamatan, _kota = shapes(context)
    places = {
        row["area_code"]: (row["label_x"], row["label_y"]) for row in [*kelurahan, *kecamatan] if row["area_code"]
    }
    spots = []
    for one in told:
        station = one.station
        at = (station.x, station.y) if station.x is not None else places.get(station.area_code)
        if at is None:
            continue
        words = f"{station.name}: {_(SIGNS[one.state].word)}, {one.figure}, {last_words(one)}"
        is_selected = station.code == context.state.stasiun
        spots.append(Spot(station.code, *at, one.state, _short(one), words, is_selected))
    link = lambda code: here(context, stasiun=code, parameter=None)  # noqa: E731
    return station_map(kelurahan or kecamatan, kecamatan, spots, link), len(told) - len(spots)


def _short(one: Told) -> str:
    if one.state in ("offline", "never", "retired"):
        return _(SIGNS[one.state].word)
    return one.figure.partition(", ")[0]


def _map(context: Context, city: City, told: list[Told]) -> html.Figure | None:
    markup, missing = map_markup(context, city, told)
    if not markup:
        return None
    counts = Counter(one.state for one in told)
    legend = [
        html.Li([sign(state), html.Span(_n("{n} stasiun", counts[state]), className="count")])
        for state in ORDER
        if counts[state]
    ]
    notes = [_("Tanda berdiri di titik stasiun, atau di tengah kelurahannya bila titiknya tidak diketahui.")]
    if missing:
        notes.append(_n("{n} stasiun tanpa letak tidak ada di peta.", missing))
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H3(_("Keadaan tiap stasiun"), className="figure-title"),
                    html.P(" ".join(notes), className="figure-sub"),
                ]
            ),
            Svg(markup, id="peta-stasiun"),
            html.Ul(legend, className="station-legend"),
        ],
        className="map-figure",
    )


def _table(context: Context, told: list[Told]) -> html.Div:
    rows = sorted(told, key=lambda one: ORDER.index(one.state))
    columns = ("station", "state", "figure", "freshness", "availability")
    return html.Div(
        [
            told_table(context, _("Semua stasiun"), rows, columns),
            html.P(
                [
                    _("Ketersediaan: bagian bacaan menurut selang ukur yang benar-benar datang."),
                    " ",
                    dcc.Link(_("Tampilan dinding"), href=context.link("/pemantauan", tampilan="dinding")),
                ],
                className="note",
            ),
        ],
        className="stack",
    )
