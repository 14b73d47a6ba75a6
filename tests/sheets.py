"""Workbooks as BPS and Dukcapil hand them over, for the made-up city: merged headings, totals, footnotes among figures.

Kota Contoh in the sheets, all made up: Utara 400 (Melati 250 = 120 + 130, Mawar 150 = 70 + 80), Selatan 1,700 (Anggrek
1,000 = 490 + 510, Kenanga 600 = 300 + 300, Ma'rang & Soka 100 = 60 + 40); together 2,100.
"""

import json
from pathlib import Path

import xlsxwriter

UTARA = [("Melati", 120, 130, 250), ("Mawar", 70, 80, 150)]
SELATAN = [("Anggrek", "490", "510", "1.000"), ("Kenanga", 300, 300, 600), ("Ma'rang & Soka", 60, 40, 100)]
HANDOVER = """handovers:
  - kind: surat
    number: 470/123/2025
    dated: 2025-01-15
    parties: [BPS Kota Contoh, Diskominfo Kota Contoh]
    valid_until: 2027-01-15
    publishable: true
"""


def total(rows) -> list:
    """The sum of rows of figures, numbers or texts with Indonesian thousands."""
    return [sum(int(str(row[i]).replace(".", "")) for row in rows) for i in (1, 2, 3)]


def kcda(
    book: xlsxwriter.Workbook,
    kecamatan: str,
    rows: list[tuple],
    year: str = ", 2024",
    name: str | None = None,
    printed: list | None = None,
    footnotes: list[str] | None = None,
    among: dict[int, str] | None = None,
):
    """One sheet in the dress of Kecamatan Dalam Angka: title in two languages, three merged heading rows, column numbers,
    data, the total, footnotes; `among` puts a text-only line before the row of that number."""
    sheet = book.add_worksheet(name or kecamatan)
    sheet.merge_range(
        0, 0, 0, 4, f"Tabel 3.1.1 Jumlah Penduduk Menurut Kelurahan dan Jenis Kelamin di Kecamatan {kecamatan}{year}"
    )
    sheet.merge_range(1, 0, 1, 4, f"Table Population by Village and Sex in {kecamatan} Subdistrict{year}")
    sheet.merge_range(3, 0, 5, 0, "No")
    sheet.merge_range(3, 1, 5, 1, "Kelurahan\nVillage")
    sheet.merge_range(3, 2, 3, 4, "Jumlah Penduduk (jiwa)\nPopulation (people)")
    sheet.merge_range(4, 2, 4, 3, "Jenis Kelamin/Sex")
    sheet.merge_range(4, 4, 5, 4, "Jumlah\nTotal")
    sheet.write_row(5, 2, ["Laki-laki\nMale", "Perempuan\nFemale"])
    for column in range(5):
        sheet.write_string(6, column, f"({column + 1})")
    line = 7
    for i, row in enumerate(rows):
        if among and i in among:
            sheet.write_string(line, 0, among[i])
            line += 1
        sheet.write_number(line, 0, i + 1)
        sheet.write_row(line, 1, row)
        line += 1
    sheet.merge_range(line, 0, line, 1, "Jumlah/Total")
    sheet.write_row(line, 2, printed or total(rows))
    for i, words in enumerate(
        footnotes or ["Catatan/Note: *) Angka sementara", "Sumber/Source: BPS, proyeksi penduduk"]
    ):
        sheet.write_string(line + 2 + i, 0, words)
    return sheet


def deliver(folder: Path, name: str, sheets: list[tuple], handover: str | None = HANDOVER, **how) -> Path:
    """A workbook of (kecamatan, rows) sheets in a city's folder, with its letter."""
    folder.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(folder / name) as book:
        for kecamatan, rows in sheets:
            kcda(book, kecamatan, rows, **how)
    if handover is not None:
        (folder / "serah_terima.yml").write_text(handover, encoding="utf-8")
    return folder / name


def read_manifest(desk) -> dict:
    """The manifest of the served edition."""
    return json.loads((desk.warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
