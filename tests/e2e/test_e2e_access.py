"""Every page for everybody: no WCAG A/AA violation in light and dark, nothing overflows or overlaps, at any size."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from front import ROOT

pytestmark = pytest.mark.e2e
ARTEFACTS = ROOT / "tests" / "artefacts"
VIEWS = (
    "/",
    "/?kota=11.73",
    "/peta",
    "/peta?kpi=flood_affected_persons_count",
    "/peta?kpi=flood_affected_persons_count&wilayah=12.76.05.1001",
    "/peta?kpi=spbe_index",
    "/dimensi/smart-governance?kpi=spbe_index&grafik=1",
    "/dimensi/smart-governance?kpi=budget_realisation_pct",
    "/dimensi/smart-living",
    "/dimensi/smart-branding",
    "/aduan",
    "/pemantauan",
    "/wilayah/12.76",
    "/wilayah/12.76.03",
    "/wilayah/12.76.03.1004",
    "/spbe",
    "/spbe?ranah=3.90_3.90_3.00_4.25&target=4.20",
    "/spbe?lembar=33224433514444444444222222331115544444444-44454",
    "/spbe?skema=pemdi-2026&lembar=33333333333333333333&target=4",
    "/tidak-ada",
    "/tren?kpi=spbe_index&bandingkan=12.72,11.73,21.72&grafik=1",
    "/tren?dimensi=smart-living",
    "/tren?kota=11.73&kpi=registered_voters_count&bandingkan=11.73.01,11.73.02,11.73.03,11.73.04&tambah=12.76.03",
    "/peringkat?kota=11.73&tingkat=kelurahan",
    "/peringkat?kpi=spbe_index&tingkat=kota",
    "/peringkat?kpi=flood_affected_persons_count&tingkat=kelurahan",
)
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# Texts that cover each other: every text outside pictures, as far as its scrolling box shows it.
OVERLAPS = """() => {
  const found = [], texts = [];
  const isClipped = (e) => e && (getComputedStyle(e).clipPath === 'inset(50%)' || isClipped(e.parentElement));
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, own = node.parentElement;
    if (!node.textContent.trim() || own.closest('svg, .graph, option') || !own.checkVisibility() || isClipped(own)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const clip = own.closest('.table-responsive')?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      const right = clip ? Math.min(box.right, clip.right) : box.right;
      if (right - box.left > 1 && box.height > 1) texts.push({own, left: box.left, right, top: box.top, bottom: box.bottom});
    }
  }
  for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
    const a = texts[i], b = texts[j];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && high > 5 && a.own !== b.own) found.push(a.own.textContent.slice(0, 40) + ' / ' + b.own.textContent.slice(0, 40));
  }
  return found;
}"""
# Names on a map, words in a picture that cover each other.
NAMES = """() => [...document.querySelectorAll('svg.map, svg.trend, svg.rank-plot')].flatMap((map) => {
  const shown = [...map.querySelectorAll(map.matches('.map') ? 'text.lbl' : 'text')].filter((name) => getComputedStyle(name).display !== 'none');
  const boxes = shown.map((name) => [name.textContent, name.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], i) => boxes.slice(i + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4
  ).map(([other]) => one + ' / ' + other));
})"""


def name_of(address: str) -> str:
    return address.strip("/").translate(str.maketrans("/?&=.", "_____")) or "ringkasan"


def opened(visit, address: str, width: int, **more):
    """A page with its chart, when it has one, drawn."""
    page = visit(address, width, **more)
    if "grafik" in address:
        page.wait_for_selector(".js-plotly-plot .main-svg")
    page.wait_for_load_state("networkidle")
    return page


def fits(page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(NAMES) == []


@pytest.mark.parametrize("address", VIEWS)
def test_a_page_fits_and_shuts_nobody_out(visit, address):
    page = opened(visit, address, 1280, reduced_motion="reduce")
    ARTEFACTS.mkdir(exist_ok=True)
    for width, height in ((1280, 900), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="light")
        page.screenshot(path=ARTEFACTS / f"{name_of(address)}-{width}.png", full_page=True)
        fits(page, width)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            result = Axe().run(page, options=WCAG).response
            faults = [(width, scheme, fault["id"], fault["nodes"][0]["html"][:200]) for fault in result["violations"]]
            assert faults == []
            assert len(result["passes"]) > 8


def test_axe_would_find_a_fault_here(visit):
    page = visit("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('afterbegin', '<img src=\"/_favicon.ico\">')")
    assert "image-alt" in [fault["id"] for fault in Axe().run(page, options=WCAG).response["violations"]]


@pytest.mark.parametrize("address", VIEWS[:12:2])
def test_twice_the_size_still_fits(visit, address):
    """200 % zoom of a window of 1280 px is a window of 640 px with twice the pixels."""
    fits(opened(visit, address, 640, device_scale_factor=2), 640)


@pytest.mark.parametrize("address", ["/", "/peta?wilayah=12.76.03", "/dimensi/smart-governance?kpi=spbe_index"])
def test_without_scripts_it_fits_too(visit, address):
    for width in (1280, 360):
        page = visit(address, width, scripts=False)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("main").bounding_box()["width"] <= width


@pytest.mark.parametrize("address", ["/", "/peta", "/dimensi/smart-living", "/wilayah/12.76.03", "/tren", "/peringkat"])
def test_what_is_touched_is_large_enough(visit, address):
    """Controls and lists of links on a phone are at least 24 px high, as WCAG 2.2 asks; the main ones 44."""
    page = visit(address, 360)
    for control in page.locator("nav a, .btn, select, summary, .tools a").all():
        if control.is_visible():
            assert control.bounding_box()["height"] >= 43.5, control.inner_text()


def test_dark_is_dark_and_follows_the_reader(visit):
    page = visit("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, dark.strip("rgb()").split(","))) < 150 < 600 < sum(map(int, light.strip("rgb()").split(",")))
