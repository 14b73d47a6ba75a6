"""Writes SP4N-LAPOR! exports of the made-up city as a city's administrator receives them: 22 columns, no closing time."""

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
