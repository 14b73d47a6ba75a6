"""The three views of the map page: one map, two side by side, and the change between two periods."""

from collections.abc import Callable
from dataclasses import dataclass

from dash import html

from catalogue import Kpi
from pages._reading import Picture, level_values, map_picture, map_provenance
from pages._state import Context
from ui.format import period_from_code, period_words, row_period
from ui.language import _, _n, said
from ui.map_change import Change, changes, summary_words
from ui.svg import Svg


@dataclass(frozen=True)
class Sheet:
    """One map of the page: what it shows and of when. On the change map `change` is set, and `then` and `older` are the
    earlier period and its values."""

    kpi: Kpi
    period: dict | None
    picture: Picture
    then: dict | None = None
    change: Change | None = None
    older: dict | None = None


def single(context: Context, kpi: Kpi, level: str, period: dict | None, link: Callable, **place) -> Sheet:
    """The map of one indicator in one period."""
    return Sheet(kpi, period, map_picture(context, kpi, level, period, link, **place))


def changed(context: Context, kpi: Kpi, level: str, now: dict, then: dict, link: Callable, **place) -> Sheet:
    """The map of what changed from `then` to `now`, both rows of the query `periods`."""
    newer, older = (level_values(context, kpi, level, period, []) for period in (now, then))
    change = changes(newer, older, kpi)
    return Sheet(kpi, now, map_picture(context, kpi, level, now, link, change=change, **place), then, change, older)


def sheet_title(context: Context, sheet: Sheet, level: str) -> str:
    """`2024, menurut kecamatan`; on the change map both periods."""
    words = {"level": context.level_word(level)}
    if sheet.change:
        return _(
            "Perubahan {then} ke {now}, menurut {level}",
            then=row_period(sheet.then),
            now=row_period(sheet.period),
            **words,
        )
    if sheet.period is None and not context.state.periode:
        return _("Tanpa periode, menurut {level}", **words)
    when = row_period(sheet.period) if sheet.period else period_words(*period_from_code(context.state.periode))
    return _("{when}, menurut {level}", when=when[:1].upper() + when[1:], **words)


def sheet_figure(
    context: Context, sheet: Sheet, level: str, figure_id: str, *, names_itself: bool = False, is_small: bool = False
) -> html.Figure:
    """The picture with its title, what is known, and its provenance. `names_itself`: two indicators stand side by side;
    `is_small`: the provenance stands under the table beside it."""
    picture = sheet.picture
    title = sheet_title(context, sheet, level)
    head = [html.H2(said(sheet.kpi.name), className="figure-title")] if names_itself else []
    head.append(html.P(title, className="figure-sub") if names_itself else html.H2(title, className="figure-title"))
    head.append(html.P(_known_words(context, sheet, level), className="figure-sub"))
    drawing = (
        Svg(picture.markup, id=figure_id)
        if picture.markup
        else html.P(_("Berkas batas wilayah kota ini belum diserahkan."), className="notice")
    )
    key = [picture.legend] if names_itself and picture.legend else []
    told = [] if is_small else [map_provenance(context, sheet.kpi, picture.values)]
    return html.Figure([html.Figcaption(head), drawing, *key, *told], className="map-figure")


def _known_words(context: Context, sheet: Sheet, level: str) -> str:
    codes = [row["area_code"] for row in sheet.picture.rows if row["area_code"]]
    if sheet.change:
        words = summary_words(sheet.change, codes)
    else:
        known = sum(sheet.picture.faces[code].startswith("c") for code in codes)
        words = _("{known} dari {areas} punya angka", known=known, areas=context.counted(level, len(codes)))
    undrawn = _undrawn(context, sheet, level, set(codes))
    lacking = _n("{n} lagi tanpa gambar di berkas batas", undrawn)
    return f"{words} · {lacking}" if undrawn else words


def _undrawn(context: Context, sheet: Sheet, level: str, drawn: set[str]) -> int:
    """Areas of the part of the city that is shown whose shape the boundary file lacks; their figures stand in the table."""
    if level == "kota" or not drawn:
        return 0
    shown = {row["parent_code"] for row in sheet.picture.rows}
    areas = context.edition.rows("areas", city=context.city.code, level=level)
    is_part = len(shown) == 1 and level == "kelurahan"
    return sum(a["area_code"] not in drawn for a in areas if not is_part or a["parent_code"] in shown)
