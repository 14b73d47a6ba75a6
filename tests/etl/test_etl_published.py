"""Every published city figure, read again from its file by the csv module and arithmetic, or typed from the source.

A row of `CHECKED`: indicator, area, first day of the period, the figure expected, and how it was come by.
"""

import csv
from collections import Counter, defaultdict

import pytest
from desk import ROOT, ask

from catalogue import load_catalogue

KPIS = load_catalogue().kpis


def table(path: str) -> list[dict]:
    with (ROOT / "data" / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def budget(city: str, period: str, account: str, document: str | None = None) -> dict:
    """The one row of a budget file."""
    (row,) = [
        r
        for r in table(f"raw/budget_totals/{city}/budget_totals.csv")
        if (r["period"], r["account"]) == (period, account) and document in (None, r["document"])
    ]
    return row


def spent(city: str, period: str, account: str) -> float:
    """Realised over budgeted, in percent."""
    row = budget(city, period, account)
    return 100 * float(row["realised_idr"]) / float(row["ceiling_idr"])


def realised(city: str, period: str, account: str) -> float:
    return float(budget(city, period, account)["realised_idr"])


def people(source: str, city: str, year: str, sex: str = "total") -> int:
    (row,) = [
        r
        for r in table(f"raw/{source}/{city}/{source}.csv")
        if (r["level"], r["year"], r["sex"]) == ("kota", year, sex)
    ]
    return int(row["value"])


def growth(city: str) -> float:
    before, after = (people("population_census", city, year) for year in ("2010", "2020"))
    return 100 * (after - before) / before


def ratio_of_sexes(city: str) -> float:
    return (
        100
        * people("population_dukcapil", city, "2024", "male")
        / people("population_dukcapil", city, "2024", "female")
    )


def voters_per_station(city: str, prefix: str) -> float:
    """Sums over the kelurahan of an area, then one division."""
    voters = sum(
        int(r["value"])
        for r in table(f"raw/registered_voters/{city}/registered_voters.csv")
        if r["code_kemendagri"].startswith(prefix)
    )
    stations = sum(
        int(r["value"])
        for r in table(f"raw/polling_stations/{city}/polling_stations.csv")
        if r["year"] == "2014" and len(r["code_kemendagri"]) == 13 and r["code_kemendagri"].startswith(prefix)
    )
    return voters / stations


def place(agency: str, year: str, province: str | None = None) -> int:
    """One more than the agencies with a higher printed index: among cities, or among all of a province."""
    rows = [
        r
        for r in table("raw/spbe_evaluation/spbe_evaluation_2023_2024.csv")
        if r["year"] == year
        and (r["agency_type"] == "Kota" if province is None else r["agency_type"] in ("Kota", "Kabupaten"))
        and province in (None, r["province_group"])
    ]
    (own,) = [float(r["index"]) for r in rows if r["agency"] == agency]
    return 1 + sum(float(r["index"]) > own for r in rows)


TT, PS, LSM, TPI = "12.76", "12.72", "11.73", "21.72"
Y24 = "2024-01-01"
CHECKED = [
    # budget, in rupiah as printed
    ("revenue_realisation_pct", TT, Y24, lambda: spent(TT, "2024", "pendapatan"), 93.5560),  # printed 93.55
    ("revenue_realisation_pct", PS, Y24, lambda: spent(PS, "2024", "pendapatan"), 98.5204),
    ("revenue_realisation_pct", TPI, "2017-01-01", lambda: spent(TPI, "2017", "pendapatan"), 96.0578),  # printed 96.6
    ("revenue_realisation_pct", TPI, "2025-01-01", lambda: float(budget(TPI, "2025-S1", "pendapatan")["printed_pct"]), 48.14),
    ("financing_receipt_realisation_pct", PS, Y24, lambda: spent(PS, "2024", "penerimaan pembiayaan"), 160.9732),
    ("own_revenue_realisation_pct", TPI, "2025-01-01", lambda: float(budget(TPI, "2025-S1", "PAD")["printed_pct"]), 39.59),
    ("local_tax_realisation_pct", TPI, "2025-01-01", lambda: float(budget(TPI, "2025-S1", "pajak daerah")["printed_pct"]), 36.23),
    ("local_fee_realisation_pct", TPI, "2025-01-01", lambda: float(budget(TPI, "2025-S1", "retribusi daerah")["printed_pct"]), 44.35),
    ("personnel_spending_realisation_pct", TPI, "2025-01-01", lambda: float(budget(TPI, "2025-S1", "belanja pegawai")["printed_pct"]), 56.62),
    ("goods_services_realisation_pct", TPI, "2025-01-01", lambda: float(budget(TPI, "2025-S1", "belanja barang dan jasa")["printed_pct"]), 34),
    ("capital_spending_realisation_pct", TPI, "2025-01-01", lambda: float(budget(TPI, "2025-S1", "belanja modal")["printed_pct"]), 30.71),
    ("expenditure_realised_idr", TT, Y24, lambda: realised(TT, "2024", "belanja"), 678_060_134_557),
    ("revenue_realised_idr", TT, Y24, lambda: realised(TT, "2024", "pendapatan"), 665_455_827_745),
    ("budget_balance_idr", TT, Y24, lambda: realised(TT, "2024", "pendapatan") - realised(TT, "2024", "belanja"), -12_604_306_812),
    ("budget_balance_idr", TPI, "2017-01-01", lambda: realised(TPI, "2017", "pendapatan") - realised(TPI, "2017", "belanja"), 15_085_616_200),
    ("budget_surplus_idr", PS, Y24, lambda: realised(PS, "2024", "SILPA"), 108_836_993_369.27),
    ("expenditure_per_person_idr", TT, Y24, lambda: realised(TT, "2024", "belanja") / people("population_dukcapil", TT, "2024"), 3_683_828.0954),
    ("expenditure_planned_idr", TT, "2026-01-01", lambda: float(budget(TT, "2026", "belanja")["ceiling_idr"]), 630_530_000_000),
    # 2021 has an adopted budget and a draft revision: the adopted one
    ("expenditure_planned_idr", TT, "2021-01-01", lambda: float(budget(TT, "2021", "belanja", "APBD murni")["ceiling_idr"]), 776_181_111_268),
    ("revenue_planned_idr", LSM, "2025-01-01", lambda: float(budget(LSM, "2025", "pendapatan")["ceiling_idr"]), 822_000_000_000),
    ("capital_spending_share_pct", TT, "2026-01-01", lambda: 100 * float(budget(TT, "2026", "belanja modal")["ceiling_idr"]) / float(budget(TT, "2026", "belanja")["ceiling_idr"]), 4.7960),
    ("own_revenue_share_pct", TPI, Y24, lambda: 100 * float(budget(TPI, "2024", "PAD")["ceiling_idr"]) / float(budget(TPI, "2024", "pendapatan")["ceiling_idr"]), 19.3730),
    # other published figures: the one cell, as in the news
    ("public_satisfaction_index", TT, Y24, lambda: float(table("raw/public_satisfaction/12.76/public_satisfaction.csv")[0]["index"]), 95.5),
    ("investment_report_compliance_pct", TT, "2025-01-01", lambda: float(table("raw/investment_reports/12.76/investment_reports.csv")[0]["compliance_pct"]), 83.6),
    ("inflation_yoy_pct", TT, "2024-04-01", lambda: float(table("raw/consumer_prices/12.76/consumer_prices.csv")[3]["value"]), 2.98),
    ("inflation_mtm_pct", TT, "2024-03-01", lambda: float(table("raw/consumer_prices/12.76/consumer_prices.csv")[0]["value"]), 0.61),
    ("inflation_yoy_pct", PS, "2024-03-01", lambda: float(table("raw/consumer_prices/12.72/consumer_prices.csv")[1]["value"]), 3.84),
    ("stunting_survey_pct", TT, "2022-01-01", lambda: float(table("raw/nutrition_survey/12.76/nutrition_survey.csv")[0]["stunted_pct"]), 19.6),
    ("stunting_survey_pct", TT, "2023-01-01", lambda: float(table("raw/nutrition_survey/12.76/nutrition_survey.csv")[1]["stunted_pct"]), 10.4),
    ("stunting_register_pct", TT, "2024-03-01", lambda: float(table("raw/nutrition_register/12.76/nutrition_register.csv")[0]["stunted_pct"]), 2.1),
    ("poor_population_count", TT, Y24, lambda: float(next(r["value"] for r in table("raw/city_statistics/12.76/city_statistics.csv") if (r["metric"], r["year"]) == ("poor_population", "2024"))), 15_310),
    ("unemployed_count", TT, Y24, lambda: float(next(r["value"] for r in table("raw/city_statistics/12.76/city_statistics.csv") if r["metric"] == "unemployed_count")), 5_424),
    ("human_development_index", TT, "2023-01-01", lambda: float(next(r["value"] for r in table("raw/city_statistics/12.76/city_statistics.csv") if r["metric"] == "hdi_ipm")), 78.17),
    # people and households
    ("household_count", TT, "2010-01-01", lambda: float(next(r["value"] for r in table("raw/city_statistics/12.76/city_statistics.csv") if r["metric"] == "households")), 32_807),
    ("household_size_mean", TT, "2010-01-01", lambda: people("population_census", TT, "2010") / 32_807, 4.4273),
    ("population_sex_ratio", TT, Y24, lambda: ratio_of_sexes(TT), 99.3135),
    ("population_sex_ratio", TPI, Y24, lambda: ratio_of_sexes(TPI), 101.4094),
    ("population_census_growth_pct", TT, "2020-01-01", lambda: growth(TT), 18.9951),  # (172838 - 145248) / 145248
    ("population_census_growth_pct", LSM, "2020-01-01", lambda: growth(LSM), 10.2534),
    ("voters_per_polling_station_mean", TT, "2014-01-01", lambda: voters_per_station(TT, TT), 302.3857),  # 123071 / 407
    ("voters_per_polling_station_mean", "12.76.03", "2014-01-01", lambda: voters_per_station(TT, "12.76.03"), None),
    ("neighbourhood_unit_count", TPI, "2015-01-01", lambda: float(sum(int(r["value"]) for r in table("raw/neighbourhood_units/21.72/neighbourhood_units.csv") if r["metric"] == "rt_count")), 673),
    # places, counted without sorting
    ("spbe_rank_among_cities_place", TT, Y24, lambda: place("Pemerintah Kota Tebing Tinggi", "2024"), 31),
    ("spbe_rank_among_cities_place", LSM, "2023-01-01", lambda: place("Pemerintah Kota Lhokseumawe", "2023"), 78),
    ("spbe_rank_in_province_place", TT, Y24, lambda: place("Pemerintah Kota Tebing Tinggi", "2024", "Sumatera Utara"), 1),
    ("spbe_rank_in_province_place", TPI, Y24, lambda: place("Pemerintah Kota Tanjungpinang", "2024", "Kepulauan Riau"), 3),
]  # fmt: skip
# counted by hand in test_etl_figures.py, test_etl_real.py and test_etl_spbe.py
ELSEWHERE = {
    "area_official_km2", "area_polygon_km2", "budget_realisation_pct", "flood_affected_persons_count", "open_unemployment_pct",
    "polling_station_count", "poor_population_pct", "population_bps_count", "population_census_count", "population_density_modelled_per_km2",
    "population_density_per_km2", "population_dukcapil_count", "population_modelled_count", "registered_voters_count", "spbe_index",
    "spbe_policy_index", "spbe_governance_index", "spbe_management_index", "spbe_service_index",
    "service_request_per_1000_residents",
}  # fmt: skip


@pytest.fixture(scope="module")
def internal(real_warehouse):
    return real_warehouse / "current" / "internal.duckdb"


@pytest.mark.parametrize(("kpi", "area", "start", "counted", "typed"), CHECKED)
def test_a_published_figure(internal, kpi, area, start, counted, typed):
    query = "select value from mart.kpi_value where kpi_id = ? and area_code = ? and period_start = ?::date and value is not null"
    ((value,),) = ask(internal, query, [kpi, area, start])
    assert value == pytest.approx(counted(), rel=1e-12)
    if typed is not None:
        assert value == pytest.approx(typed, abs=5e-5 * max(1, abs(typed) / 1e6))


def test_forty_indicators_stand_on_real_figures(internal):
    """Counted in the edition, not in the catalogue; an indicator without one figure is a gap and says so."""
    filled = {kpi for (kpi,) in ask(internal, "select distinct kpi_id from mart.kpi_value where value is not null")}
    assert len(filled) >= 40
    assert {kpi.id for kpi in KPIS.values() if kpi.kind == "awaited"} & filled == set()


def test_every_indicator_of_these_sources_is_checked(internal):
    """An indicator of the published figures that nobody counted again would be a figure on trust."""
    published = {
        "budget_totals", "city_statistics", "consumer_prices", "nutrition_survey", "nutrition_register", "public_satisfaction",
        "investment_reports", "neighbourhood_units", "population_census", "population_dukcapil", "registered_voters", "spbe_evaluation",
    }  # fmt: skip
    own = {kpi.id for kpi in KPIS.values() if kpi.kind != "awaited" and published & set(kpi.sources)}
    checked = {kpi for kpi, *_ in CHECKED} | ELSEWHERE
    assert own - checked == set()


def test_each_dimension_of_tebing_tinggi_has_three_figures_or_says_what_is_missing(internal):
    """Branding and environment have fewer: there the gap is declared, with whom to ask."""
    rows = ask(internal, "select distinct kpi_id from mart.kpi_value where value is not null and area_code = '12.76'")
    filled = {kpi for (kpi,) in rows}
    counted = Counter(slug for kpi in KPIS.values() if kpi.id in filled for slug in kpi.dimensions)
    gaps = defaultdict(list)
    for kpi in KPIS.values():
        if kpi.kind == "awaited":
            gaps[kpi.dimension].append(kpi.awaiting.whom)
    for slug in ("smart-governance", "smart-economy", "smart-living", "smart-society"):
        assert counted[slug] >= 3
    for slug in ("smart-branding", "smart-environment"):
        assert counted[slug] >= 3 or len(gaps[slug]) >= 2


def test_plans_and_drafts_are_never_a_realisation(internal):
    """Tebing Tinggi has budgets for 2021, 2024, 2025 and 2026, and figures of what was spent for 2024 only."""
    years = "select year(period_start) from mart.kpi_value where kpi_id = ? and area_code = '12.76' and value is not null order by 1"
    assert ask(internal, years, ["expenditure_planned_idr"]) == [(2021,), (2024,), (2025,), (2026,)]
    for kpi in (
        "expenditure_realised_idr",
        "revenue_realised_idr",
        "budget_realisation_pct",
        "revenue_realisation_pct",
    ):
        assert ask(internal, years, [kpi]) == [(2024,)]
    document = "select note from mart.kpi_note where kpi_id = 'expenditure_planned_idr' and area_code = '12.76' and note_kind = 'class' and period_start = ?::date"
    assert ask(internal, document, ["2026-01-01"]) == [("R-APBD",)]
    assert ask(internal, document, ["2021-01-01"]) == [("APBD murni",)]


def test_a_draft_with_a_realisation_stops_the_build(desk):
    desk.replace("budget_totals", "99.01,2024,APBD,pendapatan", "99.01,2024,R-APBD,pendapatan")
    ran = desk.build()
    assert ran.code == 1
    assert ran.lines("draft_budget_has_no_realisation", "99.01", "R-APBD")


def test_the_surplus_is_recomputed_beside_the_printed_one(internal):
    """994,607,477,998.87 - 980,403,043,014.84 + 104,632,558,385.24 - 10,000,000,000 = 108,836,993,369.27, as printed."""
    note = "select value from mart.kpi_note where kpi_id = 'budget_surplus_idr' and note_kind = 'recomputed'"
    assert ask(internal, note) == [(pytest.approx(108_836_993_369.27, abs=0.01),)]


def test_a_borrowed_figure_names_its_lender_everywhere(internal):
    rows = ask(
        internal,
        "select distinct kpi_id, area_code, note from mart.kpi_note where note_kind = 'borrowed_from' order by all",
    )
    assert rows == [("inflation_mtm_pct", TT, PS), ("inflation_yoy_pct", TT, PS)]


def test_satisfaction_rests_on_its_respondents_and_has_the_class_of_two_decimals(internal):
    row = ask(
        internal,
        "select n, target, status from mart.kpi_value where kpi_id = 'public_satisfaction_index' and value is not null",
    )
    assert row == [(39_576, 76.61, "good")]
    notes = dict(
        ask(
            internal,
            "select note_kind, note from mart.kpi_note where kpi_id = 'public_satisfaction_index' and area_code = '12.76'",
        )
    )
    assert notes["class"] == "Sangat Baik"
    assert "Mutu A (Sangat Baik)" in notes["note"]
    assert "berbeda" not in notes["note"]


CLASSED = {
    2010: ("64.99", "D (Tidak Baik)"), 2011: ("64.994", "D (Tidak Baik)"), 2012: ("64.996", "C (Kurang Baik)"),
    2013: ("76.6", "C (Kurang Baik)"), 2014: ("76.606", "B (Baik)"), 2015: ("88.3", "B (Baik)"),
    2016: ("88.305", "A (Sangat Baik)"), 2017: ("88.31", "A (Sangat Baik)"),
}  # fmt: skip


@pytest.fixture(scope="module")
def satisfied(desk_in, tmp_path_factory):
    """The made-up city with an index of its own every year."""
    desk = desk_in(tmp_path_factory.mktemp("satisfied"))
    file = desk.raw / "public_satisfaction" / "99.01" / "public_satisfaction.csv"
    file.parent.mkdir(parents=True)
    head = "code_kemendagri,period,index,respondents,printed_class,quality,source,verified,note,citation,remark\n"
    rows = [
        f"99.01,{year},{index},120,Sangat Baik,kutipan,x,no,,Berkas contoh,\n" for year, (index, _) in CLASSED.items()
    ]
    file.write_text(head + "".join(rows), encoding="utf-8")
    assert desk.build().code == 0
    return desk


@pytest.mark.parametrize("year", CLASSED)
def test_an_index_between_two_intervals_is_rounded_first(satisfied, year):
    """65.00 follows 64.99: 64.996 belongs to no class until it is rounded to two decimals."""
    _index, classed = CLASSED[year]
    ((note,),) = satisfied.rows(
        "select note from mart.kpi_note where kpi_id = 'public_satisfaction_index' and note_kind = 'note' "
        "and year(period_start) = ?",
        [year],
    )
    assert f"Mutu {classed} menurut interval" in note
    assert ("berbeda dari yang tercetak" in note) == (not classed.startswith("A"))
    assert "Belum diperiksa di dokumen aslinya" in note  # verified: no


STATISTIC = '{metric},kota,12.76,Kota Tebing Tinggi,{value},persen,{year},BPS,,,,"BPS, siaran pers",\n'


def add_statistic(desk, **row) -> None:
    path = desk.file("city_statistics", "12.76")
    text = path.read_text(encoding="utf-8")
    path.unlink()  # a desk shares its files
    path.write_text(text + STATISTIC.format(**row), encoding="utf-8")
    desk.allow_loss("city_statistics")


@pytest.mark.parametrize(("metric", "value"), [("open_unemployment_pct", 598), ("hdi_ipm", 7910)])
def test_a_share_beyond_the_whole_is_set_aside(real_desk, metric, value):
    """A decimal comma that was lost; `poor_population`, a number of people, may be as large."""
    add_statistic(real_desk, metric=metric, value=value, year=2025)
    ran = real_desk.build()
    assert ran.code == 0, ran.said
    assert ran.lines("tersisih: raw/city_statistics/12.76/city_statistics.csv:10:value:", str(value))


def test_a_figure_of_a_year_to_come_waits_and_is_told(real_desk):
    add_statistic(real_desk, metric="hdi_ipm", value=79, year=2062)
    ran = real_desk.build()
    assert ran.code == 0, ran.said
    assert ran.lines("raw/city_statistics", "1 angka berperiode sesudah", "2062-01-01, wilayah 12.76")
