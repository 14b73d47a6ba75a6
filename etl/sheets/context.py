"""What a table is about: its kecamatan, its period, its city, from title, sheet name and file name."""

import datetime as dt
import re
from dataclasses import dataclass

from catalogue import Source
from catalogue.sheets import SheetPeriod
from etl.faults import FileFault
from etl.sheets.names import Areas
from etl.sheets.texts import has, plain

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a table stands, and the words around it that say what it is about, by `title`, `sheet` and `file`."""

    shown: str
    city: str
    row: int  # of the heading, as the spreadsheet counts
    words: dict[str, str]


def is_wanted(source: Source, place: Place) -> bool:
    """Whether title, sheet or file name make this the table of the source. A table without any title is."""
    texts = [plain(place.words["title"]), *(plain(place.words[k]) for k in ("sheet", "file"))]
    if any(has(source.sheet.not_tables, text) for text in texts[:2]):
        return False
    return not texts[0] or any(has(source.sheet.tables, text) for text in texts)


def kecamatan_of(areas: Areas, place: Place) -> str | None:
    """The one kecamatan the table is about, or None when it is not said. Raises `FileFault` for one of another city, and
    when title and sheet name contradict each other."""
    other = next((o for text in place.words.values() if (o := areas.other_city(text, place.city))), None)
    if other:
        raise FileFault(
            place.shown, f"tabel ini tentang {other}, bukan kota {place.city}; pindahkan ke folder kotanya", place.row
        )
    found, unknown = areas.kecamatan_named(place.words["title"], place.city)
    if not found and unknown:
        _raise_unknown(areas, place, unknown)
    by_sheet = areas.kecamatan_is(place.words["sheet"], place.city)
    if by_sheet and found and by_sheet not in found:
        names = [areas.by_code[code].name for code in sorted(found)]
        what = f"judulnya menyebut kecamatan {', '.join(names)}, nama lembarnya {areas.by_code[by_sheet].name}; samakan"
        raise FileFault(place.shown, what, place.row)
    if len(found) == 1 or by_sheet:
        return by_sheet or found.pop()
    by_file = areas.kecamatan_named(place.words["file"], place.city)[0]
    return by_file.pop() if len(by_file) == 1 and not found else None


def _raise_unknown(areas: Areas, place: Place, name: str) -> None:
    elsewhere = [
        a for a in areas.by_code.values() if a.level == "kecamatan" and areas.match(name, a.parent, "kecamatan") == a
    ]
    if elsewhere:
        home = areas.by_code[elsewhere[0].parent]
        what = (
            f"kecamatan '{name}' ada di {home.name} ({home.code}), bukan di kota {place.city}; pindahkan ke foldernya"
        )
    else:
        guess = areas.guess(name, place.city, place.city, "kecamatan")
        what = f"kecamatan '{name}' tidak ada di kota {place.city}; {guess}; betulkan judulnya atau pindahkan berkasnya"
    raise FileFault(place.shown, what, place.row)


def period_of(source: Source, place: Place, year: str | None, as_of: dt.date) -> str:
    """`2024` or `2024-S2` of a column. Raises `FileFault` when it is not said, said twice, or not over yet."""
    rule = source.sheet.period
    texts = [_without(rule, place.words[name]) for name in rule.places]
    year = year or _year(rule, place, texts)
    if rule.kind == "year":
        if int(year) > as_of.year:
            raise FileFault(place.shown, f"tahun {year} belum tiba pada {said(as_of)}; periksa judulnya", place.row)
        return year
    half = next((h for text in texts if (h := _half(rule, place, text))), None)
    if half is None:
        raise FileFault(
            place.shown,
            "semesternya tidak disebut; tulis 'Semester I' atau 'Semester II' di judul, nama lembar atau nama berkas",
            place.row,
        )
    end = dt.date(int(year), 6, 30) if half == 1 else dt.date(int(year), 12, 31)
    if end > as_of:
        what = f"semester {'I' * half} {year} berakhir {said(end)}, sesudah {said(as_of)}; periksa judulnya"
        raise FileFault(place.shown, what, place.row)
    return f"{year}-S{half}"


def _without(rule: SheetPeriod, text: str) -> str:
    text = plain(text)
    for pattern in rule.ignored:
        text = re.sub(pattern, " ", text)
    return text


def _year(rule: SheetPeriod, place: Place, texts: list[str]) -> str:
    for text in texts:
        years = sorted(set(re.findall(rule.year, text)))
        if len(years) > 1:
            what = f"judulnya menyebut beberapa tahun ({', '.join(years)}) dan kolomnya tidak; tulis tahun tiap kolom"
            raise FileFault(place.shown, what, place.row)
        if years:
            return years[0]
    raise FileFault(
        place.shown,
        "tahunnya tidak disebut di judul, judul kolom, nama lembar atau nama berkas; tulis tahunnya di judul tabel",
        place.row,
    )


def _half(rule: SheetPeriod, place: Place, text: str) -> int | None:
    first, second = has(rule.first_half, text), has(rule.second_half, text)
    if first and second:
        raise FileFault(place.shown, "judulnya menyebut dua semester; kirim satu tabel untuk tiap semester", place.row)
    return 1 if first else 2 if second else None


def said(day: dt.date) -> str:
    """A date as the analyst reads it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
