"""Aduan: what residents asked for, what is late and whose it is, where, since when, and how much of that is known."""

import dash
from dash import html

from pages._frame import view
from pages._requests_head import cards, choice, head, lead
from pages._requests_kind import changes, hours, kinds, offices
from pages._requests_known import known, open_list, warnings
from pages._requests_none import nothing, unpublished
from pages._requests_read import Requests, requests_of
from pages._requests_where import ages, request_map
from pages._state import Context
from ui.cards import framed
from ui.language import N_, _

dash.register_page(
    __name__, path="/aduan", name=N_("Aduan"), title="Aduan · Dasbor Kota Cerdas", order=66, nav="/aduan"
)


def layout(**query):
    """Accepts `kota`, `wilayah`, `tingkat` and `kpi` (level and measure of the map), `periode`, `edisi`."""
    return view(build, query, "/aduan")


def build(context: Context) -> list:
    """The whole page, or what can be said without requests: none delivered, or none published."""
    area = context.edition.area(context.state.wilayah or context.city.code)
    read = requests_of(context, area)
    if read is None:
        return unpublished(context, area) or nothing(context)
    return [
        head(context, area),
        choice(context, read),
        framed(html.Div(_answers(context, read)), read.quality),
    ]


def _answers(context: Context, read: Requests) -> list:
    """In the order in which they are asked: what, whose, where and since when, of which kind, when, which, how sure."""
    return [
        lead(context, read),
        cards(context, read),
        _titled(_("Apa yang terlambat, dan milik siapa"), offices(context, read)),
        _titled(
            _("Di mana, dan sejak kapan"),
            [
                html.Div(
                    [request_map(context, read), html.Div(ages(context, read), className="stack")],
                    className="map-layout",
                )
            ],
        ),
        _titled(_("Tentang apa, dan lewat mana"), [html.Div(kinds(context, read), className="two")]),
        html.Div(
            [
                _titled(_("Apa yang berubah"), changes(context, read)),
                _titled(_("Kapan aduan masuk"), hours(context, read)),
            ],
            className="two",
        ),
        _titled(_("Aduan yang belum selesai"), open_list(context, read)),
        _titled(_("Tanda yang perlu diperiksa"), warnings(context, read)),
        _titled(_("Seberapa lengkap"), known(context, read)),
    ]


def _titled(title: str, content: list) -> html.Section:
    return html.Section([html.H2(title, className="section-title is-apart"), *content])
