"""What a reader sees of a page in a browser: figures to type, words that touch in a picture, long tables, the sheet of paper."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e
# Pairs of words that lie over one another inside a picture, and words that leave it.
TOUCHING = """() => [...document.querySelectorAll('main svg.trend, main svg.rank-plot')].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll('text')].map((e) => [e.textContent, e.getBoundingClientRect()]).filter((w) => w[1].width);
  const out = words.filter(([, b]) => b.left < frame.left - 1.5 || b.right > frame.right + 1.5).map(([w]) => ['out', w]);
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  return out.concat(words.flatMap(([w, a], i) => words.slice(i + 1).filter(([, b]) => meet(a, b)).map(([v]) => [w, v])));
})"""


@pytest.mark.parametrize("scripts", [True, False])
def test_a_figure_is_typed_with_a_comma_and_shared_by_its_address(visit, scripts):
    page = visit("/spbe", scripts=scripts)
    field = page.locator("input[name=r3]")
    assert field.input_value() == "2,27"
    field.fill("tiga")
    assert not field.evaluate("e => e.validity.valid")
    field.fill("4,82")
    field.press("Enter")
    page.wait_for_url("**r3=4%2C82*")
    simulated = page.locator(".sim-value")
    expect(simulated).to_have_text("4,21")  # 0.507 + 0.975 + 0.165 x 4.82 + 1.93375 = 4.21105
    again = visit(page.url.partition("127.0.0.1")[2].partition("/")[2].join(("/", "")), scripts=scripts)
    expect(again.locator(".sim-value")).to_have_text("4,21")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "address",
    [
        "/tren?kpi=population_dukcapil_count",
        "/tren?kpi=spbe_index&bandingkan=12.72,11.73,21.72",
        "/tren?dimensi=smart-economy",
        "/peringkat?kpi=spbe_index&tingkat=kota",
    ],
)
def test_no_words_touch_in_a_picture(visit, address, width):
    page = visit(address, width)
    assert page.locator("main svg.trend text, main svg.rank-plot text").count() > 3
    assert page.evaluate(TOUCHING) == []


def test_long_lists_are_folded_on_screen_and_whole_on_paper(visit):
    page = visit("/data", 360)
    row = page.locator(".fold a[href='/data?kpi=spbe_index']")
    assert not row.is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    page.locator("summary", has_text="Smart Governance").click()
    expect(row).to_be_visible()
    page.locator("summary", has_text="Smart Governance").click()
    page.emulate_media(media="print")
    assert row.is_visible() and page.locator(".fold a[href='/data?sumber=spbe_evaluation']").first.is_visible()


@pytest.mark.parametrize("address", ["/", "/?bahasa=en", "/?kota=12.72", "/?kota=11.73&bahasa=en", "/?kota=21.72"])
def test_the_start_page_is_one_sheet_of_paper(visit, address):
    paper = visit(address).pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert len(sheets) == 1
    assert float(sheets[0][0]) > float(sheets[0][1])  # across


def test_the_map_of_two_cities_leaves_room_for_its_table(visit):
    page = visit("/peta?tingkat=kota")
    assert page.locator("#peta-utama").bounding_box()["height"] < 400
    assert page.locator("main table").bounding_box()["y"] < 700
