"""Pemantauan: what the city's sensors say now, where, how good that is; the series of one station; the wall of a command centre."""

from urllib.parse import parse_qs

import dash
from dash import Input, Output, State, callback, dcc, html, no_update

from pages._frame import language_of, view
from pages._monitor_map import stations_section
from pages._monitor_none import nothing
from pages._monitor_now import now_section
from pages._monitor_read import City, city_of, is_live, live_of
from pages._monitor_series import series_section
from pages._monitor_wall import wall
from pages._state import WALL, Context, opened
from store import NotThere, Unready
from ui.cards import framed
from ui.language import N_, _, speaking

LIVE_MS, WATCH_MS = 5000, 60_000  # how often an open page asks for live readings, and whether somebody listens by now
PATH = "/pemantauan"

dash.register_page(
    __name__,
    path=PATH,
    name=N_("Pemantauan"),
    title="Pemantauan · Dasbor Kota Cerdas",
    order=67,
    nav=PATH,
)


def layout(**query):
    """Accepts `kota`, `stasiun` (a station's code), `parameter`, `tampilan=dinding`, `malam=banjir` (of the wall), `edisi`."""
    return view(build, query, PATH)


def build(context: Context) -> list:
    """The whole page, its wall, or what can be said without sensors."""
    city = city_of(context)
    if city is None:
        return nothing(context)
    if context.state.tampilan == WALL:
        return [html.Div([_head(context), framed(_alive(context, city), city.quality)], className="wall")]
    content = html.Div([_alive(context, city), series_section(context, city)])
    return [_head(context), framed(content, city.quality)]


def _head(context: Context) -> html.Div:
    """The title; on the wall also the way back."""
    title = html.H1(_("Pemantauan {city}", city=context.city.name))
    if context.state.tampilan != WALL:
        return html.Div(title, className="page-head")
    back = html.P(dcc.Link(_("Ke halaman Pemantauan"), href=context.link(PATH)), className="note")
    return html.Div([title, back], className="page-head")


def _alive(context: Context, city: City) -> html.Div:
    """The part that follows live readings: it asks for them where somebody listens, else now and then whether anybody does."""
    parts = [html.Div(_now(context, city), id="pantau-kini")]
    if is_live(context):
        pace = LIVE_MS if city.live is not None or city.has_tail else WATCH_MS
        parts.append(dcc.Interval(id="pantau-detak", interval=pace))
    return html.Div(parts)


def _now(context: Context, city: City) -> list:
    if context.state.tampilan == WALL:
        return wall(context, city)
    return [*now_section(context, city), stations_section(context, city)]


@callback(
    Output("pantau-kini", "children"),
    Output("pantau-detak", "interval"),
    Input("pantau-detak", "n_intervals"),
    State("_pages_location", "search"),
    State("pantau-detak", "interval"),
    prevent_initial_call=True,
)
def follow(_count, search, pace):
    """What the live readings say by now; history is not read again. An address that leads nowhere changes nothing."""
    asked = parse_qs(search.removeprefix("?")) if isinstance(search, str) else {}
    query = {name: values if len(values) > 1 else values[0] for name, values in asked.items()}
    with speaking(language_of(query)):
        try:
            context = opened(query, PATH)
            if pace != LIVE_MS and live_of(context) is None:
                return no_update, no_update
            city = city_of(context)
            return (no_update, no_update) if city is None else (_now(context, city), LIVE_MS)
        except (NotThere, Unready):
            return no_update, no_update
