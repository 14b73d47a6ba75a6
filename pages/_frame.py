"""What every page wears: top bar, notices, foot with edition, ages and origins; and the page that says what is not there."""

from collections.abc import Callable
from datetime import date

from dash import dcc, html

from catalogue.settings import settings
from pages._state import Context, opened
from store import NotThere, Unready, edition_ids
from ui.format import age_words, date_long
from ui.marks import provenance_key

NAVIGATION = (("/", "Ringkasan"), ("/dimensi", "Dimensi"), ("/peta", "Peta"), ("/wilayah", "Wilayah"))
EDITIONS_SHOWN = 6
OLD_MONTHS = 24


def view(build: Callable[..., list], query: dict, path: str, city_code: str | None = None, **values) -> html.Div:
    """A whole page: `build(context, **values)` inside the frame, or the sentence that says what is not there."""
    try:
        context = opened(query, path, city_code)
        return _framed(context, build(context, **values))
    except NotThere as fault:
        return missing(fault.message, fault.allowed)
    except Unready as fault:
        return _bare([html.H1("Belum ada edisi"), html.P(str(fault), className="lead")], 503)


def missing(message: str, allowed: list[str] = ()) -> html.Div:
    """The page for an address that leads nowhere; `data-status` becomes the HTTP status."""
    ways = (
        [html.P(["Yang ada: ", ", ".join(allowed[:12]), " …" if len(allowed) > 12 else "", "."], className="note")]
        if allowed
        else []
    )
    back = html.P([dcc.Link("Ke Ringkasan", href="/"), " · ", dcc.Link("Ke Peta", href="/peta")])
    return _bare([html.H1("Tidak ditemukan"), html.P(_sentence(message), className="lead"), *ways, back], 404)


def _bare(content: list, status: int) -> html.Div:
    bar = html.Header(
        html.Div(dcc.Link("Dasbor Kota Cerdas", href="/", className="brand"), className="container-xxl"),
        className="topbar",
    )
    main = html.Main(html.Div(content, className="page-head stack"), id="isi", className="container-xxl", tabIndex="-1")
    return html.Div([_skip(), bar, main], **{"data-status": str(status)})


def _framed(context: Context, content: list) -> html.Div:
    return html.Div(
        [
            _skip(),
            _top_bar(context),
            html.Main(
                [*_notices(context), *content, _foot(context)], id="isi", className="container-xxl", tabIndex="-1"
            ),
        ],
        **{"data-status": "200"},
    )


def _skip() -> html.A:
    return html.A("Langsung ke isi", href="#isi", className="skip")


def _top_bar(context: Context) -> html.Header:
    items = []
    for path, words in NAVIGATION:
        here = context.path == path or (path != "/" and context.path.startswith(path + "/"))
        target = f"/wilayah/{context.city.code}" if path == "/wilayah" else path
        if path == "/dimensi":
            target = f"/dimensi/{next(iter(context.edition.dimensions))}"
        items.append(
            html.Li(dcc.Link(words, href=context.link(target), className="nav-link active" if here else "nav-link"))
        )
    return html.Header(
        html.Div(
            [
                dcc.Link(f"Dasbor {context.city.name}", href=context.link("/"), className="brand"),
                html.Nav(html.Ul(items, className="nav"), **{"aria-label": "Halaman"}),
                html.Div(html.A("Ganti kota", href="#kota"), className="tools"),
            ],
            className="container-xxl",
        ),
        className="topbar",
    )


def _notices(context: Context) -> list:
    notices = []
    if context.state.edisi:
        notices.append(
            html.P(
                [
                    f"Anda membuka edisi {date_long(context.edition.as_of)} ({context.edition.id}) sebagaimana adanya waktu itu. ",
                    dcc.Link("Buka edisi terbaru", href=context.path),
                ],
                className="notice",
            )
        )
    source = context.edition.manifest["carried_over"].get(context.city.code)
    if source:
        notices.append(
            html.P(f"Angka {context.city.name} dibawa tanpa perubahan dari edisi {source}.", className="notice")
        )
    return notices


def _foot(context: Context) -> html.Footer:
    edition = context.edition
    others = [
        html.Li(
            html.A(date_long(date.fromisoformat(name[:10])) + f" ({name[-8:]})", href=f"{context.path}?edisi={name}")
        )
        for name in edition_ids(settings().warehouse)[:EDITIONS_SHOWN]
        if name != edition.id
    ]
    cities = [
        html.Span([dcc.Link(city.name, href="/" if code == context.home_city else f"/?kota={code}"), " "])
        for code, city in edition.cities.items()
        if code != context.city.code
    ]
    about = html.Div(
        [
            html.H2(f"Edisi {date_long(edition.as_of)}"),
            html.P(["Semua angka di halaman ini berasal dari edisi ini: ", html.Span(edition.id, className="xs"), "."]),
            html.Details([html.Summary("Buka edisi lain"), html.Ul(others)]) if others else None,
            html.P(["Kota lain: ", *cities], id="kota") if cities else html.P("Edisi ini memuat satu kota.", id="kota"),
            html.P(
                [
                    html.A("Data terbuka (JSON)", href="/api/v1/catalogue"),
                    " · ",
                    html.A("OpenAPI", href="/api/v1/openapi.json"),
                ]
            ),
            provenance_key() if context.path == "/" else None,
        ],
        className="stack",
    )
    outlines = context.outline_attribution()
    attribution = html.P(["Batas wilayah: ", outlines], className="provenance") if outlines else None
    ages = (
        [html.H2("Umur data"), _ages(context)]
        if context.path == "/"
        else [
            html.H2("Asal angka"),
            html.P(["Umur tiap sumber ada di ", dcc.Link("Ringkasan", href=context.link("/")), "."]),
            provenance_key(),
        ]
    )
    return html.Footer([about, html.Div([*ages, attribution])], className="edition")


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
                        html.Span(f"{source.title.id}, {date_long(source.released_on)}"),
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
        [html.Li([html.Span(f"{len(awaited)} indikator lain"), html.Span("belum diserahkan", className="age")])]
        if awaited
        else []
    )
    return html.Ul([item for _, item in items] + last, className="fresh")


def _sentence(words: str) -> str:
    text = words[:1].upper() + words[1:]
    return text if text.endswith((".", "!", "?")) else text + "."
