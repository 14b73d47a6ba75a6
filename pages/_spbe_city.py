"""The published side of the SPBE page: index, places, domains, gap to a peer and to the next predicate."""

from decimal import Decimal

from dash import html

from pages._holding import Part, holding_words, most_holding, part_name
from pages._spbe_read import Declared, Place, Reading, domains, exact, has_domains, label, places
from pages._state import Context
from ui.cited import cited, cited_plainly, printed_class
from ui.format import number, place_words, plain_number
from ui.language import _, said
from ui.marks import own_provenance, provenance
from ui.scheme import index_of_domains, next_band
from ui.spbe_index import DomainBar, Dot, domain_bars, dot_rows, two

TIES_NAMED = 4
KPIS = {  # the indicator of a domain, which brings its name in both languages
    "D1": "spbe_policy_index",
    "D2": "spbe_governance_index",
    "D3": "spbe_management_index",
    "D4": "spbe_service_index",
}


def lead(context: Context, read: Reading, declared: Declared) -> str:
    """What is known, in two sentences."""
    own = read.own
    inside = places(read.table, own)[-1][1]
    where = {
        "city": context.city.name,
        "province": cited_plainly(own["province_group"]),
        "n": inside.n,
        "rank": place_words(inside.rank),
    }
    first = (
        _("{city} tertinggi di antara {n} kabupaten/kota {province} dalam tabel.", **where)
        if inside.rank == 1
        else _("{city} peringkat {rank} dari {n} kabupaten/kota {province} dalam tabel.", **where)
    )
    if not has_domains(own):
        return first
    return f"{first} {_held(context, domains(own), declared)}"


def _held(context: Context, values: dict[str, Decimal], declared: Declared) -> str:
    """The lowest domain and the one that holds the index back most, as Ringkasan says it."""
    kpis, scheme = context.edition.kpis, declared.scheme
    parts = []
    for code, weight in scheme.domain_weights.items():
        kpi = kpis.get(KPIS.get(code))
        name = part_name(kpi) if kpi else scheme.domain_names[code]
        parts.append(Part(code, name, values[code], weight * (scheme.highest - values[code]) / 100))
    words, told = holding_words(parts)
    whole = said(kpis["spbe_index"].name) if "spbe_index" in kpis else _("Indeks SPBE")
    return _(words, whole=whole, subject=most_holding(parts).name, **told) + "."


def headline(context: Context, read: Reading, declared: Declared) -> html.Div:
    """The figure, its printed predicate, where it stands, and the sum that gives it again."""
    own = read.own
    index = exact(own["spbe_index"])
    return html.Div(
        [
            html.Div(
                [
                    html.P(f"{context.city.name}, {read.year}", className="figure-sub"),
                    html.P([two(index), html.Small(_("dari 5"))], className="kpi-value is-large"),
                    html.P([_("Predikat tercetak:"), " ", html.B(printed_class(own["predicate"]))]),
                    provenance(own["quality"], cited(own["row_source"] or "")),
                ]
            ),
            html.Dl([part for pair in _facts(read, declared) for part in pair], className="deflist"),
            *_recomputed(own, declared),
            html.P(cited(own["row_note"]), className="note") if own["row_note"] else None,
        ],
        className="stack",
    )


def _facts(read: Reading, declared: Declared) -> list[tuple]:
    own, index = read.own, exact(read.own["spbe_index"])
    pairs: list[tuple] = []
    if read.before:
        then = exact(read.before["spbe_index"])
        moved = index - then
        words = {"change": two(abs(moved)), "before": two(then), "predicate": printed_class(read.before["predicate"])}
        change = (
            _("naik {change} dari {before} ({predicate})", **words)
            if moved > 0
            else _("turun {change} dari {before} ({predicate})", **words)
            if moved < 0
            else _("tetap {before} ({predicate})", **words)
        )
        pairs.append((html.Dt(_("Sejak {year}", year=read.year - 1)), html.Dd(change)))
    pairs += [(html.Dt(name), html.Dd(_place_words(found))) for name, found in places(read.table, own)]
    above = next_band(declared.scheme, _whole_index(own, declared))
    if above:
        lacking = two(above[1]) if above[1] >= Decimal("0.005") else number(above[1], 4)
        pairs.append(
            (
                html.Dt(_("Ke predikat {predicate}", predicate=printed_class(above[0].name))),
                html.Dd(_("kurang {gap} dari ambang {limit}", gap=lacking, limit=two(above[0].lower))),
            )
        )
    return pairs


def _whole_index(row: dict, declared: Declared) -> Decimal:
    """The index recomputed from the domains, else the printed one."""
    return index_of_domains(declared.scheme, domains(row)) if has_domains(row) else exact(row["spbe_index"])


def _place_words(found: Place) -> str:
    words = _("peringkat {rank} dari {n} dalam tabel (hitungan sendiri)", rank=found.rank, n=found.n)
    if not found.ties:
        return words
    named = ", ".join(found.ties[:TIES_NAMED])
    rest = len(found.ties) - TIES_NAMED
    tied = (
        _("seri dengan {names} dan {rest} lain", names=named, rest=rest)
        if rest > 0
        else _("seri dengan {names}", names=named)
    )
    return f"{words}; {tied}"


def _recomputed(own: dict, declared: Declared) -> list:
    if not has_domains(own):
        return [
            html.P(_("Satu domain tidak terbaca di sumber, jadi indeks tidak dapat dihitung ulang."), className="note")
        ]
    parts: list = []
    for code, weight in declared.scheme.domain_weights.items():
        parts += [" + " if parts else None, f"{plain_number(weight / 100, 3)} × {two(domains(own)[code])}"]
    total = index_of_domains(declared.scheme, domains(own))
    printed = _(
        "Tercetak {printed}; dihitung ulang {recomputed}. Bobot: {regulation}.",
        printed=two(own["spbe_index"]),
        recomputed=number(total, 4),
        regulation=declared.regulation,
    )
    return [
        html.P([*parts, " = ", html.B(number(total, 4))], className="formula small is-sum"),
        own_provenance(printed, " ", _("Peringkat dihitung dari instansi yang ada dalam tabel.")),
    ]


def index_rows(context: Context, read: Reading, declared: Declared) -> html.Figure:
    """The index of the city, of its peers and the printed mean of all cities against the predicates."""
    shown = [read.own, *read.peers]
    if read.chosen and all(read.chosen is not row for row in shown):
        shown.append(read.chosen)
    dots = [
        Dot(label(row), exact(row["spbe_index"]), "own" if row is read.own else "peer", printed_class(row["predicate"]))
        for row in shown
    ]
    if read.mean:
        dots.append(Dot(_("Rata-rata kota, tercetak"), exact(read.mean["spbe_index"]), "mean"))
    named = [row["row_source"] for row in [*shown, *([read.mean] if read.mean else [])] if row["row_source"]]
    return html.Figure(
        [
            html.Figcaption(html.H2(_("Indeks {year} dan ambang predikat", year=read.year), className="figure-title")),
            dot_rows(dots, declared.scheme.bands),
            provenance("resmi", cited(_tables(named)), ". ", _("Skala 1–5; predikat seperti tercetak.")),
        ]
    )


def _tables(sources: list[str]) -> str:
    """Tables of one report in one breath: `Laporan Evaluasi SPBE 2024, Tabel 8, 17, 18`."""
    found: dict[str, set[str]] = {}
    for source in sources:
        report, _word, table = source.partition(", Tabel ")
        found.setdefault(report, set()).add(table)
    parts = []
    for report, tables in found.items():
        numbers = sorted((one for one in tables if one), key=lambda one: (len(one), one))
        parts.append(f"{report}, Tabel {', '.join(numbers)}" if numbers else report)
    return "; ".join(parts)


def domain_section(read: Reading, declared: Declared) -> html.Section:
    """Four domains of the city with the year before, the printed mean and every peer."""
    own, before = domains(read.own), domains(read.before) if read.before else {}
    mean = domains(read.mean) if read.mean else {}
    known = [value for value in own.values() if value is not None]
    others = [*read.peers]
    if read.chosen and all(read.chosen is not row for row in others):
        others.append(read.chosen)
    bars = [
        DomainBar(
            name=declared.scheme.domain_names[code],
            weight=weight,
            value=own[code],
            before=(read.year - 1, before[code]) if before.get(code) is not None else None,
            mean=mean.get(code),
            peers=[(label(row), domains(row)[code]) for row in others],
            is_weakest=bool(known) and own[code] == min(known),
        )
        for code, weight in declared.scheme.domain_weights.items()
    ]
    key = _(
        "Batang: kota ini, skala 1–5. Garis hitam: rata-rata kota. Celah tipis: tahun sebelumnya. Titik: pembanding."
    )
    return html.Section(
        [
            html.H2(_("Empat domain, {year}", year=read.year), className="section-title is-ruled", id="domain"),
            html.P(key, className="figure-sub"),
            domain_bars(bars),
            provenance("resmi", cited(read.own["row_source"] or "")),
        ],
        **{"aria-labelledby": "domain"},
    )


def no_table(context: Context) -> html.P:
    """What stands in place of the figures of a city that the table does not have."""
    words = _("{city} tidak ada di tabel evaluasi SPBE edisi ini.", city=context.city.name)
    return html.P(words, className="notice")
