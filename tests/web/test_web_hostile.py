"""Addresses that nobody writes by accident: never a 500, never somebody else's markup, one address for one page."""

import json
from urllib.parse import quote

import pytest
from front import first_paint, routed

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "';alert(1)//",
    "javascript:alert(1)",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "\x00",
    "12.76\x00",
    "\r\nSet-Cookie: a=b",
    "‮gnp.exe",
    "🏙️",
    "１２.７６",
    "ａ" * 300,
    "x" * 3000,
    "' or 1=1 --",
    "$area",
    "{{7*7}}",
    "${7*7}",
    "%s%n",
    "NaN",
    "-1",
    "9" * 400,
    "12.76.03.1004; drop table mart.kpi_value",
    "None",
    "[]",
    " 12.76",
    "12.76 ",
]
NAMES = ("kota", "wilayah", "tingkat", "kpi", "periode", "edisi", "bahasa")
PATHS = ("/", "/peta", "/dimensi/smart-living", "/wilayah/12.76")


def harmless(answer, text: str) -> None:
    assert answer.status_code < 500
    assert "Set-Cookie" not in answer.headers
    if answer.mimetype == "text/html":
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert 'href="javascript:' not in answer.text
        if "<" in text or '"' in text:
            assert text not in answer.text


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_in_a_query_of_a_page(client, text):
    for path in PATHS:
        for name in NAMES:
            answer = client.get(path, query_string={name: text})
            harmless(answer, text)
            if (path, name) != ("/wilayah/12.76", "kota"):  # the code in the path says which city
                assert answer.status_code == 404, (path, name)
        harmless(client.get(path, query_string={text: text}), text)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_in_a_path(client, text):
    for stem in ("/", "/wilayah/", "/dimensi/", "/api/v1/kpi/", "/assets/", "/_dash-component-suites/dash/", "/embed/"):
        answer = client.get(stem + text.replace("%", "%25").replace("?", "%3F").replace("#", "%23"))
        harmless(answer, text)
        assert answer.status_code == (308 if text.endswith("/") and stem in ("/wilayah/", "/dimensi/") else 404), stem


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_in_a_query_of_the_api(client, text):
    for path, names in {
        "/api/v1/kpi/spbe_index.json": ("city", "level", "area", "from", "to", "edition", text),
        "/api/v1/spbe/agencies": ("year", "type", text),
    }.items():
        for name in names:
            answer = client.get(path, query_string={name: text})
            assert answer.status_code == 400, (path, name)
            assert answer.content_type == "application/json"
            assert set(answer.json["error"]) == {"parameter", "message", "allowed"}


@pytest.mark.parametrize(
    "query",
    [
        "%",
        "%zz=%zz",
        "kpi=%ff%fe",
        "kpi=%ed%a0%80",
        "%ff=1",
        "&&&",
        "=",
        "kpi",
        "kpi=spbe_index&&kpi",
        "kpi[]=spbe_index",
        "kpi=spbe_index;tingkat=kota",
        "a=" * 200,
        "&".join(f"n{i}={i}" for i in range(500)),
    ],
)
def test_queries_that_are_hardly_queries(client, query):
    for path in (*PATHS, "/api/v1/areas", "/api/v1/kpi/spbe_index.csv"):
        assert client.get(f"{path}?{query}").status_code in (200, 400, 404), path


def test_other_peoples_trackers_are_left_alone(client):
    plain, tracked = client.get("/peta"), client.get("/peta?utm_source=a&utm_source=b&fbclid=%3Cscript%3E")
    assert tracked.status_code == 200
    assert first_paint(tracked.text) == first_paint(plain.text)


@pytest.mark.parametrize("text", NASTY[:6] + NASTY[9:13])
def test_the_live_page_shows_text_as_text(client, text):
    shown = json.dumps(routed(client, "/wilayah/" + quote(text, safe=""))["content"])
    assert "tidak ada" in shown


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/peta/", "/peta"),
        ("/peta/?kpi=spbe_index", "/peta?kpi=spbe_index"),
        ("/wilayah/12.76.03/", "/wilayah/12.76.03"),
        (
            "/dimensi/smart-living/?kota=12.72&kpi=area_official_km2",
            "/dimensi/smart-living?kota=12.72&kpi=area_official_km2",
        ),
        ("/wilayah/12.76?kode=12.72", "/wilayah/12.76"),
        ("/wilayah/12.76?kode=12.72&kode=x&utm_source=y", "/wilayah/12.76?utm_source=y"),
        ("/dimensi/smart-living?slug=smart-governance", "/dimensi/smart-living"),
    ],
)
def test_a_page_has_one_address(client, address, target):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (308, target)
    assert client.get(target).status_code == 200


@pytest.mark.parametrize(
    "address", ["//evil.example/", "/\\evil.example/", "///evil.example/peta/", "/wilayah//evil.example/"]
)
def test_no_redirect_leaves_the_host(client, address):
    for host in ("localhost", "evil.example"):
        target = client.get(address, headers={"Host": host}).headers.get("Location", "/")
        assert target.startswith("/") and not target.startswith("//")


def test_percent_signs_lead_to_the_same_page_live(client):
    static = client.get("/wilayah/12%2E76")
    assert static.status_code == 200
    assert routed(client, "/wilayah/12%2E76")["content"] == routed(client, "/wilayah/12.76")["content"]
    assert first_paint(static.text) == first_paint(client.get("/wilayah/12.76").text)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"output": "x"}',
        b'{"output": "a.b", "inputs": [], "changedPropIds": []}',
        b'{"output": ".._pages_content.children..._pages_store.data..", "inputs": 1}',
        b'{"output": ".._pages_content.children..._pages_store.data..", "inputs": [{"id": "_pages_location", '
        b'"property": "pathname", "value": 3}]}',
        b'{"output": ".._pages_content.children..._pages_store.data..", "inputs": [{"id": "_pages_location", '
        b'"property": "search", "value": "?wilayah=\\ud800"}]}',
    ],
)
def test_a_callback_that_cannot_be_read_is_400(client, body):
    client.get("/_dash-dependencies")
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", ["os/path.js", "dash/dash.py", "dash/../../app.py", "dash/deps/none.js", "plotly/__init__.py"]
)
def test_only_registered_scripts_are_served(client, path):
    answer = client.get(f"/_dash-component-suites/{path}")
    assert answer.status_code == 404
    assert "import" not in answer.text


def test_the_programs_files_are_not_served(client):
    for path in (
        "app.py",
        "catalogue/settings.py",
        "data/warehouse/current/internal.duckdb",
        ".git/config",
        "requirements.txt",
    ):
        for stem in ("/", "/assets/", "/assets/../", "/assets/%2e%2e/", "/static/../", "/static/"):
            assert client.get(stem + path).status_code == 404
