"""Moving about: selects, links, map and keyboard change the address, and the page with it, without loading it anew."""

import json
import urllib.request

from babel.numbers import format_decimal


def api(site: str, path: str) -> dict:
    with urllib.request.urlopen(f"{site}/api/v1/{path}") as answer:
        return json.load(answer)


def number(value: float, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale="id_ID")


def test_the_figures_on_the_pages_are_the_api_s(visit, site):
    newest = api(site, "kpi/spbe_index.json?from=2024-01-01")["values"][-1]["value"]
    page = visit("/")
    assert number(newest, 2) in page.locator("article", has_text="Smart Governance").locator(".kpi-value").inner_text()
    rows = api(site, "kpi/population_density_modelled_per_km2.json?level=kelurahan")["values"]
    names = {a["area_code"]: a["area_name"] for a in api(site, "areas?level=kelurahan")["areas"]}
    page = visit("/peta?kpi=population_density_modelled_per_km2")
    shown = {
        r.locator("th").inner_text().strip(): r.locator("td").first.inner_text()
        for r in page.locator("main tbody tr:has(td)").all()
    }
    assert shown == {names[row["area_code"]]: number(row["value"], 0) for row in rows}
    assert len(shown) == 35


def test_a_select_changes_the_page_and_the_address_without_loading_anew(visit):
    page = visit("/peta")
    page.evaluate("window.stays = true")
    page.select_option("#pilih-kpi", "registered_voters_count")
    page.wait_for_selector("h1:has-text('Pemilih terdaftar')")
    assert "kpi=registered_voters_count" in page.url
    assert page.evaluate("window.stays") is True
    page.go_back()
    page.wait_for_selector("h1:has-text('Kepadatan penduduk (model)')")
    assert page.evaluate("window.stays") is True
    assert page.faults == []


def test_the_map_drills_down_by_click(visit):
    page = visit("/peta?kpi=registered_voters_count&tingkat=kecamatan")
    page.evaluate("window.stays = true")
    page.locator('svg.map a[data-code="12.76.03"]').click()
    page.wait_for_selector(".breadcrumb [aria-current]:has-text('Padang Hilir')")
    assert "wilayah=12.76.03" in page.url
    assert page.locator("svg.map a").count() == 7
    page.locator('svg.map a[data-code="12.76.03.1004"]').click()
    page.wait_for_selector(".breadcrumb [aria-current]:has-text('Kelurahan Tebing Tinggi')")
    page.get_by_role("link", name="Halaman wilayah ini").click()
    page.wait_for_url("**/wilayah/12.76.03.1004")
    assert page.evaluate("window.stays") is True
    assert page.faults == []


def test_the_map_is_one_tab_stop_with_arrow_keys_and_keeps_the_focus(visit):
    page = visit("/peta?kpi=registered_voters_count")
    assert page.locator("svg.map a[tabindex='0']").count() == 1
    page.locator("svg.map a[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.dataset.code")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.code")
    assert first and second and first != second
    page.keyboard.press("Enter")
    page.wait_for_url(f"**wilayah={second}**")
    page.wait_for_selector(".breadcrumb li:nth-child(4)")
    assert page.evaluate("document.activeElement.dataset.code") == second


def test_controls_work_as_forms_without_javascript(visit):
    page = visit("/peta", live=False, java_script_enabled=False)
    page.select_option("#pilih-kpi", "registered_voters_count")
    page.get_by_role("button", name="Terapkan").click()
    assert "kpi=registered_voters_count" in page.url
    assert page.locator("h1").first.inner_text() == "Pemilih terdaftar"
    page.locator('svg.map a[data-code="12.76.03.1004"]').click()
    assert "wilayah=12.76.03.1004" in page.url


def test_a_bad_link_inside_the_page_says_so_instead_of_failing(visit):
    page = visit("/peta")
    page.evaluate(
        "history.pushState({}, '', '/wilayah/99.99'); dispatchEvent(new CustomEvent('_dashprivate_pushstate'))"
    )
    page.wait_for_selector("h1:has-text('Tidak ditemukan')")
    assert "99.99" in page.locator("main .lead").inner_text()
    assert page.faults == []
