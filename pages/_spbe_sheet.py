"""The simulator where whole levels are known: a sheet of indicators, from the address or from the city's own file."""

from dash import html

from pages._spbe_simulator import Trial, basis_note, code_form, official_domains, share, target_form, verdict
from pages._spbe_state import read_sheet, read_target, sheet_code
from ui.cited import cited
from ui.format import number
from ui.language import _, _n
from ui.scheme import Indicator, domains_of_sheet, index_of_sheet, missing
from ui.scheme_steps import Move, fewest_moves, moves
from ui.spbe_index import two
from ui.spbe_simulator import (
    figure,
    form,
    gained,
    hidden_fields,
    level_row,
    moves_table,
    paper_band,
    rows_of_two,
    stays,
    submit,
)

RANKED = 10
NAMED_MISSING = 12
Levels = dict[int, int | None]


def sheet_simulator(made: Trial) -> list:
    """The sheet on the left, what it amounts to on the right."""
    sheet, begun = _sheets(made)
    absent = missing(made.scheme, sheet)
    code = sheet_code(made.scheme, sheet)
    carried = {"lembar": code} | ({"awal": sheet_code(made.scheme, begun)} if begun else {})
    left = [
        html.P(_origin(made), className="note"),
        form(
            [
                *_fields(made, sheet, begun),
                *hidden_fields(made.query | {name: value for name, value in carried.items() if name == "awal"}),
                submit(_("Hitung")),
                *_ways_back(made, begun),
            ],
            _("Tingkat tiap indikator"),
        ),
        code_form(made, sheet),
    ]
    link = share(made, made.here(**{"awal": None, "ranah": None, **carried}))
    if absent:
        return rows_of_two((left, [*_incomplete(made, absent), link]))
    index = index_of_sheet(made.scheme, sheet)
    count = len(made.scheme.indicators)
    right = [
        figure(index, _("Indeks lembar ini, {n} indikator terisi", n=count)),
        None if made.declared.is_verified else html.P(html.B(_("Skema ini belum diverifikasi."))),
        *verdict(made, index),
        _contributions(made, sheet, begun),
        link,
    ]
    reach = [target_form(made, index, carried, "lembar"), *_reach(made, sheet)]
    origin = basis_note(
        made,
        _("Jumlah bobot × tingkat {n} indikator menurut {regulation}.", n=count, regulation=made.declared.regulation),
    )
    return rows_of_two((left, right), ([_ranking(made, sheet)], reach), origin)


def _sheets(made: Trial) -> tuple[Levels, Levels | None]:
    """The sheet that is tried, and the whole sheet that moves are counted from (None as long as there is none)."""
    state = made.context.state
    empty = dict.fromkeys((one.no for one in made.scheme.indicators), None)
    handed = empty | made.delivered if made.delivered else None
    sheet = read_sheet("lembar", state.lembar, made.scheme) if state.lembar else handed or empty
    begun = read_sheet("awal", state.awal, made.scheme) if state.awal else handed or sheet
    return sheet, None if missing(made.scheme, begun) else begun


def _origin(made: Trial) -> str:
    if made.delivered:
        return _(
            "Diisi dari lembar evaluasi {year} yang diserahkan kota; ubah tingkatnya untuk mencoba.",
            year=made.delivered_year,
        )
    return _(
        "Kota belum menyerahkan lembar evaluasinya (sumber spbe_indicator_levels); isi sendiri tingkat tiap indikator."
    )


def _fields(made: Trial, sheet: Levels, begun: Levels | None) -> list:
    """A block for each domain with a select for each indicator; blocks with gaps or moves stand open."""
    values, blocks = domains_of_sheet(made.scheme, sheet), []
    for code, name in made.scheme.domain_names.items():
        own = [one for one in made.scheme.indicators if one.domain == code]
        absent = sum(sheet[one.no] is None for one in own)
        told = _n("{n} belum diisi", absent) if absent else two(values[code])
        moved = {one.no for one in own if begun and sheet[one.no] != begun[one.no]}
        blocks.append(
            html.Details(
                [
                    html.Summary([html.B(name), html.Span(told)]),
                    paper_band(),
                    *[_row(made, one, sheet[one.no], one.no in moved) for one in own],
                ],
                open=True if absent or moved else None,
                id=f"lembar-{code}",
            )
        )
    return blocks


def _row(made: Trial, one: Indicator, level: int | None, is_moved: bool) -> html.Div:
    names = {n: name for n, (name, _criterion) in made.ladder.get(one.scale, {}).items()}
    return level_row(one, level, names, range(made.scheme.lowest, made.scheme.highest + 1), is_moved)


def _ways_back(made: Trial, begun: Levels | None) -> list:
    links = []
    if begun:
        code = sheet_code(made.scheme, begun)
        links.append(stays(_("Kembali ke lembar awal"), made.here(lembar=code, awal=code, ranah=None), "kembali"))
    nothing = "-" * len(made.scheme.indicators)
    links.append(stays(_("Kosongkan lembar"), made.here(lembar=nothing, awal=None, ranah=None), "kosongkan"))
    official = official_domains(made)
    if official:
        code = "_".join(two(value).replace(",", ".") for value in official.values())
        links.append(stays(_("Pakai nilai domain resmi"), made.here(ranah=code, lembar=None, awal=None), "ke-domain"))
    return links


def _incomplete(made: Trial, absent: list[int]) -> list:
    named = ", ".join(str(no) for no in absent[:NAMED_MISSING]) + (", …" if len(absent) > NAMED_MISSING else "")
    words = _(
        "Indeks belum dapat dihitung: {n} dari {whole} indikator belum diisi (nomor {named}). Yang kosong tidak diisi sendiri.",
        n=len(absent),
        whole=len(made.scheme.indicators),
        named=named,
    )
    return [html.P(words, className="notice")]


def _contributions(made: Trial, sheet: Levels, begun: Levels | None) -> html.Div | None:
    """What each changed level adds, against the sheet that was begun with."""
    changed = [one for one in made.scheme.indicators if begun and sheet[one.no] != begun[one.no]]
    if not changed:
        return None
    parts = {one.no: one.weight * (sheet[one.no] - begun[one.no]) / 100 for one in changed}
    rows = [(_name(one), f"{begun[one.no]} → {sheet[one.no]}", gained(parts[one.no], 5)) for one in changed]
    head = [_("Indikator"), _("Tingkat"), _("Poin indeks")]
    return moves_table(_("Sumbangan tiap perubahan"), head, rows, sum(parts.values()))


def _name(one: Indicator) -> list:
    return [f"{one.no}. ", cited(one.name)]


def _ranking(made: Trial, sheet: Levels) -> html.Div:
    """The next level of each indicator, most gain first, with what it demands and a link that takes it."""
    ranked = moves(made.scheme, sheet)
    rows = [(_name(move.indicator), _next(made, move, sheet), gained(move.gain, 4)) for move in ranked[:RANKED]]
    caption = _("Langkah yang paling menambah indeks, {n} dari {whole}", n=len(rows), whole=len(ranked))
    return moves_table(caption, [_("Indikator"), _("Yang dituntut tingkat berikutnya"), _("Poin indeks")], rows)


def _next(made: Trial, move: Move, sheet: Levels) -> list:
    level = move.before + 1
    name, demand = made.ladder.get(move.indicator.scale, {}).get(level, ("", ""))
    after = sheet_code(made.scheme, sheet | {move.indicator.no: level})
    words = _("{before} → {after}", before=move.before, after=level)
    begun = made.context.state.awal or sheet_code(made.scheme, _sheets(made)[1] or sheet)
    link = stays(
        words, made.here(lembar=after, awal=begun, ranah=None), f"langkah-{move.indicator.no}", is_button=False
    )
    return [link, " ", html.Span(f"{name}: {demand}") if name else ""]


def _reach(made: Trial, sheet: Levels) -> list:
    """The fewest single levels to the asked target."""
    asked = made.context.state.target
    if asked is None:
        return []
    target = read_target(asked)
    words = {"target": number(target, 2)}
    found = fewest_moves(made.scheme, sheet, target)
    if found is None:
        top = number(made.scheme.highest, 2)
        return [
            html.P(
                _(
                    "Indeks {target} tidak dapat dicapai: dengan semua indikator di tingkat tertinggi indeks {top}.",
                    top=top,
                    **words,
                ),
                className="notice",
            )
        ]
    if not found:
        return [html.P(_("Indeks {target} sudah tercapai tanpa langkah tambahan.", **words), className="notice")]
    steps: dict[int, list[Move]] = {}
    for move in found:
        steps.setdefault(move.indicator.no, []).append(move)
    rows = [
        (_name(own[0].indicator), f"{own[0].before} → {own[-1].before + 1}", gained(sum(move.gain for move in own), 4))
        for own in steps.values()
    ]
    total = sum(move.gain for move in found)
    after = {no: own[-1].before + 1 for no, own in steps.items()}
    begun = made.context.state.awal or sheet_code(made.scheme, _sheets(made)[1] or sheet)
    link = stays(
        _("Terapkan langkah ini di simulator"),
        made.here(lembar=sheet_code(made.scheme, sheet | after), awal=begun, ranah=None),
        "terapkan",
    )
    lead = _("Paling sedikit {count} langkah tingkat untuk mencapai {target}.", count=len(found), **words)
    proof = _(
        "Terbukti tersedikit: tiap langkah menambah sebesar bobot indikatornya, jadi langkah terbesar diambil lebih dulu; bila "
        "sama besar, yang tingkatnya paling rendah."
    )
    head = [_("Indikator"), _("Tingkat"), _("Poin indeks")]
    caption = _("Langkahnya: indeks menjadi {value}", value=number(index_of_sheet(made.scheme, sheet) + total, 4))
    return [
        html.P(html.B(lead)),
        html.P(proof, className="note"),
        moves_table(caption, head, rows, total),
        html.P(link),
    ]
