"""`make translations`: every sentence of the program into `ui/translations/en.po`.

Sentences of the program must all be translated. Words of the data (citations, remarks, predicates) may be: what the
catalogue holds of them in the context `data` is kept as long as the data still say it; the others stand on English pages
as they are. `python docs/translations.py data` lists those that are not translated.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from catalogue import load_catalogue  # noqa: E402
from ui.cited import is_told, pieces  # noqa: E402
from ui.language import DATA, speaking  # noqa: E402

ROOMS = ("ui", "pages", "web", "store", "exports")
KEYWORDS = {"_": None, "_with": None, "N_": None, "_n": (1, 1), "NotThere": (2,), "Unready": (1,)}
COLUMNS = ("citation", "remark", "predicate", "province_group")
ALSO_SHOWN = {  # further columns whose words stand on pages, by the source's id or its beginning
    "budget_totals": ("document",),
    "area_changes": ("source", "note"),
    "area_codes": ("note",),
    "assets": ("name", "kind", "owner"),
    "city_documents": ("title", "kind", "status"),
    "evaluation_weights": ("component",),
    "masterplan_books": ("book", "title", "holds"),
    "milestones": ("title",),
    "missions": ("name",),
    "partnerships": ("partner", "kind", "scope", "progress"),
    "pemdi_": ("nama_indikator", "aspek"),
    "pj_evaluation": ("instrument",),
    "pj_indicators": ("ask",),
    "plan_priorities": ("priority",),
    "principles": ("principle",),
    "programmes": ("name", "owner"),
    "river_levels": ("place",),
    "roadmaps": ("horizon", "said_by"),
    "spbe_errata": ("entity", "reason", "found_by", "reported_to", "report_status"),
    "spbe_indicators": ("nama_indikator", "aspek", "domain"),
    "spbe_levels": ("nama", "kriteria_ringkas"),
    "spbe_predicate_rules": ("alasan",),
}
ENGLISH = ROOT / "ui" / "translations" / "en.po"


def collected(root: Path = ROOT, names: Iterable[str] | None = None) -> tuple[Catalog, set[str]]:
    """All messages that must have a translation, and the words of the data that may have one.

    `names`: of agencies, provinces, regulations; those of the catalogue unless given.
    """
    found = Catalog()
    for room in ROOMS:
        for _file, _line, message, _comments, context in extract_from_dir(root / room, keywords=KEYWORDS):
            found.add(message, context=context)
    return found, words_of_the_data(root, names)


def words_of_the_data(root: Path = ROOT, names: Iterable[str] | None = None) -> set[str]:
    """Texts of the columns that pages show, in all delimited files of the repository's data; promises; names."""
    found: set[str] = set()
    for path in sorted((root / "data").glob("r*/**/*.csv")):  # raw and reference
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            places = (*path.relative_to(root / "data").parts[1:-1], path.stem)
            more = (ALSO_SHOWN[key] for key in ALSO_SHOWN if any(place.startswith(key) for place in places))
            shown = (*COLUMNS, *chain.from_iterable(more))
            found |= {row[name].strip() for row in csv.DictReader(file) for name in shown if row.get(name)}
    for path in sorted((root / "etl" / "checks").glob("*.sql")):  # the promises an edition lists
        lines = path.read_text(encoding="utf-8").splitlines()
        found.add(" ".join(line[3:] for line in lines if line.startswith("-- ")))
    return (found | set(_declared(root) if names is None else names)) - {""}


def untold(texts: Iterable[str]) -> set[str]:
    """Those of the texts that an English page can only show in Indonesian."""
    with speaking("en"):
        return {text for text in texts if not is_told(text)}


def _declared(root: Path) -> Iterator[str]:
    """Indonesian words of the declarations that are not written in two languages there."""
    catalogue = load_catalogue(root / "catalogue")
    for city in catalogue.cities.values():
        yield from (city.province, city.office_holder.source if city.office_holder else "")
    for one in (*catalogue.sources.values(), *catalogue.kpis.values()):
        for name in ("publisher", "producer", "custodian", "licence", "owner", "reference", "small_cell_reason"):
            yield getattr(one, name, None) or ""
    for source in catalogue.sources.values():
        for fault in source.known_faults:
            yield from (fault.found_by or "", fault.reported_to or "")
    for scheme in catalogue.schemes.values():
        yield scheme.source or ""
        yield from (one.correction.source for one in scheme.dimensions.values() if one.correction)
    for kpi in catalogue.kpis.values():
        yield kpi.target.source if kpi.target else ""
        yield kpi.awaiting.whom if kpi.awaiting else ""


def update(path: Path = ENGLISH) -> tuple[int, int]:
    """Bring the English catalogue up to date; (messages, of these without a translation)."""
    template, data = collected()
    asked = {piece for text in data for piece in pieces(text)}
    with path.open("rb") as file:
        english = read_po(file, locale="en")
    for message in [*english]:
        if message.context == DATA and message.id in asked and message.string:
            template.add(message.id, context=DATA)
    english.update(template, no_fuzzy_matching=True)
    english.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, english, width=120, omit_header=True, no_location=True, sort_output=True, ignore_obsolete=True)
    texts = [message for message in english if message.id]
    return len(texts), sum(not message.string or message.string == ("", "") for message in texts)


if __name__ == "__main__":
    if sys.argv[1:] == ["data"]:
        sys.stdout.writelines(f"{text}\n" for text in sorted(untold(words_of_the_data())))
        raise SystemExit(0)
    total, empty = update()
    raise SystemExit(f"{ENGLISH.name}: {empty} of {total} messages are not translated yet" if empty else 0)
