"""Metode & data: every indicator and source with its metadata, what was set aside, corrections, the edition's manifest."""

import dash
from dash import html

from pages._boundary import boundary_section
from pages._declared import indicator_page, source_page
from pages._frame import view
from pages._manifest import manifest_section, missing_section, set_aside_section
from pages._method import fault_section, indicator_section, source_section
from pages._state import Context
from store import NotThere
from ui.language import N_, _

dash.register_page(
    __name__, path="/data", name=N_("Metode & data"), title="Metode & data · Dasbor Kota Cerdas", order=90, nav="/data"
)


def layout(**query):
    """Accepts `kota`, `kpi` (one indicator), `sumber` (one source), `edisi`."""
    return view(build, query, "/data")


def build(context: Context) -> list:
    """One indicator, one source, or all of the edition."""
    if context.state.kpi and context.state.sumber:
        raise NotThere("sumber", "alamat menyebut kpi dan sumber sekaligus; pilih salah satu", ["kpi", "sumber"])
    if context.state.kpi:
        return indicator_page(context, context.edition.kpi(context.state.kpi))
    if context.state.sumber:
        source = context.edition.sources.get(context.state.sumber)
        if source is None:
            raise NotThere(
                "sumber",
                "sumber '{name}' tidak ada di edisi ini",
                list(context.edition.sources),
                name=context.state.sumber[:60],
            )
        return source_page(context, source)
    return [
        html.Div(
            [
                html.H1(_("Metode & data")),
                html.P(
                    _("Dari mana setiap angka, bagaimana dihitung, apa yang tersisih, dan apa yang belum ada."),
                    className="lead",
                ),
            ],
            className="page-head",
        ),
        manifest_section(context),
        indicator_section(context),
        source_section(context),
        set_aside_section(context),
        boundary_section(context),
        fault_section(context, list(context.edition.sources.values())),
        missing_section(context),
    ]
