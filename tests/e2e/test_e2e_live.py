"""JavaScript on: one page that lives, its state in the address; by mouse, keyboard and the back button."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e
STAYS = "window.stays = true"
AREAS = "#peta-utama a[data-code]"


def heading(page, words) -> None:
    """Wait until the page has this heading. (Playwright's waits for an expression are `eval`, which the policy forbids.)"""
    expect(page.locator("h1")).to_have_text(words)


def still_the_same_page(page) -> bool:
    """False after a full load."""
    return page.evaluate("window.stays === true")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/peta",
        "/dimensi/smart-living",
        "/wilayah/12.76.03",
        "/dimensi/smart-governance?kpi=spbe_index&grafik=1",
        "/tren?kpi=spbe_index&bandingkan=12.72",
        "/peringkat",
        "/tidak-ada",
    ],
)
def test_the_first_paint_is_followed_by_the_same_page(visit, address):
    before = visit(address, scripts=False)
    page = visit(address)
    assert page.locator("#first-paint").count() == 0
    assert page.locator("main").count() == page.locator("h1").count() == 1
    assert page.inner_text("h1") == before.inner_text("h1")
    assert page.title() == before.title()
    doubled = "() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.filter((id, i) => ids.indexOf(id) !== i); }"
    assert page.evaluate(doubled) == []


def test_the_first_paint_stands_until_the_page_does(browser, server):
    """With its scripts held back a page is whole, and Dash's own waiting word is never seen."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*.js*", lambda route: None)
    page.goto(server + "/", wait_until="commit")
    page.wait_for_selector("#first-paint svg.map path")
    assert page.locator("#first-paint .scorecard").count() == 6
    assert not page.locator("#react-entry-point").is_visible()
    context.close()


def test_choosing_a_kpi_changes_page_and_address_without_a_load(visit):
    page = visit("/peta?tingkat=kelurahan")
    page.evaluate(STAYS)
    page.locator("#pilih-kpi").focus()
    page.select_option("#pilih-kpi", "registered_voters_count")
    heading(page, "Pemilih terdaftar")
    expect(page.locator("#pilih-kpi")).to_be_focused()
    assert "kpi=registered_voters_count" in page.url and "tingkat=kelurahan" in page.url
    assert still_the_same_page(page)
    assert "Pemilih terdaftar" in page.locator("#peta-utama svg").get_attribute("aria-label")
    expect(page).to_have_title("Pemilih terdaftar · Peta · Kota Tebing Tinggi · Dasbor Kota Cerdas")
    page.go_back()
    heading(page, "Kepadatan tiap wilayah")
    expect(page).to_have_title("Kepadatan tiap wilayah · Peta · Kota Tebing Tinggi · Dasbor Kota Cerdas")
    assert page.locator("#pilih-kpi").input_value() == "population_density_modelled_per_km2"
    page.go_forward()
    heading(page, "Pemilih terdaftar")
    assert page.locator("#pilih-kpi").input_value() == "registered_voters_count"
    assert still_the_same_page(page)


def test_an_address_alone_gives_the_same_view(visit):
    page = visit("/peta")
    page.select_option("#pilih-kpi", "polling_station_count")
    heading(page, re.compile("^Tempat pemungutan"))
    page.get_by_role("link", name="2014").click()
    page.wait_for_url("**periode=2014**")
    expect(page.locator(".map-figure h2")).to_have_text(re.compile("^2014"))
    again = visit(page.url.partition("127.0.0.1")[2].partition("/")[2].join(("/", "")))
    assert again.inner_text("main") == page.inner_text("main")


def test_links_move_inside_the_page(visit):
    page = visit("/")
    page.evaluate(STAYS)
    for name, title in (
        ("Peta", "Kepadatan tiap wilayah"),
        ("Wilayah", "Kota Tebing Tinggi"),
        ("Dimensi", "Smart Governance"),
    ):
        item = page.get_by_role("navigation", name="Halaman").get_by_role("link", name=name)
        item.click()
        heading(page, title)
        expect(page.locator(".nav [aria-current=page]")).to_have_count(1)
        assert item.get_attribute("aria-current") == "page"
        assert page.evaluate("scrollY") == 0
    assert still_the_same_page(page)


def point_in(page, code: str) -> tuple[float, float]:
    """Where an area of the map can be clicked."""
    found = page.evaluate(
        """(code) => { const a = document.querySelector(`#peta-utama a[data-code="${code}"]`);
        a.scrollIntoView({block: 'center'});
        const box = a.querySelector('path').getBoundingClientRect();
        for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
          const x = box.left + box.width * i / 20, y = box.top + box.height * j / 20;
          if (document.elementFromPoint(x, y)?.closest('a') === a) return [x, y];
        } }""",
        code,
    )
    return found[0], found[1]


def test_a_click_on_a_kecamatan_goes_into_it_and_the_breadcrumb_out(visit):
    page = visit("/peta?kpi=registered_voters_count&tingkat=kecamatan")
    page.evaluate(STAYS)
    page.mouse.click(*point_in(page, "12.76.03"))
    page.wait_for_url("**wilayah=12.76.03**")
    expect(page.locator(AREAS)).to_have_count(7)
    crumbs = page.get_by_role("navigation", name="Wilayah")
    assert crumbs.locator("[aria-current=page]").inner_text() == "Kecamatan Padang Hilir"
    page.mouse.click(*point_in(page, "12.76.03.1004"))
    page.wait_for_url("**wilayah=12.76.03.1004**")
    page.wait_for_selector("#peta-utama a[data-code='12.76.03.1004'][aria-current]")
    assert page.locator("tr.is-own a").get_attribute("href") == "/wilayah/12.76.03.1004"
    crumbs.get_by_role("link", name="Kota Tebing Tinggi").click()
    expect(page.locator(AREAS)).to_have_count(35)
    page.go_back()
    page.wait_for_url("**wilayah=12.76.03.1004**")
    page.wait_for_selector("#peta-utama a[data-code='12.76.03.1004'][aria-current]")
    assert still_the_same_page(page)


def test_the_way_to_the_page_of_an_area(visit):
    page = visit("/peta?wilayah=12.76.03.1004")
    page.get_by_role("link", name="Halaman wilayah ini").click()
    page.wait_for_url("**/wilayah/12.76.03.1004")
    heading(page, re.compile("^Kelurahan "))


def test_the_map_is_one_tab_stop_with_arrow_keys(visit):
    page = visit("/peta?kpi=registered_voters_count&tingkat=kecamatan")
    held, order = "document.activeElement.closest('#peta-utama') && document.activeElement.dataset.code", []
    page.evaluate("document.body.focus()")
    for _ in range(80):
        page.keyboard.press("Tab")
        order.append(page.evaluate(held))
        if page.evaluate("document.activeElement.closest('footer') !== null"):
            break
    assert len([code for code in order if code]) == 1
    page.locator("#peta-utama a[tabindex='0']").focus()
    first = page.evaluate(held)
    seen = {first}
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        seen.add(page.evaluate(held))
    assert len(seen) == 5
    page.keyboard.press("ArrowRight")
    assert page.evaluate(held) == first
    page.keyboard.press("End")
    last = page.evaluate(held)
    page.keyboard.press("Home")
    assert page.evaluate(held) == first
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(held) == last
    expect(page.locator("#peta-utama a:focus-visible path")).to_have_css("stroke-width", "6px")


def test_enter_opens_an_area_and_the_focus_stays_in_the_map(visit):
    page = visit("/peta?kpi=registered_voters_count&tingkat=kecamatan")
    page.locator("#peta-utama a[data-code='12.76.03']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**wilayah=12.76.03**")
    expect(page.locator(AREAS)).to_have_count(7)
    assert page.evaluate("document.activeElement.closest('#peta-utama') !== null")
    code = page.evaluate("document.activeElement.dataset.code")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**wilayah={code}**")
    page.wait_for_selector(f"#peta-utama a[data-code='{code}'][aria-current]")
    assert page.evaluate("document.activeElement.dataset.code") == code


def test_a_new_tab_is_left_to_the_browser(visit):
    page = visit("/peta?kpi=registered_voters_count&tingkat=kecamatan")
    before = page.url
    x, y = point_in(page, "12.76.03")
    with page.context.expect_page() as opened:
        page.keyboard.down("Control")
        page.mouse.click(x, y)
        page.keyboard.up("Control")
    opened.value.wait_for_url("**wilayah=12.76.03**")
    assert page.url == before


def test_an_address_that_is_not_there_stays_so_live(visit):
    page = visit("/peta?kpi=happiness_index")
    assert page.status == 404
    assert page.inner_text("h1") == "Tidak ditemukan"
    page.get_by_role("link", name="Ke Peta").click()
    heading(page, "Kepadatan tiap wilayah")


def test_the_skip_link_leads_to_the_content(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_a_bad_link_inside_the_page_says_so_instead_of_failing(visit):
    page = visit("/peta")
    page.evaluate("window.dasbor.go('/wilayah/99.99', new Event('click'))")
    heading(page, "Tidak ditemukan")
    assert "99.99" in page.locator("main .lead").inner_text()
