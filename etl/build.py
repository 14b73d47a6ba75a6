"""One build: files -> raw -> stg -> mart -> kpi_value -> checks -> two files and a manifest -> publish.

Everything happens in memory and in `.building-<edition>`; the served edition is touched only by the last step, an atomic
swap of a symlink.
"""

import hashlib
import json
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from catalogue import Catalogue, load_catalogue
from catalogue.settings import ROOT
from etl import areas, carry, classes, editions, kpi, sources, write
from etl.faults import BuildError, SetAside, on_one_line
from etl.progress import Steps
from etl.sqlfiles import SQL, broken_promises, in_order, run_file


@dataclass
class Built:
    """What a build knows about itself; becomes the manifest."""

    edition: str
    as_of: date
    cities: list[str]
    inputs: list[dict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    checks: list[dict] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    carried_over: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What to build from what. `cities` empty means every declared city."""

    cities: list[str]
    as_of: date
    raw: Path
    reference: Path
    catalogue: Path
    warehouse: Path
    editions_kept: int


def build(request: Request, say, publish: bool = True) -> Built:
    """Build an edition and publish it. Raises `BuildError` (or `CatalogueError`); then nothing was published.

    With `publish=False` everything is done and judged, then thrown away (`etl check`).
    """
    with editions.one_build_at_a_time(request.warehouse):
        steps = Steps(say)
        with steps("katalog"):
            catalogue = load_catalogue(request.catalogue)
            named = _named_cities(request, catalogue)
        made = Built(editions.new_edition_id(request.as_of), request.as_of, named)
        work = request.warehouse / f".building-{made.edition}"
        work.mkdir(parents=True)
        try:
            con = _workbench(made)
            _load(con, request, catalogue, made, steps)
            _measure(con, request, catalogue, made, steps)
            with steps("tulis edisi"):
                made.parts = write.write_parts(con, request.warehouse)
                manifest = _manifest(made, request, catalogue, steps)
                write.write_editions(con, work, catalogue, made, manifest)
            con.close()
            if publish:
                (work / "manifest.json").write_text(
                    json.dumps({**manifest, "steps": steps.done}, ensure_ascii=False, indent=1), encoding="utf-8"
                )
                work.rename(request.warehouse / made.edition)
                editions.publish(request.warehouse, made.edition)
                editions.remove_old(request.warehouse, request.editions_kept)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return made


def _named_cities(request: Request, catalogue: Catalogue) -> list[str]:
    for code in request.cities:
        if code not in catalogue.cities:
            raise BuildError(
                f"--city {code}: kota ini tidak dinyatakan; tambahkan catalogue/cities/{code}.yml "
                f"atau pilih salah satu: {', '.join(catalogue.cities)}"
            )
    return sorted(set(request.cities) or catalogue.cities, key=lambda c: (catalogue.cities[c].order, c))


def _workbench(made: Built) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config={"threads": 2, "autoinstall_known_extensions": False})
    con.execute("set timezone = 'Asia/Jakarta'")
    con.execute("set preserve_insertion_order = true")
    for schema in ("raw", "stg", "mart", "meta"):
        con.execute(f"create schema {schema}")
    con.execute("set variable as_of = $as_of::date", {"as_of": made.as_of})
    con.execute("set variable edition = $edition", {"edition": made.edition})
    run_file(con, SQL / "macros.sql")
    return con


def _load(con, request: Request, catalogue: Catalogue, made: Built, steps: Steps) -> None:
    intake = sources.Intake(con, request.raw, request.reference, catalogue, made)
    with steps("wilayah"):
        intake.warn_of_strays()
        areas.declare_cities(con, catalogue, made.cities)
        intake.table("area_code_collisions")
        intake.table("area_codes")
        for path in in_order(SQL / "area"):
            run_file(con, path)
        areas.check_counts(con, catalogue, made.cities)
    with steps("garis batas"):
        areas.load_outlines(con, intake, catalogue, made)
    for source in catalogue.sources.values():
        if source.shape == "table" and source.id not in ("area_code_collisions", "area_codes"):
            with steps(f"sumber {source.id}"):
                intake.table(source.id)


def _measure(con, request: Request, catalogue: Catalogue, made: Built, steps: Steps) -> None:
    with steps("mart"):
        for path in in_order(SQL / "mart"):
            run_file(con, path)
    with steps("indikator"):
        kpi.fill_kpi_values(con, catalogue)
    with steps("bawa kota lain"):
        carry.carry_over(con, request, catalogue, made)
    with steps("kelas peta"):
        classes.fill_class_breaks(con, catalogue)
    with steps("janji data"):
        made.checks = broken_promises(con)
        broken = [c for c in made.checks if c["rows"]]
        if broken:
            raise BuildError(
                "\n".join(
                    f"checks/{c['name']}.sql::: {c['promise']} Dilanggar {c['rows']} baris, misalnya: {on_one_line(', '.join(c['first']))}"
                    for c in broken
                )
            )


def _manifest(made: Built, request: Request, catalogue: Catalogue, steps: Steps) -> dict:
    return {
        "edition": made.edition,
        "as_of": made.as_of.isoformat(),
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": _code_version(),
        "cities": made.cities,
        "carried_over": made.carried_over,
        "inputs": made.inputs,
        "rows_in": sum(i["rows_in"] for i in made.inputs),
        "rows_loaded": sum(i["loaded"] for i in made.inputs),
        "rows_set_aside": sum(i["set_aside"] for i in made.inputs),
        "not_delivered": sorted(
            s.id for s in catalogue.sources.values() if s.id not in {i["source_id"] for i in made.inputs}
        ),
        "checks": made.checks,
        "warnings": made.warnings,
        "parts": made.parts,
        "steps": steps.done,
    }


def _code_version() -> str:
    """The commit, or a hash of the program's files where there is no git."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, timeout=10, check=True
        )
        return found.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        digest = hashlib.sha256()
        for path in sorted(
            p for room in ("etl", "catalogue") for p in (ROOT / room).rglob("*") if p.suffix in (".py", ".sql", ".yml")
        ):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]


def elapsed(started: float) -> str:
    """Seconds since `started` for a closing line."""
    return f"{time.monotonic() - started:.1f} detik"
