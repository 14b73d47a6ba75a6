"""Tren and Peringkat in a browser: areas are added, taken out and ranked with scripts and without."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("scripts", [True, False])
def test_an_area_is_added_by_the_form_and_taken_out_by_its_link(visit, scripts):
    page = visit("/tren?kpi=spbe_index&dari=2023", scripts=scripts)
    assert page.locator("select[name=dari]").input_value() == "2023"
    page.select_option("select[name=tambah]", "12.72")
    if not scripts:
        page.get_by_role("button", name="Terapkan").click()
    page.wait_for_url("**tambah=12.72*")
    groups = page.locator("table th[scope=rowgroup]")
    expect(groups).to_have_count(2)
    assert "2022" not in page.inner_text("table")  # the time asked for is kept
    page.get_by_role("link", name="keluarkan Kota Pematangsiantar").click()
    expect(groups).to_have_count(1)
    assert "12.72" not in page.url


def test_one_of_several_indicators_is_chosen(visit):
    page = visit("/tren?dimensi=smart-governance")
    expect(page.locator(".panel").nth(5)).to_be_visible()  # a picture for each indicator that has a trend
    page.select_option("select[name=kpi]", "spbe_policy_index")
    expect(page.locator("h1")).to_have_text("SPBE: kebijakan internal")
    page.get_by_role("link", name="Society").click()
    expect(page.locator("h1")).to_have_text("Smart Society")


def test_a_phone_shows_the_lines_one_by_one(visit):
    page = visit("/tren?kpi=spbe_index&bandingkan=12.72", 360)
    assert not page.locator("svg.timeline").is_visible()
    assert page.locator(".panel svg.trend").count() == 2 and page.locator(".panel").first.is_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator("svg.timeline").is_visible() and not page.locator(".panel").first.is_visible()


def test_the_order_changes_with_the_level(visit, values):
    page = visit("/peringkat?kpi=registered_voters_count&tingkat=kecamatan")
    page.get_by_role("link", name="Kelurahan", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(35)
    rows = values("registered_voters_count", level="kelurahan")
    best = max(rows, key=lambda row: row["value"])
    assert page.locator("tbody tr").first.locator("a").get_attribute("href") == f"/wilayah/{best['area_code']}"
