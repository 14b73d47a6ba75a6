"""Where an area lies in its city: the area filled, the rest as pale ground, every area a way to its page."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from ui.language import _
from ui.tokens import LIGHT
from ui.watermark import svg_watermark
from ui.words import area_name_words

_MARGIN = 12


def locator(
    kelurahan: Sequence[Mapping],
    kecamatan: Sequence[Mapping],
    area: Mapping,
    link: Callable[[str], str],
    *,
    level_words: Mapping[str, str],
) -> str:
    """Markup of the picture. Rows are those of `ui.map.choropleth`; `area` is the row of the area that is meant.

    Every kelurahan is a way to its page.
    """
    boxes = [row["bbox"] for row in kelurahan]
    x0, y0 = min(b[0] for b in boxes) - _MARGIN, min(b[1] for b in boxes) - _MARGIN
    width, height = max(b[2] for b in boxes) - x0 + _MARGIN, max(b[3] for b in boxes) - y0 + _MARGIN
    code = area["area_code"]
    label = _("Letak {area} di kotanya", area=area["area_name"])
    parts = [
        f'<svg class="map locator" xmlns="http://www.w3.org/2000/svg" viewBox="{x0} {y0} {width} {height}" role="group" '
        f'aria-label="{escape(label)}">',
        f'<g stroke="{LIGHT["map-line"]}" stroke-width="2">',
    ]
    for row in kelurahan:
        inside = row["area_code"] is not None and (row["area_code"] == code or row["area_code"].startswith(code + "."))
        colour, fill = ("c4", LIGHT["map-4"]) if inside else ("ground", LIGHT["map-blank"])
        path = f'<path class="area {colour}" fill="{fill}" d="{escape(row["path"])}"/>'
        if row["area_code"] is None:
            parts.append(path)
            continue
        name = area_name_words(level_words.get(row["area_level"], ""), row["area_name"])
        here = ' aria-current="location"' if row["area_code"] == code else ""
        parts.append(
            f'<a href="{escape(link(row["area_code"]))}" data-code="{escape(row["area_code"])}" aria-label="{escape(name)}"{here}>'
            f"{path[:-2]}><title>{escape(name)}</title></path></a>"
        )
    parts.append("</g>")
    parts += [
        f'<path class="edge" fill="none" stroke="{LIGHT["map-edge"]}" stroke-width="2.5" d="{escape(row["path"])}"/>'
        for row in kecamatan
    ]
    parts.append(f"{svg_watermark(x0, y0, width, height)}</svg>")
    return "".join(parts)
