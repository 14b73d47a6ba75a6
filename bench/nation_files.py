"""Declarations and figures of the made-up nation: 8 sources with a file per city, 5 indicators of each, 10 years.

All of it says in its words that it is generated (`ANGKA UJI`). Its declared quality is `kutipan`: simulated figures are
refused by the build, and the road to measure is that of real ones. It lives in a folder of the bench and is never published.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from bench import ROOT

SOURCES = "abcdefgh"
YEARS = range(2016, 2026)
BLANK_SHARE = 0.01
CITED = "a"  # the source whose every row cites where it comes from
SMALL = "bf"  # sources whose cases are few, so that the public file has cells to hide
COLUMNS = ("part_count", "whole_count", "done_count", "due_count", "case_count")


def _both(text: str) -> dict[str, str]:
    return {"id": text, "en": text}


def write_sources(cities: Sequence, raw: Path, seed: int, sources: str) -> None:
    """`raw/uji_<letter>/<city>/figures.csv`: a row per desa and year."""
    for at, letter in enumerate(sources):
        rng = np.random.default_rng((seed, 1000 + at))
        for city in cities:
            folder = raw / f"uji_{letter}" / city.code
            folder.mkdir(parents=True)
            (folder / "figures.csv").write_text(_figures(letter, city, rng), encoding="utf-8")


def _figures(letter: str, city, rng) -> str:
    codes = [code for _, code in city.desa()]
    shape = (len(codes), len(YEARS))
    base = rng.integers(300, 6000, len(codes))[:, None]
    whole = base + rng.integers(0, 40, shape).cumsum(axis=1)
    part = (whole * rng.uniform(0.3, 0.95, shape)).astype(int)
    due = rng.integers(10, 400, shape)
    done = (due * rng.uniform(0.4, 1.0, shape)).astype(int)
    cases = rng.integers(0, 30 if letter in SMALL else 900, shape)
    index = np.round(rng.uniform(30, 95, shape), 2)
    columns = [np.char.mod("%d", c) for c in (part, whole, done, due, cases)] + [np.char.mod("%.2f", index)]
    for column in columns:
        column[rng.random(shape) < BLANK_SHARE] = ""
    cited = f"ANGKA UJI dibangkitkan untuk {city.code}" if letter == CITED else ""
    lines = ["kode;tahun;" + ";".join((*COLUMNS, "printed_index", "sitasi"))]
    rows = np.stack(columns, axis=-1).tolist()
    for code, years in zip(codes, rows, strict=True):
        lines += [f"{code};{year};{';'.join(values)};{cited}" for year, values in zip(YEARS, years, strict=True)]
    return "\n".join(lines) + "\n"


def write_catalogue(cities: Sequence, map_crs: Mapping[str, str], folder: Path, sources: str) -> None:
    """`catalogue/` and `reference/` below `folder`: the real sources (their marts need them), made-up cities and indicators."""
    catalogue = folder / "catalogue"
    ours = shutil.ignore_patterns("*.py", "__pycache__", "cities", "kpi", "schemes")
    shutil.copytree(ROOT / "catalogue", catalogue, ignore=ours)
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    for path in folder.glob("reference/spbe_*"):  # aliases and errata name agencies that this nation does not have
        path.unlink()
    dimensions = (ROOT / "catalogue" / "dimensions.yml").read_text(encoding="utf-8")
    (catalogue / "dimensions.yml").write_text(
        re.sub(r"(?m)^\s+(?:headline|city):.*\n", "", dimensions), encoding="utf-8"
    )
    slugs = [slug for slug, body in yaml.safe_load(dimensions).items() if isinstance(body, dict)][:6]
    for letter in sources:
        _declare(catalogue / "sources" / f"uji_{letter}.yml", _source(letter))
        for number, kpi in enumerate(_kpis(letter), 1):
            slug = slugs[(SOURCES.index(letter) * 5 + number) % len(slugs)]
            _declare(catalogue / "kpi" / f"{kpi.pop('id')}.yml", {"dimension": slug, **kpi})
    for order, city in enumerate(cities):
        _declare(catalogue / "cities" / f"{city.code}.yml", _city(city, map_crs[city.code], order))


def _declare(path: Path, body: dict) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(body, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _source(letter: str) -> dict:
    numbers = {name: {"from": name, "type": "integer", "min": 0} for name in COLUMNS}
    return {
        "title": _both(f"ANGKA UJI {letter.upper()} (dibangkitkan)"),
        "publisher": "bench/nation.py",
        "producer": "bench/nation.py",
        "custodian": "bench/nation.py",
        "licence": "tidak untuk diterbitkan",
        "cadence": _both("tahunan"),
        "released_on": "2026-01-31",
        "obtained": _both("Dibangkitkan untuk uji skala; bukan data wilayah mana pun"),
        "quality": "kutipan",
        "columns": {
            "area_code": {"from": "kode", "type": "area_code", "required": True},
            "year": {"from": "tahun", "type": "year", "required": True},
            **numbers,
            "printed_index": {"from": "printed_index", "type": "decimal", "min": 0, "max": 100},
            "row_source": {"from": "sitasi"},
        },
        "key": ["area_code", "year"],
    }


def _kpis(letter: str) -> list[dict]:
    """Two ratios, two sums, one published index."""
    every = ["kota", "kecamatan", "kelurahan"]
    mart = f"uji_{letter}"

    def kpi(name: str, what: str, unit: str, **more) -> dict:
        return {
            "id": f"uji_{letter}_{name}",
            "name": _both(f"ANGKA UJI {letter.upper()}: {what}"),
            "question": _both("Angka yang dibangkitkan untuk uji skala?"),
            "meaning": _both("Angka ini tidak berarti apa-apa: ia dibangkitkan untuk uji skala."),
            "unit": _both(unit),
            "levels": every,
            "sources": [mart],
            "owner": "OPD Uji",
            "producer": "bench/nation.py",
            **more,
        }

    target = {"value": 70.0, "name": _both("Batas uji"), "source": "bench/nation.py", "watch_limit": 60.0}
    names = {"numerator_name": _both("bagian"), "denominator_name": _both("seluruhnya")}
    return [
        kpi("part_pct", "bagian", "%", kind="ratio", numerator=f"{mart}.part_count", denominator=f"{mart}.whole_count",
            scale=100, decimals=1, better="up", target=target, **names),
        kpi("done_pct", "selesai", "%", kind="ratio", numerator=f"{mart}.done_count", denominator=f"{mart}.due_count",
            scale=100, decimals=1, better="up", min_denominator=15, **names),
        kpi("whole_count", "seluruhnya", "jiwa", kind="sum", numerator=f"{mart}.whole_count"),
        kpi("case_count", "kasus", "kasus", kind="sum", numerator=f"{mart}.case_count", better="down"),
        kpi("printed_index", "indeks tercetak", "dari 100", kind="published", value=f"{mart}.printed_index",
            decimals=2) | {"levels": ["kelurahan"]},
    ]  # fmt: skip


def _city(city, map_crs: str, order: int) -> dict:
    lowest = "Kelurahan" if city.code[3] == "7" else "Desa"
    return {
        "bps_code": city.code.replace(".", ""),
        "name": city.name,
        "province": city.province,
        "order": order + 1,
        "level_names": {
            "kota": _both(city.name.split()[0]),
            "kecamatan": _both("Kecamatan"),
            "kelurahan": _both(lowest),
        },
        "expected_areas": {"kota": 1, "kecamatan": len(city.kecamatan), "kelurahan": sum(city.kecamatan)},
        "map_crs": map_crs,
        "start_map_kpi": "uji_a_part_pct",
        "start_map_level": "kelurahan",
        "facts": ["uji_a_whole_count"],
        "outline_attribution": _both("Garis batas uji, dibangkitkan; bukan wilayah nyata."),
    }


def write_program(folder: Path, sources: str) -> None:
    """A copy of the ETL with a mart for each made-up source; no other file is changed."""
    ignored = shutil.ignore_patterns("__pycache__", "*.yml")
    for room in ("catalogue", "etl"):
        shutil.copytree(ROOT / room, folder / room, ignore=ignored)
    mart = (ROOT / "bench" / "nation_mart.sql").read_text(encoding="utf-8")
    for letter in sources:
        path = folder / "etl" / "sql" / "mart" / f"uji_{letter}.sql"
        path.write_text(mart.replace("uji_x", f"uji_{letter}"), encoding="utf-8")
