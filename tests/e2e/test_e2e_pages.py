"""Every page in a real browser: nothing leaves the host, nothing fails, nobody is shut out, nothing overflows."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

ARTEFACTS = Path(__file__).parents[1] / "artefacts"
PAGES = [
    "/",
    "/?kota=11.73",
    "/peta",
    "/peta?kpi=flood_affected_persons_count",
    "/peta?kpi=flood_affected_persons_count&wilayah=12.76.05.1001",
    "/peta?kpi=spbe_index",
    "/dimensi/smart-governance",
    "/dimensi/smart-governance?kpi=budget_realisation_pct",
    "/dimensi/smart-governance?kpi=spbe_index&grafik=1",
    "/dimensi/smart-branding",
    "/wilayah/12.76",
    "/wilayah/12.76.03",
    "/wilayah/12.76.03.1004",
]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def name_of(path: str) -> str:
    return path.strip("/").translate(str.maketrans("/?&=.", "_____")) or "ringkasan"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands_alone_and_fits(visit, path, width):
    page = visit(path, viewport={"width": width, "height": 800})
    if "grafik" in path:
        page.wait_for_selector(".js-plotly-plot .main-svg", timeout=20_000)
    page.wait_for_load_state("networkidle")
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name_of(path)}-{width}.png", full_page=True)
    assert page.faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#react-entry-point main h1").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_violates_wcag(visit, width, scheme):
    for path in PAGES:
        page = visit(path, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
        if "grafik" in path:
            page.wait_for_selector(".js-plotly-plot .main-svg", timeout=20_000)
        found = Axe().run(page, options=WCAG).response["violations"]
        assert [(path, v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
        page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_without_javascript_every_figure_is_there(visit, path):
    live = visit(path)
    page = visit(path, live=False, java_script_enabled=False)
    for selector in (".kpi-value", ".fig", "table tbody tr", "svg.map a", ".attention li", ".card-title"):
        shown = page.locator(f"#first-paint {selector}").all_inner_texts()
        assert shown == live.locator(f"#react-entry-point {selector}").all_inner_texts(), selector
    assert page.locator("#first-paint h1").is_visible()
    assert page.locator("#react-entry-point").is_hidden()


def test_twice_the_size_still_fits(visit):
    """200 % zoom of a 1280 px window is a window of 640 px with twice the pixels."""
    for path in PAGES:
        page = visit(path, viewport={"width": 640, "height": 400}, device_scale_factor=2)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path
        page.context.close()
