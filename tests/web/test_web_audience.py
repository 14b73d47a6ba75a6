"""`DASBOR_AUDIENCE=public`: what is not public is nowhere, in every kind of answer."""

import io
import zipfile

import pytest
from desk import opened
from front import links_of, routed, visitor

CLOSED = "registered_voters_closed_count"
# The closed indicator, its words, the closed source, the persons in its rows, the office-holder, received files.
NEVER = (
    CLOSED,
    "Pemilih (tertutup)",
    "berkas tertutup",
    "grant_recipients",
    "Penerima hibah",
    "Rahasiawati",
    "Fulan Rekaan",
    "grants.csv",
    "areas.csv",
    "data/raw",
    ".parquet",
)
API = (
    "/api/v1/catalogue",
    "/api/v1/editions",
    "/api/v1/openapi.json",
    "/api/v1/spbe/agencies",
    "/api/v1/areas?level=kelurahan",
    "/api/v1/areas.geojson?level=kelurahan",
    "/metrics",
    "/readyz",
    "/healthz",
    "/_dash-layout",
    "/_dash-dependencies",
)


FILES = ("/api/", "/unduh/")  # not pages: nothing to follow


def text_of(answer) -> str:
    """What an answer says; of a workbook every part inside it."""
    if not answer.mimetype.endswith("spreadsheetml.sheet"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return "\n".join(book.read(name).decode("utf-8") for name in book.namelist())


def pages(client) -> dict:
    """Every page that can be reached by links from the start page, and what is not linked: every KPI on the map. Its answer
    where it was asked on the way, else None."""
    kpis = [kpi["id"] for kpi in client.get("/api/v1/catalogue").json["kpis"]]
    todo = ["/", *(f"/peta?kpi={kpi}&tingkat={level}" for kpi in kpis for level in ("kecamatan", "kelurahan"))]
    seen = {}
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen[address] = None
        if not address.startswith(FILES) and len(seen) < 400:
            seen[address] = client.get(address)
            todo += [link for link in links_of(seen[address].text) if link.startswith("/") and link not in seen]
    return seen


def test_nothing_closed_is_in_any_public_answer(tiny_public):
    reached = pages(tiny_public)
    assert len(reached) > 60
    for address in [*API, *reached]:
        answer = reached.get(address) or tiny_public.get(address)
        assert answer.status_code == 200, address
        assert [word for word in NEVER if word in text_of(answer)] == [], address
    for path, _, search in (address.partition("?") for address in reached if not address.startswith(FILES)):
        shown = str(routed(tiny_public, path, f"?{search}" if search else ""))
        assert [word for word in NEVER if word in shown] == [], path


@pytest.mark.parametrize(
    "address",
    [
        f"/api/v1/kpi/{CLOSED}.json",
        f"/api/v1/kpi/{CLOSED}.csv",
        f"/peta?kpi={CLOSED}",
        f"/dimensi/smart-society?kpi={CLOSED}",
        f"/?kpi={CLOSED}",
    ],
)
def test_the_closed_indicator_is_not_there_for_the_public(tiny_public, tiny_warehouse, address):
    edition = (tiny_warehouse / "current").readlink().name
    by_edition = address + ("&" if "?" in address else "?") + ("edition=" if "/api/" in address else "edisi=") + edition
    for asked in (address, by_edition):
        answer = tiny_public.get(asked)
        assert answer.status_code == 404
        assert [word for word in NEVER[1:] if word in answer.text] == []
        assert answer.text.count(CLOSED) <= 1  # the word the visitor wrote, and no list that holds it


def test_those_it_is_for_do_see_it(tiny_warehouse, monkeypatch):
    for audience, status in {"public": 404, "opd": 200, "dprd": 200, "executive": 200, "admin": 200}.items():
        client = visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE=audience)
        assert client.get(f"/api/v1/kpi/{CLOSED}.json").status_code == status
        listed = {kpi["id"] for kpi in client.get("/api/v1/catalogue").json["kpis"]}
        assert (CLOSED in listed) == (status == 200)
        assert ("Pemilih (tertutup)" in client.get("/dimensi/smart-society").text) == (status == 200)


def test_small_cells_are_hidden_from_the_public_and_cannot_be_subtracted(tiny_public):
    rows = tiny_public.get("/api/v1/kpi/registered_voters_count.json?level=kelurahan").json["values"]
    by_area = {row["area_code"]: row for row in rows}

    small = "99.01.02.1001"  # three voters
    hidden = by_area[small]
    assert hidden["status"] == "suppressed"
    assert [hidden[name] for name in ("value", "numerator", "denominator", "n")] == [None] * 4
    silent = [code for code, row in by_area.items() if row["status"] == "suppressed"]
    assert len([code for code in silent if code.startswith("99.01.02")]) >= 2
    page = tiny_public.get(f"/wilayah/{small}").text
    assert "disamarkan" in page
    assert "disamarkan" in tiny_public.get("/peta?kpi=registered_voters_count").text.split("Tabel", 1)[1]


def test_the_public_numbers_are_the_house_numbers_where_shown(tiny_public, tiny_warehouse, monkeypatch):
    kpis = [kpi["id"] for kpi in tiny_public.get("/api/v1/catalogue").json["kpis"]]
    addresses = [
        f"/api/v1/kpi/{kpi}.json?level={level}" for kpi in kpis for level in ("kota", "kecamatan", "kelurahan")
    ]
    public = [tiny_public.get(address).json["values"] for address in addresses]
    house = visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE="admin")
    inside = [house.get(address).json["values"] for address in addresses]
    shown = 0
    for outside_rows, inside_rows in zip(public, inside, strict=True):
        assert [row["area_code"] for row in outside_rows] == [row["area_code"] for row in inside_rows]
        for out, row in zip(outside_rows, inside_rows, strict=True):
            assert out["quality"] != "simulasi"
            if out["status"] != "suppressed":
                assert out == row
                shown += 1
    assert shown > 20


def test_public_manifests_have_no_file_names(tiny_warehouse, monkeypatch):
    house = visitor(tiny_warehouse, monkeypatch, CITY="99.01")
    (inside,) = house.get("/api/v1/editions").json["editions"]
    assert all("path" in given for given in inside["inputs"])
    (outside,) = (
        visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE="public").get("/api/v1/editions").json["editions"]
    )
    assert not any("path" in given for given in outside["inputs"])
    assert not {"warnings", "steps", "parts"} & outside.keys()


def test_public_and_house_answers_never_share_a_tag(tiny_public, tiny_warehouse, monkeypatch):
    outside = tiny_public.get("/api/v1/kpi/spbe_index.json").headers["ETag"]
    inside = visitor(tiny_warehouse, monkeypatch, CITY="99.01").get("/api/v1/kpi/spbe_index.json").headers["ETag"]
    assert outside != inside


def test_the_public_file_holds_nothing_closed(tiny_warehouse):
    texts = {}
    for name in ("public", "internal"):
        with opened(tiny_warehouse / "current" / f"{name}.duckdb") as con:
            tables = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
            texts[name] = "\n".join(str(con.execute(f"select * from {table}").fetchall()) for (table,) in tables)
    assert [word for word in NEVER if word in texts["public"]] == []
    assert CLOSED in texts["internal"] and "Fulan Rekaan" in texts["internal"]
    assert "Siti Rahasiawati" not in texts["internal"]
