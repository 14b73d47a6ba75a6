"""Numbers, money, dates and periods as an Indonesian reader writes them (Babel, `id_ID`).

Values round half up to the digits shown. A row is a mapping with the columns of `kpi_value`; the columns used here are
`value`, `period_grain` and `period_start` (first day of the period).
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from catalogue.models import Kpi

LOCALE = "id_ID"
NO_FIGURE = "tidak ada angka"
MONEY_UNITS = ("rp", "rupiah", "idr")
_MAGNITUDES = ((Decimal(10) ** 12, "triliun"), (Decimal(10) ** 9, "miliar"), (Decimal(10) ** 6, "juta"))
_ROMAN = ("I", "II", "III", "IV")
_CODE = re.compile(r"(\d{4})(?:-(?:S([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


def is_absent(value) -> bool:
    """True for None and NaN: there is no figure. Zero is a figure."""
    return value is None or (isinstance(value, float) and math.isnan(value))


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


def rounded(value, decimals: int) -> Decimal:
    """`value` rounded half up, as it is shown; minus zero becomes zero."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def number(value, decimals: int = 0) -> str:
    """`1234.56, 2` -> `1.234,56`."""
    return _pattern(decimals).apply(rounded(value, decimals), LOCALE)


def plain_number(value, most: int = 4) -> str:
    """As many decimals as the value has, up to `most`: `39.17` -> `39,17`, `513.0` -> `513`."""
    digits = -rounded(value, most).normalize().as_tuple().exponent
    return number(value, min(max(digits, 0), most))


def percent(value, decimals: int = 2) -> str:
    """`value` is already in percent: `93.56` -> `93,56%`."""
    return number(value, decimals) + "%"


def rupiah(value) -> str:
    """Whole rupiah in full: `Rp665.455.827.745`; a debt has its minus in front of Rp."""
    text = number(abs(Decimal(str(value))))
    return ("-Rp" if rounded(value, 0) < 0 else "Rp") + text


def rupiah_short(value) -> str:
    """One decimal at most, with the magnitude in words: `Rp1,2 miliar`; below a million in full."""
    amount = Decimal(str(value))
    for size, word in _MAGNITUDES:
        share = rounded(abs(amount) / size, 1)
        if share >= 1:
            return f"{'-' if amount < 0 else ''}Rp{plain_number(share, 1)} {word}"
    return rupiah(amount)


def date_long(day: dt.date) -> str:
    """`22 November 2026`."""
    return format_date(day, "d MMMM y", LOCALE)


def month_year(day: dt.date) -> str:
    """`Agustus 2024`."""
    return format_date(day, "MMMM y", LOCALE)


def period_words(grain: str, start: dt.date) -> str:
    """A period in words: `2024`, `semester I 2025`, `triwulan III 2024`, `Agustus 2024`, `27 November 2025`."""
    if grain == "year":
        return str(start.year)
    if grain == "semester":
        return f"semester {_ROMAN[(start.month - 1) // 6]} {start.year}"
    if grain == "quarter":
        return f"triwulan {_ROMAN[(start.month - 1) // 3]} {start.year}"
    if grain == "month":
        return month_year(start)
    if grain == "day":
        return date_long(start)
    raise ValueError(f"'{grain}' is no grain; one of day, month, quarter, semester, year")


def period_short(grain: str, start: dt.date) -> str:
    """A period for a button: as in words, days and months abbreviated: `27 Nov 2025`."""
    patterns = {"day": "d MMM y", "month": "MMM y"}
    return format_date(start, patterns[grain], LOCALE) if grain in patterns else period_words(grain, start)


def period_code(grain: str, start: dt.date) -> str:
    """The `periode` of a URL: `2024`, `2024-S1`, `2024-Q3`, `2024-08`, `2024-08-17`."""
    year = f"{start.year:04d}"
    codes = {
        "year": year,
        "semester": f"{year}-S{(start.month - 1) // 6 + 1}",
        "quarter": f"{year}-Q{(start.month - 1) // 3 + 1}",
        "month": f"{year}-{start.month:02d}",
        "day": f"{year}-{start.month:02d}-{start.day:02d}",
    }
    if grain not in codes:
        raise ValueError(f"'{grain}' is no grain; one of {', '.join(codes)}")
    return codes[grain]


def period_from_code(text: str) -> tuple[str, dt.date]:
    """Inverse of `period_code`: grain and first day. Raises ValueError for anything else."""
    found = _CODE.fullmatch(text) if text.isascii() else None
    if not found:
        raise ValueError(f"'{text}' is no period; like 2024, 2024-S1, 2024-Q3, 2024-08 or 2024-08-17")
    year, semester, quarter, month, day = (int(part) if part else None for part in found.groups())
    if semester:
        return "semester", dt.date(year, semester * 6 - 5, 1)
    if quarter:
        return "quarter", dt.date(year, quarter * 3 - 2, 1)
    if day is not None:
        return "day", dt.date(year, month, day)
    if month is not None:
        return "month", dt.date(year, month, 1)
    return "year", dt.date(year, 1, 1)


def age_words(from_date: dt.date, as_of: dt.date) -> str:
    """Age at `as_of`: days under a month, months under two years, then `± 3 tahun`."""
    days = (dt.date(as_of.year, as_of.month, as_of.day) - dt.date(from_date.year, from_date.month, from_date.day)).days
    if days < 0:
        return "sesudah tanggal edisi"
    if days == 0:
        return "hari ini"
    months = round(days / 30.4375)
    if days < 31:
        return f"{days} hari"
    return f"{months} bulan" if months < 24 else f"± {round(months / 12)} tahun"


def is_money(kpi: Kpi) -> bool:
    """True when the unit is rupiah."""
    return kpi.unit.id.strip().lower() in MONEY_UNITS


def value_text(value, kpi: Kpi) -> str:
    """The figure without its unit, with the indicator's decimals; money with its magnitude in words."""
    if is_absent(value):
        return NO_FIGURE
    return rupiah_short(value) if is_money(kpi) else number(value, kpi.decimals)


def scale_text(value, kpi: Kpi) -> str:
    """The end of a scale or a target: whole figures without decimals (`0`, `100`, `2,60`)."""
    return value_text(value, kpi) if is_money(kpi) or value != int(value) else number(value)


def value_with_unit(value, kpi: Kpi) -> str:
    """`4.699 jiwa/km²`, `93,56%`, `Rp45,8 miliar`."""
    text = value_text(value, kpi)
    return text if is_absent(value) else text + unit_words(kpi)


def unit_words(kpi: Kpi) -> str:
    """What follows a figure: ` jiwa/km²`, `%`; nothing for money, which has its sign in front."""
    if is_money(kpi):
        return ""
    return kpi.unit.id if kpi.unit.id.startswith("%") else f" {kpi.unit.id}"


def row_period(row: Mapping) -> str:
    """The period of a row in words."""
    return period_words(row["period_grain"], row["period_start"])


def lower_first(words: str) -> str:
    """A sentence that goes on after a colon; names inside keep their capitals."""
    return words[:1].lower() + words[1:]


def change_words(now: Mapping | None, then: Mapping | None, kpi: Kpi) -> str:
    """One sentence of comparison: `Naik 0,78 dari 3,01 pada 2023`.

    The difference is taken between the figures as shown, so that a reader can check it; percentages move in *poin*.
    A change of series between the two is named instead of compared.
    """
    if now is None or then is None or is_absent(now["value"]) or is_absent(then["value"]):
        return "Belum ada pembanding waktu"
    if not kpi.comparable:
        return f"Tidak dibandingkan dengan {row_period(then)}"
    if now["period_grain"] != then["period_grain"]:
        return f"Tidak dibandingkan dengan {row_period(then)}: panjang periodenya lain"
    for cut in kpi.series_breaks:
        if then["period_start"].year < cut.year <= now["period_start"].year:
            return f"Deret berganti pada {cut.year}: {cut.label.id}; tidak dibandingkan dengan {row_period(then)}"
    is_percent = kpi.unit.id.startswith("%")
    before = value_text(then["value"], kpi) + ("%" if is_percent else "")
    places = 0 if is_money(kpi) else kpi.decimals
    difference = rounded(now["value"], places) - rounded(then["value"], places)
    if difference == 0:
        return f"Tetap {before} sejak {row_period(then)}"
    moved = value_text(abs(difference), kpi) + (" poin" if is_percent else "")
    return f"{'Naik' if difference > 0 else 'Turun'} {moved} dari {before} pada {row_period(then)}"
