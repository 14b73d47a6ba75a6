"""The written reference of indicators is that of the catalogue."""

import runpy
from pathlib import Path

from catalogue import load_catalogue

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_is_current():
    made = runpy.run_path(str(DOCS / "reference.py"))
    assert (DOCS / "indikator.md").read_text(encoding="utf-8") == made["reference"](load_catalogue()), (
        "run `make reference`"
    )


def test_the_reference_names_every_indicator():
    text = (DOCS / "indikator.md").read_text(encoding="utf-8")
    for kpi in load_catalogue().kpis.values():
        assert f"`{kpi.id}` · {kpi.name.en}" in text
