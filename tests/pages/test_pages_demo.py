"""Pages of a demonstration edition cannot be mistaken for real ones; pages without real data lead there and back."""

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from desk import HERE, run
from front import links_of, page, visitor, words_of

KPI = "polling_station_count"
CARD = f"/dimensi/smart-society?kpi={KPI}"
EXAMPLE = "Lihat contoh (data simulasi)"
BANNER = "SIMULASI — bukan data nyata"


@pytest.fixture(scope="module")
def demo_warehouse(tmp_path_factory, tiny_catalogue, tiny_reference) -> Path:
    """The made-up city without real polling stations; the demonstration beside it has simulated ones, 3 + 2 + 1 + 1 = 7."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(HERE / "data" / "raw", folder / "raw")
    (folder / "simulated").mkdir()
    shutil.move(folder / "raw" / "polling_stations", folder / "simulated" / "polling_stations")
    for more in ([], ["--demo", "--simulated", str(folder / "simulated")]):
        ran = run(
            ["build", "--as-of", "2026-11-22", "--raw", str(folder / "raw"), "--warehouse", str(folder / "wh"), *more],
            DASBOR_CATALOGUE=str(tiny_catalogue),
            DASBOR_REFERENCE=str(tiny_reference),
        )
        assert ran.code == 0, ran.said
    return folder / "wh"


@pytest.fixture(scope="module")
def demo(demo_warehouse) -> str:
    return str((demo_warehouse / "current-demo").readlink())


@pytest.fixture
def inside(demo_warehouse, monkeypatch):
    return visitor(demo_warehouse, monkeypatch, CITY="99.01")


def examples(markup: str) -> list[str]:
    return [link for link in links_of(markup) if "edisi=demo-" in link]


@pytest.mark.parametrize("path", ["/dimensi/smart-society", "/peta", "/tren", "/peringkat"])
def test_a_page_without_real_data_leads_to_the_same_page_with_an_example(inside, demo, path):
    shown = page(inside, f"{path}?kpi={KPI}&bahasa=en")
    assert "See an example (simulated data)" in words_of(shown)
    found = [urlsplit(link) for link in examples(shown)]
    assert any(link.path == path for link in found)
    for link in found:
        asked = parse_qs(link.query)
        assert (asked["edisi"], asked["kpi"], asked["bahasa"]) == ([demo], [KPI], ["en"])
    there = page(inside, found[0].geturl())
    assert "SIMULATION — not real data" in words_of(there)


def test_the_example_shows_the_simulated_figure_framed(inside, demo):
    shown = words_of(page(inside, f"{CARD}&edisi={demo}"))
    assert re.search(r"SIMULASI: bukan data kota\n(.*\n)*?7", shown)


def test_where_there_is_real_data_no_example_is_offered(inside):
    assert not examples(page(inside, "/peta?kpi=registered_voters_count&tingkat=kelurahan"))
    assert not examples(page(inside, "/"))


ADDRESSES = (
    "/", "/peta", "/dimensi/smart-society", "/dimensi/smart-living", f"/tren?kpi={KPI}&tingkat=kelurahan", f"/peringkat?kpi={KPI}&tingkat=kelurahan",
    "/data", "/wilayah/99.01", "/wilayah/99.01.01.1001", "/banjir", "/program", "/spbe", "/penjabat",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_wears_the_banner_and_every_picture_the_word(inside, demo, address):
    whole = f"{address}{'&' if '?' in address else '?'}edisi={demo}"
    shown = page(inside, whole)
    assert BANNER in words_of(shown)
    assert 'class="is-demo"' in shown
    pictures = re.findall(r"<svg\b.*?</svg>", shown, re.DOTALL)
    assert all('class="watermark"' in picture and "SIMULASI" in picture for picture in pictures)
    back = [
        link for link in links_of(shown) if link.partition("?")[0] == whole.partition("?")[0] and "edisi" not in link
    ]
    assert back and inside.get(back[0]).status_code == 200
    title = re.search(r"<title>(.*?)</title>", inside.get(whole).text)[1]
    assert title.startswith("SIMULASI · ")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_of_a_real_edition_does(inside, address):
    shown = page(inside, address)
    assert BANNER not in shown and "is-demo" not in shown and "watermark" not in shown


def test_maps_and_charts_are_among_the_pictures(inside, demo):
    """So that the test above does not pass on pages without any."""
    for address, css in (
        ("/peta?", "map"),
        ("/wilayah/99.01.01.1001?", "map locator"),
        ("/dimensi/smart-living?", "trend"),
    ):
        shown = page(inside, f"{address}edisi={demo}")
        assert f'<svg class="{css}"' in shown, address


def test_an_explored_chart_carries_the_word():
    from ui.graph import graph
    from ui.watermark import watermarked

    figure = {"data": [], "layout": {"annotations": [{"text": "nama"}]}}
    assert [note["text"] for note in graph("a", figure).figure["layout"]["annotations"]] == ["nama"]
    with watermarked(True):
        notes = graph("a", figure).figure["layout"]["annotations"]
    assert [note["text"] for note in notes] == ["nama", "SIMULASI", "SIMULASI"]


def test_links_inside_stay_inside_and_one_leads_out(inside, demo):
    """Every move to another page keeps the demonstration; the way back does not."""
    shown = page(inside, f"/?edisi={demo}")
    moves = [link for link in links_of(shown) if link.startswith(("/peta", "/dimensi", "/tren", "/wilayah"))]
    assert len(moves) > 5 and all(f"edisi={demo}" in link for link in moves)
    assert "/" in links_of(shown)


@pytest.mark.parametrize("setting", [{"AUDIENCE": "public"}, {"SIMULATION": "off"}])
def test_the_public_and_a_house_without_simulation_hear_nothing_of_it(demo_warehouse, demo, monkeypatch, setting):
    client = visitor(demo_warehouse, monkeypatch, CITY="99.01", **setting)
    for address in (CARD, f"/peta?kpi={KPI}", "/", "/data"):
        shown = client.get(address).text
        assert EXAMPLE not in shown and "demo-" not in shown, address
