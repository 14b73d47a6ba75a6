"""Writes docs/indikator.md, the reference of all indicators, from the catalogue. `make reference`; a test keeps it current."""

from pathlib import Path

from catalogue import Catalogue, Kpi, load_catalogue
from ui.satu_data import caveat_words, formula_words

FILE = Path(__file__).parent / "indikator.md"
HEAD = """# Acuan indikator

Dibuat dari `catalogue/` oleh `make reference`; jangan diubah dengan tangan. Yang dibaca program adalah berkas YAML-nya, dan
yang pernah terbit ada di dalam setiap edisi (`/data`).

"""
BETTER = {"up": "makin tinggi makin baik", "down": "makin rendah makin baik", "neither": "tidak dinilai"}


def reference(catalogue: Catalogue) -> str:
    """The whole document."""
    parts = [HEAD]
    for slug, dimension in catalogue.dimensions.items():
        kpis = [kpi for kpi in catalogue.kpis.values() if kpi.dimension == slug]
        if kpis:
            parts.append(f"## {dimension.name.id}\n\n")
            parts += [_entry(kpi, catalogue) for kpi in kpis]
    return "".join(parts)


def _entry(kpi: Kpi, catalogue: Catalogue) -> str:
    target = kpi.target
    lines = [
        ("Pertanyaan", kpi.question.id),
        ("Arti", meaning.id if (meaning := getattr(kpi, "meaning", None)) else None),
        ("Rumus", formula_words(kpi) if kpi.kind != "awaited" else None),
        ("Satuan, arah", f"{kpi.unit.id}; {BETTER[kpi.better]}"),
        (
            "Target atau ambang",
            f"{target.value:g} ({target.name.id}; {target.source})" if target else "belum ada yang terbit",
        ),
        ("Tingkat, periode", f"{', '.join(kpi.levels)}; {kpi.grain}"),
        ("Sumber", "; ".join(catalogue.sources[name].title.id for name in kpi.sources) or None),
        ("Belum tersedia", f"{kpi.awaiting.what.id} Tanyakan kepada {kpi.awaiting.whom}." if kpi.awaiting else None),
        ("Penanggung jawab", f"{kpi.owner}; produsen data {kpi.producer}; untuk {kpi.audience}"),
        ("Catatan", " ".join(caveat_words(kpi, catalogue.cities)) or None),
    ]
    body = "".join(f"- {term}: {words}\n" for term, words in lines if words)
    return f"### {kpi.name.id}\n\n`{kpi.id}` · {kpi.name.en}\n\n{body}\n"


if __name__ == "__main__":
    FILE.write_text(reference(load_catalogue()), encoding="utf-8")
