"""The named reference: the content of the start page `/`, built the way a stock Dash app is usually built.

Six scorecards, five rows of attention and four facts as `dbc.Card`, the 35 kelurahan of the home city as
`px.choropleth_map`, four cities' SPBE index as `px.line`; everything in `app.layout`, scripts and styles as Dash
serves them, answers compressed by Flask-Compress with brotli. Two things make it faster than what one usually
meets, so that the comparison flatters it: no request leaves the host (`white-bg` instead of tiles, Bootstrap from
an installed package), and compressed scripts are kept in memory instead of being compressed at every visit.

Serve it with `python -m gunicorn bench.reference_page:server`. The texts are those of the start page when the bench
was written; they are here for their size, nobody reads figures from this page.
"""

import json
from importlib.util import find_spec
from pathlib import Path

import dash_bootstrap_components as dbc
import geopandas as gpd
import pandas as pd
import plotly.express as px
from dash import Dash, dcc, html
from flask import Response
from flask_compress import Compress

from bench import HOME_CITY, ROOT, BenchFailed

OUTLINES = ROOT / "data" / "raw" / "area_outlines" / HOME_CITY
METRES = 32647  # UTM 47N, for areas in square metres
THEME_PATH = "/bootstrap.min.css"

FACTS = [
    ("Penduduk", "184.064 jiwa", "Dukcapil, semester II 2024"),
    ("Luas", "39,17 km²", "BIG, Desember 2024"),
    ("Kepadatan", "4.699 jiwa/km²", "184.064 ÷ 39,17"),
    ("Indikator", "29", "17 terisi, 4 dinilai"),
]
ATTENTION = [
    ("Kejadian", "Banjir 27 November 2025 melanda 26 dari 35 kelurahan", "12.766 jiwa"),
    ("Buruk", "Empat program unggulan belum diumumkan namanya", "2 dari 6"),
    ("Perlu dipantau", "Pendapatan daerah 2024 kurang Rp45,8 miliar dari target", "93,56%"),
    ("Tanpa target", "Manajemen SPBE domain terlemah, menahan indeks kota", "2,27"),
    ("Belum tersedia", "Aduan, mutu udara, sampah, 112 belum ada datanya", "12 dari 29"),
]
SCORECARDS = [
    ("Smart Governance", "3,79", "indeks SPBE 2024, predikat Sangat Baik", "Naik 0,78 dari 3,01 pada 2023"),
    ("Smart Branding", "83,6%", "kepatuhan laporan investasi, semester I 2025", "Belum ada pembanding waktu"),
    ("Smart Economy", "8,79%", "penduduk miskin 2024, 15.310 jiwa", "Turun 0,70 poin dari 9,49% pada 2023"),
    ("Smart Living", "10,40%", "prevalensi stunting, SKI 2023", "Turun 9,20 poin dari 19,60%"),
    ("Smart Society", "78,17", "indeks pembangunan manusia 2023", "Belum ada pembanding waktu"),
    ("Smart Environment", "13,90 m", "muka air Bendung Bajayu, 27 November 2025", "Ambang siaga belum ditetapkan"),
]
SPBE_INDEX = {
    "Tebing Tinggi": (3.01, 3.79),
    "Pematangsiantar": (2.84, 3.06),
    "Lhokseumawe": (2.35, 2.80),
    "Tanjungpinang": (2.81, 3.25),
}


class MemoryCache:
    """One worker's compressed scripts and styles, as Flask-Compress wants its cache; other answers pass through."""

    def __init__(self):
        self.answers = {}

    def get(self, key):
        return self.answers.get(key)

    def set(self, key, value):
        if "/_dash-component-suites/" in key or THEME_PATH in key:
            self.answers[key] = value


def home_outlines(folder: Path = OUTLINES) -> gpd.GeoDataFrame:
    """The home city's kelurahan as received: `code`, `name`, geometry, and `area_km2` of the polygon itself."""
    files = sorted(folder.glob("*.geojson"))
    if not files:
        raise BenchFailed(f"{folder}: no outlines of {HOME_CITY}; the reference map needs a .geojson file there")
    outlines = pd.concat([gpd.read_file(file) for file in files], ignore_index=True)
    outlines["area_km2"] = outlines.to_crs(METRES).area / 1e6
    return outlines[["code", "name", "area_km2", "geometry"]]


def choropleth_figure(outlines: gpd.GeoDataFrame):
    """The map as Plotly's documentation draws it, on a white ground instead of tiles."""
    west, south, east, north = outlines.total_bounds
    figure = px.choropleth_map(
        outlines,
        geojson=json.loads(outlines[["code", "geometry"]].to_json()),
        featureidkey="properties.code",
        locations="code",
        color="area_km2",
        hover_name="name",
        color_continuous_scale="Blues",
        labels={"area_km2": "Luas (km²)"},
        center={"lat": (south + north) / 2, "lon": (west + east) / 2},
        zoom=11.3,
        map_style="white-bg",
    )
    return figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})


def trend_figure():
    """The SPBE index of four cities, 2023 and 2024."""
    rows = [
        {"kota": city, "tahun": str(year), "indeks": index}
        for city, indices in SPBE_INDEX.items()
        for year, index in zip((2023, 2024), indices, strict=True)
    ]
    return px.line(pd.DataFrame(rows), x="tahun", y="indeks", color="kota", markers=True)


def value_card(title: str, value: str, *lines: str) -> dbc.Card:
    """One card. `kpi-value` is the class the probe looks for, here and on the start page."""
    return dbc.Card(
        dbc.CardBody(
            [
                html.H3(title, className="card-title h6"),
                html.P(value, className="kpi-value fs-4 fw-bold mb-0"),
                *(html.P(line, className="card-text small mb-0") for line in lines),
            ]
        ),
        className="h-100",
    )


def card_row(cards: list, width: int) -> dbc.Row:
    """Cards side by side, `width` of twelve columns each on a wide screen."""
    return dbc.Row([dbc.Col(card, md=width) for card in cards], className="g-2 mb-2")


def page() -> dbc.Container:
    """The whole page, in the order in which the start page reads."""
    figures = [
        card_row([value_card(*fact) for fact in FACTS], width=3),
        card_row([value_card(status, value, text) for status, text, value in ATTENTION], width=4),
        card_row([value_card(*card) for card in SCORECARDS], width=4),
    ]
    outlines = home_outlines()
    pictures = [
        dcc.Graph(id="peta", figure=choropleth_figure(outlines), style={"height": "460px"}),
        dcc.Graph(id="tren", figure=trend_figure(), style={"height": "300px"}),
    ]
    heading = html.H1("Kota Tebing Tinggi", className="h3 my-2")
    row = dbc.Row([dbc.Col(figures, lg=7), dbc.Col(pictures, lg=5)])
    return dbc.Container(html.Main([heading, row]), fluid=True)


def add_theme(app: Dash) -> None:
    """Serves Bootstrap's stylesheet from Bootstrap-Flask, if that is installed."""
    package = find_spec("flask_bootstrap")
    if package is None:
        return
    file = Path(package.origin).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    css = file.read_bytes()
    app.server.add_url_rule(THEME_PATH, "theme", lambda: Response(css, mimetype="text/css"))
    app.config.external_stylesheets.append(THEME_PATH)


def reference_app() -> Dash:
    """The app with its compressing server."""
    app = Dash("reference_page", title="Halaman pembanding", external_stylesheets=[])
    app.server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_CACHE_BACKEND=MemoryCache,
        COMPRESS_CACHE_KEY=lambda request: request.full_path,
    )
    Compress(app.server)
    add_theme(app)
    app.layout = page()
    return app


server = reference_app().server
