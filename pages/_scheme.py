"""Dimensions of several schemes: which a city shows, what belongs to them, how they relate."""

from dash import dcc, html

from catalogue.models import Dimension
from pages._state import Context
from ui.cited import cited
from ui.language import _, said
from ui.marks import quality_tag


def own_schemes(context: Context) -> list:
    """The sets of dimensions of this city beside the national one."""
    schemes = context.edition.schemes
    return [schemes[name] for name in context.city.schemes if name != "nasional" and name in schemes]


def shown_dimensions(context: Context) -> dict[str, Dimension]:
    """National dimensions, then those of the city's own schemes, by slug."""
    found = dict(context.edition.dimensions)
    for scheme in own_schemes(context):
        found |= scheme.dimensions
    return found


def members(context: Context, slug: str, dimension: Dimension) -> list:
    """Indicators of a dimension: its own, those that name it with `also_in`, those its scheme takes."""
    return [k for k in context.edition.kpis.values() if slug in k.dimensions or k.id in dimension.kpis]


def dimension_switch(context: Context, slug: str) -> list:
    """The way between the national dimensions, and between those of the city's own schemes, closed until one is asked for."""
    parts: list = [_group(context, slug, context.edition.dimensions, _("Dimensi"))]
    for scheme in own_schemes(context):
        inside = _group(context, slug, scheme.dimensions, said(scheme.name))
        parts.append(html.Details([html.Summary(said(scheme.name)), inside], open=slug in scheme.dimensions))
    return parts


def _group(context: Context, slug: str, dimensions: dict[str, Dimension], name: str) -> html.Nav:
    links = [
        dcc.Link(
            said(item.name).replace("Smart ", "", 1),
            href=context.link(f"/dimensi/{one}"),
            className="btn active" if one == slug else "btn",
        )
        for one, item in dimensions.items()
    ]
    return html.Nav(html.Div(links, className="btn-group"), **{"aria-label": name})


def about_dimension(context: Context, slug: str, dimension: Dimension) -> list:
    """Definition, correction of a source, and for another scheme's dimension its source and our own mapping."""
    parts: list = [html.P(said(dimension.definition), className="note")] if dimension.definition else []
    if dimension.correction and dimension.correction.city in (None, context.city.code):
        one = dimension.correction
        parts.append(
            html.Details(
                [
                    html.Summary(_("Koreksi atas sebuah sumber")),
                    html.P(f"{said(one.printed)}. {said(one.reason)}"),
                    html.P(cited(one.source), className="provenance"),
                ]
            )
        )
    for scheme in own_schemes(context):
        if slug in scheme.dimensions:
            parts += _mapping(context, dimension)
            words = " ".join(said(caveat) for caveat in scheme.caveats)
            parts.append(
                html.P(
                    [quality_tag(scheme.quality), " ", cited(scheme.source), f". {words}"],
                    className="provenance",
                )
            )
        elif slug in context.edition.dimensions:
            own = [name for name, item in scheme.dimensions.items() if slug in item.national]
            if own:
                links = _links(context, own, scheme.dimensions)
                parts.append(
                    html.P(
                        [_("Di {scheme}, menurut pemetaan dasbor ini: ", scheme=said(scheme.name)), *links, "."],
                        className="note",
                    )
                )
    return parts


def _mapping(context: Context, dimension: Dimension) -> list:
    if not dimension.national:
        return []
    links = _links(context, dimension.national, context.edition.dimensions)
    return [html.P([_("Dimensi nasional menurut pemetaan dasbor ini sendiri: "), *links, "."], className="note")]


def _links(context: Context, slugs: list[str], dimensions: dict[str, Dimension]) -> list:
    ways = [dcc.Link(said(dimensions[slug].name), href=context.link(f"/dimensi/{slug}")) for slug in slugs]
    return [part for way in ways for part in (", ", way)][1:]
