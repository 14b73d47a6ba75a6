"""The simulator where only the printed domain values are known: domains move in the steps of whole levels."""

from decimal import Decimal

from dash import html

from pages._spbe_read import exact
from pages._spbe_simulator import Trial, basis_note, official_domains, share, target_form, verdict
from pages._spbe_state import domains_code, read_domains, read_target
from ui.cited import cited, cited_plainly
from ui.format import number, plain_number
from ui.language import _, _n
from ui.scheme import index_of_domains, points, predicate
from ui.scheme_steps import (
    Group,
    Hidden,
    fewest_range,
    fewest_steps,
    groups,
    hidden_sheets,
    index_of_hidden,
    nearest,
    possible_values,
    stepped,
)
from ui.spbe_index import two
from ui.spbe_simulator import figure, form, gained, hidden_fields, moves_table, rows_of_two, stays, stepper, submit

PLANS_SHOWN = 4


def domain_simulator(made: Trial) -> list:
    """Steppers on the left, what they amount to on the right."""
    official = official_domains(made)
    values, said = _values(made, official)
    index = index_of_domains(made.scheme, values)
    moved = {code for code in values if values[code] != official[code]}
    printed = None if moved else exact(made.read.own["spbe_index"])
    sheets = hidden_sheets(made.scheme, values, printed)
    code = domains_code(values.values()) if moved else None
    left = [
        form(
            [
                *[_stepper(made, official, values, domain) for domain in official],
                *hidden_fields(made.query),
                submit(_("Hitung")),
                stays(_("Kembalikan ke nilai resmi"), made.here(ranah=None), "kembali"),
            ],
            _("Nilai domain"),
        ),
        *[html.P(words, className="notice") for words in said],
        html.P(_step_words(made), className="note"),
        html.P(
            stays(
                _("Punya lembar evaluasi? Isi tingkat {n} indikator", n=len(made.scheme.indicators)),
                made.here(lembar="-" * len(made.scheme.indicators), ranah=None, awal=None),
                "ke-lembar",
                is_button=False,
            )
        ),
    ]
    right = [
        figure(index, _title(made, official, values, moved)),
        *verdict(made, index),
        _doubt(made, sheets),
        _contributions(made, official, values, moved),
        share(made, made.here(ranah=code)),
    ]
    reach = [target_form(made, index, {"ranah": code} if code else {}, "ranah"), *_reach(made, sheets)]
    origin = basis_note(
        made,
        _(
            "Rumus {regulation} atas nilai domain dua desimal seperti dicetak laporan {year}; karena pembulatan itu indeks "
            "dapat meleset sampai 0,005.",
            regulation=made.declared.regulation,
            year=made.read.year,
        ),
    )
    return rows_of_two((left, right), ([_gains(made, values)], reach), origin)


def _values(made: Trial, official: dict[str, Decimal]) -> tuple[dict[str, Decimal], list[str]]:
    """The asked domain values, brought to ones that whole levels can give, and what is said about it."""
    asked = made.context.state.ranah
    if asked is None:
        return dict(official), []
    values, said = read_domains(asked, made.scheme, official), []
    for code, value in values.items():
        if value == official[code] or value in possible_values(made.scheme, code):
            continue
        values[code] = nearest(made.scheme, code, value)
        words = {"domain": made.scheme.domain_names[code], "asked": number(value, 2), "used": two(values[code])}
        said.append(_("{domain} {asked} tidak mungkin dengan tingkat utuh; dihitung {used}, yang terdekat.", **words))
    return values, said


def _title(made: Trial, official: dict, values: dict, moved: set[str]) -> str:
    if not moved:
        return _("Belum ada yang diubah: nilai domain {year}", year=made.read.year)
    told = []
    for code in (one for one in values if one in moved):
        name, before, after = made.scheme.domain_names[code], two(official[code]), two(values[code])
        told.append(_("{domain} dari {before} ke {after}", domain=name, before=before, after=after))
    return _("Jika {moves}", moves=", ".join(told))


def _stepper(made: Trial, official: dict[str, Decimal], values: dict[str, Decimal], code: str) -> html.Div:
    members = [group for group in groups(made.scheme) if group.domain == code]
    buttons = []
    for group in members:
        kind = _span(group) if len(members) > 1 else None
        ends = [stepped(made.scheme, code, values[code], group, direction) for direction in (-1, 1)]
        buttons.append((kind, *[_moved_to(made, values, code, end) for end in ends]))
    whole = made.scheme.domain_weights[code]
    notes = [
        _("nilai resmi {value}, bobot {weight}%", value=two(official[code]), weight=plain_number(whole, 2)),
        *[
            _(
                "satu tingkat {kind}: +{step}, indeks +{gain}",
                kind=_span(group),
                step=number(group.weight / whole, 4),
                gain=number(group.gain, 4),
            )
            for group in members
        ],
    ]
    field = f"r{list(values).index(code) + 1}"
    return stepper(made.scheme.domain_names[code], field, values[code], notes, buttons, values[code] != official[code])


def _moved_to(made: Trial, values: dict[str, Decimal], code: str, value: Decimal | None) -> str | None:
    return None if value is None else made.here(ranah=domains_code((values | {code: value}).values()))


def _span(group: Group) -> str:
    """`indikator 42–47`."""
    first, last = group.numbers[0], group.numbers[-1]
    return (
        _("indikator {first}–{last}", first=first, last=last) if last > first else _("indikator {first}", first=first)
    )


def _step_words(made: Trial) -> str:
    return _(
        "Domain bergerak dalam langkah tetap: satu tingkat utuh pada satu indikator. Nilainya ditulis dua desimal seperti di "
        "laporan, jadi satu langkah yang sama dapat tampil sebagai 0,09 atau 0,10."
    )


def _doubt(made: Trial, sheets: list[Hidden]) -> html.P | None:
    """What rounding hides: the exact indices of all sheets that print these domain values."""
    found = sorted({index_of_hidden(sheet) for sheet in sheets})
    if not found:
        return html.P(_("Nilai domain ini tidak cocok dengan tingkat utuh mana pun."), className="note")
    if len(found) == 1:
        words = _("Dari tingkat utuh, indeks tepatnya {value}.", value=number(found[0], 4))
        return html.P(words, className="note")
    values = " / ".join(number(one, 4) for one in found)
    words = _("Dari tingkat utuh yang cocok dengan nilai domain ini, indeks tepatnya {values}.", values=values)
    names = {band.name for band in (predicate(made.scheme, one) for one in found) if band}
    if len(names) > 1:
        words += " " + _("Predikatnya dapat {names}, tergantung lembarnya.", names=" / ".join(sorted(names)))
    return html.P(words, className="note")


def _contributions(made: Trial, official: dict, values: dict, moved: set[str]) -> html.Div | None:
    if not moved:
        return None
    parts = points(made.scheme, official, values)
    rows = [
        (
            html.Span(made.scheme.domain_names[code]),
            f"{two(official[code])} → {two(values[code])}",
            gained(parts[code], 5),
        )
        for code in values
        if code in moved
    ]
    return moves_table(
        _("Sumbangan tiap perubahan"), [_("Domain"), _("Nilai"), _("Poin indeks")], rows, sum(parts.values())
    )


def _gains(made: Trial, values: dict[str, Decimal]) -> html.Div:
    """Kinds of steps, most index points first, with what the level above the domain's mean demands."""
    rows = []
    for group in sorted(groups(made.scheme), key=lambda one: -one.gain):
        value = values[group.domain]
        if stepped(made.scheme, group.domain, value, group, 1) is None:
            continue
        own = [one for one in made.scheme.indicators if one.no in group.numbers]
        level = min(int(value) + 1, made.scheme.highest)
        name, demand = made.ladder.get(own[0].scale, {}).get(level, ("", ""))
        aspects = ", ".join(dict.fromkeys(cited_plainly(one.aspect) for one in own))
        told = [html.Span(aspects), html.Br(), html.Span(_span(group), className="xs muted")]
        names = html.Details(
            [
                html.Summary(_("{n} indikatornya", n=len(own))),
                html.Ol([html.Li(cited(one.name), value=one.no) for one in own], className="small"),
            ]
        )
        middle = [_("tingkat {level}, {name}:", level=level, name=name), " ", demand, names] if name else names
        rows.append((told, middle, gained(group.gain, 4)))
    head = [_("Satu tingkat pada"), _("Yang dituntut tingkat berikutnya"), _("Poin indeks")]
    return moves_table(_("Langkah yang paling menambah indeks"), head, rows)


def _reach(made: Trial, sheets: list[Hidden]) -> list:
    """The fewest level-steps to the asked target, over every sheet that prints these domain values."""
    asked = made.context.state.target
    if asked is None:
        return []
    target = read_target(asked)
    if not sheets:
        return [
            html.P(_("Langkah tidak dapat dicari: nilai domain tidak cocok dengan tingkat utuh."), className="notice")
        ]
    found = [fewest_steps(made.scheme, sheet, target) for sheet in sheets]
    span = fewest_range(found)
    words = {"target": number(target, 2)}
    if span is None:
        top = number(Decimal(made.scheme.highest), 2)
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
    if span == (0, 0):
        return [html.P(_("Indeks {target} sudah tercapai tanpa langkah tambahan.", **words), className="notice")]
    count = str(span[0]) if span[0] == span[1] else _("{least} sampai {most}", least=span[0], most=span[1])
    lead = _("Paling sedikit {count} langkah tingkat untuk mencapai {target}.", count=count, **words)
    proof = _(
        "Terbukti tersedikit: tiap langkah menambah sebesar bobot indikatornya, jadi langkah terbesar diambil lebih dulu; "
        "dihitung untuk semua lembar yang cocok dengan nilai domain ini."
    )
    plans = {tuple(plan.items()): sheet for plan, sheet in zip(found, sheets, strict=True)}
    tables = [_plan(made, dict(plan), sheet, n) for n, (plan, sheet) in enumerate(list(plans.items())[:PLANS_SHOWN])]
    return [html.P(html.B(lead)), html.P(proof, className="note"), *tables]


def _plan(made: Trial, plan: dict[Group, int], sheet: Hidden, nth: int) -> html.Div:
    rows = [
        (
            html.Span(_span(group)),
            [
                _n("{n} tingkat × {gain}", n, gain=number(group.gain, 4)),
                " ",
                html.Span(made.scheme.domain_names[group.domain], className="muted"),
            ],
            gained(group.gain * n, 4),
        )
        for group, n in sorted(plan.items(), key=lambda one: -one[0].gain)
    ]
    start = index_of_hidden(sheet)
    total = sum(group.gain * n for group, n in plan.items())
    words = {"before": number(start, 4), "after": number(start + total, 4)}
    caption = (
        _("Langkahnya: indeks {before} menjadi {after}", **words)
        if nth == 0
        else _("Bila lembarnya lain: indeks {before} menjadi {after}", **words)
    )
    return moves_table(caption, [_("Pada"), _("Langkah"), _("Poin indeks")], rows, total)
