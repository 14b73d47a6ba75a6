"""The controls of /tren: indicator, dimension, areas to add and to take out, first and last period."""

from dash import dcc, html

from pages._controls import button_group, choice, control_form
from pages._state import UNBOUNDED, Context
from pages._strands import MOST, Asked, Strand, area_words
from ui.format import period_code, period_from_code, period_short
from ui.language import _, said

LEVELS = ("kota", "kecamatan", "kelurahan")


def here(context: Context, **changed: str | None) -> str:
    """This very view with some of it changed; an area that the form added is part of the list from then on."""
    merged = [*(context.state.bandingkan or "").split(","), context.state.tambah or ""]
    listed = ",".join(code for code in dict.fromkeys(merged) if code) or None
    return context.here(**{"bandingkan": listed, "tambah": None, **changed})


def controls(context: Context, what: Asked, found: list[Strand]) -> html.Div:
    """The form, and below it the areas that are compared with a way to take each out.

    With several indicators their choice and the time are two forms, so that no query name is sent twice.
    """
    state = context.state
    kept = {**context.carried(), "wilayah": state.wilayah, "grafik": state.grafik}
    times = _times(context, found)
    if not what.is_one_kpi:
        several = {**kept, "dimensi": state.dimensi, "kpi": None if state.dimensi else state.kpi}
        forms = [control_form("/tren", _("Pengaturan tren"), [_indicators(context, what)], kept)]
        forms += [control_form("/tren", _("Rentang waktu"), times, several)] if times else []
        return html.Div([html.Div(forms, className="controls-row"), _dimensions(context, what)])
    listed = ",".join(area["area_code"] for area in what.areas if area["area_code"] != what.own) or None
    adding = _adding(context, what) if what.kpis[0].comparable else None
    form = control_form(
        "/tren", _("Pengaturan tren"), [_indicators(context, what), adding, *times], {**kept, "bandingkan": listed}
    )
    return html.Div([form, _dimensions(context, what), _compared(context, what)])


def _indicators(context: Context, what: Asked) -> html.Div:
    """One indicator; in the view of several none is chosen."""
    options = [(kpi.id, said(kpi.name)) for kpi in context.edition.kpis.values()]
    if what.is_one_kpi:
        return choice(_("Indikator"), "kpi", options, what.kpis[0].id)
    return choice(_("Satu indikator saja"), "kpi", options, None, _("pilih indikator"))


def _dimensions(context: Context, what: Asked) -> html.Div:
    """Every indicator of a dimension at once."""
    choices = [
        (
            said(dimension.name).removeprefix("Smart "),
            None,
            context.link("/tren", dimensi=slug, wilayah=context.state.wilayah),
            slug == what.dimension,
        )
        for slug, dimension in context.edition.dimensions.items()
    ]
    return html.Div(button_group(_("Semua indikator satu dimensi"), choices), className="under-controls")


def _adding(context: Context, what: Asked) -> html.Div | None:
    """Further areas of the level that is shown: other cities, or kecamatan and kelurahan of this one."""
    kpi, shown = what.kpis[0], {area["area_code"] for area in what.areas}
    level = what.areas[0]["area_level"]
    levels = [one for one in LEVELS if one in kpi.levels and (one == level or not what.areas[1:])]
    options = []
    for one in levels:
        cities = context.peers() if one == "kota" else (context.city.code,)
        for city in cities:
            for area in context.edition.rows("areas", city=city, level=one):
                if area["area_code"] not in shown:
                    options.append((area["area_code"], area_words(area)))
    return choice(_("Bandingkan dengan"), "tambah", options, None, _("tambah wilayah")) if options else None


def _times(context: Context, found: list[Strand]) -> list:
    """First and last period, of those any line has a row for."""
    codes = {
        period_code(row["period_grain"], row["period_start"])
        for strand in found
        for row in context.edition.rows("series", kpi=strand.kpi.id, area=strand.area["area_code"])
    }
    codes |= {code for code in (context.state.dari, context.state.sampai) if code}
    if len(codes) < 2:
        return []
    periods = sorted((period_from_code(code)[::-1], code) for code in codes)
    options = [(code, period_short(grain, start)) for (start, grain), code in periods]
    return [
        choice(_("Dari"), "dari", [(UNBOUNDED["dari"], _("awal")), *options], context.state.dari or UNBOUNDED["dari"]),
        choice(
            _("Sampai"),
            "sampai",
            [(UNBOUNDED["sampai"], _("akhir")), *options],
            context.state.sampai or UNBOUNDED["sampai"],
        ),
    ]


def _compared(context: Context, what: Asked) -> html.Div | None:
    """Ready sets of areas, and each compared area with the way to take it out."""
    kpi = what.kpis[0]
    if not kpi.comparable:
        return None
    taken = []
    rest = [area["area_code"] for area in what.areas if area["area_code"] != what.own]
    for code in rest:
        kept = ",".join(one for one in rest if one != code) or None
        out = html.Span(_("keluarkan"), className="visually-hidden")
        words = html.Span([out, f" {context.edition.area(code)['area_name']} ×"])
        taken.append(dcc.Link(words, href=here(context, bandingkan=kept), className="btn"))
    sets = [
        dcc.Link(words, href=context.link("/tren", kpi=kpi.id, wilayah=wilayah, bandingkan=codes), className="btn")
        for words, wilayah, codes in _sets(context, what)
        if codes != ",".join(rest)
    ]
    return html.Div([*sets, *taken], className="chips") if sets or taken else None


def _sets(context: Context, what: Asked) -> list[tuple[str, str | None, str]]:
    """(words, chosen area, further areas): all cities, all kecamatan, the kelurahan around the chosen one."""
    kpi, edition, city = what.kpis[0], context.edition, context.city
    found = []
    others = [code for code in context.peers() if code != city.code]
    if "kota" in kpi.levels and others:
        found.append((_("Semua kota"), None, ",".join(others)))
    if "kecamatan" in kpi.levels:
        codes = [area["area_code"] for area in edition.rows("areas", city=city.code, level="kecamatan")]
        words = _("Semua {level}", level=context.level_word("kecamatan"))
        found.append((words, None, ",".join(codes)))
    chosen = context.state.wilayah
    if "kelurahan" in kpi.levels and chosen and len(chosen) >= 8:
        inside = [
            area
            for area in edition.rows("areas", city=city.code, level="kelurahan")
            if area["parent_code"] == chosen[:8]
        ]
        codes = [area["area_code"] for area in inside if area["area_code"] != chosen]
        words = _(
            "{level} di {parent}", level=context.level_name("kelurahan"), parent=edition.area(chosen[:8])["area_name"]
        )
        if len(codes) < MOST:
            found.append((words, chosen if len(chosen) > 8 else None, ",".join(codes)))
    return found
