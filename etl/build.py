"""One build: files -> raw -> stg -> mart -> kpi_value -> checks -> two files and a manifest -> publish.

Everything happens in `.building-<edition>`; the served edition is touched only by the last step, an atomic
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
from etl import (
    areas,
    carry,
    classes,
    closed,
    demo,
    dimensions,
    editions,
    kpi,
    lineage,
    notes,
    points,
    province,
    sources,
    write,
)
from etl.boundary.report import Finding
from etl.faults import BuildError, SetAside, UsageError, on_one_line
from etl.listen.folding import forget_folded
from etl.progress import Steps
from etl.readings.intake import take_in_readings
from etl.readings.stations import place_stations
from etl.requests import intake as requests
from etl.sheets.intake import declare_sheet_tables, take_in
from etl.sheets.quoted import warn_of_far_totals
from etl.sqlfiles import SQL, broken_promises, run_file

SPILL = "spill"  # what does not fit in memory; removed before publishing
MEMORY_LIMIT = "3GB"


@dataclass
class Built:
    """What a build knows about itself; becomes the manifest."""

    edition: str
    as_of: date
    cities: list[str]
    inputs: list[dict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    boundary: list[Finding] = field(default_factory=list)
    checks: list[dict] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    carried_over: dict[str, str] = field(default_factory=dict)
    corrections: list[tuple[str, int]] = field(default_factory=list)  # (source, place) of the declared ones that stand
    simulated: list[str] = field(
        default_factory=list
    )  # sources of a demonstration edition that take simulated files only


@dataclass(frozen=True)
class Request:
    """What to build from what. `cities` empty means every declared city; `simulated` is the folder of simulated files of a
    demonstration edition, None for a real one; `live` the store of live readings, of which days to `live_until` are taken."""

    cities: list[str]
    as_of: date
    raw: Path
    reference: Path
    catalogue: Path
    warehouse: Path
    editions_kept: int
    simulated: Path | None = None
    live: Path | None = None
    live_until: date = date.min
    engine: str = "duckdb"  # what aggregates staged records: duckdb or spark

    @property
    def kind(self) -> editions.Kind:
        """Whether a real or a demonstration edition is asked for."""
        return editions.REAL if self.simulated is None else editions.DEMO


def build(request: Request, say, publish: bool = True) -> Built:
    """Build an edition and publish it. Raises `BuildError` (or `CatalogueError`); then nothing was published.

    With `publish=False` everything is done and judged, then thrown away (`etl check`).
    """
    with editions.one_build_at_a_time(request.warehouse):
        steps = Steps(say)
        with steps("katalog"):
            catalogue = load_catalogue(request.catalogue)
            named = named_cities(request.cities, catalogue)
            simulated = demo.simulated_sources(catalogue, request.simulated)
            catalogue = demo.declared_simulated(catalogue, simulated)
        made = Built(editions.new_edition_id(request.as_of, request.kind), request.as_of, named, simulated=simulated)
        work = request.warehouse / f".building-{made.edition}"
        work.mkdir(parents=True)
        try:
            con = _workbench(made, work, request)
            _load(con, request, catalogue, made, steps)
            _measure(con, request, catalogue, made, steps)
            with steps("tulis edisi"):
                made.parts += write.write_parts(con, request.warehouse)
                manifest = _manifest(made, request, catalogue, steps)
                write.write_editions(con, work, catalogue, made, manifest)
            con.close()
            shutil.rmtree(work / SPILL, ignore_errors=True)
            if publish:
                (work / "manifest.json").write_text(
                    json.dumps({**manifest, "steps": steps.done}, ensure_ascii=False, indent=1), encoding="utf-8"
                )
                editions.make_durable(work, *(request.warehouse / "parts" / name for name in made.parts))
                work.rename(request.warehouse / made.edition)
                editions.publish(request.warehouse, made.edition, request.kind)
                kept = request.editions_kept if request.simulated is None else editions.DEMO_KEPT
                editions.remove_old(request.warehouse, kept, request.kind)
                if request.simulated is None and request.live is not None:
                    forget_folded(request.live, catalogue, made.cities, request.live_until)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return made


def check_file(path: Path, city: str, layer: str | None, raw: Path, reference: Path, catalogue_folder: Path):
    """(survey, None or the `BuildError` it would stop a build with) of one boundary file that need not lie below `raw`."""
    catalogue = load_catalogue(catalogue_folder)
    request = Request([city], date.min, raw, reference, catalogue_folder, raw, 2)
    named = named_cities(request.cities, catalogue)
    con = workbench()
    con.execute("set variable as_of = $as_of::date", {"as_of": date.max})
    intake = sources.Intake(con, raw, reference, catalogue, Built("", date.max, named))
    areas.load_areas(con, intake, catalogue, named)
    found = areas.survey_city(con, catalogue, city, [(path, path.name)], layer=layer)
    held = areas.held_in_raw(con, intake, catalogue, city, path)
    if held is not None:
        found.findings += areas.against_held(con, catalogue, city, found, held, "yang sudah ada")
    try:
        areas.check_losses(catalogue.sources[areas.OUTLINES], found)
    except BuildError as loss:
        return found, loss
    return found, None


def named_cities(asked: list[str], catalogue: Catalogue) -> list[str]:
    """Codes in the order of the cities; all declared ones when none is asked for. Raises `UsageError`."""
    for code in asked:
        if code not in catalogue.cities:
            raise UsageError(
                f"--city {code}: kota ini tidak dinyatakan; tambahkan catalogue/cities/{code}.yml "
                f"atau pilih salah satu: {', '.join(catalogue.cities)}"
            )
    return sorted(set(asked) or catalogue.cities, key=lambda c: (catalogue.cities[c].order, c))


def workbench(spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An empty database in memory with our schemas and macros; what grows too large waits in the folder `spill`. Tables of a
    database file would be compressed as they are made, which costs more than all that is asked of them."""
    limits = {"threads": 2, "memory_limit": MEMORY_LIMIT, "autoinstall_known_extensions": False}
    con = duckdb.connect(config=limits | ({"temp_directory": str(spill)} if spill else {}))
    con.execute("set checkpoint_threshold = '1TB'")  # a checkpoint goes through all of it, and nothing of it is kept
    con.execute("set enable_progress_bar = false")  # long steps are told by `Steps`, in plain lines
    con.execute("set timezone = 'Asia/Jakarta'")
    con.execute("set preserve_insertion_order = true")
    for schema in ("raw", "stg", "work", "mart", "meta"):
        con.execute(f"create schema {schema}")
    run_file(con, SQL / "macros.sql")
    return con


def _workbench(made: Built, work: Path, request: Request) -> duckdb.DuckDBPyConnection:
    con = workbench(work / SPILL)
    con.execute("set variable as_of = $as_of::date", {"as_of": made.as_of})
    con.execute("set variable edition = $edition", {"edition": made.edition})
    con.execute("set variable public_only = false")
    return con


def _load(con, request: Request, catalogue: Catalogue, made: Built, steps: Steps) -> None:
    intake = sources.Intake(
        con, request.raw, request.reference, catalogue, made, request.simulated, request.live, request.live_until
    )
    with steps("wilayah"):
        intake.warn_of_strays()
        intake.warn_of_later_releases()
        dimensions.declare_dimensions(con, catalogue)
        areas.declare_catalogue(con, catalogue)
        areas.load_areas(con, intake, catalogue, made.cities)
    with steps("garis batas"):
        areas.load_outlines(con, intake, catalogue, made, request.warehouse)
    for source in catalogue.sources.values():
        if source.shape == "table" and source.id not in areas.AREA_SOURCES:
            with steps(f"sumber {source.id}"):
                intake.table(source.id)
    declare_sheet_tables(con)
    for source in (s for s in catalogue.sources.values() if s.shape == "sheet"):
        with steps(f"sumber {source.id}"):
            take_in(intake, source)
    with steps("aduan"):
        requests.take_in(intake, catalogue, request.warehouse, request.engine)
    with steps("letak aset"):
        points.place_assets(con, catalogue, made)
    with steps("bacaan sensor"):
        place_stations(con, catalogue, made)
        take_in_readings(intake, request.warehouse, request.engine)


def _measure(con, request: Request, catalogue: Catalogue, made: Built, steps: Steps) -> None:
    with steps("angka terbuka"):
        closed.fill_public_twins(con, catalogue, made)
    with steps("mart"):
        closed.run_marts(con)
        demo.mark_marts(con, made.simulated)
        dimensions.warn_of_unknown(con, made)
        warn_of_far_totals(con, made)
    with steps("indikator"):
        kpi.fill_kpi_values(con, catalogue)
        notes.note_corrections(con, catalogue, made)
        notes.note_targets(con)
        notes.warn_of_later_periods(con, catalogue, made)
    with steps("baris di balik angka"):
        lineage.fill_source_rows(con, catalogue)
    with steps("bawa kota lain"):
        carry.carry_over(con, request, catalogue, made)
    with steps("peta provinsi"):
        province.draw_provinces(con)
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
        "is_demo": request.simulated is not None,
        "simulated": made.simulated,
        "as_of": made.as_of.isoformat(),
        "built_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "code_version": _code_version(),
        "engine": request.engine,
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
