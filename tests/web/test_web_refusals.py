"""What the API refuses: 400 for what cannot be meant, 404 for what is not there, one shape of error for all."""

import pytest

GOOD_KPI = "/api/v1/kpi/registered_voters_count.json"
NO_EDITION = "2020-01-01-20200101T000000Z-00000000"

MALFORMED = [
    ("/api/v1/areas?city=1276", "city"),  # without the dot
    ("/api/v1/areas?city=1274", "city"),  # the BPS code of the home city
    ("/api/v1/areas?city=12.76.03", "city"),
    ("/api/v1/areas?city=12.76%0A", "city"),
    ("/api/v1/areas?city=%20" + "12.76", "city"),
    ("/api/v1/areas?city=%EF%BC%91%EF%BC%92.76", "city"),  # full-width digits
    ("/api/v1/areas?city=", "city"),
    ("/api/v1/areas?city=12%2C76", "city"),
    ("/api/v1/areas?city=%00", "city"),
    (GOOD_KPI + "?area=1274030004", "area"),  # a BPS code
    (GOOD_KPI + "?area=12.76.3", "area"),
    (GOOD_KPI + "?area=12.76.03.100", "area"),
    (GOOD_KPI + "?area=12.76.03.1004.", "area"),
    (GOOD_KPI + "?area=12", "area"),
    (GOOD_KPI + "?area=", "area"),
    ("/api/v1/areas?level=provinsi", "level"),
    ("/api/v1/areas?level=Kota", "level"),
    ("/api/v1/areas?level=", "level"),
    (GOOD_KPI + "?level=desa", "level"),
    (GOOD_KPI + "?from=2024", "from"),
    (GOOD_KPI + "?from=20240101", "from"),
    (GOOD_KPI + "?from=2024-02-30", "from"),
    (GOOD_KPI + "?from=2024-1-1", "from"),
    (GOOD_KPI + "?to=01-01-2024", "to"),
    (GOOD_KPI + "?to=2024-01-01T00:00", "to"),
    (GOOD_KPI + "?to=2024-W01-1", "to"),
    (GOOD_KPI + "?to=0000-01-01", "to"),
    (GOOD_KPI + "?edition=terbaru", "edition"),
    (GOOD_KPI + "?edition=../current", "edition"),
    (GOOD_KPI + "?edition=current", "edition"),
    ("/api/v1/catalogue?edition=", "edition"),
    ("/api/v1/spbe/agencies?year=24", "year"),
    ("/api/v1/spbe/agencies?year=%D9%A2%D9%A0%D9%A2%D9%A4", "year"),  # Arabic digits
    ("/api/v1/spbe/agencies?type=kota", "type"),
]
MISPLACED = [
    (GOOD_KPI + "?city=12.76&area=12.72.01", "area"),  # an area of another city
    (GOOD_KPI + "?area=12.76.03.1004&level=kota", "level"),  # a level above the area's own
    (GOOD_KPI + "?area=12.76.03&level=kota", "level"),
]
UNKNOWN_NAMES = [
    ("/api/v1/catalogue?city=12.76", "city"),
    ("/api/v1/areas?area=12.76", "area"),
    ("/api/v1/areas?City=12.76", "City"),
    ("/api/v1/areas.geojson?format=json", "format"),
    (GOOD_KPI + "?kota=12.76", "kota"),
    (GOOD_KPI + "?level=kota&limit=10", "limit"),
    (GOOD_KPI.replace("json", "csv") + "?sep=%3B", "sep"),
    ("/api/v1/spbe/agencies?city=12.76", "city"),
    ("/api/v1/editions?edition=x", "edition"),
    ("/api/v1/openapi.json?v=1", "v"),
]
REPEATED = [
    ("/api/v1/areas?city=12.76&city=12.76", "city"),
    ("/api/v1/areas?level=kota&level=kelurahan", "level"),
    (GOOD_KPI + "?from=2024-01-01&to=2024-12-31&from=2023-01-01", "from"),
    (GOOD_KPI + "?area=12.76&%61rea=12.76.03", "area"),  # the same name in another spelling
]
NOT_THERE = [
    ("/api/v1/kpi/happiness_index.json", "kpi"),
    ("/api/v1/kpi/happiness_index.csv", "kpi"),
    ("/api/v1/kpi/SPBE_INDEX.json", "kpi"),
    ("/api/v1/areas?city=31.71", "city"),
    (GOOD_KPI + "?city=31.71", "city"),
    (GOOD_KPI + "?area=12.76.99", "area"),
    (GOOD_KPI + "?area=12.76.03.9999", "area"),
    (f"/api/v1/catalogue?edition={NO_EDITION}", "edition"),
    (f"{GOOD_KPI}?edition={NO_EDITION}", "edition"),
]
NO_ROUTE = [
    "/api",
    "/api/",
    "/api/v1",
    "/api/v1/",
    "/api/v1/kpi",
    "/api/v1/kpi/spbe_index",
    "/api/v1/kpi/spbe_index.xml",
    "/api/v1/kpi/.json",
    "/api/v1/kpi/a%2Fb.json",
    "/api/v1/kpi/..%2F..%2Fapp.json",
    "/api/v1/areas/",
    "/api/v2/areas",
    "/embed",
    "/embed/peta2",
    "/unduh/laporan.pdf",
    "/api/v1/../v1/nope",
]


def refusal(answer, status: int) -> dict:
    """The error of a refused request, after its shape was checked."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text[:200]}"
    assert answer.content_type == "application/json"
    assert list(answer.json) == ["error"]
    error = answer.json["error"]
    assert list(error) == ["parameter", "message", "allowed"]
    assert isinstance(error["message"], str) and error["message"]
    assert all(isinstance(word, str) for word in error["allowed"])
    return error


@pytest.mark.parametrize(("address", "parameter"), MALFORMED + MISPLACED + UNKNOWN_NAMES + REPEATED)
def test_what_cannot_be_meant_is_400(client, address, parameter):
    assert refusal(client.get(address), 400)["parameter"] == parameter


@pytest.mark.parametrize(("address", "parameter"), NOT_THERE)
def test_what_is_not_there_is_404_and_named(client, address, parameter):
    assert refusal(client.get(address), 404)["parameter"] == parameter


@pytest.mark.parametrize("address", NO_ROUTE)
def test_no_route_below_the_closed_prefixes_is_404(client, address):
    refusal(client.get(address), 404)


def test_an_unknown_name_is_told_the_known_ones(client):
    assert refusal(client.get("/api/v1/areas?kota=12.76"), 400)["allowed"] == ["city", "level", "edition"]


def test_an_unknown_city_is_told_the_cities(client):
    assert set(refusal(client.get("/api/v1/areas?city=31.71"), 404)["allowed"]) == {"12.76", "12.72", "11.73", "21.72"}


def test_an_unknown_edition_is_told_the_editions(client, served_edition):
    assert served_edition in refusal(client.get(f"{GOOD_KPI}?edition={NO_EDITION}"), 404)["allowed"]


def test_a_wrong_level_is_told_the_levels(client):
    assert refusal(client.get("/api/v1/areas?level=rt"), 400)["allowed"] == ["kota", "kecamatan", "kelurahan"]


def test_a_long_value_is_not_sent_back_whole(client):
    answer = client.get("/api/v1/areas?city=" + "7" * 3000)
    assert "777" in refusal(answer, 400)["message"]
    assert len(answer.data) < 400


@pytest.mark.parametrize("address", ["/api/v1/areas", "/api/v1/kpi/spbe_index.csv", "/api/v1/nope", "/embed/peta"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_through_the_api(client, address, method):
    answer = getattr(client, method)(address)
    refusal(answer, 405)
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "address", ["/", "/peta", "/wilayah/12.76", "/healthz", "/readyz", "/metrics", "/assets/app.js"]
)
def test_pages_are_only_read(client, address):
    answer = client.post(address)
    assert answer.status_code == 405
    assert "Method" not in answer.text


def test_without_an_edition_it_is_503(client, tmp_path, monkeypatch):
    monkeypatch.setenv("DASBOR_WAREHOUSE", str(tmp_path))
    for address in ("/api/v1/catalogue", "/api/v1/areas", GOOD_KPI, "/api/v1/editions"):
        assert refusal(client.get(address), 503)["parameter"] == "edition"
