"""SPBE: the city's index beside its peers, where the gap lies, its years, and the simulator."""

import dash
from dash import dcc, html

from catalogue.settings import settings
from pages._frame import view
from pages._spbe_city import domain_section, headline, index_rows, lead, no_table
from pages._spbe_domains import domain_simulator
from pages._spbe_gap import gap_section, next_section
from pages._spbe_read import Declared, Reading, official, reading, schemes
from pages._spbe_sheet import sheet_simulator
from pages._spbe_simulator import official_domains, scheme_choice, trial
from pages._spbe_state import folded, without_simulation
from pages._spbe_years import errata_section, years_section
from pages._state import Context
from ui.cited import original
from ui.language import N_, _
from ui.spbe_simulator import sim_frame

NAME = "Sistem Pemerintahan Berbasis Elektronik"  # its name in Perpres 95/2018

dash.register_page(__name__, path="/spbe", name=N_("SPBE"), title="SPBE · Dasbor Kota Cerdas", order=50, nav="/spbe")


def layout(**query):
    """Accepts `kota`, `periode`, `banding`, `edisi` and, where there is a simulator, what it reads."""
    asked = folded(query) if settings().simulation else without_simulation(query)
    return view(build, asked, "/spbe")


def build(context: Context) -> list:
    """Head, index and places, domains and gap, years and errata, simulator."""
    read = reading(context)
    declared = schemes(context, read.year)
    assessed = official(declared)
    head = [
        html.Div(
            [
                html.H1(_("Indeks SPBE")),
                html.P(original(NAME), className="small muted"),
                html.P(lead(context, read, assessed), className="lead") if read.own and assessed else None,
            ],
            className="page-head",
        ),
        _archive(declared),
        _years(context, read),
    ]
    if read.own is None or assessed is None:
        rest = [no_table(context), years_section(context, read), errata_section(context, read)]
        return [*head, *rest, _simulator(context, read, declared)]
    return [
        *head,
        html.Div(
            [index_rows(context, read, assessed), headline(context, read, assessed)], className="wide-narrow is-ruled"
        ),
        html.Div(
            [
                domain_section(read, assessed),
                html.Div([gap_section(context, read, assessed), next_section(read, assessed)]),
            ],
            className="two is-apart",
        ),
        html.Div([years_section(context, read), errata_section(context, read)], className="wide-narrow is-apart"),
        _simulator(context, read, declared),
    ]


def _simulator(context: Context, read: Reading, declared: list[Declared]) -> html.Section | None:
    """Suppositions in their frame; nothing of it, not even its name, for the public or where it is switched off."""
    if not settings().simulation or official(declared) is None:
        return None
    made, state = trial(context, read, declared), context.state
    by_domain = official_domains(made) and not state.lembar and (state.ranah or not made.delivered)
    body = domain_simulator(made) if by_domain else sheet_simulator(made)
    return html.Section(
        [
            html.H2(_("Simulator: bagaimana jika?"), className="section-title is-apart"),
            sim_frame(scheme_choice(made, declared), *body),
        ],
        id="simulasi",
        **{"aria-label": _("Simulasi")},
    )


def _archive(declared: list[Declared]) -> html.P | None:
    """SPBE is the archived scheme from the year its successor begins."""
    assessed = official(declared)
    if assessed is None or assessed.last_year is None:
        return None
    after = next((one for one in declared if one.first_year > assessed.last_year), None)
    if after is None:
        return None
    words = _(
        "Skema arsip: {old} ({regulation}). Sejak {year} digantikan {new} ({next_regulation}), menurut sumber sekunder; "
        "angkanya seri baru dan tidak disambung.",
        old=assessed.name,
        regulation=assessed.regulation,
        year=after.first_year,
        new=after.name,
        next_regulation=after.regulation,
    )
    return html.P(words, className="notice")


def _years(context: Context, read: Reading) -> html.Nav | None:
    """A button for each year of the table; a peer that the other year does not have stays behind, and so do moved domains."""
    if not read.years:
        return None
    links = []
    for year in read.years:
        names = {row["agency_name"] for row in context.edition.rows("spbe_agencies", year=year, agency_type=None)}
        peer = context.state.banding if context.state.banding in names else None
        there = context.here(periode=str(year), banding=peer, ranah=None)
        links.append(dcc.Link(str(year), href=there, className="btn active" if year == read.year else "btn"))
    return html.Nav(html.Div(links, className="btn-group"), **{"aria-label": _("Tahun evaluasi")})
