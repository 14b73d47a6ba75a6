"""What is said and drawn of a sensor: its state in shape, colour and word, its figure with unit, when it last spoke."""

from dataclasses import dataclass
from datetime import date, datetime

from dash import html

from ui.format import number, period_short
from ui.language import N_, _, spoken
from ui.tokens import LIGHT

PARAMETERS = {  # decimals shown, words; a parameter that is not here is written as `sensor_parameters` names it
    "water_level_m": (2, N_("Tinggi muka air")),
    "rain_mm": (1, N_("Curah hujan")),
    "noise_dba": (1, N_("Kebisingan")),
    "pm25_ug_m3": (1, N_("PM2,5")),
    "pm10_ug_m3": (1, N_("PM10")),
    "so2_ug_m3": (1, N_("SO2")),
    "co_ug_m3": (0, N_("CO")),
    "o3_ug_m3": (1, N_("O3")),
    "no2_ug_m3": (1, N_("NO2")),
    "hc_ug_m3": (1, N_("HC")),
    "temperature_c": (1, N_("Suhu udara")),
    "humidity_pct": (0, N_("Kelembapan nisbi")),
    "wind_speed_m_s": (1, N_("Kecepatan angin")),
}
KINDS = {"udara": N_("Udara"), "air": N_("Air"), "hujan": N_("Hujan"), "bising": N_("Bising"), "cuaca": N_("Cuaca")}


@dataclass(frozen=True)
class Sign:
    """How a state looks: the status class of the style sheet, the shape on a map, the token of its colour, its word."""

    css: str
    shape: str
    colour: str
    word: str


SIGNS = {  # the worst first: of a station with several the first counts
    "siaga_1": Sign("status-poor", "diamond", "poor", N_("Siaga 1 (awas)")),
    "siaga_2": Sign("status-poor", "diamond", "poor", N_("Siaga 2 (kritis)")),
    "ispu_5": Sign("status-poor", "diamond", "poor", N_("Udara berbahaya")),
    "ispu_4": Sign("status-poor", "diamond", "poor", N_("Udara sangat tidak sehat")),
    "siaga_3": Sign("status-watch", "triangle", "watch", N_("Siaga 3 (waspada)")),
    "ispu_3": Sign("status-watch", "triangle", "watch", N_("Udara tidak sehat")),
    "over": Sign("status-watch", "triangle", "watch", N_("Di atas baku bising")),
    "stuck": Sign("status-stuck", "bar", "none", N_("Macet di satu nilai")),
    "offline": Sign("status-missing", "hatched", "none", N_("Luring")),
    "never": Sign("status-missing", "hatched", "none", N_("Belum pernah mengirim")),
    "unset": Sign("status-untargeted", "ring", "none", N_("Ambang belum ditetapkan")),
    "ispu_2": Sign("status-good", "disc", "good", N_("Udara sedang")),
    "ispu_1": Sign("status-good", "disc", "good", N_("Udara baik")),
    "siaga_4": Sign("status-good", "disc", "good", N_("Siaga 4 (normal)")),
    "within": Sign("status-good", "disc", "good", N_("Di bawah baku bising")),
    "measured": Sign("status-untargeted", "ring", "none", N_("Terukur, tanpa ambang")),
    "retired": Sign("status-na", "dash", "none", N_("Sudah dicabut")),
}
ORDER = tuple(SIGNS)


def sign(state: str) -> html.Span:
    """Shape, colour and word."""
    return html.Span(_(SIGNS[state].word), className=f"status {SIGNS[state].css}")


def parameter_words(parameter: str, name: str) -> str:
    """`Tinggi muka air`; `name` as the reference table has it."""
    return _(PARAMETERS[parameter][1]) if parameter in PARAMETERS else name


def pollutant_words(name: str) -> str:
    """`PM2,5`, in English `PM2.5`."""
    return name.replace(".", ",") if spoken() == "id" else name


def kind_words(kind: str) -> str:
    """What a station measures."""
    return _(KINDS.get(kind, kind))


def measured(value: float, parameter: str, unit: str) -> str:
    """`2,40 m`."""
    return f"{number(value, PARAMETERS.get(parameter, (1, ''))[0])} {unit}"


def clock(at: datetime) -> str:
    """`22 Nov 2026 pukul 23.50 WIB` of a moment in WIB."""
    return _("{day} pukul {hour}.{minute} WIB", day=period_short("day", at.date()), hour=f"{at:%H}", minute=f"{at:%M}")


def when(at: datetime | date | None) -> str:
    """A moment or a day, short; a dash where it is not known."""
    if at is None:
        return "–"
    return clock(at) if isinstance(at, datetime) else period_short("day", at)


def drawn(state: str, x: float, y: float, r: float) -> str:
    """The shape of a state round a point of a picture; class and colour both, for paper."""
    look = SIGNS[state]
    fill, edge = LIGHT[look.colour], LIGHT["paper"]
    outline = f'fill="{edge}" stroke="{fill}" stroke-width="{r / 3:.1f}"'
    solid = f'fill="{fill}" stroke="{edge}" stroke-width="{r / 5:.1f}"'
    css = f'class="station {look.css} is-{look.shape}"'
    box = f'x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r:.1f}" height="{2 * r:.1f}"'
    if look.shape == "disc":
        return f'<circle {css} {solid} cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
    if look.shape == "ring":
        return f'<circle {css} {outline} cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
    if look.shape == "triangle":
        tip = f"M{x:.1f} {y - 1.25 * r:.1f}L{x + 1.2 * r:.1f} {y + r:.1f}H{x - 1.2 * r:.1f}Z"
        return f'<path {css} {solid} d="{tip}"/>'
    if look.shape == "diamond":
        tip = (
            f"M{x:.1f} {y - 1.4 * r:.1f}L{x + 1.4 * r:.1f} {y:.1f}L{x:.1f} {y + 1.4 * r:.1f}L{x - 1.4 * r:.1f} {y:.1f}Z"
        )
        return f'<path {css} {solid} d="{tip}"/>'
    if look.shape == "dash":
        return f'<path {css} {outline} d="M{x - r:.1f} {y:.1f}H{x + r:.1f}"/>'
    inner = (
        f"M{x - r:.1f} {y:.1f}H{x + r:.1f}"
        if look.shape == "bar"
        else f"M{x - r:.1f} {y + r:.1f}L{x + r:.1f} {y - r:.1f}M{x - r:.1f} {y:.1f}L{x:.1f} {y - r:.1f}M{x:.1f} {y + r:.1f}L{x + r:.1f} {y:.1f}"
    )
    return (
        f'<rect {css} {outline} {box}/><path {css} fill="none" stroke="{fill}" stroke-width="{r / 4:.1f}" d="{inner}"/>'
    )
