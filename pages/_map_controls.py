"""The controls of the map page: view, indicators, level, periods, points."""

from dash import html

from catalogue import Kpi
from catalogue.models import LEVELS
from pages._controls import button_group, choice, control_form, indicator_choice, level_buttons, period_buttons
from pages._map_points import EVERY_KIND
from pages._map_views import Sheet
from pages._state import UNBOUNDED, Context
from ui.format import period_code
from ui.language import _, said


def map_controls(
    context: Context,
    sheets: list[Sheet],
    level: str,
    focus: str | None,
    periods: dict[str, list[dict]],
    kinds: list[str],
) -> html.Form:
    """`periods` are rows of the query `periods` by indicator; `kinds` the kinds of points this city has."""
    first, state = sheets[0], context.state
    mappable = [
        k for k in context.edition.kpis.values() if is_mappable(k, level) or k.id in (first.kpi.id, sheets[-1].kpi.id)
    ]
    parts: list = [_views(context), indicator_choice(mappable, first.kpi)]
    if state.tampilan == "dua":
        names = [(k.id, said(k.name)) for k in mappable]
        parts.append(choice(_("Indikator peta kedua"), "kpi2", names, sheets[1].kpi.id))
    if kinds:
        options = [(UNBOUNDED["titik"], _("tanpa titik")), (EVERY_KIND, _("semua")), *((kind, kind) for kind in kinds)]
        parts.append(choice(_("Titik di atas peta"), "titik", options, state.titik or UNBOUNDED["titik"]))
    if not focus:
        has_province = len(context.province_cities()) > 1 and all(sheet.kpi.comparable for sheet in sheets)
        levels = LEVELS if has_province else LEVELS[1:]
        parts.append(level_buttons(context, levels, level, lambda one: context.here(tingkat=one)))
    legends = {"dua": (_("Periode peta pertama"), _("Periode peta kedua")), "perubahan": (_("Sampai"), _("Sejak"))}
    words = legends.get(state.tampilan, (None, None))
    shown = [(first.kpi, first.period, "periode", words[0])]
    if state.tampilan == "dua":
        shown.append((sheets[1].kpi, sheets[1].period, "periode2", words[1]))
    elif first.then:
        shown.insert(0, (first.kpi, first.then, "periode2", words[1]))
    parts += [_periods(context, level, periods, *one) for one in shown]
    hidden = {
        **context.carried(),
        "wilayah": state.wilayah,
        "tingkat": state.tingkat,
        "tampilan": state.tampilan,
    }
    return control_form("/peta", _("Pengaturan peta"), parts, hidden)


def is_mappable(kpi: Kpi, level: str) -> bool:
    """Has it figures for the map of a level? Beside other cities only what may be compared."""
    return (
        kpi.comparable and "kota" in kpi.levels
        if level == "kota"
        else bool({"kecamatan", "kelurahan"} & set(kpi.levels))
    )


def _views(context: Context) -> html.Fieldset:
    views = ((None, _("Satu peta")), ("dua", _("Dua peta")), ("perubahan", _("Perubahan")))
    return button_group(
        _("Tampilan"),
        [
            (words, None, context.here(tampilan=name, kpi2=None, periode2=None), name == context.state.tampilan)
            for name, words in views
        ],
    )


def _periods(
    context: Context,
    level: str,
    periods: dict[str, list[dict]],
    kpi: Kpi,
    period: dict | None,
    name: str,
    words: str | None,
) -> html.Fieldset | None:
    own = [row for row in periods[kpi.id] if row["area_level"] == level]
    chosen = next((row for row in own if period is not None and row["period_start"] == period["period_start"]), None)

    def address(row: dict) -> str:
        second = {"kpi2": kpi.id} if context.state.tampilan == "dua" and name == "periode2" else {}
        return context.here(**second, **{name: period_code(row["period_grain"], row["period_start"])})

    return period_buttons(own, chosen, address, words)
