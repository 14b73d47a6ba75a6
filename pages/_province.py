"""The cities of one province side by side: how many of them this edition holds."""

from catalogue import City
from pages._spbe_read import LOCAL
from pages._state import Context
from ui.language import _

FEW = (
    6  # fewer cities than this leave a map of their province nearly empty: it is drawn small, with its table beside it
)


def is_sparse(context: Context, level: str) -> bool:
    """True for the map of a province of which the edition holds a few cities only."""
    return level == "kota" and len(context.province_cities()) < FEW


def held_words(context: Context) -> str:
    """`Edisi ini memuat 2 dari 33 kabupaten/kota Sumatera Utara`; their number is that of the SPBE table, which is named."""
    words = {"n": len(context.province_cities()), "province": context.province()}
    whole, year = max(((_in_table(context, context.city, y), y) for y in _years(context)), default=(0, None))
    if whole < words["n"]:
        return _("Edisi ini memuat {n} kabupaten/kota {province}; yang lain tidak digambar.", **words)
    return _(
        "Edisi ini memuat {n} dari {whole} kabupaten/kota {province} (jumlahnya menurut tabel SPBE {year}, yang memuat paling "
        "banyak); yang lain tidak digambar.",
        whole=whole,
        year=year,
        **words,
    )


def _years(context: Context) -> list[int]:
    return [row["year"] for row in context.edition.rows("spbe_years")]


def _in_table(context: Context, city: City, year: int) -> int:
    """Kabupaten and kota of the city's province in the table of a year."""
    rows = context.edition.rows("spbe_agencies", year=year, agency_type=None)
    province = next((row["province_group"] for row in rows if row["agency_name"] == city.spbe_agency), None)
    return sum(row["agency_type"] in LOCAL and row["province_group"] == province for row in rows) if province else 0
