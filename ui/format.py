"""Numbers, money, dates and periods as the reader of the page writes them (Babel, `id_ID` or `en_GB`).

Values round half up to the digits shown. A row is a mapping with the columns of `kpi_value`; the columns used here are
`value`, `period_grain` and `period_start` (first day of the period).
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from catalogue.models import Kpi, SeriesBreak
from ui.language import N_, _, _n, locale, said, spoken

MONEY_UNITS = ("rp", "rupiah", "idr")
_MAGNITUDES = (
    (Decimal(10) ** 12, N_("{amount} triliun")),
    (Decimal(10) ** 9, N_("{amount} miliar")),
    (Decimal(10) ** 6, N_("{amount} juta")),
)
_ROMAN = ("I", "II", "III", "IV")
_CODE = re.compile(r"(\d{4})(?:-(?:S([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


def is_absent(value) -> bool:
    """True for None and NaN: there is no figure. Zero is a figure."""
    return value is None or (isinstance(value, float) and math.isnan(value))


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@lru_cache(maxsize=4096)
def _written(exact: Decimal, decimals: int, language: str) -> str:
    """A rounded number in digits; pages repeat their figures, and a browser asks for each page twice."""
    return _pattern(decimals).apply(exact, language)


def rounded(value, decimals: int) -> Decimal:
    """`value` rounded half up, as it is shown; minus zero becomes zero."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def number(value, decimals: int = 0) -> str:
    """`1234.56, 2` -> `1.234,56`, in English `1,234.56`."""
    return _written(rounded(value, decimals), decimals, locale())


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
    return ("−Rp" if rounded(value, 0) < 0 else "Rp") + text


def rupiah_short(value) -> str:
    """One decimal at most, with the magnitude in words: `Rp1,2 miliar`; below a million in full."""
    amount = Decimal(str(value))
    for size, words in _MAGNITUDES:
        share = rounded(abs(amount) / size, 1)
        if rounded(abs(amount) * 1000 / size, 1) >= 1000:  # 980 billion is no trillion yet, 999.96 million is a billion
            return _(words, amount=f"{'−' if amount < 0 else ''}Rp{plain_number(share, 1)}")
    return rupiah(amount)


def date_long(day: dt.date) -> str:
    """`22 November 2026`."""
    return format_date(day, "d MMMM y", locale())


def moment_words(day: dt.date, hour: str, minute: str) -> str:
    """`27 November 2025 pukul 12.00 WIB`, in English `27 November 2025, 12:00 WIB`."""
    return _("{day} pukul {hour}.{minute} WIB", day=date_long(day), hour=hour, minute=minute)


def month_year(day: dt.date) -> str:
    """`Agustus 2024`."""
    return format_date(day, "MMMM y", locale())


def period_words(grain: str, start: dt.date) -> str:
    """A period in words: `2024`, `semester I 2025`, `triwulan III 2024`, `Agustus 2024`, `27 November 2025`.

    In English `first half of 2025`, `Q3 2024`.
    """
    if grain == "year":
        return str(start.year)
    if grain == "semester":
        half = _("semester I {year}") if start.month <= 6 else _("semester II {year}")
        return half.format(year=start.year)
    if grain == "quarter":
        quarter = (start.month - 1) // 3
        return _("triwulan {roman} {year}", roman=_ROMAN[quarter], digit=quarter + 1, year=start.year)
    if grain == "month":
        return month_year(start)
    if grain == "day":
        return date_long(start)
    raise ValueError(f"'{grain}' is no grain; one of day, month, quarter, semester, year")


def period_when(grain: str, start: dt.date) -> str:
    """The period as a time inside a sentence: `pada 2024`; `in 2024`, `on 27 November 2025`, `in the first half of 2025`."""
    period = period_words(grain, start)
    if grain == "day":
        return _("pada tanggal {period}", period=period)
    return _("dalam {period}", period=period) if grain == "semester" else _("pada {period}", period=period)


def period_short(grain: str, start: dt.date) -> str:
    """A period for a button: as in words, days and months abbreviated: `27 Nov 2025`."""
    patterns = {"day": "d MMM y", "month": "MMM y"}
    return format_date(start, patterns[grain], locale()) if grain in patterns else period_words(grain, start)


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
        return _("sesudah tanggal edisi")
    if days == 0:
        return _("hari ini")
    months = round(days / 30.4375)
    if days < 31:
        return _n("{n} hari", days)
    return _n("{n} bulan", months) if months < 24 else _n("± {n} tahun", int(days / 365.25 + 0.5))


def is_money(kpi: Kpi) -> bool:
    """True when the unit is rupiah."""
    return kpi.unit.id.strip().lower() in MONEY_UNITS


def is_percent(kpi: Kpi) -> bool:
    """True when the unit is written against the figure: `93,56%`."""
    return kpi.unit.id.startswith("%")


def value_text(value, kpi: Kpi) -> str:
    """The figure without its unit, with the indicator's decimals; money with its magnitude in words."""
    if is_absent(value):
        return _("tidak ada angka")
    return rupiah_short(value) if is_money(kpi) else number(value, kpi.decimals)


def place_words(place: int) -> str:
    """A place in an order: `6`, in English `6th`."""
    if spoken() != "en":
        return number(place)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th") if place % 100 not in (11, 12, 13) else "th"
    return f"{number(place)}{ending}"


def row_text(row: Mapping, kpi: Kpi) -> str:
    """The figure of a row as text without its unit: `≈ 19.667` where it is an estimate."""
    return _marked(row, value_text(row["value"], kpi))


def row_with_unit(row: Mapping, kpi: Kpi) -> str:
    """The same with its unit: `≈ 19.667 jiwa/km²`."""
    return _marked(row, value_with_unit(row["value"], kpi))


def _marked(row: Mapping, text: str) -> str:
    return f"≈\u00a0{text}" if row["quality"] == "estimasi" and not is_absent(row["value"]) else text


def scale_text(value, kpi: Kpi) -> str:
    """The end of a scale or a target: whole figures without decimals (`0`, `100`, `2,60`), a finer one with all of its own."""
    if is_money(kpi):
        return value_text(value, kpi)
    digits = -rounded(value, 4).normalize().as_tuple().exponent
    return number(value, max(digits, kpi.decimals) if digits > 0 else 0)


def value_with_unit(value, kpi: Kpi) -> str:
    """`4.699 jiwa/km²`, `93,56%`, `Rp45,8 miliar`."""
    text = value_text(value, kpi)
    return text if is_absent(value) else text + unit_words(kpi, value)


def unit_words(kpi: Kpi, value=None) -> str:
    """What follows a figure: ` jiwa/km²`, `%`, ` people` but ` person` after one; nothing for money, which has its sign in front."""
    if is_money(kpi):
        return ""
    is_one = value == 1 and spoken() == "en" and kpi.unit.en_one
    words = kpi.unit.en_one if is_one else said(kpi.unit)
    return words if is_percent(kpi) else f" {words}"


def row_period(row: Mapping) -> str:
    """The period of a row in words."""
    return period_words(row["period_grain"], row["period_start"])


def lower_first(words: str) -> str:
    """A sentence that goes on after a colon; names and abbreviations at its start keep their capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]


def cut_between(now: Mapping, then: Mapping, kpi: Kpi) -> SeriesBreak | None:
    """The first change of the series, or of the area itself, between two rows. A row may bring `area_cuts`: the changes of the
    extent of its area, as breaks of a series."""
    cuts = [*kpi.series_breaks, *(now.get("area_cuts") or ())]
    return next((cut for cut in cuts if then["period_start"].year < cut.year <= now["period_start"].year), None)


def change_words(now: Mapping | None, then: Mapping | None, kpi: Kpi) -> str:
    """One sentence of comparison: `Naik 0,78 dari 3,01 pada 2023`.

    The difference is taken between the figures as shown, so that a reader can check it; percentages move in *poin*.
    A change of series, or of what the area is, between the two is named instead of compared.
    """
    if now is None or then is None or is_absent(now["value"]) or is_absent(then["value"]):
        return _("Belum ada pembanding waktu")
    past = row_period(then)
    if not kpi.comparable:
        return _("Tidak dibandingkan dengan {period}", period=past)
    if now["period_grain"] != then["period_grain"]:
        return _("Tidak dibandingkan dengan {period}: panjang periodenya lain", period=past)
    if (now["quality"] == "estimasi") != (then["quality"] == "estimasi"):
        return _("Tidak dibandingkan: satu angka estimasi, satu bukan")
    cut = cut_between(now, then, kpi)
    if cut is not None:
        words = N_("Deret berganti pada {year}: {series}; tidak dibandingkan dengan {period}")
        if cut not in kpi.series_breaks:
            words = N_("Wilayah berubah, angkanya sejak {year} lain: {series}; tidak dibandingkan dengan {period}")
        return _(words, year=cut.year, series=said(cut.label), period=past)
    before = value_text(then["value"], kpi) + ("%" if is_percent(kpi) else "")
    places = 0 if is_money(kpi) else kpi.decimals
    difference = rounded(now["value"], places) - rounded(then["value"], places)
    if difference == 0:
        return _("Tetap {before} sejak {period}", before=before, period=past)
    words = N_("Naik {change} dari {before} {when}") if difference > 0 else N_("Turun {change} dari {before} {when}")
    when = period_when(then["period_grain"], then["period_start"])
    return _(words, change=moved_words(abs(difference), kpi), before=before, when=when)


def moved_words(difference, kpi: Kpi) -> str:
    """How far a figure moved: percentages move in *poin*."""
    words = value_text(difference, kpi)
    return _("{value} poin", value=words) if is_percent(kpi) else words
