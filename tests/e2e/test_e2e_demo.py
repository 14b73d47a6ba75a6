"""A demonstration edition in a real browser: the sign stays in sight, on paper too, and shuts nobody out."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import AS_OF, ROOT, linked, run

pytestmark = pytest.mark.e2e
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
KPI = "stunting_survey_pct"
VIEWS = (
    "/?",
    "/peta?kpi=registered_voters_count&tingkat=kelurahan&",
    "/dimensi/smart-governance?kpi=spbe_index&grafik=1&",
)


@pytest.fixture(scope="module")
def demo_warehouse(real_warehouse, tmp_path_factory):
    """The real edition, and beside it one in which voters and, for a city without, a survey are simulated."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(real_warehouse, folder / "warehouse", symlinks=True, copy_function=linked)
    raw = ROOT / "data" / "raw"
    voters, survey = folder / "simulated/registered_voters/12.76", folder / "simulated/nutrition_survey/12.72"
    voters.mkdir(parents=True)
    survey.mkdir(parents=True)
    shutil.copy(raw / "registered_voters" / "12.76" / "registered_voters.csv", voters / "simulasi-pemilih.csv")
    real = (raw / "nutrition_survey" / "12.76" / "nutrition_survey.csv").read_text(encoding="utf-8")
    (survey / "simulasi-survei.csv").write_text(real.replace("12.76,", "12.72,"), encoding="utf-8")
    folders = ["--raw", str(raw), "--warehouse", str(folder / "warehouse"), "--simulated", str(folder / "simulated")]
    ran = run(["build", "--demo", "--as-of", AS_OF, *folders])
    assert ran.code == 0, ran.said
    return folder / "warehouse"


@pytest.fixture(scope="module")
def server(serving, demo_warehouse):
    with serving(demo_warehouse) as address:
        yield address


@pytest.fixture(scope="module")
def demo(demo_warehouse) -> str:
    return str((demo_warehouse / "current-demo").readlink())


def is_in_sight(page) -> bool:
    box = page.locator(".sim-banner").bounding_box()
    return box["y"] >= -0.5 and box["y"] + box["height"] <= page.viewport_size["height"]


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_banner_stays_in_sight_and_nothing_overflows(visit, demo, address, width):
    page = visit(f"{address}edisi={demo}", width, reduced_motion="reduce")
    assert is_in_sight(page)
    page.evaluate("window.scrollTo(0, (document.querySelector('footer').offsetTop + document.body.scrollHeight) / 3)")
    assert page.evaluate("window.scrollY") > 100 and is_in_sight(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        result = Axe().run(page, options=WCAG).response
        assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in result["violations"]] == []


def test_paper_carries_the_sign_on_every_sheet(visit, demo):
    """Chromium repeats what is fixed on every sheet; the words across pictures and cards are ink, not background."""
    page = visit(f"{VIEWS[1]}edisi={demo}")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.sim-banner')).position") == "fixed"
    assert page.locator("svg.map .watermark use").first.is_visible()


def test_a_chart_that_is_explored_carries_the_word(visit, demo):
    page = visit(f"{VIEWS[2]}edisi={demo}")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert page.locator(".js-plotly-plot .annotation-text", has_text="SIMULASI").count() == 2


def test_from_a_page_without_data_to_its_example_and_back(visit, demo):
    page = visit(f"/dimensi/smart-society?kota=12.72&kpi={KPI}")
    page.locator(".notice .example").click()
    page.wait_for_selector(".is-demo .sim-banner")
    assert f"edisi={demo}" in page.url and f"kpi={KPI}" in page.url and "kota=12.72" in page.url
    assert page.locator(".expanded .sim-value, .sim-frame .sim-value").first.is_visible()
    page.locator(".sim-banner-words a").click()
    page.wait_for_selector(".is-demo", state="detached")
    assert "edisi" not in page.url and page.locator(".notice .example").is_visible()
