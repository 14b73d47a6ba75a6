"""`python -m etl build | check | simulate | boundaries FILE --city CODE | editions | publish EDITION | rollback`.

Exit 0: done or published. 1: the data broke a promise, or no such edition; nothing published. 2: wrong usage.
"""

import argparse
import sys
import time
from collections import Counter
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from catalogue import CatalogueError, load_catalogue
from catalogue.settings import SettingError, settings
from etl import editions
from etl.areas import OUTLINES
from etl.boundary.report import lines_of
from etl.boundary.survey import Survey
from etl.build import Request, build, check_file, elapsed, named_cities
from etl.faults import BuildError, UsageError
from etl.simulate.writing import simulate
from etl.usage import Parser, say

SHOWN_FAULTS = 5  # of one source; all of them are in meta.set_aside
SHOWN_WARNINGS = 5  # that say the same of different files; all of them are in the manifest


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = None
    try:
        options = _parser().parse_args(arguments)
        return options.run(options)
    except (SettingError, UsageError) as fault:
        say(str(fault))
        return 2
    except (BuildError, CatalogueError, OSError) as fault:
        say(str(fault))
        if options is None or options.run not in (_boundaries, _simulate):
            say("Tidak ada yang diterbitkan; edisi yang sedang tayang tidak berubah.")
        return 1


def _parser() -> argparse.ArgumentParser:
    here = settings()
    parser = Parser(prog="python -m etl", description="Bangun dan terbitkan edisi dasbor.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="PERINTAH", title="perintah")
    for name, run, words in (
        ("build", _build, "bangun edisi dan terbitkan"),
        ("check", _check, "bangun dan periksa tanpa menerbitkan"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument(
            "--city", action="append", default=[], metavar="KODE", help="kode Kemendagri; boleh berulang"
        )
        command.add_argument(
            "--as-of", type=_day, default=None, metavar="TTTT-BB-HH", help="tanggal data; bawaan: hari ini WIB"
        )
        command.add_argument(
            "--raw", type=_folder, default=str(here.raw), metavar="FOLDER", help="folder pengganti data/raw"
        )
        command.add_argument("--warehouse", type=Path, default=here.warehouse, metavar="FOLDER", help="folder edisi")
        command.add_argument(
            "--demo",
            action="store_true",
            help="edisi demonstrasi: berkas simulasi di samping yang nyata, tidak pernah tayang",
        )
        command.add_argument(
            "--simulated",
            type=Path,
            default=here.simulated,
            metavar="FOLDER",
            help="folder berkas simulasi, untuk --demo",
        )
        _add_engine(command)
        command.set_defaults(run=run)
    for name, run, words in (
        ("editions", _editions, "daftar edisi"),
        ("rollback", _rollback, "kembali ke edisi sebelumnya"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("--warehouse", type=Path, default=here.warehouse, metavar="FOLDER", help="folder edisi")
        command.set_defaults(run=run)
    command = commands.add_parser("boundaries", help="periksa satu berkas batas wilayah tanpa membangun edisi")
    command.add_argument("file", type=Path, metavar="BERKAS")
    command.add_argument("--city", required=True, metavar="KODE", help="kode Kemendagri kota pemilik berkas")
    command.add_argument(
        "--layer", default=None, metavar="LAPISAN", help="bila berkasnya punya beberapa lapisan poligon"
    )
    command.add_argument(
        "--raw",
        type=_folder,
        default=str(here.raw),
        metavar="FOLDER",
        help="folder pengganti data/raw (daftar kode wilayah, garis batas yang sudah ada)",
    )
    command.set_defaults(run=_boundaries)
    _add_simulate(commands, here)
    command = commands.add_parser("publish", help="terbitkan edisi yang sudah ada")
    command.add_argument("edition", metavar="EDISI")
    command.add_argument("--warehouse", type=Path, default=here.warehouse, metavar="FOLDER", help="folder edisi")
    command.set_defaults(run=_publish)
    return parser


def _add_engine(command) -> None:
    command.add_argument(
        "--engine",
        choices=("duckdb", "spark"),
        default="duckdb",
        help="mesin penjumlah aduan dan bacaan sensor; spark untuk banyak mesin, lihat docs/banyak-mesin.md",
    )


def _add_simulate(commands, here) -> None:
    command = commands.add_parser("simulate", help="tulis berkas simulasi untuk edisi demonstrasi")
    command.add_argument("--city", action="append", default=[], metavar="KODE", help="kode Kemendagri; boleh berulang")
    command.add_argument(
        "--seed", type=_number, default=1, metavar="N", help="benih; benih yang sama memberi berkas yang sama"
    )
    command.add_argument(
        "--as-of", type=_day, default=None, metavar="TTTT-BB-HH", help="tanggal data; bawaan: hari ini WIB"
    )
    command.add_argument(
        "--raw", type=_folder, default=str(here.raw), metavar="FOLDER", help="folder pengganti data/raw"
    )
    command.add_argument("--out", type=Path, default=here.simulated, metavar="FOLDER", help="folder berkas simulasi")
    command.set_defaults(run=_simulate)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' bukan tanggal; tulis TTTT-BB-HH") from None


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' bukan bilangan bulat") from None


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"folder '{text}' tidak ada")
    return path


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


def _request(options) -> Request:
    here = settings()
    if options.demo and not options.simulated.is_dir():
        raise UsageError(f"--demo: folder '{options.simulated}' tidak ada; jalankan python -m etl simulate dahulu")
    if options.engine == "spark":
        from etl.aggregates.spark import check_ready  # with Ibis: half a second

        check_ready()
    return Request(
        options.city,
        options.as_of or _today(),
        options.raw,
        here.reference,
        here.catalogue,
        options.warehouse.absolute(),
        here.editions_kept,
        options.simulated if options.demo else None,
        options.engine,
    )


def _report(made) -> None:
    alike = Counter()
    for warning in made.warnings:
        what = warning.rsplit(":", 1)[-1]
        alike[what] += 1
        if alike[what] <= SHOWN_WARNINGS:
            say(f"peringatan: {warning}")
    for what, count in alike.items():
        if count > SHOWN_WARNINGS:
            say(f"peringatan: {count - SHOWN_WARNINGS} kali lagi:{what}; lihat warnings di manifest edisi ini")
    for line in lines_of(made.boundary):
        say(line)
    others = [fault for fault in made.set_aside if fault.source_id != OUTLINES]
    for source_id, faults in groupby(others, key=lambda fault: fault.source_id):
        listed = list(faults)
        for fault in listed[:SHOWN_FAULTS]:
            say(f"tersisih: {fault.sentence()}")
        if len(listed) > SHOWN_FAULTS:
            say(
                f"tersisih: {len(listed) - SHOWN_FAULTS} baris lain dari {source_id}; lihat meta.set_aside di edisi ini"
            )
    rows_in, loaded, lost = (sum(i[key] for i in made.inputs) for key in ("rows_in", "loaded", "set_aside"))
    say(f"{rows_in} baris masuk = {loaded} dimuat + {lost} tersisih; {len(made.checks)} janji data ditepati")


def _build(options) -> int:
    started = time.monotonic()
    made = build(_request(options), say)
    _report(made)
    done = "edisi demonstrasi, di samping yang tayang:" if options.demo else "terbit: edisi"
    say(f"{done} {made.edition} ({elapsed(started)})")
    return 0


def _check(options) -> int:
    made = build(_request(options), say, publish=False)
    _report(made)
    say("semua janji ditepati; tidak ada yang diterbitkan")
    return 0


def _simulate(options) -> int:
    here = settings()
    catalogue = load_catalogue(here.catalogue)
    codes = named_cities(options.city, catalogue)
    as_of = options.as_of or _today()
    files = simulate(catalogue, codes, options.raw, here.reference, options.out, as_of, options.seed)
    say(f"{len(files)} berkas simulasi, {sum(rows for _path, rows in files)} baris, di {options.out}; bukan data nyata")
    return 0


def _boundaries(options) -> int:
    """0: nothing set aside, missing, gaping or overlapping. 1: something is; the last line says whether a build would take it."""
    here = settings()
    found, loss = check_file(options.file, options.city, options.layer, options.raw, here.reference, here.catalogue)
    for line in lines_of(found.findings):
        say(line)
    if loss is not None:
        say(str(loss).splitlines()[-1])
    say(f"{options.file.name}: " + _verdict(found, loss is None))
    return 0 if found.is_clean else 1


def _verdict(found: Survey, is_accepted: bool) -> str:
    if found.is_clean:
        is_open = any(finding.kind == "opening" for finding in found.findings)
        return "tanpa cacat, tetapi periksa celah terbukanya; dapat dipakai" if is_open else "bersih; dapat dipakai"
    return "build akan menerimanya dengan catatan di atas" if is_accepted else "build akan menolaknya; perbaiki dahulu"


def _editions(options) -> int:
    for kind, mark, word in ((editions.REAL, "*", ""), (editions.DEMO, "s", "  SIMULASI")):
        newest = editions.current_edition(options.warehouse, kind)
        for manifest in editions.manifests(options.warehouse, kind):
            sign = mark if manifest["edition"] == newest else " "
            sys.stdout.write(
                f"{sign} {manifest['edition']}  {manifest['rows_loaded']} baris dimuat, {manifest['rows_set_aside']} tersisih, "
                f"kota {' '.join(manifest['cities'])}{word}\n"
            )
    return 0


def _publish(options) -> int:
    editions.publish(options.warehouse, options.edition)
    say(f"terbit: edisi {options.edition}")
    return 0


def _rollback(options) -> int:
    say(f"terbit: edisi {editions.rollback(options.warehouse)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
