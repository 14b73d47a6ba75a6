"""SP4N-LAPOR! exports as an agency's administrator downloads them: 22 columns, no closing time; the monthly ones
over twelve months, the weekly ones over three.

Defects that such files have: tracking ids that Excel turned into 123.0, empty and variously spelt kelurahan, capitals, a case
twice, a few broken rows. Their share stays below what a source may lose.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from etl.demo import FILE_PREFIX, MARK
from etl.simulate import people
from etl.simulate.cases import Case
from etl.simulate.place import Place

COLUMNS = (
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
FIRST_ID = 990_000_000_000  # and the digits of the city and the case: see TRACKING_IDS in etl/demo.py
ROWS_PER_BROKEN_ONE = 120
REASONS = ("Menunggu anggaran perubahan", "Bukan kewenangan kota", "Laporan tidak lengkap")


def write_export(path: Path, place: Place, cases: list[Case], day: date, held: int, seed: str) -> int:
    """One workbook with the cases of the `held` days up to `day` in their state of that evening; how many rows it has."""
    evening = datetime(day.year, day.month, day.day, 23, 59)
    begin = evening - timedelta(days=held)
    rows = [_row(place, case, evening, seed) for case in cases if begin < case.opened_at <= evening]
    if not rows:
        return 0
    rows = _spoilt(rows, Random(f"{seed}-{place.city.code}-{day}-rows"))
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(
        path, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": f"SIMULASI, bukan data nyata ({MARK})",
            "subject": "Contoh ekspor SP4N-LAPOR!",
            "comments": "Dibuat oleh python -m etl simulate",
            "created": datetime(day.year, day.month, day.day),
        }
    )
    sheet = book.add_worksheet("Laporan")
    sheet.write_row(0, 0, COLUMNS)
    for line, row in enumerate(rows, 1):
        for place_of, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(line, place_of, value)
            elif value:
                sheet.write_string(line, place_of, str(value))
    book.close()
    return len(rows)


def file_name(day: date) -> str:
    """`simulasi-lapor-2026-09-30.xlsx`."""
    return f"{FILE_PREFIX}lapor-{day.isoformat()}.xlsx"


def _row(place: Place, case: Case, evening: datetime, seed: str) -> list:
    """A case as exported that evening. What was typed in once (names, texts, spelling) is the same in every export."""
    chance = Random(f"{seed}-{place.city.code}-{case.number}-typed")
    status = case.status(evening)
    is_taken = status not in ("Belum Terverifikasi", "Belum Terdisposisi")
    is_ended = status == case.end
    kecamatan, kelurahan = _typed_place(case, chance)
    agency = case.topic.agency.upper() if chance.random() < 0.06 else case.topic.agency
    text, answered = people.report(case, chance), people.answer(case, chance)
    reporter = "Anonim" if case.visibility == "Anonim" else people.name(chance)
    category = case.topic.sub if case.topic.sub and chance.random() < 0.35 else case.topic.main
    reason = chance.choice(REASONS)
    return [
        _tracking_id(place, case, chance),
        f"{case.opened_at:%d/%m/%Y}",
        f"{case.opened_at:%H:%M:%S}",
        reporter,
        case.kind,
        str(1000 + sum(map(ord, category)) % 900),
        category,
        f"{case.topic.title.upper() if chance.random() < 0.2 else case.topic.title}",
        text,
        answered if is_ended and "Selesai" in status else "",
        case.visibility,
        case.channel,
        f"Pemerintah {place.city.name}",
        str(40_000 + sum(map(ord, case.topic.agency)) % 5000) if is_taken else "",
        agency if is_taken else "",
        status,
        reason if status in ("Ditunda", "Diarsip") else "",
        place.city.province,
        place.city.name,
        kecamatan,
        kelurahan,
        str(case.rating) if case.rating and is_ended else "",
    ]


def _tracking_id(place: Place, case: Case, chance: Random):
    """Twelve digits: 9900, the city, the case. As a number (Excel), as text with the .0 it left, or as it was."""
    digits = FIRST_ID + int(place.city.code.replace(".", "")) % 1000 * 100_000 + case.number
    return chance.choices((float(digits), f"{digits}.0", str(digits)), (70, 15, 15))[0]


def _typed_place(case: Case, chance: Random) -> tuple[str, str]:
    """Kecamatan and kelurahan as people and forms write them; one in eight leaves the kelurahan out."""
    name, above = case.kelurahan.name, case.kelurahan.kecamatan
    odds = chance.random()
    if odds < 0.12:
        return ("" if odds < 0.04 else above), ""
    if odds < 0.24:
        return above.upper(), name.upper()
    if odds < 0.30:
        return above, f"Kel. {name}"
    if odds < 0.34:
        return above, name.replace(" ", "") if " " in name else f" {name}  "
    if odds < 0.36:
        return above, name.replace("a", "aa", 1)
    return above, name


def _spoilt(rows: list[list], chance: Random) -> list[list]:
    """One row in `ROWS_PER_BROKEN_ONE` broken: no id, a day that is not there, a status nobody knows, or the row twice."""
    spoilt = [list(row) for row in rows]
    for _ in range(len(rows) // ROWS_PER_BROKEN_ONE):
        row = chance.randrange(len(spoilt))
        match chance.choice(("id", "day", "status", "twice")):
            case "id":
                spoilt[row][0] = ""
            case "day":
                spoilt[row][1] = f"31/02/{spoilt[row][1][-4:]}"
            case "status":
                spoilt[row][COLUMNS.index("Status Laporan")] = "Dalam Antrean Sistem"
            case "twice":
                spoilt.insert(row, list(spoilt[row]))
    return spoilt
