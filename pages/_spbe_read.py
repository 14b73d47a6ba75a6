"""Rows of the SPBE tables brought into the shape the page needs: the city, its peers, its places, its scheme."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pages._state import Context
from store import NotThere
from ui.cited import cited_plainly
from ui.format import period_code, period_from_code
from ui.language import _
from ui.scheme import Band, Indicator, Rule, Scheme

OFFICIAL = "SPBE"  # the scheme that the agency table was made with
COLUMNS = {"D1": "policy_index", "D2": "governance_index", "D3": "management_index", "D4": "service_index"}
LOCAL = ("Kabupaten", "Kota")


@dataclass(frozen=True)
class Place:
    """A competition rank on the printed index: `rank` of `n` in the table, `ties` are the names with the same index."""

    rank: int
    n: int
    ties: list[str]


@dataclass(frozen=True)
class Declared:
    """A scheme with what is known about it: regulation, years, whether its rows were verified, why its rule is as it is."""

    scheme_id: str
    slug: str
    name: str
    regulation: str
    first_year: int
    last_year: int | None
    is_verified: bool
    has_own_levels: bool
    rule_reason: str
    scheme: Scheme


@dataclass(frozen=True)
class Reading:
    """The table of one year as this city sees it. `own` and `before` are rows of `spbe_agencies` or None."""

    year: int
    years: list[int]
    table: list[dict]
    own: dict | None
    before: dict | None
    peers: list[dict]
    chosen: dict | None
    mean: dict | None


def exact(value: float | None) -> Decimal | None:
    """A figure as it is written, not as a double holds it."""
    return None if value is None else Decimal(str(value))


def label(row: dict) -> str:
    """`Kota Bandung` for `Pemerintah Kota Bandung`; a city of this edition under the name it has on every page."""
    return row["city_name"] or row["agency_name"].removeprefix("Pemerintah ")


def domains(row: dict) -> dict[str, Decimal | None]:
    """The four printed domain values by code."""
    return {code: exact(row[column]) for code, column in COLUMNS.items()}


def has_domains(row: dict) -> bool:
    """Are all four domains there?"""
    return None not in domains(row).values()


def reading(context: Context) -> Reading:
    """The asked year, else the newest. Raises `NotThere` for a year or a peer that the table does not have."""
    years = [row["year"] for row in context.edition.rows("spbe_years")]
    year = _year(context, years)
    table, earlier = _table(context, year), _table(context, year and year - 1)
    by_name = {row["agency_name"]: row for row in table}
    own = by_name.get(context.city.spbe_agency)
    before = next((row for row in earlier if row["agency_name"] == context.city.spbe_agency), None)
    mean = next(
        (
            row
            for row in context.edition.rows("spbe_publications")
            if row["entity_kind"] == "mean" and row["entity"] == "Rata-rata Kota" and row["year"] == year
        ),
        None,
    )
    peers = _peers(context, by_name, own)
    return Reading(year, years, table, own, before, peers, _chosen(context, by_name, peers, own), mean)


def _table(context: Context, year: int | None) -> list[dict]:
    names = {city.spbe_agency: city.name for city in context.edition.cities.values()}
    rows = context.edition.rows("spbe_agencies", year=year, agency_type=None) if year else []
    return [{**row, "city_name": names.get(row["agency_name"])} for row in rows]


def _year(context: Context, years: list[int]) -> int | None:
    asked = context.state.periode
    if asked is None:
        return years[-1] if years else None
    grain, start = period_from_code(asked)
    if grain != "year" or start.year not in years:
        raise NotThere(
            "periode",
            "tabel SPBE tidak punya tahun '{asked}'",
            [period_code("year", start.replace(year=y)) for y in years],
            asked=asked,
        )
    return start.year


def _peers(context: Context, by_name: dict[str, dict], own: dict | None) -> list[dict]:
    """The declared peers, the other cities of the edition and the government of the own province, each once."""
    names = [*context.city.spbe_peers, *(city.spbe_agency for city in context.edition.cities.values())]
    rows = [by_name[name] for name in names if name in by_name]
    if own:
        rows += [
            row
            for row in by_name.values()
            if row["agency_type"] == "Provinsi" and row["province_group"] == own["province_group"]
        ]
    unique = {row["agency_name"]: row for row in rows if row is not own}
    return list(unique.values())


def _chosen(context: Context, by_name: dict[str, dict], peers: list[dict], own: dict | None) -> dict | None:
    """The peer named by `banding`, else the first that is there."""
    asked = context.state.banding
    if asked is None:
        return peers[0] if peers else None
    if asked not in by_name or (own and asked == own["agency_name"]):
        raise NotThere(
            "banding",
            "instansi pembanding '{asked}' tidak ada di tabel tahun ini",
            [row["agency_name"] for row in peers],
            asked=asked[:80],
        )
    return by_name[asked]


def place(table: list[dict], own: dict, among: Callable[[dict], bool]) -> Place:
    """Place of `own` among the rows of the table for which `among` holds, on the printed two decimals."""
    rows = [row for row in table if among(row)]
    ties = [label(row) for row in rows if row["spbe_index"] == own["spbe_index"] and row is not own]
    higher = sum(row["spbe_index"] > own["spbe_index"] for row in rows)
    return Place(higher + 1, len(rows), sorted(ties))


def places(table: list[dict], own: dict) -> list[tuple[str, Place]]:
    """Among cities, among all kabupaten and kota, and among those of the province."""
    kind, province = own["agency_type"], own["province_group"]
    found = []
    if kind == "Kota":
        found.append((_("Di antara kota"), place(table, own, lambda row: row["agency_type"] == "Kota")))
    found.append((_("Di antara kabupaten/kota"), place(table, own, lambda row: row["agency_type"] in LOCAL)))
    inside = place(table, own, lambda row: row["agency_type"] in LOCAL and row["province_group"] == province)
    return [*found, (_("Di {province}", province=cited_plainly(province)), inside)]


def schemes(context: Context, year: int | None) -> list[Declared]:
    """Every scheme whose indicators are in the edition, in order of time; `year` chooses the rule of the official one."""
    found = []
    for row in context.edition.rows("spbe_schemes"):
        indicators = context.edition.rows("spbe_indicators", scheme=row["scheme_id"])
        bands = context.edition.rows("spbe_predicates", scheme=row["scheme_id"])
        if not indicators or not bands:
            continue
        rules = context.edition.rows("spbe_predicate_rules", scheme=row["scheme_id"])
        inside = [one for one in rules if one["first_year"] <= (year or 0) <= (one["last_year"] or 9999)]
        rule = (inside or rules or [{"is_on_rounded": False, "decimals": 2, "reason": ""}])[-1]
        found.append(
            Declared(
                scheme_id=row["scheme_id"],
                slug=f"{row['scheme_id'].lower()}-{row['first_year']}",
                name=row["scheme_name"],
                regulation=row["regulation"],
                first_year=row["first_year"],
                last_year=row["last_year"],
                is_verified=row["is_verified"] and all(one["is_verified"] for one in [*indicators, *bands]),
                has_own_levels=all(one["has_own_levels"] for one in indicators),
                rule_reason=rule["reason"],
                scheme=_scheme(indicators, bands, Rule(rule["is_on_rounded"], rule["decimals"])),
            )
        )
    return found


def _scheme(indicators: list[dict], bands: list[dict], rule: Rule) -> Scheme:
    return Scheme(
        indicators=tuple(
            Indicator(
                no=one["indicator_no"],
                name=one["indicator_name"],
                domain=one["domain_code"],
                weight=exact(one["indicator_weight_pct"]),
                aspect=one["aspect_name"],
                scale=one["level_scale"],
            )
            for one in indicators
        ),
        domain_names={
            one["domain_code"]: cited_plainly(one["domain_name"]).removesuffix(" SPBE") for one in indicators
        },
        bands=tuple(Band(one["predicate"], exact(one["min_index"])) for one in bands),
        lowest=min(one["level_min"] for one in indicators),
        highest=max(one["level_max"] for one in indicators),
        rule=rule,
    )


def official(declared: list[Declared]) -> Declared | None:
    """The scheme of the agency table."""
    return next((one for one in declared if one.scheme_id == OFFICIAL), None)
