"""Every declaration loads; a wrong one is refused with a sentence that names its file."""

import re
import shutil
from pathlib import Path

import pytest
from desk import ROOT, swap

from catalogue import CatalogueError, load_catalogue

REAL = ROOT / "catalogue"
PROMISED_KPIS = [
    "spbe_index",
    "spbe_policy_index",
    "spbe_governance_index",
    "spbe_management_index",
    "spbe_service_index",
    "population_census_count",
    "population_bps_count",
    "population_dukcapil_count",
    "population_density_per_km2",
    "registered_voters_count",
    "flood_affected_persons_count",
    "budget_realisation_pct",
]
DIMENSIONS = {f"smart-{name}" for name in ("governance", "branding", "economy", "living", "society", "environment")}
NEW_KPI = """name: {id: "Contoh", en: "Example"}
question: {id: "Berapa?", en: "How many?"}
meaning: {id: "Satu kalimat.", en: "One sentence."}
dimension: smart-society
kind: sum
numerator: registered_voters.registered_voters_count
unit: {id: "orang", en: "people"}
sources: [registered_voters]
owner: Diskominfo
producer: Diskominfo
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the real catalogue to spoil."""
    return Path(shutil.copytree(REAL, tmp_path / "catalogue", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


def refusal(folder: Path) -> str:
    """The one sentence a catalogue is refused with."""
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


def test_every_declaration_loads():
    loaded = load_catalogue()
    for name, items in (("kpi", loaded.kpis), ("sources", loaded.sources), ("cities", loaded.cities)):
        assert set(items) == {path.stem for path in (REAL / name).iterdir()}
    assert set(loaded.dimensions) == DIMENSIONS
    assert set(PROMISED_KPIS) <= set(loaded.kpis)
    assert {"12.76", "12.72", "11.73", "21.72"} <= set(loaded.cities)


def test_indicators_come_in_declared_order():
    loaded = list(load_catalogue().kpis.values())
    assert [(kpi.order, kpi.id) for kpi in loaded] == sorted((kpi.order, kpi.id) for kpi in loaded)


@pytest.mark.parametrize("path", ["kpi/spbe_index.yml", "sources/spbe_evaluation.yml", "cities/12.76.yml"])
def test_a_wrong_key_names_its_file(folder, path):
    with (folder / path).open("a", encoding="utf-8") as file:
        file.write("sattus: salah\n")
    sentence = refusal(folder)
    assert sentence.startswith(f"{path}: ")
    assert "sattus" in sentence


def test_a_wrong_key_of_a_dimension_or_a_nested_key_names_its_file(folder):
    swap(folder / "dimensions.yml", "  headline: spbe_index\n", "  headlin: spbe_index\n")
    assert re.match(r"dimensions\.yml: headlin: ", refusal(folder))
    swap(folder / "dimensions.yml", "  headlin: spbe_index\n", "  headline: spbe_index\n")
    swap(folder / "kpi/spbe_index.yml", "  watch_limit: 1.8\n", "  wacth_limit: 1.8\n")
    assert re.match(r"kpi/spbe_index\.yml: target\.wacth_limit: ", refusal(folder))


SPOILT_KPI = [
    ("dimension: smart-society", "dimension: smart-people", ["smart-people", "smart-environment"]),
    ("sources: [registered_voters]", "sources: [air]", ["'air'", "tambahkan sources/air.yml"]),
    ("sources: [registered_voters]", "sources: []", ["sources"]),
    ("owner: Diskominfo\n", "", ["owner"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\naudience: opd\n", ["exemption"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\naudience: rahasia\nexemption: x\n", ["audience"]),
    ("kind: sum", "kind: ratio", ["denominator"]),
    ("kind: sum", "kind: published", ["value"]),
    ("kind: sum", "kind: median", ["kind"]),
    (
        "owner: Diskominfo\n",
        "owner: Diskominfo\ntarget: {value: 1, name: {id: a, en: a}, source: a}\n",
        ["better: up atau down"],
    ),
    ("owner: Diskominfo\n", "owner: Diskominfo\nsmall_cell_k: 0\n", ["small_cell_reason"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\nsmall_cell_k: -1\n", ["small_cell_k"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\nclass_breaks: [5, 3]\n", ["class_breaks"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\nlevels: [rw]\n", ["levels"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\nid: lain\n", ["id", "nama berkas"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\npart_of: {kpi: tidak_ada, weight: 0.5}\n", ["tidak_ada"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\nowner: BPS\n", ["'owner' ditulis dua kali"]),
    ("owner: Diskominfo\n", "owner: {Diskominfo\n", ["kpi/contoh_count.yml:"]),
    ("owner: Diskominfo\n", "owner: ''\n", ["owner"]),
    (
        "owner: Diskominfo\n",
        "owner: Diskominfo\nalso_in: [smart-people]\n",
        ["also_in", "smart-people", "smart-environment"],
    ),
    ("owner: Diskominfo\n", "owner: Diskominfo\nalso_in: [smart-society]\n", ["also_in", "smart-society"]),
    (
        "owner: Diskominfo\n",
        "owner: Diskominfo\nweight: 0.3\nalso_in: [{dimension: smart-living, weight: 0.5}]\n",
        ["0.3 di smart-society", "0.5 di smart-living", "samakan"],
    ),
    ("owner: Diskominfo\n", "owner: Diskominfo\nonly: {'account; drop': x}\n", ["only"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\nonly: {unit: orang}\n", ["only", "'orang'", "pemilih"]),
    ("owner: Diskominfo\n", "owner: Diskominfo\ncases: polling_stations.polling_station_count\n", ["satu mart"]),
]


@pytest.mark.parametrize(("old", "new", "words"), SPOILT_KPI)
def test_a_wrong_kpi_is_refused(folder, old, new, words):
    path = folder / "kpi" / "contoh_count.yml"
    path.write_text(NEW_KPI, encoding="utf-8")
    load_catalogue(folder)  # as it stands it is right
    swap(path, old, new)
    sentence = refusal(folder)
    assert sentence.startswith("kpi/contoh_count.yml")
    assert all(word in sentence for word in words), sentence


@pytest.mark.parametrize(
    "column",
    [
        "registered_voters.registered_voters_count) from raw.secret --",
        "registered_voters.count; drop table mart.kpi_value",
        'registered_voters."registered_voters_count"',
        "raw.registered_voters.value",
        "registered_voters.(select 1)",
        "registered_voters.Registered",
        "registered_voters",
    ],
)
@pytest.mark.parametrize("key", ["numerator", "printed", "recomputed"])
def test_sql_never_enters_by_a_column_name(folder, key, column):
    text = NEW_KPI.replace("numerator: registered_voters.registered_voters_count\n", "")
    if key != "numerator":
        text += "numerator: registered_voters.registered_voters_count\n"
    (folder / "kpi" / "contoh_count.yml").write_text(f"{text}{key}: '{column}'\n", encoding="utf-8")
    assert refusal(folder).startswith(f"kpi/contoh_count.yml: {key}: ")


@pytest.mark.parametrize("name", ["Contoh", "1contoh", "contoh-count", "con toh", "contoh;drop", "x" * 64])
def test_an_id_that_is_no_identifier_is_refused(folder, name):
    (folder / "kpi" / f"{name}.yml").write_text(NEW_KPI, encoding="utf-8")
    assert refusal(folder).startswith(f"kpi/{name}.yml: id: ")


@pytest.mark.parametrize("second", ["contoh_count.yaml", "kota/contoh_count.yml", "kota/dalam/contoh_count.YML"])
def test_an_id_may_be_used_once_in_all_folders_and_endings(folder, second):
    for name in ("contoh_count.yml", second):
        path = folder / "kpi" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NEW_KPI, encoding="utf-8")
    sentence = refusal(folder)
    assert f"kpi/{second}" in sentence
    assert "kpi/contoh_count.yml" in sentence
    assert "'contoh_count'" in sentence


def test_a_declaration_in_a_subfolder_or_with_the_long_ending_counts(folder):
    path = folder / "kpi" / "kependudukan" / "contoh_count.yaml"
    path.parent.mkdir()
    path.write_text(NEW_KPI, encoding="utf-8")
    assert load_catalogue(folder).kpis["contoh_count"].name.id == "Contoh"


def test_only_true_and_false_are_booleans(folder):
    """In YAML 1.1 `no`, `on`, `yes` and `off` are booleans: a column called `no` would be lost."""
    path = folder / "sources" / "spbe_indicators.yml"
    assert load_catalogue(folder).sources["spbe_indicators"].columns["indicator_no"].from_ == "no"
    swap(path, "{from: no, type: integer, required: true, min: 1}", "{from: on, type: integer, required: true, min: 1}")
    column = load_catalogue(folder).sources["spbe_indicators"].columns["indicator_no"]
    assert column.from_ == "on"
    assert column.required is True


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", ""),
        ("- a\n- b\n", ""),
        ("teks saja\n", ""),
        ("name: 2024-13-45\n", ":1:7"),
        ("? [a]\n: b\n", ""),
        ("a: 'b\n", ":2:1"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_by_name(folder, text, where):
    (folder / "kpi" / "contoh_count.yml").write_text(text, encoding="utf-8")
    assert refusal(folder).startswith(f"kpi/contoh_count.yml{where}: ")


def test_a_file_in_another_encoding_is_refused(folder):
    (folder / "kpi" / "contoh_count.yml").write_bytes(NEW_KPI.replace("Contoh", "Conté").encode("latin-1"))
    assert re.match(r"kpi/contoh_count\.yml: bukan UTF-8; ", refusal(folder))


def test_yaml_cannot_call_python(folder):
    (folder / "kpi" / "contoh_count.yml").write_text("name: !!python/object/apply:os.getcwd []\n", encoding="utf-8")
    assert refusal(folder).startswith("kpi/contoh_count.yml:1:7: ")


CLOSED = "audience: opd\nexemption: UU 14/2008 Pasal 17\n"


def test_closing_a_source_needs_a_ground_and_closes_its_kpis(folder):
    path = folder / "sources" / "registered_voters.yml"
    path.write_text("audience: opd\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert re.match(r"sources/registered_voters\.yml: .*exemption", refusal(folder))
    swap(path, "audience: opd\n", CLOSED)
    sentence = refusal(folder)
    assert sentence.startswith("kpi/registered_voters_count.yml: ")
    assert "'registered_voters'" in sentence
    assert "opd" in sentence
    for kpi_id in ("registered_voters_count", "voters_per_polling_station_mean"):
        kpi = folder / "kpi" / f"{kpi_id}.yml"
        kpi.write_text(CLOSED + kpi.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_catalogue(folder).kpis["registered_voters_count"].audience == "opd"


def test_a_start_page_shows_only_public_indicators(folder):
    """A closed indicator on the card of a dimension or a city would be named to everybody."""
    path = folder / "kpi" / "spbe_index.yml"
    path.write_text(CLOSED + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert re.match(r"dimensions\.yml: KPI 'spbe_index' ", refusal(folder))


SPOILT_SOURCE = [
    ("key: [area_code, year]", "key: [area_code, tahun]", "tahun"),
    ("type: integer, required: true, min: 0", "type: integer, required: true, min: nol", "min"),
    ("type: integer, required: true, min: 0", "type: integer, required: true, max_of: {jenis: {a: 1}}", "max_of"),
    ("{from: unit, allowed: [pemilih]}", "{from: unit, min: 1}", "max_of hanya untuk"),
    ("{from: unit, allowed: [pemilih]}", "{from: unit, personal: true, allowed: [x]}", "personal"),
    ("{from: unit, allowed: [pemilih]}", "{from: unit, type: money}", "type"),
    ("quality: kutipan", "quality: pasti", "quality"),
    ("quality: kutipan", "quality: kutipan\nmax_set_aside_pct: 101", "max_set_aside_pct"),
    ("quality: kutipan", "quality: kutipan\nnumber_format: fr", "number_format"),
    (
        "quality: kutipan",
        "quality: kutipan\nknown_faults: [{match: {tahun: '1'}, column: year, reason: {id: a, en: a}, expect: ''}]",
        "known_faults menyebut kolom",
    ),
    (
        "quality: kutipan",
        'quality: kutipan\nknown_faults: [{match: {"year = 1 or 1": "1"}, column: year, reason: {id: a, en: a}, expect: ""}]',
        "known_faults",
    ),
]


@pytest.mark.parametrize(("old", "new", "word"), SPOILT_SOURCE)
def test_a_wrong_source_is_refused(folder, old, new, word):
    swap(folder / "sources" / "registered_voters.yml", old, new)
    sentence = refusal(folder)
    assert sentence.startswith("sources/registered_voters.yml: ")
    assert word in sentence


def test_a_source_cannot_take_the_name_of_a_table_of_the_program(folder):
    shutil.copy(folder / "sources" / "registered_voters.yml", folder / "sources" / "area.yml")
    assert refusal(folder).startswith("sources/area.yml: ")


@pytest.mark.parametrize(("old", "new", "word"), [
    ('bps_code: "1274"', "bps_code: 12.74", "bps_code"),
    ("map_crs: EPSG:32647", "map_crs: UTM 47N", "map_crs"),
    ("start_map_kpi: population_density_modelled_per_km2", "start_map_kpi: tidak_ada", "tambahkan kpi/tidak_ada.yml"),
    ("kind: definitif", "kind: penjabat", "office_holder.kind"),
])  # fmt: skip
def test_a_wrong_city_is_refused(folder, old, new, word):
    swap(folder / "cities" / "12.76.yml", old, new)
    sentence = refusal(folder)
    assert sentence.startswith("cities/12.76.yml: ")
    assert word in sentence


def test_a_city_file_is_named_by_its_code(folder):
    (folder / "cities" / "12.76.yml").rename(folder / "cities" / "1276.yml")
    assert refusal(folder).startswith("cities/1276.yml: code: ")


def test_a_kpi_may_belong_to_several_dimensions_with_one_weight(folder):
    path = folder / "kpi" / "contoh_count.yml"
    also = "weight: 0.3\nalso_in: [smart-branding, {dimension: smart-living, weight: 0.3}]\n"
    path.write_text(NEW_KPI + also, encoding="utf-8")
    kpi = load_catalogue(folder).kpis["contoh_count"]
    assert kpi.dimensions == ("smart-society", "smart-branding", "smart-living")


@pytest.mark.parametrize("kpi", load_catalogue().kpis.values(), ids=lambda kpi: kpi.id)
def test_an_indicator_says_what_it_means_in_both_languages(kpi):
    """One sentence each, not the name again; who answers, what to beware of; a target only with its source."""
    for sentence in (kpi.meaning.id, kpi.meaning.en):
        assert sentence.endswith(".") and len(sentence) > 20
        assert not re.search(r"[.!?] [A-Z]", sentence), sentence
    assert kpi.meaning.id != kpi.meaning.en
    assert kpi.name.id != kpi.meaning.id.rstrip(".")
    assert kpi.owner and kpi.audience
    assert kpi.kind == "awaited" or kpi.caveats
    assert kpi.target is None or kpi.target.source


@pytest.mark.parametrize("path", ["kpi/opd_count.yml", "dimensions.yml"])
def test_words_about_what_is_no_citys_code_are_refused(folder, path):
    file = folder / path
    file.write_text(re.sub(r'"1[12]\.7[23]"', '"1272"', file.read_text(encoding="utf-8")), encoding="utf-8")
    assert refusal(folder).startswith(f"{path}: ")


def test_the_cities_our_words_are_about_are_declared():
    """Elsewhere a city may be left out of an installation; its words then wait."""
    loaded = load_catalogue()
    named = {code for kpi in loaded.kpis.values() for caveat in kpi.caveats for code in caveat.cities}
    assert len(named) >= 3 and named <= set(loaded.cities)


@pytest.mark.parametrize(("added", "word"), [
    ("match: {}", "match"),
    ("match: {year: '2014'}\n    status: dilaporkan", "reported_to"),
    ("match: {year: '2014'}\n    status: selesai", "status"),
    ("match: {tahun: '2014'}", "tahun"),
    ("match: {year: '2014'}\n    beside: [{kpis: [], area: '12.76', period: '2014'}]", "beside"),
    ("match: {year: '2014'}\n    beside: [{kpis: [a], area: Tebing, period: '2014'}]", "beside"),
])  # fmt: skip
def test_a_correction_that_says_too_little_is_refused(folder, added, word):
    path = folder / "sources" / "registered_voters.yml"
    fault = f"known_faults:\n  - {added}\n    column: unit\n    expect: pemilih\n    reason: {{id: a, en: a}}\n"
    path.write_text(path.read_text(encoding="utf-8") + fault, encoding="utf-8")
    sentence = refusal(folder)
    assert sentence.startswith("sources/registered_voters.yml: ")
    assert word in sentence
