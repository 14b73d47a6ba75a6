"""Personal data ends at the door: marked persons go through every importer, then every byte that was written is searched."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from desk import ROOT, Desk, opened
from lapor import SOLVED, TITLES, case, export

from catalogue import load_catalogue

EXAMPLES = ROOT / "docs" / "example" / "requests" / "catalogue" / "sources"
MARKS = ("PENANDA", "penanda", "0812000111", "1276010101900001", "-1.98765", "107.01234")
PERSON = {
    "Tanggal Laporan": "04/05/2026",
    "Nama Pelapor": "PENANDA Nama",
    "Judul Laporan": "PENANDA judul",
    "Isi Laporan Awal": "saya PENANDA, 0812000111222, NIK 1276010101900001, penanda@contoh.id",
    "Isi Laporan Akhir": "PENANDA akhir",
    "Alasan Tunda/Arsip": "PENANDA alasan",
}


def furnished(desk: Desk) -> Desk:
    """Every importer with a person in every place where one can hide, also in rows that are set aside."""
    for path in EXAMPLES.iterdir():
        text = path.read_text(encoding="utf-8") + "max_set_aside_pct: 100\n"
        (desk.catalogue / "sources" / path.name).write_text(text, encoding="utf-8")
    desk.allow_loss("lapor_export")
    rows = [
        case("1", **PERSON),
        case("2", **PERSON, category="hubungi 0812000111222", opd="penanda@contoh.id", status=SOLVED),
        case("3", **PERSON, status="PENANDA status"),
        case("PENANDA nomor 0812000111222", **PERSON),
        case("4", **{**PERSON, "Tanggal Laporan": "PENANDA tanggal"}, kelurahan="PENANDA kelurahan", rating="PENANDA"),
        case("1", **PERSON),
    ]
    drawer = desk.raw / "lapor_export" / "99.01"
    export(drawer, "lapor-2026-06-30.xlsx", rows)
    export(drawer, "lapor-2026-05-31.xlsx", [{**one, "No HP": "0812000111222"} for one in rows], (*TITLES, "No HP"))
    mapped(desk)
    return desk


@pytest.fixture(scope="module")
def full(service_desk_in, tmp_path_factory):
    """(desk, what its build said): a warehouse with one edition, to be searched."""
    desk = furnished(service_desk_in(tmp_path_factory.mktemp("full")))
    shutil.rmtree(desk.warehouse)
    ran = desk.build("--as-of", "2026-06-30")
    assert ran.code == 0, ran.said
    return desk, ran


def mapped(desk) -> None:
    """The same through the other importers."""

    def write(source: str, name: str, text: str) -> None:
        folder = desk.raw / source / "99.01"
        folder.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")

    write(
        "nyc_311",
        "311.csv",
        "Unique Key,Created Date,Closed Date,Due Date,Status,Resolution Description,Complaint Type,Descriptor,Agency Name,"
        "Open Data Channel Type,Borough,Latitude,Longitude,Incident Address,PENANDA kolom\n"
        "1,2026-06-01,,,Open,PENANDA isi,Noise,Party,Office,PHONE,UTARA,-1.98765,107.01234,PENANDA alamat,PENANDA\n"
        "2,PENANDA,,,Open,PENANDA isi,Noise,Party,Office,PHONE,PENANDA,-1.98765,107.01234,PENANDA alamat,PENANDA\n"
        "3,2026-06-01,PENANDA terlalu sedikit kolom\n"
        '4,2026-06-01,,,Open,"PENANDA kutip tak tertutup\n',
    )
    record = {
        "service_request_id": "A1",
        "requested_datetime": "2026-06-01",
        "status": "open",
        "description": "PENANDA",
        "address": "PENANDA 1",
        "lat": -1.98765,
        "long": 107.01234,
        "email": "penanda@contoh.id",
        "phone": "0812000111222",
    }
    write("city_open311", "requests.json", json.dumps([record, {**record, "status": "PENANDA"}]))
    (desk.raw / "city_open311" / "99.01" / "requests.xml").write_text(
        "<service_requests><request>"
        + "".join(f"<{k}>{v}</{k}>" for k, v in {**record, "service_request_id": "A2"}.items())
        + "</request></service_requests>",
        encoding="utf-8",
    )
    write(
        "city_app",
        "app-2026-06-30.csv",
        "kode_tiket,created_at,tanggal_selesai,status,berkadar_pengawasan,kategori,dinas,kode_kelurahan,latitude,longitude,"
        "user_id,deskripsi,alamat_lengkap\nT1,2026-06-01,,selesai,ya,Jalan,PU,,-1.98765,107.01234,PENANDA,PENANDA,PENANDA\n",
    )
    write(
        "city_app_log",
        "log.csv",
        "kode_tiket,status,created_at,diubah_oleh,keterangan\nT1,selesai,2026-06-02 08:00:00,PENANDA,PENANDA\n",
    )


def test_nothing_of_a_person_is_written_or_said(full):
    desk, ran = full
    assert desk.rows("select count(*) from mart.service_request_account") == [(4,)]
    said = [line for line in (ran.said + ran.printed).splitlines() if any(mark in line for mark in MARKS)]
    assert said == []
    for edition in ("internal", "public"):
        _search_database(desk.warehouse / "current" / f"{edition}.duckdb")
    for path in desk.warehouse.rglob("*"):
        if path.is_file():
            found = [mark for mark in MARKS if mark.encode() in path.read_bytes()]
            assert not found, f"{path.name}: {found}"


def _search_database(path: Path) -> None:
    """Every text of every table: what is compressed in the file is not found in its bytes."""
    with opened(path) as con:
        tables = con.execute(
            "select table_schema || '.' || table_name, list(column_name) from information_schema.columns "
            "where data_type = 'VARCHAR' group by all"
        ).fetchall()
        assert tables
        for table, columns in tables:
            says = " or ".join(f'contains("{column}", mark)' for column in columns)
            found = con.execute(
                f"select mark, t from {table} as t, unnest($marks) as m(mark) where {says}", {"marks": MARKS}
            )
            assert found.fetchall() == [], table


def test_parts_hold_no_text_of_a_person(full):
    """Parts are compressed: they are opened and every text is searched; coordinates are gone too."""
    desk, _ = full
    parts = sorted((desk.warehouse / "parts").glob("*.parquet"))
    assert len([part for part in parts if part.name.startswith("stg.service_request_seen")]) == 7
    with duckdb.connect() as con:
        for part in parts:
            for (text,) in con.execute(
                f"select to_json(r)::varchar from read_parquet('{part.as_posix()}') r"
            ).fetchall():
                assert not [mark for mark in MARKS if mark in text], f"{part.name}: {text}"


def test_a_broken_file_does_not_quote_itself(desk):
    """A file fault names the declared title, never what stands in the file."""
    folder = furnished(desk).raw / "nyc_311" / "99.01"
    (folder / "311.csv").write_text("PENANDA satu,PENANDA dua\nPENANDA,3\n", encoding="utf-8")
    ran = desk.build("--as-of", "2026-06-30")
    assert ran.code == 1 and ran.lines("311.csv:1:Unique Key")
    assert not any(mark in ran.said for mark in MARKS)


def test_sources_with_persons_stay_outside_git():
    """A file that was received with personal data cannot be committed by accident."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    named = [source.id for source in load_catalogue().sources.values() if source.shape == "requests"]
    assert named
    assert all(f"data/raw/{source}/" in ignored for source in named)
