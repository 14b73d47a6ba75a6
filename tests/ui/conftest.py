"""Small makers of indicators and rows for the tests of this room."""

import datetime as dt

import pytest

from catalogue.models import Kpi, Source


def both(words: str) -> dict[str, str]:
    return {"id": words, "en": words}


def make_kpi(*, unit: str = "jiwa", kind: str = "published", **keys) -> Kpi:
    columns = {"published": {"value": "mart.figure"}, "sum": {"numerator": "mart.people"}, "awaited": {}}
    columns["ratio"] = {"numerator": "mart.realised_idr", "denominator": "mart.ceiling_idr"}
    return Kpi(
        **{
            "id": "thing_count",
            "name": both("Nama indikator"),
            "question": both("Berapa?"),
            "dimension": "smart-governance",
            "kind": kind,
            "unit": both(unit),
            "sources": [] if kind == "awaited" else ["origin"],
            "owner": "Diskominfo",
            "producer": "BPS",
            **columns[kind],
            **keys,
        }
    )


def make_row(value, *, status: str = "no_target", quality: str = "resmi", year: int = 2024, **keys) -> dict:
    return {
        "kpi_id": "thing_count",
        "city_code": "12.76",
        "area_level": "kota",
        "area_code": "12.76",
        "period_grain": "year",
        "period_start": dt.date(year, 1, 1),
        "value": value,
        "numerator": None,
        "denominator": None,
        "n": None,
        "target": None,
        "status": status,
        "quality": quality,
        "source_id": "origin",
        "edition": "2026-11-22-000000-abcdef01",
        "area_name": "Kota Uji",
        "row_source": None,
        **keys,
    }


def make_area(code: str, name: str, x: int, y: int, size: int = 200, **keys) -> dict:
    """A square of `size` at x, y."""
    return {
        "area_code": code,
        "area_name": name,
        "area_level": "kelurahan",
        "parent_code": code[:8],
        "path": f"M{x} {y}l{size} 0 0 {size} {-size} 0z",
        "label_x": x + size // 2,
        "label_y": y + size // 2,
        "bbox": (x, y, x + size, y + size),
        "is_coverage_only": False,
        **keys,
    }


@pytest.fixture
def kpi():
    return make_kpi


@pytest.fixture
def row():
    return make_row


@pytest.fixture
def area():
    return make_area


@pytest.fixture
def target():
    """A published target with its rule of watch."""
    return {
        "value": 2.6,
        "name": both("target RPJMN"),
        "source": "Perpres",
        "watch_limit": 2.3,
        "watch_rule": both("Aturan pantau"),
    }


@pytest.fixture
def source():
    return Source(
        id="origin",
        title=both("Laporan 2024"),
        publisher="PANRB",
        producer="PANRB",
        custodian="Diskominfo",
        licence="terbuka",
        cadence=both("tahunan"),
        obtained=both("unduhan"),
        quality="resmi",
        columns={"a": {"from": "a"}},
    )
