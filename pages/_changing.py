"""Which indicators can be drawn as a change between two periods, and the ways to them."""

from dataclasses import replace

from dash import dcc

from catalogue import Kpi
from pages._map_controls import is_mappable
from pages._reading import map_periods
from pages._state import Context
from ui.language import _, said

Way = tuple[str, Kpi]  # level and indicator


def with_change(context: Context) -> Context:
    """The same visit at the first level that changed, of the start indicator or else the first one, when the address asks for a
    change and for no indicator."""
    state = context.state
    if state.tampilan != "perubahan" or state.kpi:
        return context
    found = _changing(context)
    if not found:
        return context
    level, kpi = next((way for way in found if way[1].id == context.city.start_map_kpi), found[0])
    return replace(context, state=replace(state, kpi=kpi.id, tingkat=state.tingkat or level))


def another_shown(asked: Context, shown: Context, kpi: Kpi, level: str) -> str | None:
    """Which indicator or level was asked for, or opens by itself, and why another is shown; None when it is the one."""
    state, start = asked.state, asked.edition.kpis.get(asked.city.start_map_kpi)
    words = {"kpi": said(kpi.name), "level": asked.level_word(level)}
    if shown is not asked and start and start.id != kpi.id:
        return _(
            "{start} belum punya dua periode yang dapat disandingkan menurut {level}; yang tampil {kpi} menurut {level}.",
            start=said(start.name),
            **words,
        )
    if not state.kpi and start and start.id != kpi.id:
        return _("{start} tidak dipetakan antarkota, jadi yang tampil {kpi}.", start=said(start.name), kpi=words["kpi"])
    if state.tingkat and state.tingkat != level:
        return _(
            "Diminta per {asked}; di dalam satu {within} petanya digambar per {level}.",
            asked=asked.level_word(state.tingkat),
            within=asked.level_word("kecamatan"),
            level=words["level"],
        )
    return None


def ways_to_change(context: Context) -> list:
    """Links to what can be drawn as a change; where nothing can, to the page through time."""
    links = [
        dcc.Link(said(kpi.name), href=context.here(kpi=kpi.id, tingkat=level, periode=None, periode2=None))
        for level, kpi in _changing(replace(context, state=replace(context.state, tingkat=None)))
    ]
    if not links:
        way = dcc.Link(_("Perubahan angka kota ada di Tren"), href=context.link("/tren"))
        return [" ", way, "."]
    return [" ", _("Yang punya dua periode:"), " ", *[part for link in links for part in (", ", link)][1:], "."]


def _changing(context: Context) -> list[Way]:
    """Comparable indicators with figures of two periods: at the asked level, else the finest level that has one."""
    state = context.state
    inside = ("kelurahan",) if state.wilayah else ("kelurahan", "kecamatan")
    beside = ("kota",) if len(context.province_cities()) > 1 and not state.wilayah else ()
    for level in (state.tingkat,) if state.tingkat else (*inside, *beside):
        found = [kpi for kpi in context.edition.kpis.values() if _has_two(context, kpi, level)]
        if found:
            return [(level, kpi) for kpi in found]
    return []


def _has_two(context: Context, kpi: Kpi, level: str) -> bool:
    """On the map of a province a period counts when two cities have a figure, for a change is set beside another."""
    if not kpi.comparable or level not in kpi.levels or not is_mappable(kpi, level):
        return False
    least = 2 if level == "kota" else 1
    rows = map_periods(context, kpi, level)
    return sum(row["area_level"] == level and row["value_count"] >= least for row in rows) > 1
