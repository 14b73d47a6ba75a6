"""Headers on every answer: policy, caching, compression."""

import base64
import gzip
import hashlib
import re
import subprocess
import sys

import brotli
import pytest
from front import ROOT

PAGES = ("/", "/peta", "/dimensi/smart-governance", "/wilayah/12.76.03", "/tidak-ada")
OTHERS = ("/api/v1/areas", "/api/v1/kpi/spbe_index.csv", "/api/v1/nope", "/healthz", "/metrics", "/_dash-layout")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL)
ADDRESSES = re.compile(r'(?:src|href)="(/(?:assets|_dash)[^"]*\.(?:js|css)[^"]*)"')


def policy(answer) -> dict[str, list[str]]:
    directives = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    assert len({words[0] for words in directives}) == len(directives)
    return {words[0]: words[1:] for words in directives}


def scripts_and_styles(client) -> list[str]:
    return [found.replace("&amp;", "&") for found in ADDRESSES.findall(client.get("/").text)]


@pytest.mark.parametrize("address", PAGES)
def test_pages_run_only_their_own_scripts(client, address):
    answer = client.get(address)
    sources = policy(answer)
    assert sources["default-src"] == ["'none'"]
    assert sources["script-src"][0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/=]{44}'", word) for word in sources["script-src"][1:])
    assert "'unsafe-eval'" not in answer.headers["Content-Security-Policy"]
    assert sources["style-src"] == ["'self'", "'unsafe-inline'"]
    for directive in ("frame-ancestors", "base-uri"):
        assert sources[directive] == ["'none'"]
    assert sources["form-action"] == sources["connect-src"] == ["'self'"]
    assert not any("http" in word or "*" in word for words in sources.values() for word in words)


@pytest.mark.parametrize("address", PAGES)
def test_every_inline_script_has_its_hash_in_the_policy(client, address):
    answer = client.get(address)
    inline = INLINE.findall(answer.text)
    assert inline
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy(answer)["script-src"]
    assert not re.search(r"<[^>]+\son[a-z]+\s*=", answer.text)


def test_the_first_answer_of_a_new_process_has_its_hashes_too(real_warehouse):
    program = (
        "import base64, hashlib, re\nfrom app import server\nanswer = server.test_client().get('/peta')\n"
        f"for script in re.findall({INLINE.pattern!r}, answer.text, re.DOTALL):\n"
        "    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()\n"
        "    assert digest in answer.headers['Content-Security-Policy'], script\n"
        "    found = True\n"
        "assert found and answer.status_code == 200\n"
    )
    environment = {"DASBOR_WAREHOUSE": str(real_warehouse), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_new_worker_is_whole_for_all_who_come_at_once(client, real_warehouse):
    """The page may come from one worker and all that it asks for from another that nobody has asked yet."""
    addresses = ["/peta", *(one for one in scripts_and_styles(client) if "/_dash" in one), "/peta"]
    program = (
        "import sys, threading\nfrom concurrent.futures import ThreadPoolExecutor\nfrom app import server\n"
        "gate = threading.Barrier(len(sys.argv) - 1)\n"
        "def ask(address):\n    gate.wait()\n    answer = server.test_client().get(address)\n"
        "    return answer.status_code, len(answer.data)\n"
        "with ThreadPoolExecutor(len(sys.argv)) as visitors:\n    found = list(visitors.map(ask, sys.argv[1:]))\n"
        "assert {status for status, _ in found} == {200}, found\nassert found[0] == found[-1], found\n"
    )
    environment = {"DASBOR_WAREHOUSE": str(real_warehouse), "PATH": ""}
    command = [sys.executable, "-c", program, *addresses]
    for _ in range(3):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("address", OTHERS)
def test_data_runs_nothing_and_is_framed_nowhere(client, address):
    sources = policy(client.get(address))
    assert sources["default-src"] == sources["frame-ancestors"] == ["'none'"]
    assert "script-src" not in sources


@pytest.mark.parametrize("address", PAGES + OTHERS + ("/assets/look.css", "/assets/nope.css"))
def test_headers_that_every_answer_has(client, address):
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


def test_pages_name_no_foreign_host_and_tell_nothing_of_the_machine(client):
    for address in PAGES:
        text = client.get(address).text
        hosts = set(re.findall(r"""(?:src|href|action|srcset)=["']?(?:https?:)?//([^/"' ]+)""", text))
        assert hosts == set(), address
        assert sys.version.split()[0] not in text
        assert "python_version" not in text


def test_only_addresses_with_a_fingerprint_are_kept_for_ever(client):
    addresses = scripts_and_styles(client)
    assert len(addresses) > 8
    assert any(address.startswith("/assets/") for address in addresses)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address
        plain = re.sub(r"\.v[\w-]+m[0-9]+", "", address.partition("?")[0])
        assert plain != address
        bare = client.get(plain)
        assert bare.status_code == 200, plain
        assert "immutable" not in bare.headers.get("Cache-Control", ""), plain
        assert bare.data == answer.data


@pytest.mark.parametrize(
    "address", PAGES + OTHERS + ("/assets/nope.css?m=1", "/_dash-component-suites/dash/deps/no.v1m1.js")
)
def test_nothing_else_is(client, address):
    assert "immutable" not in client.get(address).headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/", "/peta?kpi=registered_voters_count", "/wilayah/12.76"])
def test_an_unchanged_page_is_304(client, address):
    first, second = client.get(address), client.get(address)
    assert first.data == second.data
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" in again.headers
    assert client.get(address, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_pages_that_are_not_there_have_no_tag(client):
    assert "ETag" not in client.get("/tidak-ada").headers


READ = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("coding", READ)
@pytest.mark.parametrize(
    "address", ["/", "/peta", "/api/v1/catalogue", "/api/v1/areas.geojson?level=kelurahan", "/assets/look.css"]
)
def test_answers_are_compressed_as_asked(client, address, coding):
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": coding})
    assert packed.headers["Content-Encoding"] == coding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert READ[coding](packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers
    again = client.get(address, headers={"Accept-Encoding": coding})
    assert (
        READ[coding](again.data) == plain.data
    )  # gzip writes the second it was made in: the bytes themselves may differ


def test_scripts_are_compressed_and_answers_stay_apart(client):
    for address in scripts_and_styles(client):
        plain = client.get(address).data
        for _ in range(2):  # the second answer comes from what was kept
            packed = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
            assert packed.headers["Content-Encoding"] == "br"
            assert brotli.decompress(packed.data) == plain
        assert gzip.decompress(client.get(address, headers={"Accept-Encoding": "gzip"}).data) == plain


def test_a_compressed_page_is_304_too(client):
    first = client.get("/", headers={"Accept-Encoding": "br"})
    again = client.get("/", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
