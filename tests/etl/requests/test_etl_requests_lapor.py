"""SP4N-LAPOR! exports, which have no closing time: what two of them tell about a case, counted by hand."""

import pytest
from desk import Desk
from lapor import BY_SYSTEM, SOLVED, case, export, inputs, values

UNTIL_SEPTEMBER = ("--as-of", "2026-09-30")


def tell_twice(desk: Desk) -> Desk:
    """Opened on Wednesday 1 July 2026: 14 working days end on Tuesday 21 July, 60 on Thursday 24 September (17 August and
    25 August are holidays). The first export is of 15 July, the second of 30 September."""
    july = [
        case(1001.0),  # solved between the exports: before or after 21 July, nobody knows
        case(1002.0, status=SOLVED),  # closed when first seen on 15 July: in time
        case("1003", kelurahan="Mawar"),  # open to the end: overdue
        case("1004", kelurahan="ANGGREK", kecamatan="KEC. SELATAN"),  # closed by the system: never in time
        case("1005", kind="Permintaan Informasi", kelurahan=None),  # due on 8 July, solved after 15 July: late
        case("1006", kind="Aspirasi", kelurahan="Tak Dikenal", kecamatan=None),  # no deadline, no place
        case("1007", status="Ditunda"),  # apart
    ]
    september = [
        *(dict(one) for one in july),
        case("1008", opened="28/09/2026", kelurahan="Kenanga", kecamatan="Selatan"),  # not due yet
    ]
    for place, status in ((0, SOLVED), (3, BY_SYSTEM), (4, SOLVED)):
        september[place]["Status Laporan"] = status
    drawer = desk.raw / "lapor_export" / "99.01"
    export(drawer, "lapor-2026-07-15.xlsx", july)
    export(drawer, "lapor-2026-09-30.xlsx", september)
    return desk


@pytest.fixture(scope="module")
def two_exports(service_desk_in, tmp_path_factory):
    """The edition of both, to be read only."""
    desk = tell_twice(service_desk_in(tmp_path_factory.mktemp("two_exports")))
    ran = desk.build(*UNTIL_SEPTEMBER)
    assert ran.code == 0, ran.said
    return desk


def test_received_counts_every_case_once_at_every_level(two_exports):
    assert values(two_exports, "service_request_received_count")["2026-07"] == [7, 7, None]
    assert values(two_exports, "service_request_received_count", "99.01.01")["2026-07"] == [
        5,
        5,
        None,
    ]  # 1005: kecamatan
    assert values(two_exports, "service_request_received_count", "99.01.01.1001")["2026-07"] == [3, 3, None]
    assert values(two_exports, "service_request_received_count", "99.01.02.1003")["2026-07"] == [0, 0, None]


def test_the_excel_number_is_the_same_case(two_exports):
    ids = two_exports.rows("select request_id from mart.service_request_open order by 1")
    assert ids == [("1003",), ("1006",), ("1008",)]


def test_share_on_time_counts_overdue_open_ones_and_leaves_out_those_not_due(two_exports):
    """Due in July: 1002 in time; 1003 open, 1004 by the system, 1005 late; 1001 not known: 1 of 5 is not more than 20 %."""
    assert values(two_exports, "service_request_on_time_pct")["2026-07"] == [25, 1, 4]
    assert values(two_exports, "service_request_on_time_pct")["2026-09"] == [None, 0, 0]  # 1008 is not due


def test_the_upper_bound_takes_sixty_days_and_is_silent_where_too_many_are_unknown(two_exports):
    """Due on 24 September with 60 days: 1001 (open on 15 July, closed by 30 September: not known), 1002 in time, 1003 and 1004
    late; 1005 stays due in July."""
    assert values(two_exports, "service_request_on_time_upper_pct")["2026-07"] == [0, 0, 1]
    assert values(two_exports, "service_request_on_time_upper_pct")["2026-09"] == [None, 1, 3]  # 1 of 4 unknown


def test_backlog_at_the_end_of_each_month(two_exports):
    """31 July: 1001, 1003, 1004, 1005, 1006 open as far as anyone can tell; 30 September: 1003, 1006, 1008."""
    assert {month: row[0] for month, row in values(two_exports, "service_request_open_count").items()} == {
        "2026-07": 5,
        "2026-08": 5,
        "2026-09": 3,
    }
    assert values(two_exports, "service_request_overdue_count")["2026-09"] == [1, 1, None]


def test_rows_in_are_rows_loaded_and_set_aside(two_exports):
    assert inputs(two_exports, "lapor_export") == [(7, 7, 0), (8, 8, 0)]


def test_what_happened_later_is_not_known_before(desk):
    ran = tell_twice(desk).build("--as-of", "2026-07-20")
    assert ran.code == 0 and ran.lines("lapor-2026-09-30.xlsx", "sesudah 2026-07-20")
    assert values(desk, "service_request_received_count") == {"2026-07": [7, 7, None]}


def test_an_office_is_one_however_its_name_is_cased(desk, drawer):
    """Two of three write it alike: that spelling stands for all."""
    offices = ("Dinas Perhubungan", "DINAS  PERHUBUNGAN", "Dinas Perhubungan")
    export(drawer, "lapor-2026-07-31.xlsx", [case(str(nth), opd=office) for nth, office in enumerate(offices)])
    assert desk.build(*UNTIL_SEPTEMBER).code == 0
    found = desk.rows(
        "select member, sum(received_count)::integer from mart.service_request_breakdown "
        "where axis = 'opd' and area_code = '99.01' group by all"
    )
    assert found == [("Dinas Perhubungan", 3)]


def test_categories_belong_to_the_dimension_of_their_topic(desk, drawer):
    """A topic, a sub-topic of it, and a word of the city's own, which is kept as it came and told."""
    names = ("PEKERJAAN UMUM DAN PENATAAN RUANG", "Jalan Berlubang", "Urusan Kota Contoh")
    export(drawer, "lapor-2026-07-31.xlsx", [case(str(nth), category=name) for nth, name in enumerate(names)])
    ran = desk.build(*UNTIL_SEPTEMBER)
    assert ran.lines("raw/lapor_export/99.01:::", "1 kategori tidak ada", "Urusan Kota Contoh")
    found = desk.rows(
        "select axis, member, sum(received_count)::integer from mart.service_request_breakdown "
        "where axis in ('category', 'dimension') and area_code = '99.01' group by all order by axis, member"
    )
    assert found == [
        *(("category", name, 1) for name in sorted(names)),
        ("dimension", "smart-living", 2),
        ("dimension", None, 1),
    ]


def test_requests_per_resident_take_twelve_months_and_the_modelled_residents(desk, drawer):
    """Three cases in Melati within the twelve months to September 2026, one before them, one more without a kelurahan. Melati has
    three of seven TPS: 428 of the 1,000 residents (428.57; the three larger remainders take what is left)."""
    days = ("15/08/2025", "15/10/2025", "15/03/2026", "15/09/2026")
    rows = [case(str(nth), opened=day) for nth, day in enumerate(days)]
    export(drawer, "lapor-2026-09-30.xlsx", [*rows, case("9", opened="15/09/2026", kecamatan=None, kelurahan=None)])
    assert desk.build(*UNTIL_SEPTEMBER).code == 0
    kpi = "service_request_per_1000_residents"
    assert values(desk, kpi, "99.01.01.1001")["2026-09"] == [pytest.approx(3000 / 428), 3, 428]
    assert values(desk, kpi)["2026-09"] == [4, 4, 1000]
