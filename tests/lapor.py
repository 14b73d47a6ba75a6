"""Writes SP4N-LAPOR! exports of the made-up city as a city's administrator receives them: 22 columns, no closing time."""

import json
from pathlib import Path

import xlsxwriter

TITLES = (
    "Tracking ID",
    "Tanggal Laporan",
    "Waktu Laporan",
    "Nama Pelapor",
    "Klasifikasi Laporan",
    "ID Kategori",
    "Kategori",
    "Judul Laporan",
    "Isi Laporan Awal",
    "Isi Laporan Akhir",
    "Tipe Laporan",
    "Sumber Laporan",
    "Instansi Induk",
    "ID Instansi Terdisposisi",
    "Instansi Terdisposisi",
    "Status Laporan",
    "Alasan Tunda/Arsip",
    "Provinsi",
    "Kabupaten",
    "Kecamatan",
    "Kelurahan",
    "Rating",
)
USUAL = {
    "Tanggal Laporan": "01/07/2026",
    "Waktu Laporan": "10:15",
    "Nama Pelapor": "Fulan bin Rekaan",
    "Klasifikasi Laporan": "Pengaduan",
    "Kategori": "PEKERJAAN UMUM DAN PENATAAN RUANG",
    "Judul Laporan": "Lampu jalan padam",
    "Isi Laporan Awal": "Mohon hubungi 081234567890",
    "Tipe Laporan": "Normal",
    "Sumber Laporan": "Website",
    "Instansi Terdisposisi": "Dinas Pekerjaan Umum",
    "Status Laporan": "Proses",
    "Kabupaten": "Kota Contoh",
    "Kecamatan": "Utara",
    "Kelurahan": "Melati",
}
SOLVED, BY_SYSTEM = "Selesai - tuntas ditindaklanjuti", "Selesai - ditutup sistem"


def case(tracking_id, **other) -> dict:
    """One record: the usual one with other texts (`opened`, `status`, `kind`, `kelurahan`, ... or a title of the export)."""
    short = {
        "opened": "Tanggal Laporan",
        "at": "Waktu Laporan",
        "status": "Status Laporan",
        "kind": "Klasifikasi Laporan",
        "kecamatan": "Kecamatan",
        "kelurahan": "Kelurahan",
        "opd": "Instansi Terdisposisi",
        "category": "Kategori",
        "channel": "Sumber Laporan",
        "rating": "Rating",
        "city": "Kabupaten",
        "visibility": "Tipe Laporan",
    }
    return {**USUAL, "Tracking ID": tracking_id, **{short.get(name, name): text for name, text in other.items()}}


def export(folder: Path, name: str, cases: list[dict], titles: tuple[str, ...] = TITLES) -> Path:
    """Write a workbook into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(folder / name) as book:
        sheet = book.add_worksheet("Laporan")
        sheet.write_row(0, 0, titles)
        for line, one in enumerate(cases, start=1):
            for column, title in enumerate(titles):
                if one.get(title) is not None:
                    sheet.write(line, column, one[title])
    return folder / name


def values(desk, kpi: str, area: str = "99.01") -> dict:
    """Value, numerator and denominator by month of one indicator in one area of the served edition."""
    found = desk.rows(
        "select strftime(period_start, '%Y-%m'), value, numerator, denominator from mart.kpi_value "
        "where kpi_id = ? and area_code = ? order by all",
        [kpi, area],
    )
    return {month: rest for month, *rest in found}


def inputs(desk, source: str) -> list[tuple[int, int, int]]:
    """Rows in, loaded and set aside of each file of a source, in the order of their names."""
    ((manifest,),) = desk.rows("select manifest from meta.edition")
    own = [one for one in json.loads(manifest)["inputs"] if one["source_id"] == source]
    return [(one["rows_in"], one["loaded"], one["set_aside"]) for one in own]
