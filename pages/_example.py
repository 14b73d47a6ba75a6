"""The way from a page without real data to the same page in the newest demonstration edition, and back."""

from collections.abc import Iterable

from dash import dcc, html

from catalogue.settings import settings
from pages._state import Context
from store import NotThere, newest_demo, open_edition
from ui.language import _, _with

OF_A_PERIOD = ("periode", "periode2", "dari", "sampai")  # the other edition has periods of its own


def simulated_here(context: Context) -> tuple[str, set[str]]:
    """The newest demonstration edition, and the indicators that have a simulated figure for this city in it and no figure in
    the edition that is open. ("", nothing) where there is none to show."""
    here = settings()
    name = newest_demo(here.warehouse) if here.simulation and not context.edition.is_demo else None
    if name is None:
        return "", set()
    try:
        demo = open_edition(here.warehouse, here.audience, name, here.simulation)
    except NotThere:  # removed by a build that ended meanwhile
        return "", set()
    simulated = {row["kpi_id"] for row in demo.rows("kpi_filled", city=context.city.code) if row["has_simulated"]}
    real = {row["kpi_id"] for row in context.edition.rows("kpi_filled", city=context.city.code)}
    return name, simulated - real


def example_link(context: Context, kpi_id: str, path: str | None = None) -> dcc.Link | None:
    """ "Lihat contoh" of one indicator: the page at `path` (this one unless given) in the demonstration edition; None where
    there is nothing to show."""
    name, simulated = simulated_here(context)
    if kpi_id not in simulated:
        return None
    href = context.link(path, kpi=kpi_id, edisi=name) if path else _same_page(context, name)
    return dcc.Link(_("Lihat contoh (data simulasi)"), href=href, className="example")


def example_notice(context: Context, kpi_ids: Iterable[str], subject: str | None = None) -> html.P | None:
    """The same for a whole page, when none of the indicators it is about has a real figure and one of them an example.
    `subject` is what there is no data about, this page unless given."""
    asked = list(kpi_ids)
    name, simulated = simulated_here(context)
    if not simulated.intersection(asked):
        return None
    if any(row["kpi_id"] in asked for row in context.edition.rows("kpi_filled", city=context.city.code)):
        return None
    link = dcc.Link(_("Lihat contoh (data simulasi)"), href=_same_page(context, name), className="example")
    about = subject or _("halaman ini")
    words = _("Belum ada data nyata {city} untuk {subject}.", city=context.city.name, subject=about)
    return html.P([f"{words} ", link], className="notice")


def _same_page(context: Context, edition: str | None) -> str:
    return context.here(edisi=edition, **dict.fromkeys(OF_A_PERIOD))


def simulation_banner(context: Context) -> list:
    """What stands over every page of a demonstration edition: a strip that stays in sight, and the way back."""
    back = dcc.Link(_("Kembali ke data nyata"), href=_same_page(context, None))
    words = _with(
        "Edisi demonstrasi {edition}: sebagian angkanya dibuat program untuk contoh. Jangan dikutip. {back}",
        edition=html.Span(context.edition.id, className="xs"),
        back=back,
    )
    strip = html.P(html.Strong(_("SIMULASI — bukan data nyata")), className="sim-banner")
    return [strip, html.P(words, className="sim-banner-words")]
