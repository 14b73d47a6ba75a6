"""Every face of a card, the opened card, the scorecard, and the words and tokens they use."""

import re
from pathlib import Path

import pytest

from catalogue.models import QUALITIES, Status
from ui import cards, expanded, marks, tokens, words
from ui.static import to_html

ASSETS = Path(__file__).parents[2] / "assets"


def text(component) -> str:
    return re.sub(r"<[^>]+>", " ", to_html(component))


def test_words_cover_every_status_and_origin():
    assert set(words.STATUSES) - {"event"} == set(Status.__args__)
    assert set(words.QUALITIES) == set(QUALITIES)
    look = (ASSETS / "look.css").read_text()
    for entry in [*words.STATUSES.values(), *words.QUALITIES.values()]:
        assert entry.css == "quality-resmi" or f".{entry.css}" in look  # official is the plain line


@pytest.mark.parametrize("status", ["good", "watch", "poor", "no_target", "too_few"])
def test_faces_with_a_figure(kpi, row, target, source, status):
    index = kpi(unit="dari 5", decimals=2, better="up", target=target, scale_min=1, scale_max=5, min_denominator=5)
    html = to_html(cards.card(index, row(3.79, status=status, n=2), row(3.01, year=2023), "/x", source))
    entry = words.STATUSES[status]
    assert f'<span class="status {entry.css}">{entry.word}</span>' in html
    assert "<span>3,79</span><small>dari 5, 2024</small>" in html
    assert "Naik 0,78 dari 3,01 pada 2023." in html
    assert '<span class="quality quality-resmi">Resmi</span> PANRB, Laporan 2024</p></article>' in html
    assert (f"card-{status}" in html) == (status in ("watch", "poor"))
    assert ("Aturan pantau." in html) == (status == "watch")
    assert ("Hanya 2 kasus; penilaian baru berarti mulai 5." in html) == (status == "too_few")


@pytest.mark.parametrize("status", ["no_data", "suppressed", "not_applicable"])
def test_faces_without_a_figure_show_none(kpi, row, source, status):
    html = to_html(cards.card(kpi(), row(None, status=status), None, "/x", source))
    assert words.STATUSES[status].word in html and words.STATUSES[status].sentence in html
    assert "card-missing" in html and "bullet" not in html and "tidak ada angka" not in html


def test_a_missing_figure_is_no_data_whatever_its_status_says(kpi, row):
    assert cards.status_of(kpi(), row(float("nan"), status="good")) == "no_data"
    assert cards.status_of(kpi(), None) == "no_data"


def test_zero_is_a_figure(kpi, row):
    assert "<span>0</span>" in to_html(cards.card(kpi(), row(0), None, "/x"))


def test_awaited_says_what_is_missing_and_whom_to_ask(kpi):
    awaited = kpi(kind="awaited", awaiting={"what": {"id": "Ekspor belum diserahkan", "en": "x"}, "whom": "Diskominfo"})
    said = text(cards.card(awaited, None, None, "/x"))
    assert "Belum tersedia" in said and "Ekspor belum diserahkan. Penanggung jawab: Diskominfo." in said
    assert "Belum ada sumber" in said


def test_estimates_and_simulations_cannot_be_overlooked(kpi, row):
    assert '<span class="is-estimasi">9.688</span>' in to_html(
        cards.card(kpi(), row(9688, quality="estimasi"), None, "/x")
    )
    simulated = to_html(cards.card(kpi(), row(3, quality="simulasi"), None, "/x"))
    assert simulated.startswith('<div class="sim-frame"><strong class="sim-band">SIMULASI')
    assert "sim-value" in simulated


def test_the_row_names_its_own_source_first(kpi, row, source):
    assert "Kliik, Juli 2025" in text(cards.card(kpi(), row(3, row_source="Kliik, Juli 2025"), None, "/x", source))


def test_names_are_escaped(kpi, row):
    assert "<b>" not in to_html(cards.card(kpi(name={"id": "A <b>", "en": "A"}), row(1, row_source="<b>"), None, "/x"))


def test_scorecard_marks_worst_first_with_headline_and_tally(kpi, row, source):
    entries = [
        (kpi(id="a"), row(None, status="no_data"), None),
        (kpi(id="b", decimals=2, unit="dari 5"), row(3.79, status="good"), row(3.01, year=2023)),
        (kpi(id="c"), row(1, status="poor"), None),
    ]
    html = to_html(cards.scorecard("Smart Governance", "/d", entries, {"origin": source}))
    assert re.findall(r'class="mark (status-\w+)', html) == ["status-poor", "status-good", "status-missing"]
    assert "<span>3,79</span><small>dari 5</small>" in html and "Naik 0,78 dari 3,01 pada 2023" in html
    assert "1 buruk · 1 memenuhi · 1 belum tersedia" in html
    assert "<span>1</span>" in to_html(cards.scorecard("S", "/d", entries, {"origin": source}, headline="c"))


def test_a_dimension_without_figures_has_its_card(kpi):
    awaited = kpi(kind="awaited", awaiting={"what": {"id": "x", "en": "x"}, "whom": "y"})
    assert "1 belum tersedia" in text(cards.scorecard("S", "/d", [(awaited, None, None)], {}))
    assert "Belum ada indikator" in text(cards.scorecard("S", "/d", [], {}))


def test_expanded_ratio_shows_the_sum_with_its_numbers(kpi, row, source):
    share = kpi(
        kind="ratio",
        unit="%",
        decimals=2,
        scale=100,
        numerator_name={"id": "realisasi", "en": "x"},
        denominator_name={"id": "pagu", "en": "x"},
        caveats=[{"id": "Belum diaudit.", "en": "x"}],
    )
    now = row(93.5559, status="watch", numerator=665_455_827_745, denominator=711_291_305_562)
    html = to_html(
        expanded.expanded(
            share, now, None, {"origin": source}, printed=93.55, downloads=[("CSV", "/x.csv")], close="/d"
        )
    )
    assert (
        "<span>Rp665.455.827.745<small>realisasi</small></span><span>Rp711.291.305.562<small>pagu</small></span>"
        in html
    )
    assert "<span>× 100 =</span><b>93,56%</b>" in html
    assert "<dt>Tercetak di sumber</dt><dd>93,55%; selisih 0,01 poin, keduanya ditampilkan</dd>" in html
    assert "Belum ada target terbit" in html and "Belum diaudit." in html
    assert '<a href="/x.csv">CSV</a>' in html and re.search(
        r'<a (?=[^>]*href="/d")(?=[^>]*class="close")[^>]*>Tutup</a>', html
    )


def test_expanded_published_shows_the_recomputed_figure(kpi, row, source):
    index = kpi(unit="dari 5", decimals=2)
    said = to_html(expanded.expanded(index, row(3.79), None, {"origin": source}, recomputed=3.7903))
    assert "<dt>Dihitung ulang</dt><dd>3,7903 dari 5; sama bila dibulatkan</dd>" in said
    assert "formula" not in said


@pytest.mark.parametrize("status", ["no_data", "suppressed", "not_applicable"])
def test_expanded_without_a_figure_hides_the_parts_too(kpi, row, source, status):
    hidden = row(None, status=status, numerator=2, denominator=3)
    html = to_html(expanded.expanded(kpi(kind="ratio"), hidden, None, {"origin": source}))
    assert "formula" not in html and words.STATUSES[status].word in html


def test_expanded_of_an_awaited_indicator(kpi):
    awaited = kpi(kind="awaited", awaiting={"what": {"id": "Ekspor", "en": "x"}, "whom": "Diskominfo"})
    assert "Penanggung jawab: Diskominfo" in text(expanded.expanded(awaited, None, None, {}))


def test_marks():
    assert to_html(marks.quality_tag("kutipan")) == '<span class="quality quality-kutipan">Kutipan</span>'
    assert (
        to_html(marks.provenance("resmi", "BPS"))
        == '<p class="provenance"><span class="quality quality-resmi">Resmi</span> BPS</p>'
    )
    assert text(marks.provenance_key()).count("dari") >= 2


def test_tokens_equal_the_css():
    css = (ASSETS / "tokens.css").read_text()
    colour = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")
    root, rest = css.split('[data-bs-theme="dark"]', 1)
    attribute, system = rest.split("@media (prefers-color-scheme: dark)", 1)
    light = dict(colour.findall(root))
    assert light == tokens.LIGHT
    assert {**light, **dict(colour.findall(attribute))} == tokens.DARK
    assert {**light, **dict(colour.findall(system.split("@media (min-width")[0]))} == tokens.DARK
    assert tokens.FONT_SANS in css


def test_chart_colours_in_the_css_are_tokens():
    look = (ASSETS / "look.css").read_text()
    used = {tuple(map(int, rgb)) for rgb in re.findall(r'rgb\((\d+), (\d+), (\d+)\)"\]', look)}
    light = {tuple(int(value[i : i + 2], 16) for i in (1, 3, 5)) for value in tokens.LIGHT.values()}
    assert used and used <= light


def test_every_css_variable_used_is_defined():
    look, css = (ASSETS / "look.css").read_text(), (ASSETS / "tokens.css").read_text()
    defined = set(re.findall(r"(--[a-z0-9-]+):", css + look))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", look)) - {"--v", "--t"} <= defined
