"""Several schemes of dimensions side by side: one slug, one spelling, one meaning; a wrong one is refused by name."""

import shutil
from pathlib import Path

import pytest
from desk import ROOT, swap

from catalogue import CatalogueError, load_catalogue

MISSIONS = "misi-tanjungpinang-2017"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the real catalogue to spoil."""
    ignored = shutil.ignore_patterns("*.py", "__pycache__")
    return Path(shutil.copytree(ROOT / "catalogue", tmp_path / "catalogue", ignore=ignored))


def test_the_six_national_dimensions_stay_and_the_ten_missions_stand_beside_them():
    loaded = load_catalogue()
    assert len(loaded.dimensions) == 6
    assert list(loaded.schemes) == ["nasional", MISSIONS]
    assert len(loaded.schemes[MISSIONS].dimensions) == 10
    assert len(loaded.every_dimension) == 16
    assert loaded.cities["21.72"].schemes == ["nasional", MISSIONS]
    assert loaded.cities["12.76"].schemes == ["nasional"]


SPOILT = {
    # name -> (file, old, new, words of the sentence)
    "a slug of another scheme": (f"schemes/{MISSIONS}.yml", "  misi-5-smart-energy:", "  smart-living:", ["smart-living", "nasional"]),
    "a spelling of two dimensions": (f"schemes/{MISSIONS}.yml", '"energy"]', '"energy", "BUILDING"]', ["'building'", "misi-5-smart-energy", "misi-8-smart-building"]),
    "an unknown national dimension": (f"schemes/{MISSIONS}.yml", "national: [smart-governance]", "national: [smart-village]", ["smart-village", "smart-environment"]),
    "an unknown indicator": (f"schemes/{MISSIONS}.yml", "kpis: [waste_handled_pct]", "kpis: [waste_handeld_pct]", ["waste_handeld_pct", "kpi/waste_handeld_pct.yml"]),
    "a wrong key": (f"schemes/{MISSIONS}.yml", "year: 2017", "tahun: 2017", ["tahun"]),
    "an unknown scheme of a city": ("cities/21.72.yml", f"[nasional, {MISSIONS}]", "[nasional, misi-2030]", ["misi-2030", MISSIONS]),
    "an unknown further dimension": ("kpi/flood_event_count.yml", "also_in: [smart-society]", "also_in: [smart-village]", ["also_in", "smart-village"]),
    "its own dimension again": ("kpi/flood_event_count.yml", "also_in: [smart-society]", "also_in: [smart-environment]", ["also_in", "smart-environment"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_scheme_is_refused(folder, fault):
    path, old, new, words = SPOILT[fault]
    swap(folder / path, old, new)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert str(caught.value).startswith(f"{path}: ")
    assert all(word in str(caught.value) for word in words)


def test_an_indicator_weighs_the_same_in_two_schemes(folder):
    """0.3 in the national dimension and 0.2 in a mission: which one holds nobody could say."""
    path = folder / "kpi" / "flood_event_count.yml"
    swap(path, "also_in: [smart-society]", "weight: 0.3\nalso_in: [{dimension: misi-10-smart-security, weight: 0.2}]")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert "0.3 di smart-environment, 0.2 di misi-10-smart-security" in str(caught.value)
    swap(path, "weight: 0.2", "weight: 0.3")
    assert load_catalogue(folder).kpis["flood_event_count"].dimensions == (
        "smart-environment",
        "misi-10-smart-security",
    )


def test_a_closed_indicator_is_not_named_by_a_scheme(folder):
    swap(folder / "kpi" / "waste_handled_pct.yml", "name:", "audience: opd\nexemption: contoh\nname:")
    with pytest.raises(CatalogueError, match=f"schemes/{MISSIONS}.yml: misi-3-smart-water-sanitation"):
        load_catalogue(folder)
