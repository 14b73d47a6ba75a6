"""What every page wears: top bar, notices, foot with edition, ages and origins; and the page that says what is not there."""

from collections.abc import Callable
from datetime import date

import dash
from dash import dcc, html
from dash.development.base_component import Component

from catalogue.settings import settings
from pages._example import example_notice, simulation_banner
from pages._state import WALL, WALL_SECONDS, Context, opened
from store import NotThere, Unready, edition_ids
from ui.cited import cited_plainly
from ui.format import age_words, date_long, upper_first
from ui.language import LANGUAGES, N_, _, _n, _with, said, speaking, spoken
from ui.marks import provenance_key
from ui.watermark import watermarked

LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
EDITIONS_SHOWN = 6
OLD_MONTHS = 24
BRAND = N_("Dasbor Kota Cerdas")


def view(build: Callable[..., list], query: dict, path: str, area_code: str | None = None, **values) -> html.Div:
    """A whole page: `build(context, **values)` inside the frame, or the sentence that says what is not there.

    `values` are the parts of the path; `area_code` the area that the path names.
    """
    with speaking(language_of(query)):
        try:
            for name, value in values.items():
                if not isinstance(value, str):
                    raise NotThere(name, "alamat menyebut '{name}' lebih dari sekali; tulis sekali saja", name=name)
            context = opened(query, path, area_code)
            with watermarked(context.edition.is_demo):
                return _framed(context, build(context, **values))
        except NotThere as fault:
            return missing(_(fault.sentence, **fault.values), fault.allowed)
        except Unready as fault:
            return _bare([html.H1(_("Belum ada edisi")), html.P(upper_first(_(str(fault))), className="lead")], 503)


def language_of(query: dict) -> str:
    """The language an address asks for; Indonesian when it asks for none, or for one that is not there."""
    return query["bahasa"] if query.get("bahasa") in LANGUAGES else "id"


def missing(message: str, allowed: list[str] = ()) -> html.Div:
    """The page for an address that leads nowhere; `data-status` becomes the HTTP status."""
    shown = ", ".join(allowed[:12]) + (" …" if len(allowed) > 12 else "")
    ways = [html.P(_("Yang ada: {names}.", names=shown), className="note")] if allowed else []
    query = "" if spoken() == "id" else f"?bahasa={spoken()}"
    back = html.P([dcc.Link(_("Ke Ringkasan"), href=f"/{query}"), " · ", dcc.Link(_("Ke Peta"), href=f"/peta{query}")])
    return _bare([html.H1(_("Tidak ditemukan")), html.P(_sentence(message), className="lead"), *ways, back], 404)


def _bare(content: list, status: int) -> html.Div:
    home = "/" if spoken() == "id" else f"/?bahasa={spoken()}"
    bar = html.Header(
        html.Div(dcc.Link(_(BRAND), href=home, className="brand"), className="container-xxl"), className="topbar"
    )
    main = html.Main(html.Div(content, className="page-head stack"), id="isi", className="container-xxl", tabIndex="-1")
    title = f"{_heading(content)} · {_(BRAND)}"
    return html.Div([_skip(), bar, main], lang=spoken(), **{"data-status": str(status), "data-title": title})


def _title(context: Context, content: list) -> str:
    """What the browser's tab says: the opened indicator, the page's heading, the page's name, the city."""
    names = [page["name"] for page in dash.page_registry.values() if _is_here(context, page)]
    opened_kpi = [said(kpi.name)] if (kpi := context.edition.kpis.get(context.state.kpi)) else []
    subject = [*opened_kpi, _heading(content), *map(_, names), context.city.name]
    sign = [_("SIMULASI")] if context.edition.is_demo else []
    return " · ".join(dict.fromkeys([*sign, *filter(None, subject), _(BRAND)]))


def _heading(node) -> str:
    """The words of the first heading of a page."""
    if isinstance(node, (list, tuple)):
        return next((words for words in map(_heading, node) if words), "")
    if isinstance(node, html.H1):
        return _text_of(node)
    return _heading(getattr(node, "children", None)) if isinstance(node, Component) else ""


def _text_of(node) -> str:
    if isinstance(node, (list, tuple)):
        return "".join(map(_text_of, node))
    return _text_of(getattr(node, "children", None)) if isinstance(node, Component) else str(node or "")


def _framed(context: Context, content: list) -> html.Div:
    """The page; a wall has neither navigation nor foot, and asks to be loaded again."""
    is_wall = context.state.tampilan == WALL
    around = [] if is_wall else [_skip(), _top_bar(context)]
    inside = [*_notices(context), *content, *([] if is_wall else [_foot(context)])]
    more = {"data-refresh": str(WALL_SECONDS)} if is_wall else {}
    return html.Div(
        [*around, html.Main(inside, id="isi", className="container-xxl", tabIndex="-1")],
        lang=spoken(),
        className="is-demo" if context.edition.is_demo else None,
        **{"data-status": "200", "data-title": _title(context, content)},
        **more,
    )


def _skip() -> html.A:
    return html.A(_("Langsung ke isi"), href="#isi", className="skip")


def _top_bar(context: Context) -> html.Header:
    """The pages that gave themselves a place with `nav=`, in their order, and the same page in the other language."""
    items = []
    for page in dash.page_registry.values():
        path, name = page.get("nav"), page["name"]
        if not path:
            continue
        here = _is_here(context, page)
        target = f"/wilayah/{context.city.code}" if path == "/wilayah" else path
        if path == "/dimensi":
            target = f"/dimensi/{next(iter(context.edition.dimensions))}"
        items.append(
            html.Li(dcc.Link(_(name), href=context.link(target), className="nav-link active" if here else "nav-link"))
        )
    other = next(language for language in LANGUAGES if language != spoken())
    tools = [
        html.A(_("Ganti kota"), href="#kota"),
        html.A(LANGUAGE_NAMES[other], href=context.here(bahasa=other), lang=other, hrefLang=other),
    ]
    return html.Header(
        html.Div(
            [
                dcc.Link(_("Dasbor {city}", city=context.city.name), href=context.link("/"), className="brand"),
                html.Nav(html.Ul(items, className="nav"), **{"aria-label": _("Halaman")}),
                html.Div(tools, className="tools"),
            ],
            className="container-xxl",
        ),
        className="topbar",
    )


def _is_here(context: Context, page: dict) -> bool:
    """True for the page in the navigation that the visitor is on."""
    path = page.get("nav")
    return bool(path) and (context.path == path or (path != "/" and context.path.startswith(path + "/")))


def _notices(context: Context) -> list:
    notices = []
    if context.edition.is_demo:
        notices += simulation_banner(context)
    elif context.state.edisi:
        words = _(
            "Anda membuka edisi {date} ({edition}) sebagaimana adanya waktu itu.",
            date=date_long(context.edition.as_of),
            edition=context.edition.id,
        )
        newest = dcc.Link(_("Buka edisi terbaru"), href=context.here(edisi=None))
        notices.append(html.P([f"{words} ", newest], className="notice"))
    source = context.edition.manifest["carried_over"].get(context.city.code)
    if source:
        words = _("Angka {city} dibawa tanpa perubahan dari edisi {edition}.", city=context.city.name, edition=source)
        notices.append(html.P(words, className="notice"))
    if context.state.kpi:
        asked = context.state.kpi.split(",")
        notices.append(example_notice(context, asked, said(context.edition.kpi(asked[0]).name)))
    return notices


def _foot(context: Context) -> html.Footer:
    edition = context.edition
    others = [
        html.Li(html.A(date_long(date.fromisoformat(name[:10])) + f" ({name[-8:]})", href=context.here(edisi=name)))
        for name in edition_ids(settings().warehouse)[:EDITIONS_SHOWN]
        if name != edition.id
    ]
    cities = [
        part
        for code, city in context.peers().items()
        if code != context.city.code
        for part in (" · ", dcc.Link(city.name, href=context.to_city(code)))
    ][1:]
    if len(context.peers()) < len(edition.cities):
        cities += [html.Br(), _("Provinsi lain: "), *_other_provinces(context)]
    about = html.Div(
        [
            html.H2(_("Edisi {date}", date=date_long(edition.as_of))),
            html.P(
                _with(
                    "Semua angka di halaman ini berasal dari edisi ini: {edition}.",
                    edition=html.Span(edition.id, className="xs"),
                )
            ),
            html.Details([html.Summary(_("Buka edisi lain")), html.Ul(others)]) if others else None,
            html.P(
                _with("Kota lain: {cities}", cities=cities) if cities else _("Edisi ini memuat satu kota."), id="kota"
            ),
            html.P(
                [
                    html.A(_("Data terbuka (JSON)"), href="/api/v1/catalogue"),
                    " · ",
                    html.A("OpenAPI", href="/api/v1/openapi.json"),
                    " · ",
                    dcc.Link(_("Arsip penjabat"), href=context.link("/penjabat")),
                ]
            ),
            provenance_key() if context.path == "/" else None,
        ],
        className="stack",
    )
    outlines = context.outline_attribution()
    attribution = (
        html.P(_("Batas wilayah: {outlines}", outlines=outlines), className="provenance") if outlines else None
    )
    ages = (
        [html.H2(_("Umur data")), _ages(context)]
        if context.path == "/"
        else [
            html.H2(_("Asal angka")),
            html.P(_with("Umur tiap sumber ada di {page}.", page=dcc.Link(_("Ringkasan"), href=context.link("/")))),
            provenance_key(),
        ]
    )
    return html.Footer([about, html.Div([*ages, attribution])], className="edition")


def _other_provinces(context: Context) -> list:
    """A way into every other province of an edition of many: the map of its kabupaten and kota."""
    first = {}
    for code, city in context.edition.cities.items():
        first.setdefault(code[:2], (code, city.province))
    return [
        html.Span([dcc.Link(cited_plainly(name), href=context.link("/peta", kota=code, tingkat="kota")), " "])
        for province, (code, name) in first.items()
        if province != context.city.code[:2]
    ]


def _ages(context: Context) -> html.Ul:
    """Each source of this city's figures with its release and how old that is on the edition's day."""
    edition = context.edition
    delivered = {
        part for row in edition.rows("source_ages", city=context.city.code) for part in row["source_id"].split()
    }
    items = []
    for source_id, source in edition.sources.items():
        if source_id not in delivered or source.released_on is None:
            continue
        months = (edition.as_of - source.released_on).days / 30.4375
        items.append(
            (
                source.released_on,
                html.Li(
                    [
                        html.Span(f"{said(source.title)}, {date_long(source.released_on)}"),
                        html.Span(
                            age_words(source.released_on, edition.as_of),
                            className="age is-old" if months >= OLD_MONTHS else "age",
                        ),
                    ]
                ),
            )
        )
    items.sort(key=lambda item: item[0], reverse=True)
    awaited = [kpi for kpi in edition.kpis.values() if kpi.kind == "awaited"]
    last = (
        [
            html.Li(
                [
                    html.Span(_n("{n} indikator lain", len(awaited))),
                    html.Span(_("belum diserahkan"), className="age"),
                ]
            )
        ]
        if awaited
        else []
    )
    return html.Ul([item for _day, item in items] + last, className="fresh")


def _sentence(words: str) -> str:
    text = upper_first(words)
    return text if text.endswith((".", "!", "?")) else text + "."
