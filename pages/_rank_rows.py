"""What is ranked: the rows of one indicator, level and period, absent areas included, and the sentence about them."""

from dataclasses import dataclass

import dash
from dash import dcc, html

from catalogue import Kpi
from pages._beside import beside_of, is_borrowed
from pages._state import LEVEL_OF_LENGTH, Context
from ui.format import period_short, place_words, row_period, row_text, row_with_unit
from ui.language import N_, _, _n
from ui.ranking import Ranking


@dataclass(frozen=True)
class Field:
    """`rows`: one per area of the level, without a figure where there is none; `periods` as of the query, newest first;
    `elsewhen`: area code -> periods in which an absent area does have a figure."""

    rows: list[dict]
    periods: list[dict]
    period: dict | None
    elsewhen: dict[str, str]


def default_kpi(context: Context) -> Kpi:
    """The indicator of the start page where it can be ranked, else the first that can, else the first."""
    kpis = context.edition.kpis
    start = kpis.get(context.city.start_map_kpi)
    candidates = [kpi for kpi in (start, *kpis.values()) if kpi]
    return next((kpi for kpi in candidates if kpi.comparable and kpi.kind != "awaited"), candidates[0])


def default_level(context: Context, kpi: Kpi) -> str:
    """The level of the highlighted area where the indicator has it, else kecamatan, else the city."""
    wanted = LEVEL_OF_LENGTH[len(context.state.wilayah)] if context.state.wilayah else "kecamatan"
    return wanted if wanted in kpi.levels else "kecamatan" if "kecamatan" in kpi.levels else "kota"


def own_code(context: Context, level: str) -> str | None:
    """The area of this level that is highlighted: the chosen one or the one around it; the city among cities."""
    code = context.city.code if level == "kota" else context.state.wilayah
    length = next(length for length, name in LEVEL_OF_LENGTH.items() if name == level)
    return code[:length] if code and len(code) >= length else None


def field(context: Context, kpi: Kpi, level: str) -> Field:
    """Rows of the asked period, else of the newest in which areas can be set side by side."""
    cities = list(context.peers()) if level == "kota" else [context.city.code]
    held = {city: context.edition.rows("periods", kpi=kpi.id, city=city) for city in cities}
    periods = _together(held, level)
    others = [row for row in held.get(context.city.code, []) if row["area_level"] != level]
    period = context.period(kpi, level, [*periods, *others])
    if context.state.periode is None:
        period = next((row for row in periods if row["value_count"] > 1), period)
    areas = [area for city in cities for area in context.edition.rows("areas", city=city, level=level)]
    values = {}
    if period is not None:
        asked = {"level": level, "grain": period["period_grain"], "start": period["period_start"]}
        for city in cities:
            rows = context.edition.rows("level_values", kpi=kpi.id, city=city, **asked)
            values |= {row["area_code"]: row for row in rows}
    rows = [values.get(area["area_code"]) or _nothing(area, kpi, level) for area in areas]
    if level == "kota":
        rows = [row | {"is_lent": row["value"] is not None and _is_lent(context, row)} for row in rows]
    return Field(rows, periods, period, _elsewhen(held, level, period) if level == "kota" else {})


def _is_lent(context: Context, row: dict) -> bool:
    """Whether a city's figure is really another city's."""
    notes = beside_of(context, row["area_code"], row["kpi_id"]).get((row["kpi_id"], row["period_start"]), [])
    return is_borrowed({"beside": notes})


def _together(held: dict[str, list[dict]], level: str) -> list[dict]:
    """Periods of one level over several cities as one list; each says how many of all areas have a figure."""
    found: dict[tuple, dict] = {}
    for rows in held.values():
        for row in (row for row in rows if row["area_level"] == level):
            key = (row["period_start"], row["period_grain"])
            one = found.setdefault(key, {**row, "area_count": 0, "value_count": 0, "named_count": 0})
            for name in ("area_count", "value_count", "named_count"):
                one[name] += row[name]
    for row in found.values():
        row["area_count"] = max(row["area_count"], len(held) if level == "kota" else 0)
    return [found[key] for key in sorted(found, reverse=True)]


def _nothing(area: dict, kpi: Kpi, level: str) -> dict:
    """The row of an area without one: no data, or an indicator that is not made at this level."""
    status = "no_data" if level in kpi.levels else "not_applicable"
    return {**area, "value": None, "n": None, "denominator": None, "status": status, "quality": None, "source_id": None}


def _elsewhen(held: dict[str, list[dict]], level: str, period: dict | None) -> dict[str, str]:
    found = {}
    for city, rows in held.items():
        own = [row for row in rows if row["area_level"] == level and row["value_count"] and not _same(row, period)]
        if own:
            found[city] = ", ".join(period_short(row["period_grain"], row["period_start"]) for row in own[::-1])
    return found


def _same(row: dict, period: dict | None) -> bool:
    names = ("period_grain", "period_start")
    return period is not None and all(row[name] == period[name] for name in names)


def place_sentence(context: Context, kpi: Kpi, level: str, found: Field, ranked: Ranking, own: str | None) -> str:
    """What the page says, in a sentence or two: where the chosen area stands, who is first and last."""
    areas = context.counted(level, len(ranked.places))
    if not ranked.places:
        if level not in kpi.levels:
            return _("Indikator ini tidak dihitung per {level}.", level=context.level_word(level))
        return _("Belum ada angka per {level} yang dapat diurutkan.", level=context.level_word(level))
    when = row_period(found.period)
    if ranked.refusal:
        return _("{areas} punya angka untuk {when}, tanpa urutan.", areas=areas, when=when)
    first, last = ranked.places[0], ranked.places[-1]
    if first.rank == last.rank:
        same = row_with_unit(first.row, kpi)
        return _("Semua sama ({areas}): {value}, {when}.", areas=areas, value=same, when=when)
    chosen = next((place for place in ranked.places if place.row["area_code"] == own), None)
    if ranked.is_unsure:
        low, high = sorted((first.row, last.row), key=lambda row: row["value"])
        sentence = _(
            "{areas} punya angka, dari {low} sampai {high}, {when}; urutannya belum banyak berkata, sebabnya di bawah.",
            areas=areas,
            low=row_text(low, kpi),
            high=row_with_unit(high, kpi),
            when=when,
        )
        own_figure = f"{chosen.row['area_name']}: {row_with_unit(chosen.row, kpi)}. " if chosen else ""
        return own_figure + sentence
    words = (
        N_("Terbesar {first} ({high}), terkecil {last} ({low}), {when}.")
        if kpi.better == "neither"
        else N_("Terbaik {first} ({high}), terakhir {last} ({low}), {when}.")
    )
    sentence = _(
        words,
        first=first.row["area_name"],
        high=row_with_unit(first.row, kpi),
        last=last.row["area_name"],
        low=row_with_unit(last.row, kpi),
        when=when,
    )
    if chosen is None:
        return sentence
    place = _(
        "{name} di urutan {rank} dari {n}.",
        name=chosen.row["area_name"],
        rank=place_words(chosen.rank),
        n=len(ranked.places),
    )
    return f"{place} {sentence}"


def way_to_all_agencies(context: Context, kpi: Kpi, level: str, found: Field) -> html.P | None:
    """SPBE knows every agency of the country: how many the table holds for the year, and the page that ranks them."""
    if level != "kota" or "spbe_evaluation" not in kpi.sources or found.period is None:
        return None
    year = found.period["period_start"].year
    rows = context.edition.rows("spbe_agencies", year=year, agency_type=None)
    there = any(page["path"] == "/spbe" for page in dash.page_registry.values())
    if not rows:
        return None
    words = _n("Tabel PANRB {year} memuat {n} instansi; di sini hanya kota dalam edisi ini.", len(rows), year=year)
    link = [" ", dcc.Link(_("Tempat di antara semua instansi"), href=context.link("/spbe"))] if there else []
    return html.P([words, *link], className="notice")
