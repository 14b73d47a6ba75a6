"""Reads `catalogue/**.yml`. The file name is the identity; every fault is one sentence that names the file."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from catalogue.faults import CatalogueError
from catalogue.models import City, Dimension, Kpi, Scheme, Source
from catalogue.schemes import check_schemes
from catalogue.sentences import no_date, row_of, sentence_of, yaml_sentence

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Catalogue:
    """Everything declared, keyed by id, slug or code."""

    kpis: dict[str, Kpi]
    sources: dict[str, Source]
    cities: dict[str, City]
    dimensions: dict[str, Dimension]  # the six national ones
    schemes: dict[str, Scheme]  # sets of dimensions, `nasional` first

    @property
    def every_dimension(self) -> dict[str, Dimension]:
        """Dimensions of all schemes by slug; a slug belongs to one scheme."""
        return {slug: one for scheme in self.schemes.values() for slug, one in scheme.dimensions.items()}


class _OneKeyLoader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):
    """YAML that refuses the same key twice: the second would win in silence."""


def _mapping(loader, node):
    seen: dict[object, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"kunci '{key}' ditulis dua kali", key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


# As in YAML 1.2 only true and false are booleans: a column called `no` stays text.
_OneKeyLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in _OneKeyLoader.yaml_implicit_resolvers.items()
}
_OneKeyLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_OneKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@lru_cache(maxsize=512)
def _parsed(text: str):
    """The content of a YAML text, parsed once in a process; nobody changes it."""
    return yaml.load(text, Loader=_OneKeyLoader)


def _read(path: Path, shown: str):
    try:
        content = _parsed(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise CatalogueError(f"{shown}: bukan UTF-8; simpan ulang sebagai UTF-8") from None
    except (
        yaml.YAMLError,
        ValueError,
        TypeError,
    ) as fault:  # ValueError: a date that does not exist; TypeError: a list as key
        mark = getattr(fault, "problem_mark", None)
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else no_date(path.read_text(encoding="utf-8"))
        what = getattr(fault, "problem", None) or str(fault).splitlines()[0]
        raise CatalogueError(f"{shown}{where}: {yaml_sentence(what)}; perbaiki YAML-nya") from None
    return content


def _validated(model, content, shown: str, **identity):
    if not isinstance(content, dict):
        raise CatalogueError(f"{shown}: berkas kosong atau bukan daftar kunci: nilai; lihat contoh di docs/")
    repeated = [k for k in identity if k in content]
    if repeated:
        raise CatalogueError(f"{shown}: {repeated[0]} diambil dari nama berkas; hapus kunci '{repeated[0]}'")
    try:
        return model.model_validate({**content, **identity})
    except ValidationError as fault:
        sentences = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'isi'}: {sentence_of(e)}" for e in fault.errors())
        raise CatalogueError(f"{shown}: {sentences}") from None


def read_declared(path: Path, model, shown: str):
    """One YAML file that lies among the data as `model`. Raises `CatalogueError`: a line `shown:row:key: sentence` per fault."""
    content = _read(path, shown)
    if not isinstance(content, dict):
        raise CatalogueError(
            f"{shown}:1:: berkas kosong atau bukan daftar kunci: nilai; lihat contohnya di docs/menambah.md"
        )
    try:
        return model.model_validate(content)
    except ValidationError as fault:
        text = path.read_text(encoding="utf-8")
        lines = [
            f"{shown}:{row_of(text, e['loc']) or 1}:{'.'.join(map(str, e['loc']))}: {sentence_of(e)}"
            for e in fault.errors()
        ]
        raise CatalogueError("\n".join(lines)) from None


def _folder(root: Path, name: str, model, identity: str) -> dict:
    found: dict[str, object] = {}
    where: dict[str, str] = {}
    for path in sorted(p for p in (root / name).rglob("*") if p.suffix.lower() in (".yml", ".yaml")):
        shown = path.relative_to(root).as_posix()
        key = path.stem
        if key.lower() in where:
            raise CatalogueError(
                f"{shown}: id '{key}' sudah dipakai {where[key.lower()]}; ganti nama salah satu berkas"
            )
        where[key.lower()] = shown
        found[key] = _validated(model, _read(path, shown), shown, **{identity: key})
    return found


def _dimensions(root: Path) -> dict[str, Dimension]:
    shown = "dimensions.yml"
    content = _read(root / shown, shown)
    if not isinstance(content, dict):
        raise CatalogueError(f"{shown}: berkas kosong; nyatakan paling sedikit satu dimensi")
    return {slug: _validated(Dimension, body, shown, slug=slug) for slug, body in content.items()}


NATIONAL = {
    "id": "nasional",
    "name": {"id": "Enam dimensi nasional", "en": "The six national dimensions"},
    "year": 2021,
    "source": "Kominfo, Buku Panduan Penyusunan Masterplan Smart City (2021)",
}


def _schemes(root: Path, national: dict[str, Dimension]) -> dict[str, Scheme]:
    """The national six, then the sets of `schemes/*.yml`; a dimension takes its slug from its key."""
    found = {"nasional": Scheme.model_validate({**NATIONAL, "dimensions": national})}
    for path in sorted((root / "schemes").glob("*.yml")):
        shown = path.relative_to(root).as_posix()
        content = _read(path, shown)
        listed = content.get("dimensions") if isinstance(content, dict) else None
        if not isinstance(listed, dict) or not all(isinstance(body, dict) for body in listed.values()):
            raise CatalogueError(f"{shown}: dimensions: nyatakan tiap dimensi dengan slug sebagai kuncinya")
        content = {**content, "dimensions": {slug: {**body, "slug": slug} for slug, body in listed.items()}}
        found[path.stem] = _validated(Scheme, content, shown, id=path.stem)
    return found


def load_catalogue(root: Path | None = None) -> Catalogue:
    """Load and cross-check every declaration below `root` (default: this package's folder)."""
    root = root or HERE
    kpis = _folder(root, "kpi", Kpi, "id")
    loaded = Catalogue(
        kpis=dict(sorted(kpis.items(), key=lambda item: (item[1].order, item[0]))),
        sources=_folder(root, "sources", Source, "id"),
        cities=_folder(root, "cities", City, "code"),
        dimensions=(national := _dimensions(root)),
        schemes=_schemes(root, national),
    )
    _cross_check(loaded)
    check_schemes(loaded)
    return loaded


def _check_only(shown: str, kpi: Kpi, source: Source) -> None:
    """A row that `only` names must be able to come: its text is among those the source allows."""
    for name, text in kpi.only.items():
        allowed = source.columns[name].allowed if name in source.columns else None
        if allowed and len(kpi.sources) == 1 and text not in allowed:
            raise CatalogueError(
                f"{shown}: only: {name} '{text}' tidak ada di sumber {source.id}; pilih salah satu: {', '.join(allowed)}"
            )


def _check_logs(loaded: Catalogue) -> None:
    """A log of status changes speaks of the cases of another declared source, of the same cities."""
    for source in loaded.sources.values():
        named = source.requests.cases_of if source.requests else None
        if named is not None and getattr(loaded.sources.get(named), "requests", None) is None:
            raise CatalogueError(
                f"sources/{source.id}.yml: requests.cases_of: '{named}' bukan sumber aduan; tambahkan sources/{named}.yml dengan shape: requests"
            )


def _check_brokers(loaded: Catalogue) -> None:
    for source in loaded.sources.values():
        if source.mqtt and source.mqtt.city not in loaded.cities:
            raise CatalogueError(
                f"sources/{source.id}.yml: mqtt.city: kota '{source.mqtt.city}' tidak dinyatakan; pilih salah satu: {', '.join(loaded.cities)}"
            )


def _cross_check(loaded: Catalogue) -> None:
    _check_logs(loaded)
    _check_brokers(loaded)
    for kpi in loaded.kpis.values():
        shown = f"kpi/{kpi.id}.yml"
        if kpi.dimension not in loaded.dimensions:
            raise CatalogueError(
                f"{shown}: dimensi '{kpi.dimension}' tidak dikenal; pilih salah satu: {', '.join(loaded.dimensions)}"
            )
        for source in kpi.sources:
            if source not in loaded.sources:
                raise CatalogueError(f"{shown}: sumber '{source}' tidak dinyatakan; tambahkan sources/{source}.yml")
            declared = loaded.sources[source]
            _check_only(shown, kpi, declared)
            if kpi.audience == "public" and declared.audience != "public":
                raise CatalogueError(
                    f"{shown}: audience public memakai sumber '{source}' yang ber-audience {declared.audience}; "
                    "batasi KPI atau buka sumbernya"
                )
        if kpi.part_of and kpi.part_of.kpi not in loaded.kpis:
            raise CatalogueError(
                f"{shown}: part_of menyebut KPI '{kpi.part_of.kpi}' yang tidak dinyatakan; tambahkan kpi/{kpi.part_of.kpi}.yml"
            )
    named = [("dimensions.yml", d.headline) for d in loaded.dimensions.values() if d.headline]
    named += [
        (f"cities/{c.code}.yml", kpi_id) for c in loaded.cities.values() for kpi_id in (c.start_map_kpi, *c.facts)
    ]
    for shown, kpi_id in named:
        if kpi_id not in loaded.kpis:
            raise CatalogueError(f"{shown}: KPI '{kpi_id}' tidak dinyatakan; tambahkan kpi/{kpi_id}.yml")
        if loaded.kpis[kpi_id].audience != "public":
            raise CatalogueError(
                f"{shown}: KPI '{kpi_id}' tidak terbuka untuk umum; halaman depan hanya memuat KPI public"
            )
