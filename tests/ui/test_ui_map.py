"""The map: classes and their limits, faces of absence, escaping, names that do not overlap, links."""

import re
import xml.etree.ElementTree as ET

import pytest

from ui import labels
from ui import map as city_map
from ui.static import to_html
from ui.tokens import LIGHT

BREAKS = [25, 50, 100, 500]


def entry(value, status="no_target", quality="resmi", n=None):
    return {"value": value, "status": status, "quality": quality, "n": n}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (1, 1), (24.99, 1), (25, 2), (49, 2), (50, 3), (100, 4), (499, 4), (500, 5), (9e9, 5)],
)
def test_a_value_on_a_limit_belongs_to_the_class_above(value, expected):
    assert city_map.class_of(value, BREAKS) == expected


@pytest.mark.parametrize(
    ("breaks", "colours"), [([], [3]), ([10], [2, 4]), ([10, 20], [1, 3, 5]), ([10, 20, 30], [1, 2, 4, 5])]
)
def test_few_classes_are_spread_over_the_colours(breaks, colours):
    assert [city_map.class_of(5 + 10 * step, breaks) for step in range(len(colours))] == colours


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, "nodata"),
        (entry(None, "no_data"), "nodata"),
        (entry(float("nan"), "no_data"), "nodata"),
        (entry(None, "no_data", n=2), "uncounted"),
        (entry(None, "suppressed", n=2), "hidden"),
        (entry(None, "not_applicable"), "na"),
        (entry(0), "c0"),
        (entry(24.6), "c2"),  # shown as 25, so it stands in the class that begins at 25
    ],
)
def test_faces(kpi, given, expected):
    assert city_map.face(given, BREAKS, kpi(kind="sum")) == expected


@pytest.fixture
def city(area):
    rows = [area("12.76.01.1001", "Satu", 0, 0), area("12.76.01.1002", "Dua & <script>", 200, 0)]
    rows += [area("12.76.02.1001", "Tiga", 0, 200), area("12.76.02.1002", "Empat", 200, 200)]
    rows.append(area("x1", "Kawasan", 400, 0, is_coverage_only=True, parent_code="12.76.01"))
    wide = {"area_level": "kecamatan", "parent_code": "12.76"}
    edges = [area("12.76.01", "Utara", 0, 0, **wide), area("12.76.02", "Selatan", 0, 200, **wide)]
    for edge, y in zip(edges, (0, 200), strict=True):
        edge.update(path=f"M0 {y}l400 0 0 200 -400 0z", bbox=(0, y, 400, y + 200), label_x=200)
    return rows, edges


@pytest.fixture
def values():
    return {"12.76.01.1001": entry(600), "12.76.01.1002": entry(30), "12.76.02.1001": entry(None, "suppressed")}


def draw(city, values, kpi, **keys):
    rows, edges = city
    return city_map.choropleth(
        rows, edges, values, BREAKS, kpi, lambda code: f"/peta?kota=a&wilayah={code}", figure_id="p", **keys
    )


def test_areas_are_links_with_name_value_class_and_fill(city, values, kpi):
    markup = draw(city, values, kpi(kind="sum", unit="rumah"), selected="12.76.01.1001")
    tree = ET.fromstring(markup)  # well formed on its own: it goes into PDFs as an image
    ns = {"s": "http://www.w3.org/2000/svg"}
    links = tree.findall(".//s:a", ns)
    assert len(links) == 4
    first = next(link for link in links if link.get("data-code") == "12.76.01.1001")
    assert first.get("href") == "/peta?kota=a&wilayah=12.76.01.1001"
    assert first.get("aria-label") == first.find("s:path/s:title", ns).text == "Kel. Satu: 600 rumah"
    assert first.get("aria-current") == "true"
    assert first.find("s:path", ns).get("class") == "area c5 is-selected"
    assert first.find("s:path", ns).get("fill") == LIGHT["map-5"]
    said = {link.get("data-code"): link.get("aria-label") for link in links}
    assert said["12.76.02.1001"] == "Kel. Tiga: disamarkan"
    assert said["12.76.02.1002"] == "Kel. Empat: belum tersedia, bukan nol"
    assert tree.get("aria-label") == "Peta 4 kelurahan: Nama indikator, rumah"


def test_everything_from_data_is_escaped(city, values, kpi):
    for row in [*city[0], *city[1]]:
        row["path"] = 'M0 0l1 0 0 1z"/><script>'
    for focus in (None, "12.76.01"):
        assert "<script" not in draw(city, values, kpi(kind="sum"), focus=focus)
    markup = draw(city, values, kpi(kind="sum"), focus="12.76.01")
    assert "Dua &amp; &lt;script&gt;" in markup


def test_patterns_only_where_they_occur_and_with_the_figures_prefix(city, values, kpi):
    markup = draw(city, values, kpi(kind="sum"))
    assert 'id="p-hidden"' in markup and 'id="p-nodata"' in markup and "p-uncounted" not in markup


def test_estimates_have_dashed_edges_and_say_so(city, values, kpi):
    values["12.76.01.1002"]["quality"] = "estimasi"
    markup = draw(city, values, kpi(kind="sum", unit="rumah"))
    assert markup.count("edge edge-est") == 2
    assert "30 rumah (estimasi)" in markup


def test_drill_down_shows_one_kecamatan_and_its_neighbours_pale(city, values, kpi):
    markup = draw(city, values, kpi(kind="sum"), focus="12.76.02")
    assert re.findall(r'data-code="([^"]+)"', markup) == ["12.76.02.1001", "12.76.02.1002"]
    assert markup.count('class="outside"') == 3
    assert 'viewBox="-5 195 410 210"' in markup
    assert ">Tiga</text>" in markup and ">Satu</text>" not in markup


def test_legend_has_every_class_highest_first_with_counts(city, values, kpi):
    html = to_html(city_map.legend(city[0], values, BREAKS, kpi(kind="sum", unit="rumah")))
    words = re.findall(r"<span>([^<]+)</span><span class=\"count\">([^<]+)", html)
    assert words == [
        ("500 rumah atau lebih", "1 kelurahan"),
        ("100–499", "0"),
        ("50–99", "0"),
        ("25–49", "1"),
        ("1–24", "0"),
        ("Belum tersedia, bukan nol", "1"),
        ("Disamarkan", "1"),
    ]


def test_class_words_of_a_share(kpi):
    assert city_map.class_words([2.5, 5], kpi(unit="%", decimals=1)) == ["di bawah 2,5", "2,5–4,9", "5,0% atau lebih"]


def test_names_never_overlap_and_stay_in_view():
    view = (0, 0, 1000, 1000)
    wishes = [
        labels.Wish(
            (f"Kelurahan Nomor {i}",),
            100 + 30 * i,
            100 + 12 * i,
            f"M{60 + 30 * i} {60 + 12 * i}l80 0 0 80 -80 0z",
            (60, 60, 140, 140),
        )
        for i in range(12)
    ]
    placed = labels.place(tuple(wishes), 28, view, tuple(wish.path for wish in wishes))
    assert placed
    half = labels.text_width("Kelurahan Nomor 1", 28) / 2
    for index, one in enumerate(placed):
        assert half <= one.x <= 1000 - half
        for other in placed[index + 1 :]:
            assert abs(one.x - other.x) >= 2 * half or abs(one.y - other.y) >= 28


def test_two_names_at_one_point_part():
    path = "M0 0l1000 0 0 1000 -1000 0z"
    wishes = tuple(labels.Wish((name,), 500, 500, path, (0, 0, 1000, 1000)) for name in ("Satu", "Dua"))
    first, second = labels.place(wishes, 28, (0, 0, 1000, 1000), (path,))
    assert (first.x, first.y) == (500, 500)
    assert abs(first.x - second.x) >= 60 or abs(first.y - second.y) >= 28


def test_a_name_larger_than_its_area_goes_out_on_a_lead_line():
    path = "M300 300l60 0 0 60 -60 0z"
    wish = labels.Wish(("Nama yang panjang",), 330, 330, path, (300, 300, 360, 360))
    (placed,) = labels.place((wish,), 28, (0, 0, 1000, 1000), (path,))
    assert placed.lead is not None and placed.lead[:2] == (330, 330)


def test_corner_for_the_legend_is_really_free(area):
    square = [area("12.76.01.1001", "A", 0, 0, 1000)]
    assert city_map.legend_corner(square, 5) is None
    corner = [{**square[0], "path": "M0 0l1000 0 -1000 1000z"}]
    assert city_map.legend_corner(corner, 3) == "se"


def test_a_city_of_35_areas_stays_small(area, kpi):
    rows = [area(f"12.76.01.{1000 + i}", f"Kelurahan {i}", 150 * (i % 6), 150 * (i // 6), 150) for i in range(35)]
    for one in rows:
        one["path"] = one["path"][:-1] + " -7 12" * 25 + "z"
    markup = draw((rows, []), {one["area_code"]: entry(70) for one in rows}, kpi(kind="sum"))
    assert len(markup.encode()) < 30_000
