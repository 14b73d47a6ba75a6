"""The wall of a command centre: large, without controls, the same at three metres; on a flood night the kelurahan that were
under water before, how deep and how many people.
"""

from dash import dcc, html

from pages._monitor_map import map_markup
from pages._monitor_now import last_words, lead_words, origin, place_words, since_words
from pages._monitor_read import City
from pages._monitor_state import Told, is_flood_night, state_of_station, worst_now
from pages._state import WALL_SECONDS, Context
from ui.cited import original
from ui.format import number, period_short
from ui.language import _, _n
from ui.monitoring import ORDER, clock, sign
from ui.svg import Svg
from ui.tables import folded

TILES, FLOODED = 8, 10


def wall(context: Context, city: City) -> list:
    """Sentence, stations as tiles, map; the map gives way to the list of kelurahan on a flood night."""
    told = sorted((state_of_station(station) for station in city.stations), key=lambda one: ORDER.index(one.state))
    is_night = is_flood_night(city) or context.state.malam == "banjir"
    side = _flooded(context) if is_night else None
    return [
        html.Div([html.P(lead_words(city, worst_now(city)), className="lead")], className="wall-head"),
        html.Div(
            [
                html.Ul([_tile(one) for one in told[:TILES]], className="tiles"),
                side or html.Div(Svg(map_markup(context, city, told)[0], id="peta-dinding"), className="wall-map"),
            ],
            className="wall-body",
        ),
        html.P(_foot(context, city, len(told) - TILES), className="note"),
        origin(context, city),
    ]


def _tile(one: Told) -> html.Li:
    since = _("sejak {since}", since=since_words(one)) if one.since else ""
    return html.Li(
        [
            html.P(original(one.station.name), className="tile-name"),
            html.P(one.figure, className="tile-figure"),
            html.P([sign(one.state), html.Span(f" {one.about}", className="muted") if one.state == "stuck" else None]),
            html.P(
                [html.Span(place_words(one.station)), html.Span(since), html.Span(last_words(one))], className="tile-note"
            ),
        ],
        className=f"tile is-{one.state}",
    )  # fmt: skip


def _foot(context: Context, city: City, hidden: int) -> str:
    words = [_("Edisi {edition}.", edition=context.edition.id)]
    words += [_("Bacaan edisi ini sampai {moment}.", moment=clock(city.reach))] if city.reach else []
    words.append(_("Halaman ini memuat dirinya kembali tiap {n} detik.", n=WALL_SECONDS))
    if hidden > 0:
        words.append(_n("{n} stasiun lain ada di halaman Pemantauan.", hidden))
    return " ".join(words)


def _flooded(context: Context) -> html.Div:
    """Kelurahan named by reports of past floods, the deepest first."""
    rows = context.edition.rows("flood_past", city=context.city.code)
    title = _("Kelurahan yang pernah banjir")
    if not rows:
        words = _("Tidak ada laporan banjir terdahulu {city} di edisi ini.", city=context.city.name)
        return html.Div([html.H2(title), html.P(words, className="notice")], className="wall-flood")
    heads = [
        (context.level_name("kelurahan"), False),
        (_("Terdalam"), True),
        (_("Orang terdampak"), True),
        (_("Terakhir"), False),
    ]
    blank = html.Span(_("tidak dicetak"), className="blank")
    body = [
        [
            [row["area_name"], html.Small(row["parent_name"], className="muted")],
            _("{n} cm", n=number(row["depth_cm"])) if row["depth_cm"] is not None else blank,
            number(row["person_count"]) if row["person_count"] is not None else blank,
            period_short("day", row["last_on"]),
        ]
        for row in rows[:FLOODED]
    ]
    more = _n("Dan {n} wilayah lain.", len(rows) - FLOODED) if len(rows) > FLOODED else ""
    note = _("Dari laporan banjir yang diberitakan, yang terdalam dahulu; bukan perkiraan malam ini.")
    link = dcc.Link(_("Semua kejadian"), href=context.link("/banjir"))
    return html.Div(
        [html.H2(title), folded(title, heads, body), html.P([f"{more} ".lstrip(), note, " ", link], className="note")],
        className="wall-flood",
    )
