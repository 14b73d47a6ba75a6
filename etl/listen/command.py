"""The command line of `python -m etl listen`."""

import argparse
import sys
from contextlib import closing
from itertools import groupby
from pathlib import Path

from catalogue import Source, load_catalogue
from catalogue.settings import settings
from etl.faults import BuildError, UsageError
from etl.listen.livestore import QUERIES, open_store
from etl.listen.service import known_desks, listen
from etl.usage import say


def add_listen(commands, here) -> None:
    """Add the command to `python -m etl`."""
    command = commands.add_parser("listen", help="terima bacaan sensor langsung dari broker MQTT")
    command.add_argument("--source", action="append", default=[], metavar="ID", help="hanya sumber ini; boleh berulang")
    command.add_argument("--city", default=None, metavar="KODE", help="hanya sumber kota ini")
    command.add_argument("--host", default=None, metavar="HOST", help="broker, menggantikan mqtt.host")
    command.add_argument("--port", type=_port, default=None, metavar="PORT", help="menggantikan mqtt.port")
    command.add_argument("--raw", type=Path, default=here.raw, metavar="FOLDER", help="folder pengganti data/raw")
    command.add_argument("--state", type=Path, default=here.state, metavar="FOLDER", help="pengganti DASBOR_STATE")
    command.add_argument(
        "--account",
        action="store_true",
        help="tampilkan hitungan tiap hari: masuk, disimpan, tersisih; tanpa mendengarkan",
    )
    command.set_defaults(run=run)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' bukan nomor port 1 sampai 65535")
    return int(text)


def run(options) -> int:
    """Listen until stopped, or show the account. Raises `UsageError`, `BuildError`."""
    here = settings()
    store = options.state / "live" / here.live_store.name
    if options.account:
        return _account(store)
    catalogue = load_catalogue(here.catalogue)
    chosen = [_pointed(source, options) for source in _chosen(catalogue.sources, options)]
    listen(known_desks(catalogue, chosen, options.raw, here.reference), store, say)
    return 0


def _chosen(declared: dict[str, Source], options) -> list[Source]:
    live = {name: source for name, source in declared.items() if source.mqtt}
    for name in options.source:
        if name not in live:
            raise UsageError(
                f"--source {name}: tidak ada sumber ber-mqtt bernama itu; pilih: {', '.join(live) or 'belum ada satu pun'}"
            )
    if not live:
        raise BuildError("belum ada sumber yang menyatakan mqtt; lihat contohnya di docs/menambah.md")
    found = [
        source
        for name, source in live.items()
        if (not options.source or name in options.source) and options.city in (None, source.mqtt.city)
    ]
    if not found:
        cities = sorted({source.mqtt.city for source in live.values()})
        raise UsageError(f"--city {options.city}: tidak ada sumber ber-mqtt kota itu; pilih: {', '.join(cities)}")
    return found


def _pointed(source: Source, options) -> Source:
    """The source with the broker of the command line."""
    given = {key: value for key in ("host", "port") if (value := getattr(options, key)) is not None}
    return source.model_copy(update={"mqtt": source.mqtt.model_copy(update=given)})


def _account(store: Path) -> int:
    if not store.is_file():
        raise BuildError(f"{store.name}::: belum ada bacaan langsung di sini; jalankan python -m etl listen")
    with closing(open_store(store)) as con:
        rows = con.execute(QUERIES["account"]).fetchall()
    for (city, source, day, arrived, kept), own in groupby(rows, key=lambda row: row[:5]):
        lost = [(reason, count) for *_, reason, count in own if reason]
        words = "".join(f", {count} {reason}" for reason, count in lost)
        sys.stdout.write(
            f"{day}  {source}  {city}  {arrived} masuk = {kept} disimpan + {sum(count for _, count in lost)} tersisih{words}\n"
        )
    return 0
