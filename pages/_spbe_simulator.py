"""The simulator of /spbe: which scheme, from a sheet of whole levels or from domain values; what both ways share."""

from dataclasses import dataclass, field
from decimal import Decimal

import dash_bootstrap_components as dbc
from dash import html

from pages._spbe_read import Declared, Reading, domains, exact, has_domains, official
from pages._spbe_state import read_target, sheet_code
from pages._state import Context
from store import NotThere
from ui.cited import cited_plainly, original, printed_class
from ui.format import number, plain_number
from ui.language import _
from ui.marks import provenance
from ui.scheme import Scheme, judged_value, next_band, predicate
from ui.spbe_index import two
from ui.spbe_simulator import figure_field, form, hidden_fields, stays, submit

Ladder = dict[str | None, dict[int, tuple[str, str]]]  # scale -> level -> (name, what it demands)


@dataclass(frozen=True)
class Trial:
    """One simulation: where it is made, in which scheme, from which published row, with which rungs of the ladders."""

    context: Context
    read: Reading
    declared: Declared
    ladder: Ladder
    delivered: dict[int, int | None] | None = None  # the city's own sheet, when it was handed in
    delivered_year: int | None = None
    query: dict[str, str] = field(default_factory=dict)  # names that every form of the simulator takes along

    @property
    def scheme(self) -> Scheme:
        """The scheme as numbers."""
        return self.declared.scheme

    def here(self, **changes: str | None) -> str:
        """This simulation with some names changed."""
        return self.context.here(**changes)


def trial(context: Context, read: Reading, declared: list[Declared]) -> Trial:
    """The simulation that the address asks for. Raises `NotThere` for a scheme that is not there."""
    slugs = {one.slug: one for one in declared}
    asked = context.state.skema
    if asked is not None and asked not in slugs:
        raise NotThere(
            "skema", "skema '{asked}' tidak ada atau tidak punya baris indikator", list(slugs), asked=asked[:40]
        )
    chosen = slugs[asked] if asked else official(declared)
    ladder: Ladder = {}
    for row in context.edition.rows("spbe_levels"):
        ladder.setdefault(row["level_scale"], {})[row["level_no"]] = (
            printed_class(row["level_name"]),
            cited_plainly(row["criterion"] or ""),
        )
    rows = [
        row
        for row in context.edition.rows("spbe_sheet", city=context.city.code)
        if row["scheme_id"] == chosen.scheme_id
    ]
    year = read.year if any(row["year"] == read.year for row in rows) else max((r["year"] for r in rows), default=None)
    delivered = {row["indicator_no"]: row["level_no"] for row in rows if row["year"] == year} or None
    state = context.state
    query = context.carried() | {
        name: value
        for name, value in (
            ("periode", state.periode),
            ("banding", state.banding),
            ("skema", state.skema),
            ("target", state.target),
        )
        if value is not None
    }
    return Trial(context, read, chosen, ladder, delivered, year, query)


def official_domains(made: Trial) -> dict[str, Decimal] | None:
    """The printed domain values to start from; None where the scheme is another or a domain is missing."""
    own = made.read.own
    if own is None or made.declared.scheme_id != "SPBE" or not has_domains(own):
        return None
    return domains(own)


def scheme_choice(made: Trial, declared: list[Declared]) -> html.Div:
    """The schemes to simulate in, and what is not known about the chosen one."""
    links = [
        html.A(
            [one.name, html.Small(_("skema arsip") if one.last_year else _("belum diverifikasi"))],
            href=made.here(skema=one.slug, lembar=None, awal=None, ranah=None) + "#simulasi",
            id=f"skema-{one.slug}",
            className="btn active" if one is made.declared else "btn",
            **{"data-stay": "1"},
        )
        for one in declared
    ]
    told = []
    if not made.declared.is_verified:
        told.append(
            _(
                "Bobot, indikator, dan ambang {scheme} belum diverifikasi: dibaca dari ringkasan sekunder {regulation}, bukan naskahnya.",
                scheme=made.declared.name,
                regulation=made.declared.regulation,
            )
        )
    if not made.declared.has_own_levels:
        told.append(
            _(
                "Tingkat {low} sampai {high} disimpulkan dari rentang predikatnya, karena barisnya tidak menyebut tingkat.",
                low=made.scheme.lowest,
                high=made.scheme.highest,
            )
        )
    if made.declared.scheme_id != "SPBE":
        told.append(
            _("Belum ada nilai {scheme} yang terbit untuk kota ini; lembar dimulai kosong.", scheme=made.declared.name)
        )
    return html.Div(
        [
            html.Div(links, className="btn-group", role="group", **{"aria-label": _("Skema penilaian")}),
            html.P(" ".join(told), className="note") if told else None,
        ],
        className="stack",
    )


def verdict(made: Trial, index: Decimal) -> list:
    """The predicate under the rule that is named, the way to the next one, and the published figure beside it."""
    band, above = predicate(made.scheme, index), next_band(made.scheme, index)
    basis = _("indeks yang dibulatkan") if made.scheme.rule.is_on_rounded else _("indeks yang belum dibulatkan")
    parts = [
        _("Predikat menurut {basis}:", basis=basis),
        " ",
        html.B(printed_class(band.name) if band else _("di bawah skala")),
    ]
    if above:
        words = {"gap": number(above[1], 4), "predicate": printed_class(above[0].name), "limit": two(above[0].lower)}
        parts.append("; " + _("kurang {gap} ke {predicate} ({limit})", **words))
    own = made.read.own
    published = []
    if own is not None and made.declared.scheme_id == "SPBE":
        words = {
            "year": made.read.year,
            "value": two(exact(own["spbe_index"])),
            "predicate": printed_class(own["predicate"]),
        }
        published = [html.P(_("Nilai resmi {year} tetap {value}, {predicate}.", **words))]
    return [
        html.P([*parts, "."]),
        html.P(_("Indeks sebelum dibulatkan {value}.", value=number(index, 5)), className="note"),
        *published,
    ]


def basis_note(made: Trial, words: str) -> html.P:
    """Origin of a simulated figure: the formula, the rule and why."""
    reason = made.declared.rule_reason
    return provenance("simulasi", words, *([" ", original(reason), "."] if reason else []))


def target_form(made: Trial, index: Decimal, carried: dict[str, str], state: str) -> html.Div:
    """A target to type in, and the thresholds above `index` as links. `state` names what is carried: `ranah` or `lembar`."""
    asked = made.context.state.target
    names = {name: value for name, value in made.query.items() if name != "target"} | carried
    entry = figure_field("target", "target", plain_number(read_target(asked), 4) if asked else None)
    links = [
        stays(
            [band.name, html.Small(two(band.lower))],
            made.here(target=f"{band.lower:.2f}", **{state: carried.get(state)}),
            f"target-{n}",
        )
        for n, band in enumerate(made.scheme.bands)
        if band.lower > judged_value(made.scheme.rule, index)
    ]
    return html.Div(
        [
            html.H3(_("Langkah tersedikit ke suatu indeks"), className="figure-title"),
            form(
                [
                    html.Div([html.Label(_("Indeks yang dituju"), htmlFor="target", className="form-label"), entry]),
                    *hidden_fields(names),
                    submit(_("Cari langkah tersedikit")),
                ],
                _("Target indeks"),
            ),
            html.Div(links, className="btn-group", role="group", **{"aria-label": _("Ambang predikat sebagai target")})
            if links
            else None,
        ],
        className="stack",
    )


def share(made: Trial, href: str) -> html.P:
    """The address of exactly this simulation."""
    return html.P(
        [
            html.A(_("Tautan ke simulasi ini"), href=f"{href}#simulasi", id="tautan-simulasi"),
            ". ",
            _("Tautan membawa semua isian."),
        ],
        className="small",
    )


def code_form(made: Trial, sheet: dict[int, int | None]) -> html.Form:
    """The sheet as one line of digits, to paste and to keep."""
    whole = len(made.scheme.indicators)
    entry = dbc.Input(id="kode-lembar", name="lembar", type="text", value=sheet_code(made.scheme, sheet))
    return form(
        [
            html.Label(
                _("Kode lembar: {n} angka menurut urutan indikator, - bila belum diisi", n=whole),
                htmlFor="kode-lembar",
                className="form-label",
            ),
            entry,
            *hidden_fields(made.query),
            submit(_("Pakai kode ini")),
        ],
        _("Kode lembar"),
    )
