"""Exports of other shapes through the mapping files of docs/example/requests: 311 tables, Open311, an app with its log."""

import json
import shutil

import pandas as pd
import pytest
from desk import ROOT
from lapor import inputs, values

EXAMPLES = ROOT / "docs" / "example" / "requests" / "catalogue" / "sources"
MELATI, MAWAR, ANGGREK = (107.015, -1.985), (107.045, -1.985), (107.01, -1.995)
AS_OF = ("--as-of", "2026-06-30")


@pytest.fixture
def declared(desk):
    """The desk with every source of the examples declared."""
    for path in EXAMPLES.iterdir():
        shutil.copy(path, desk.catalogue / "sources")
    return desk


def write(desk, source: str, name: str, text: str):
    folder = desk.raw / source / "99.01"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


HEAD_311 = "Unique Key,Created Date,Closed Date,Due Date,Status,Resolution Description,Complaint Type,Descriptor,Agency Name,Open Data Channel Type,Borough,Latitude,Longitude,Incident Address\n"


def row_311(key, opened, closed="", due="", status="Open", words="", lon_lat=MELATI, borough="UTARA") -> str:
    lon, lat = lon_lat
    return f"{key},{opened},{closed},{due},{status},{words},Noise,Party,Department of Noise,PHONE,{borough},{lat},{lon},1 Any Street\n"


def test_a_311_table_in_its_own_time_zone(declared):
    """New York is 11 hours behind WIB in summer: 31 May 14:00 there is 1 June here."""
    rows = [
        row_311(1, "05/31/2026 02:00:00 PM", "06/02/2026 10:00:00 AM", "06/03/2026 10:00:00 AM", "Closed"),  # on time
        row_311(2, "06/01/2026 09:00:00 AM", "06/09/2026 10:00:00 AM", "06/03/2026 10:00:00 AM", "Closed"),  # late
        row_311(3, "06/01/2026 09:00:00 AM", "", "06/05/2026 10:00:00 AM", "In Progress", lon_lat=MAWAR),  # overdue
        row_311(4, "06/01/2026 09:00:00 AM", "", "07/15/2026 10:00:00 AM", "Assigned", lon_lat=MAWAR),  # not due
        row_311(5, "06/01/2026 09:00:00 AM", "06/01/2026 09:05:00 AM", "", "Closed", "This is a duplicate of another"),
        row_311(6, "06/01/2026 09:00:00 AM", "06/01/2026 09:05:00 AM", "", "Closed", "Fixed"),  # five minutes
    ]
    write(declared, "nyc_311", "june.csv", HEAD_311 + "".join(rows))
    ran = declared.build(*AS_OF)
    assert ran.code == 0, ran.said
    assert values(declared, "service_request_received_count") == {"2026-06": [6, 6, None]}
    assert values(declared, "service_request_received_count", "99.01.01.1001")["2026-06"] == [4, 4, None]
    assert values(declared, "service_request_on_time_pct")["2026-06"] == [pytest.approx(100 / 3), 1, 3]
    assert values(declared, "service_request_closed_within_10_minutes_pct")["2026-06"] == [pytest.approx(100 / 3), 1, 3]
    assert values(declared, "service_request_open_count")["2026-06"] == [2, 2, None]


def test_coordinates_that_cannot_be_are_no_places_but_their_requests_count(declared):
    spots = {1: (0, 0), 2: (MELATI[1], MELATI[0]), 3: (100.0, 3.0), 4: ("", ""), 5: ANGGREK}
    rows = [row_311(key, "2026-06-01T09:00:00.000", lon_lat=at, borough="") for key, at in spots.items()]
    path = write(declared, "nyc_311", "june.csv", HEAD_311 + "".join(rows))
    ran = declared.build(*AS_OF)
    (told,) = ran.lines(path.name, "koordinat yang tidak menunjuk wilayah")
    assert all(words in told for words in ("1 luar kota", "1 lintang dan bujur tertukar", "1 0,0"))
    assert values(declared, "service_request_received_count")["2026-06"] == [5, 5, None]
    assert values(declared, "service_request_received_count", "99.01.02.1001")["2026-06"] == [1, 1, None]
    assert declared.rows("select unplaced_count, point_fault_count from mart.service_request_account") == [(4, 3)]


def test_parquet_gives_what_the_table_gives(declared):
    rows = [row_311(1, "2026-06-01T09:00:00.000", "2026-06-02T09:00:00.000", status="Closed")]
    path = write(declared, "nyc_311", "june.csv", HEAD_311 + "".join(rows))
    assert declared.build(*AS_OF).code == 0
    from_text = declared.rows("select * exclude (edition) from mart.kpi_value order by all")
    pd.read_csv(path).to_parquet(path.with_suffix(".parquet"))
    path.unlink()
    assert declared.build(*AS_OF).code == 0
    assert declared.rows("select * exclude (edition) from mart.kpi_value order by all") == from_text


RECORDS = [
    {"service_request_id": "A-1", "requested_datetime": "2026-06-01T08:00:00+07:00", "status": "open", "lat": -1.985,
     "long": 107.015, "expected_datetime": "2026-06-05T08:00:00+07:00", "service_name": "Lampu", "description": "rahasia"},
    {"service_request_id": "A-2", "requested_datetime": "2026-06-01T18:00:00Z", "status": "closed", "lat": None, "long": None},
]  # fmt: skip


@pytest.mark.parametrize("ending", ["json", "xml"])
def test_open311_answers(declared, ending):
    """18:00 UTC on 1 June is already 2 June here."""
    if ending == "json":
        text = json.dumps(RECORDS)
    else:
        fields = ["".join(f"<{k}>{v}</{k}>" for k, v in one.items() if v is not None) for one in RECORDS]
        text = f"<?xml version='1.0'?><service_requests>{''.join(f'<request>{f}</request>' for f in fields)}</service_requests>"
    write(declared, "city_open311", f"requests.{ending}", text)
    ran = declared.build(*AS_OF)
    assert ran.code == 0, ran.said
    assert inputs(declared, "city_open311") == [(2, 2, 0)]
    assert values(declared, "service_request_on_time_pct")["2026-06"] == [0, 0, 1]
    assert values(declared, "service_request_received_count", "99.01.01.1001")["2026-06"] == [1, 1, None]
    days = declared.rows("select opened_on::varchar from mart.service_request_open")
    assert days == [("2026-06-01",)]


def test_a_log_of_status_changes_tells_the_moments(declared):
    """T1 is received at 08:00, taken up after 2 days, solved, reopened, solved again on 4 June: 3 days in all. T2 waits."""
    write(
        declared,
        "city_app",
        "laporan-2026-06-30.csv",
        "kode_tiket,created_at,tanggal_selesai,status,berkadar_pengawasan,kategori,dinas,kode_kelurahan,latitude,longitude,user_id,deskripsi,alamat_lengkap\n"
        "T1,2026-06-01 08:00:00,,selesai,tidak,Jalan,Dinas PU,99.01.01.1001,,,7,isi,alamat\n"
        "T2,2026-06-01 08:00:00,,laporan_diterima,ya,Jalan,Dinas PU,99.01.01.1001,,,7,isi,alamat\n",
    )
    write(
        declared,
        "city_app_log",
        "log.csv",
        "kode_tiket,status,created_at,diubah_oleh,keterangan\n"
        "T1,laporan_diterima,2026-06-01 08:00:00,Fulan,x\n"
        "T1,diverifikasi,2026-06-03 08:00:00,Fulan,x\n"
        "T1,selesai,2026-06-03 20:00:00,Fulan,x\n"
        "T1,dalam_proses,2026-06-03 21:00:00,Fulan,x\n"
        "T1,selesai,2026-06-04 08:00:00,Fulan,x\n"
        "T2,laporan_diterima,2026-06-01 08:00:00,Fulan,x\n",
    )
    ran = declared.build(*AS_OF)
    assert ran.code == 0, ran.said
    assert inputs(declared, "city_app_log") == [(6, 6, 0)]
    assert values(declared, "service_request_received_count")["2026-06"] == [2, 2, None]
    assert values(declared, "service_request_first_response_pct")["2026-06"] == [50, 1, 2]
    assert values(declared, "service_request_reopened_pct")["2026-06"] == [50, 1, 2]
    assert values(declared, "service_request_on_time_pct")["2026-06"] == [100, 1, 1]  # T2 has 60 working days
    assert declared.rows("select median_days from mart.service_request_resolution where area_code = '99.01'") == [
        (3.0,)
    ]
