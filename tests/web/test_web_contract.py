"""The API's shape: objects with edition, as_of and one list; the description fits routes and answers."""

import re

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from catalogue import load_catalogue

CATALOGUE = load_catalogue()
LISTS = {
    "/api/v1/catalogue": "kpis",
    "/api/v1/areas": "areas",
    "/api/v1/kpi/spbe_index.json": "values",
    "/api/v1/spbe/agencies": "agencies",
    "/api/v1/editions": "editions",
}
AREAS = {"12.76": (5, 35), "12.72": (8, 53), "11.73": (4, 68), "21.72": (4, 18)}


@pytest.mark.parametrize(("address", "listed"), LISTS.items())
def test_an_answer_is_edition_day_and_one_list(client, served_edition, address, listed):
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert list(answer.json) == ["edition", "as_of", listed]
    assert answer.json["edition"] == served_edition
    assert answer.json["as_of"] == "2026-11-22"
    assert answer.json[listed]


def test_the_catalogue_is_every_declaration(client):
    kpis = client.get("/api/v1/catalogue").json["kpis"]
    assert {kpi["id"] for kpi in kpis} == set(CATALOGUE.kpis)
    for kpi in kpis:
        declared = CATALOGUE.kpis[kpi["id"]]
        assert kpi["name"]["id"] == declared.name.id
        assert kpi["audience"] == declared.audience
        assert [source["id"] for source in kpi["sources"]] == declared.sources
        assert all(source["publisher"] and source["licence"] for source in kpi["sources"])


@pytest.mark.parametrize("city", AREAS)
def test_areas_have_codes_names_and_parents(client, city):
    kecamatan, kelurahan = (
        client.get(f"/api/v1/areas?city={city}&level={level}").json["areas"] for level in ("kecamatan", "kelurahan")
    )
    assert (len(kecamatan), len(kelurahan)) == AREAS[city]
    assert {area["parent_code"] for area in kecamatan} == {city}
    assert {area["parent_code"] for area in kelurahan} == {area["area_code"] for area in kecamatan}
    assert all(
        area["area_name"] and area["area_code"].startswith(area["parent_code"]) for area in kecamatan + kelurahan
    )


def test_areas_without_parameters_is_the_home_city_itself(client):
    areas = client.get("/api/v1/areas").json["areas"]
    assert [(area["area_code"], area["area_name"]) for area in areas] == [("12.76", "Kota Tebing Tinggi")]


@pytest.mark.parametrize("city", AREAS)
def test_outlines_are_geojson_of_the_same_areas(client, city):
    answer = client.get(f"/api/v1/areas.geojson?city={city}&level=kelurahan")
    assert answer.content_type == "application/geo+json"
    assert answer.json["type"] == "FeatureCollection"
    assert "COD-AB" in answer.json["attribution"]
    codes = {feature["properties"]["area_code"] for feature in answer.json["features"]} - {None}
    listed = client.get(f"/api/v1/areas?city={city}&level=kelurahan").json["areas"]
    assert codes == {area["area_code"] for area in listed}
    for feature in answer.json["features"]:
        polygons = feature["geometry"]["coordinates"]
        rings = polygons if feature["geometry"]["type"] == "Polygon" else [ring for part in polygons for ring in part]
        assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
        assert all(94 < x < 142 and -12 < y < 7 for ring in rings for x, y in ring)


def test_agencies_are_the_two_published_years(client):
    agencies = client.get("/api/v1/spbe/agencies").json["agencies"]
    years = [row["year"] for row in agencies]
    assert (years.count(2023), years.count(2024)) == (621, 615)
    some = client.get("/api/v1/spbe/agencies?year=2024&type=Kota").json["agencies"]
    assert {(row["year"], row["agency_type"]) for row in some} == {(2024, "Kota")}
    assert len(some) == sum(row["year"] == 2024 and row["agency_type"] == "Kota" for row in agencies)


def test_editions_account_for_every_row(client, served_edition):
    (edition,) = client.get("/api/v1/editions").json["editions"]
    assert (edition["edition"], edition["is_served"]) == (served_edition, True)
    assert edition["rows_in"] == edition["rows_loaded"] + edition["rows_set_aside"]
    assert all(len(given["sha256"]) == 64 for given in edition["inputs"])


def test_the_description_is_valid_openapi(client):
    validate(client.get("/api/v1/openapi.json").json)


def test_the_description_names_exactly_the_routes(client):
    described = set(client.get("/api/v1/openapi.json").json["paths"])
    served = set()
    for rule in client.application.url_map.iter_rules():
        if not rule.rule.startswith("/api"):
            continue
        assert rule.methods == {"GET", "HEAD", "OPTIONS"}
        forms = re.search(r"<any\(([^)]*)\):\w+>", rule.rule)
        for form in forms[1].replace(" ", "").split(",") if forms else [""]:
            address = re.sub(r"<any[^>]*>", form, rule.rule)
            served.add(re.sub(r"<(\w+)>", r"{\1}", address))
    assert described == served


def test_a_described_parameter_is_taken_and_no_other(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]
    for address, path in paths.items():
        told = [p["name"] for p in path["get"]["parameters"] if p["in"] == "query"]
        refused = client.get(address.format(kpi_id="spbe_index") + "?no_such=1").json["error"]
        assert refused["allowed"] == told, address


@pytest.mark.parametrize("city", AREAS)
def test_answers_fit_their_description(client, city):
    description = client.get("/api/v1/openapi.json").json
    asked = {"city": city, "level": "kecamatan", "year": "2024"}
    for address, path in description["paths"].items():
        told = {p["name"] for p in path["get"]["parameters"]}
        query = {name: value for name, value in asked.items() if name in told}
        answer = client.get(address.format(kpi_id="registered_voters_count"), query_string=query)
        ((content_type, content),) = path["get"]["responses"]["200"]["content"].items()
        assert answer.mimetype == content_type, address
        if "json" in content_type:
            Draft202012Validator(content["schema"], format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
                answer.json
            )


def test_refusals_fit_their_description(client):
    error = client.get("/api/v1/openapi.json").json["components"]["schemas"]["Error"]
    for address in ("/api/v1/areas?city=x", "/api/v1/kpi/nope.json", "/api/v1/nope"):
        Draft202012Validator(error).validate(client.get(address).json)
    assert list(Draft202012Validator(error).iter_errors({"error": "x"}))


def test_the_value_schema_lists_the_columns_in_their_order(client):
    schema = client.get("/api/v1/openapi.json").json["paths"]["/api/v1/kpi/{kpi_id}.json"]["get"]["responses"]["200"]
    row = schema["content"]["application/json"]["schema"]["properties"]["values"]["items"]
    shown = client.get("/api/v1/kpi/spbe_index.json").json["values"][0]
    assert list(row["properties"]) == row["required"] == list(shown)


@pytest.mark.parametrize(
    "address", [*LISTS, "/api/v1/areas.geojson", "/api/v1/kpi/spbe_index.csv", "/api/v1/openapi.json"]
)
def test_an_unchanged_answer_is_304(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(address, headers={"If-None-Match": 'W/"other"'})
    assert (other.status_code, other.data) == (200, first.data)
    assert first.headers["Cache-Control"] == "no-cache"


def test_different_questions_have_different_tags(client):
    addresses = [f"/api/v1/kpi/spbe_index.json?city={city}" for city in AREAS] + ["/api/v1/kpi/spbe_index.csv"]
    tags = {client.get(address).headers["ETag"] for address in addresses}
    assert len(tags) == len(addresses)


@pytest.mark.parametrize("address", [*LISTS, "/api/v1/kpi/spbe_index.csv", "/", "/peta", "/healthz", "/metrics"])
def test_head_is_get_without_a_body(client, address):
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "ETag", "Content-Security-Policy"):
        assert head.headers.get(name) == got.headers.get(name)
