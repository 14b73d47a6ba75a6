"""The word that stands across every picture of a demonstration edition, in the picture itself, so that it goes wherever the
picture goes: on paper, into an embed, into a file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ui.language import N_, _, spoken
from ui.tokens import FONT_SANS, LIGHT

WORD = N_("SIMULASI")
TILT = -24
_wanted: ContextVar[bool] = ContextVar("watermark", default=False)


@contextmanager
def watermarked(wanted: bool) -> Iterator[None]:
    """Every picture drawn inside carries the word, when it is wanted."""
    token = _wanted.set(wanted)
    try:
        yield
    finally:
        _wanted.reset(token)


def is_watermarked() -> bool:
    """Whether pictures carry the word now."""
    return _wanted.get()


def svg_watermark(x: float, y: float, width: float, height: float) -> str:
    """The word in rows across a box of a picture; empty where it is not wanted. It takes no click and is not read aloud: the
    banner of the page says it in words."""
    if not _wanted.get():
        return ""
    size = max(min(width / 14, height / 2.4), 9)
    columns, rows = max(1, int(width / (size * 7))), max(1, round(height / (size * 3)))
    # written once and placed by reference: to programs that read the page aloud or judge it, it is no text
    key, places = f"sim-{size:.0f}-{spoken()}", []
    for row in range(rows):
        for column in range(columns):
            at_x = x + width * (column + 0.5) / columns
            at_y = y + height * (row + 0.5) / rows + size * 0.35
            turned = f' transform="rotate({TILT} {at_x:.0f} {at_y:.0f})"' if rows > 1 or height > size * 3 else ""
            places.append(f'<use href="#{key}" x="{at_x:.0f}" y="{at_y:.0f}"{turned}/>')
    return (
        f'<g class="watermark" aria-hidden="true" pointer-events="none" fill="{LIGHT["sim"]}" fill-opacity="0.3" '
        f'stroke="{LIGHT["sheet"]}" stroke-opacity="0.45" stroke-width="{size / 22:.1f}" paint-order="stroke" '
        f'font-family="{FONT_SANS.replace(chr(34), "&quot;")}" font-size="{size:.0f}" font-weight="700" '
        f'text-anchor="middle"><defs><text id="{key}">{_(WORD)}</text></defs>{"".join(places)}</g>'
    )


def chart_watermark(colour: str) -> list[dict]:
    """The same as an annotation of an explored chart; none where it is not wanted."""
    if not _wanted.get():
        return []
    return [
        {
            "text": _(WORD),
            "xref": "paper",
            "yref": "paper",
            "x": place,
            "y": 0.5,
            "xanchor": "center",
            "yanchor": "middle",
            "showarrow": False,
            "textangle": TILT,
            "opacity": 0.3,
            "font": {"color": colour, "size": 40, "family": FONT_SANS},
        }
        for place in (0.25, 0.75)
    ]
