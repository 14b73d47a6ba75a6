"""`/api/v1`: the numbers of an edition, as JSON or CSV. Contract in `web/openapi.py`."""

import orjson
from flask import Blueprint, Response, request

from catalogue.models import LEVELS
from catalogue.settings import settings
from store import NotThere, Unready, open_edition
from web.answers import BadParameter, csv_answer, edition_asked, editions_shown, error_answer, json_answer, tagged
from web.openapi import description
from web.parameters import parameters

api = Blueprint("api", __name__, url_prefix="/api/v1")

LEVEL_OF_LENGTH = {5: "kota", 8: "kecamatan", 13: "kelurahan"}
PAGE_WORDS = {"kpi": "kpi", "kota": "city", "wilayah": "area", "edisi": "edition"}


@api.errorhandler(BadParameter)
def refuse(fault: BadParameter) -> Response:
    """400 with the parameter, the sentence and what is allowed."""
    return error_answer(400, fault.parameter, fault.message, fault.allowed)


@api.errorhandler(NotThere)
def not_there(fault: NotThere) -> Response:
    """404: well-formed, but not in this edition."""
    return error_answer(404, PAGE_WORDS.get(fault.parameter, fault.parameter), fault.message, fault.allowed)


@api.errorhandler(Unready)
def unready(fault: Unready) -> Response:
    """503: nothing published yet."""
    return error_answer(503, "edition", str(fault), [])


@api.get("/catalogue")
def catalogue() -> Response:
    """Every indicator's declaration, with the sources it uses."""
    edition = edition_asked(parameters("edition"))
    sources = {
        name: source.model_dump(mode="json", by_alias=True, exclude={"columns", "known_faults"})
        for name, source in edition.sources.items()
    }
    kpis = []
    for kpi in edition.kpis.values():
        declared = kpi.model_dump(mode="json")
        kpis.append({**declared, "sources": [sources[s] for s in kpi.sources if s in sources]})
    return json_answer(edition, kpis=kpis)


@api.get("/areas")
def areas() -> Response:
    """Areas of a city and level: codes, names, parents."""
    asked = parameters("city", "level", "edition")
    edition = edition_asked(asked)
    city = edition.city(asked.get("city", settings().home_city)).code
    rows = edition.rows("areas", city=city, level=asked.get("level", "kota"))
    return json_answer(edition, areas=rows)


@api.get("/areas.geojson")
def areas_geojson() -> Response:
    """Outlines of a city and level as GeoJSON (WGS84, RFC 7946)."""
    asked = parameters("city", "level", "edition")
    edition = edition_asked(asked)
    city = edition.city(asked.get("city", settings().home_city)).code
    rows = edition.rows("outlines_geojson", city=city, level=asked.get("level", "kota"))
    source = edition.sources.get("area_outlines")
    features = [
        {
            "type": "Feature",
            "properties": {k: v for k, v in row.items() if k != "geojson"},
            "geometry": orjson.Fragment(row["geojson"]),
        }
        for row in rows
    ]
    body = {
        "type": "FeatureCollection",
        "edition": edition.id,
        "as_of": edition.as_of.isoformat(),
        "attribution": source.caveats[0].id if source else None,
        "features": features,
    }
    return tagged(orjson.dumps(body), "application/geo+json", edition)


@api.get("/kpi/<kpi_id>.<any(json, csv):form>")
def kpi_values(kpi_id: str, form: str) -> Response:
    """Values of one indicator; exactly the columns of `mart.kpi_value`."""
    asked = parameters("city", "level", "area", "from", "to", "edition")
    edition = edition_asked(asked)
    kpi = edition.kpi(kpi_id)
    city, level, area = _place(edition, asked)
    names, rows = edition.tuples(
        "kpi_values", kpi=kpi.id, city=city, level=level, area=area, first=asked.get("from"), last=asked.get("to")
    )
    if form == "csv":
        return csv_answer(edition, names, rows, f"{kpi.id}_{city}_{level}_{edition.id}.csv")
    return json_answer(edition, values=[dict(zip(names, row, strict=True)) for row in rows])


def _place(edition, asked: dict[str, str]) -> tuple[str, str, str | None]:
    """City, level and area of a request. An area with a finer level means all areas of that level inside it."""
    area = asked.get("area")
    city = edition.city(asked.get("city", area[:5] if area else settings().home_city)).code
    if area is None:
        return city, asked.get("level", "kota"), None
    if not area.startswith(city):
        raise BadParameter("area", f"wilayah '{area}' bukan bagian kota {city}")
    own = LEVEL_OF_LENGTH[len(edition.area(area)["area_code"])]
    level = asked.get("level", own)
    if LEVELS.index(level) < LEVELS.index(own):
        raise BadParameter("level", f"wilayah '{area}' bertingkat {own}", list(LEVELS[LEVELS.index(own) :]))
    return city, level, area


@api.get("/spbe/agencies")
def spbe_agencies() -> Response:
    """Published SPBE domains, index and predicate of every agency, printed and recomputed."""
    asked = parameters("year", "type", "edition")
    edition = edition_asked(asked)
    rows = edition.rows(
        "spbe_agencies", year=int(asked["year"]) if "year" in asked else None, agency_type=asked.get("type")
    )
    return json_answer(edition, agencies=rows)


@api.get("/editions")
def editions() -> Response:
    """Every edition kept, newest first, with its manifest (without file names for the public); `is_demo` tells those of
    simulated data, which the public has none of."""
    parameters()
    here = settings()
    served = open_edition(here.warehouse, here.audience)
    found = []
    for name in editions_shown():
        try:
            edition = open_edition(here.warehouse, here.audience, name, here.simulation)
        except NotThere:  # removed by a build that ended meanwhile
            continue
        found.append({"is_demo": False, **edition.manifest, "is_served": name == served.id})
    return json_answer(served, editions=found)


@api.get("/openapi.json")
def openapi() -> Response:
    """The description of all of the above."""
    parameters()
    answer = Response(orjson.dumps(description()), content_type="application/json")
    answer.add_etag(weak=True)
    answer.headers["Cache-Control"] = "no-cache"
    return answer.make_conditional(request)
