"""Takes in the files of declared sources and keeps the account: rows in = loaded + set aside, per file."""

from collections import Counter
from datetime import date
from pathlib import Path

import duckdb

from catalogue import Catalogue, Source
from catalogue.sheets import HANDOVER_FILE
from etl.boundary.reading import companions
from etl.corrections import check_corrections, contradictions
from etl.demo import refuse_simulated
from etl.faults import FileFault
from etl.files import ReceivedFile, read_table, received_paths
from etl.sheets.table import read_workbook_table
from etl.sheets.workbook import WORKBOOK_ENDINGS
from etl.stage import load_raw, stage

EMPTY_TYPES = {"integer": "bigint", "decimal": "double", "date": "date", "timestamp": "timestamptz", "year": "integer"}


def _reader(path: Path):
    return read_workbook_table if path.suffix.lower() in WORKBOOK_ENDINGS else read_table


class Intake:
    """One build's reading of its inputs."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        raw: Path,
        reference: Path,
        catalogue: Catalogue,
        made,
        simulated: Path | None = None,
        live: Path | None = None,
        live_until: date = date.min,
    ):
        self.con, self.raw, self.reference, self.catalogue, self.made = con, raw, reference, catalogue, made
        self.simulated = simulated
        self.live, self.live_until = live, live_until

    def paths(self, source: Source) -> list[tuple[Path, str, str | None]]:
        """(path, path as shown to the analyst, city folder) of every file delivered for the cities being built; of a simulated
        source only what was simulated. Raises `FileFault` for a simulated file where real ones are expected."""
        is_simulated = source.id in self.made.simulated
        place = "simulasi" if is_simulated else source.place
        root = {"reference": self.reference, "raw": self.raw, "simulasi": self.simulated}[place]
        folders = self.made.cities if source.scope == "city" else [None]
        found = []
        for city in folders:
            for path in self._usable(source, received_paths(source, root, city)):
                shown = f"{place}/{path.relative_to(root).as_posix()}"
                if not is_simulated:
                    refuse_simulated(path, shown)
                found.append((path, shown, city))
            if source.required and not any(f[2] == city for f in found):
                where = f"{source.place}/{source.id}" + (
                    f"/{city}/" if city else ".csv" if source.place == "reference" else "/"
                )
                raise FileFault(where, "sumber wajib ini tidak ada berkasnya; letakkan berkasnya di sini")
        return found

    @staticmethod
    def _usable(source: Source, paths: list[Path]) -> list[Path]:
        """Without the companions of a shapefile and its like, which are read through their main file, and the record of a
        delivery."""
        beside = companions(paths) if source.shape == "outlines" else set()
        return [p for p in paths if p not in beside and not (source.agreement and p.name == HANDOVER_FILE)]

    def warn_of_strays(self) -> None:
        """Warn of what nothing declares and so nobody reads; raise `FileFault` for a file beside its source's city folders."""
        for place, root in (("raw", self.raw), ("simulasi", self.simulated)):
            if root is not None:
                self._warn_of_strays_in(place, root)

    def _warn_of_strays_in(self, place: str, root: Path) -> None:
        for folder in sorted(p for p in root.iterdir() if not p.name.startswith(".")):
            source = self.catalogue.sources.get(folder.name)
            if not folder.is_dir():
                self._stray(f"{place}/{folder.name}", f"letakkan berkas di {place}/<sumber>/")
            elif source is None or source.place != "raw":
                self._stray(f"{place}/{folder.name}", f"nyatakan di catalogue/sources/{folder.name}.yml")
            elif source.scope == "national":
                for path in sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith(".")):
                    self._stray(
                        f"{place}/{folder.name}/{path.name}",
                        f"sumber ini nasional; pindahkan berkasnya ke {place}/{folder.name}/",
                    )
            elif source.scope == "city":
                for path in sorted(p for p in folder.iterdir() if not p.name.startswith(".")):
                    if not path.is_dir():
                        raise FileFault(
                            f"{place}/{folder.name}/{path.name}",
                            "sumber ini disimpan per kota; pindahkan berkasnya ke folder kode kota, misalnya 12.76/",
                        )
                    if path.name not in self.catalogue.cities:
                        self._stray(
                            f"{place}/{folder.name}/{path.name}", f"nyatakan di catalogue/cities/{path.name}.yml"
                        )

    def warn_of_later_releases(self) -> None:
        """A source holds figures of many years but tells the release of its newest only: an edition of an earlier day says so."""
        for source in self.catalogue.sources.values():
            if source.released_on and source.released_on > self.made.as_of and self.paths(source):
                self.made.warnings.append(
                    f"catalogue/sources/{source.id}.yml:released_on:: terbitan terbarunya {source.released_on} sesudah {self.made.as_of}; "
                    "periode yang sudah dimulai hari itu ikut sebagaimana diketahui sekarang, mungkin sudah direvisi"
                )

    def _stray(self, found: str, remedy: str) -> None:
        self.made.warnings.append(f"{found}::: tidak dibaca; {remedy}")

    def table(self, source_id: str) -> None:
        """raw.<source> and stg.<source>; empty tables when nothing was delivered, so that marts still stand."""
        source = self.catalogue.sources[source_id]
        self.stage_files(source, [_reader(path)(source, path, shown, city) for path, shown, city in self.paths(source)])

    def stage_files(self, source: Source, files: list[ReceivedFile]) -> None:
        """The same from files already read."""
        for file in files:
            self.made.warnings += file.warnings
        try:
            if not files:
                self._empty(source)
                return
            load_raw(self.con, source, files)
            staged = stage(self.con, source, files)
        except duckdb.Error as fault:
            raise FileFault(f"catalogue/sources/{source.id}.yml", self._remedy(source, fault)) from fault
        if staged.rows_in != staged.loaded + len(staged.set_aside):
            raise FileFault(
                files[0].name,
                f"{staged.rows_in} baris masuk, tetapi {staged.loaded} dimuat dan {len(staged.set_aside)} tersisih",
            )
        standing, warnings = check_corrections(self.con, source, files, self.made.cities)
        self.made.corrections += [(source.id, place) for place in standing]
        self.made.warnings += warnings + contradictions(self.con, source)
        self.account(source, files, staged.set_aside)

    def _remedy(self, source: Source, fault: duckdb.Error) -> str:
        reserved = self.con.execute(
            "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
        ).fetchall()
        taken = sorted(source.columns.keys() & {word for (word,) in reserved})
        if taken:
            return f"nama kolom {', '.join(taken)} dipakai SQL; pilih nama lain di columns"
        return f"{str(fault).splitlines()[0]}; betulkan columns atau pattern"

    def account(self, source: Source, files: list[ReceivedFile], set_aside) -> None:
        """Add the files of a source to the manifest's inputs."""
        self.made.set_aside += set_aside
        lost = Counter(s.file for s in set_aside)
        for file in files:
            rows_in = len(file.rows) + len(file.broken_lines)
            self.made.inputs.append(
                {
                    "source_id": source.id,
                    "city_code": file.city_code,
                    "path": file.name,
                    "sha256": file.sha256,
                    "rows_in": rows_in,
                    "loaded": rows_in - lost[file.name],
                    "set_aside": lost[file.name],
                    **file.account,
                }
            )

    def _empty(self, source: Source) -> None:
        columns = ", ".join(
            f"{name} {EMPTY_TYPES.get(c.type, 'varchar')}" for name, c in source.columns.items() if not c.personal
        )
        position = "file_name varchar, file_sha256 varchar, line_no bigint, city_folder varchar"
        self.con.execute(f"create table stg.{source.id} ({columns}, {position})")
