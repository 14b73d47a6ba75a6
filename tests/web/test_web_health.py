"""Liveness, readiness and metrics."""

import re
from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families

from etl import editions


def gauges(client) -> dict:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_alive_with_and_without_an_edition(client, tmp_path, monkeypatch):
    assert client.get("/healthz").json == {"status": "ok"}
    monkeypatch.setenv("DASBOR_WAREHOUSE", str(tmp_path))
    assert client.get("/healthz").status_code == 200


def test_ready_names_the_edition_and_its_age(client, served_edition):
    body = client.get("/readyz").json
    assert (body["status"], body["edition"], body["as_of"]) == ("ready", served_edition, "2026-11-22")
    built = datetime.fromisoformat(body["built_at"])
    assert abs((datetime.now(UTC) - built).total_seconds() - body["age_seconds"]) < 5


@pytest.mark.parametrize("broken", ["empty", "no folder", "dangling"])
def test_not_ready_without_a_whole_edition(client, tmp_path, monkeypatch, broken):
    if broken == "dangling":
        (tmp_path / "current").symlink_to("2026-01-01-20260101T000000Z-00000000")
    monkeypatch.setenv("DASBOR_WAREHOUSE", str(tmp_path / "none" if broken == "no folder" else tmp_path))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "unready")
    assert gauges(client)[("dasbor_ready",)] == 0


def test_pages_say_that_there_is_no_edition(client, tmp_path, monkeypatch):
    monkeypatch.setenv("DASBOR_WAREHOUSE", str(tmp_path))
    for address in ("/", "/peta", "/dimensi/smart-living", "/wilayah/12.76"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "Belum ada edisi" in answer.text


def test_metrics_account_for_every_row(client, served_edition):
    found = gauges(client)
    assert found[("dasbor_ready",)] == 1
    assert found[("dasbor_edition_info", "2026-11-22", served_edition)] == 1
    rows = {state: found[("dasbor_edition_rows", state)] for state in ("in", "loaded", "set_aside")}
    assert rows["in"] == rows["loaded"] + rows["set_aside"] > 1000
    assert found[("dasbor_edition_age_seconds",)] >= 0


def test_ready_follows_what_is_published(client, tmp_path, real_warehouse, monkeypatch, served_edition):
    (tmp_path / served_edition).symlink_to(real_warehouse / served_edition)
    monkeypatch.setenv("DASBOR_WAREHOUSE", str(tmp_path))
    assert client.get("/readyz").status_code == 503
    editions.publish(tmp_path, served_edition)
    assert client.get("/readyz").json["edition"] == served_edition


def test_a_wrong_variable_stops_the_start(monkeypatch):
    import subprocess
    import sys

    from front import ROOT

    environment = {"DASBOR_AUDIENCE": "umum", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", "import app"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert re.search(r"DASBOR_AUDIENCE: 'umum' tidak dikenal; pilih salah satu: public, opd", done.stderr)
