"""`?edisi=` reopens an old edition with its own numbers and words, after a later build of changed files."""

import re
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from front import ROOT, figure, first_paint, links_of, live, page, visitor, words_of

from etl import editions
from etl.__main__ import main

RAW = ROOT / "tests" / "data" / "raw"
AS_OF = "2026-11-22"
PEOPLE, VOTERS = "population_dukcapil/99.01/population_dukcapil.csv", "registered_voters/99.01/registered_voters.csv"


@pytest.fixture(scope="module")
def two_editions(tmp_path_factory, tiny_catalogue, tiny_reference):
    """(warehouse, old edition, new edition) of the made-up city: 1,000 people in the old, 2,345 in the new."""
    folder = tmp_path_factory.mktemp("editions")
    raw, catalogue = folder / "raw", folder / "catalogue"
    shutil.copytree(RAW, raw)
    shutil.copytree(tiny_catalogue, catalogue)
    made = []
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DASBOR_CATALOGUE", str(catalogue))
        environment.setenv("DASBOR_REFERENCE", str(tiny_reference))
        for change in ("none", "new"):
            if change == "new":
                replace(raw / PEOPLE, ",total,1000,jiwa,2024,", ",total,2345,jiwa,2024,")
                replace(raw / PEOPLE, ",female,510,jiwa,2024,", ",female,1855,jiwa,2024,")
                replace(catalogue / "kpi" / "registered_voters_count.yml", "Pemilih terdaftar", "Pemilih tercatat")
            assert main(["build", "--as-of", AS_OF, "--raw", str(raw), "--warehouse", str(folder / "wh")]) == 0
            made.append((folder / "wh" / "current").readlink().name)
    return folder / "wh", *made


def replace(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds '{old}'"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def client(two_editions, monkeypatch):
    return visitor(two_editions[0], monkeypatch, CITY="99.01")


CARD = "/dimensi/smart-living?kpi=population_dukcapil_count"


def test_an_old_edition_reopens_with_its_own_numbers(client, two_editions):
    _, old, new = two_editions
    now, then = words_of(page(client, CARD)), words_of(page(client, f"{CARD}&edisi={old}"))
    assert figure(2345, 0) in now and figure(1000, 0) not in now
    assert figure(1000, 0) in then and figure(2345, 0) not in then
    assert new in now and old in then
    assert page(client, f"{CARD}&edisi={new}").count("2.345") == page(client, CARD).count("2.345")


def test_an_old_edition_keeps_its_words(client, two_editions):
    _, old, _ = two_editions
    assert "Pemilih tercatat" in words_of(page(client, "/peta?kpi=registered_voters_count"))
    assert "Pemilih terdaftar" in words_of(page(client, f"/peta?kpi=registered_voters_count&edisi={old}"))


@pytest.mark.parametrize("address", ["/", "/peta", "/dimensi/smart-living", "/wilayah/99.01", "/wilayah/99.01.02.1003"])
def test_an_old_page_says_so_and_its_links_stay_in_it(client, two_editions, address):
    _, old, new = two_editions
    static = page(client, f"{address}?edisi={old}")
    assert re.search(rf"edisi 22 November 2026 \({old}\) sebagaimana adanya", words_of(static))
    inside, _, foot = static.partition('<footer class="edition"')
    links = [link for link in links_of(inside) if link.startswith("/") and not link.startswith("/api")]
    assert [link for link in links if f"edisi={old}" not in link] == [address]  # only "newest edition" leads out
    assert new not in inside
    assert f"{address}?edisi={new}" in links_of(foot) or new not in foot
    assert "sebagaimana adanya" not in words_of(page(client, address))


def test_the_api_reopens_it_too_with_another_tag(client, two_editions):
    _, old, new = two_editions
    address = "/api/v1/kpi/population_dukcapil_count.json"
    now, then = client.get(address), client.get(f"{address}?edition={old}")
    assert [r["value"] for r in now.json["values"] if r["period_start"] == "2024-01-01"] == [2345]
    assert [r["value"] for r in then.json["values"] if r["period_start"] == "2024-01-01"] == [1000]
    assert (now.json["edition"], then.json["edition"]) == (new, old)
    assert {row["edition"] for row in then.json["values"]} == {old}
    assert now.headers["ETag"] != then.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": then.headers["ETag"]}).status_code == 200


def test_untouched_numbers_have_another_tag_in_another_edition(client, two_editions):
    address = "/api/v1/kpi/spbe_index.json"
    tags = {client.get(f"{address}?edition={edition}").headers["ETag"] for edition in two_editions[1:]}
    assert len(tags) == 2


def test_the_list_of_editions_is_newest_first(client, two_editions):
    _, old, new = two_editions
    listed = client.get("/api/v1/editions").json["editions"]
    assert [(one["edition"], one["is_served"]) for one in listed] == [(new, True), (old, False)]


def test_a_rollback_is_served_at_once_and_tags_follow(client, two_editions):
    warehouse, old, new = two_editions
    tags = {address: client.get(address).headers["ETag"] for address in ("/", "/api/v1/editions", "/api/v1/catalogue")}
    try:
        assert main(["rollback", "--warehouse", str(warehouse)]) == 0
        assert old in words_of(page(client, CARD))
        assert figure(1000, 0) in words_of(page(client, CARD))
        for address, tag in tags.items():
            assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
        assert [one["is_served"] for one in client.get("/api/v1/editions").json["editions"]] == [False, True]
    finally:
        assert main(["publish", new, "--warehouse", str(warehouse)]) == 0
    assert figure(2345, 0) in words_of(page(client, CARD))
    assert client.get("/", headers={"If-None-Match": tags["/"]}).status_code == 304


def test_the_foot_leads_to_other_editions_and_keeps_the_page(client, two_editions):
    _, old, _ = two_editions
    foot = first_paint(client.get(f"{CARD}").text).partition('<footer class="edition"')[2]
    (link,) = [link for link in links_of(foot) if f"edisi={old}" in link]
    assert client.get(link).status_code == 200
    assert figure(1000, 0) in words_of(live(client, link))


def test_publishing_under_load_never_mixes_editions(client, two_editions):
    """Every answer is one edition's, while the served one changes under the visitors' feet."""
    warehouse, old, new = two_editions
    people = {old: 1000, new: 2345}
    address = "/api/v1/kpi/population_dukcapil_count.json?from=2024-01-01"
    client.get(CARD)
    ended = threading.Event()

    def visitor_asks(_) -> set[str]:
        own, seen = client.application.test_client(), set()
        while not ended.is_set():
            answer = own.get(address).json
            assert [row["value"] for row in answer["values"]] == [people[answer["edition"]]]
            assert {row["edition"] for row in answer["values"]} == {answer["edition"]}
            words = words_of(first_paint(own.get(CARD).text))
            assert (old in words, new in words) == (figure(1000, 0) in words, figure(2345, 0) in words)
            seen.add(answer["edition"])
        return seen

    with ThreadPoolExecutor(3) as visitors:
        asked = [visitors.submit(visitor_asks, number) for number in range(3)]
        try:
            for turn in range(30):
                editions.publish(warehouse, (old, new)[turn % 2])
                time.sleep(0.05)
        finally:
            ended.set()
    assert set().union(*(one.result() for one in asked)) == {old, new}
