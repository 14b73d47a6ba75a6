"""The rules of the house, kept by reading the files: who imports whom, where SQL lives, whose clock counts."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("catalogue", "etl", "store", "ui", "exports", "pages", "web", "bench", "app")
MAY_IMPORT = {
    "catalogue": set(),
    "etl": {"catalogue"},
    "store": {"catalogue"},
    "ui": {"catalogue"},
    "pages": {"ui", "store", "catalogue"},
    "web": {"exports", "ui", "store", "catalogue"},
    "exports": {"ui", "catalogue"},
    "app": {"pages", "web", "catalogue"},
    "bench": {"app", "store"},
}
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
FILES = [ROOT / name for name in TRACKED if name and (ROOT / name).is_file()] or [
    path
    for path in ROOT.rglob("*")
    if path.is_file() and not {".venv", ".venv-spark", ".git", "warehouse", "__pycache__"} & set(path.parts)
]
PYTHON = [path for path in FILES if path.suffix == ".py"]
SQL_STATEMENT = re.compile(
    r"\b(select\s[\s\S]*?\sfrom|insert\s+into|create\s+(or\s+replace\s+)?(temp\s+)?(table|view)|delete\s+from)\b", re.I
)


def room_of(path: Path) -> str:
    """`etl` for etl/build.py, `app` for app.py."""
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports_of(path: Path) -> set[str]:
    """First names of all absolute imports, at any depth."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


def of_rooms(*rooms: str) -> list[Path]:
    return [path for path in PYTHON if room_of(path) in rooms]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_import_one_way_only(room):
    own = of_rooms(room)
    assert own, f"room {room} has no Python file"
    for path in own:
        wrong = (imports_of(path) & set(ROOMS)) - MAY_IMPORT[room] - {room}
        assert not wrong, f"{path.relative_to(ROOT)} imports {sorted(wrong)}"


def test_ui_knows_only_the_models_of_the_catalogue():
    for path in of_rooms("ui"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^(from catalogue(?!\.models) import|import catalogue)", text, re.M), path.name
        assert not imports_of(path) & {"duckdb", "os", "pathlib"}, path.name


def test_no_sql_in_python_outside_etl_and_store():
    for path in of_rooms("ui", "pages", "web", "app", "catalogue", "exports"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SQL_STATEMENT.search(node.value), f"{path.relative_to(ROOT)}:{node.lineno}"


# What may read the machine's clock: the default of --as-of, an edition's id and time of build, an edition's age, the moment a
# live message arrives, whether its listener is alive.
CLOCK_ALLOWED = {
    "etl/__main__.py",
    "etl/editions.py",
    "etl/build.py",
    "web/health.py",
    "etl/listen/clock.py",
    "store/live.py",
}


def test_the_clock_of_the_machine_stays_out_of_numbers():
    clock = re.compile(r"date\.today\(|datetime\.now\(|time\.time\(")
    for path in of_rooms("etl", "store", "ui", "pages", "web", "catalogue"):
        if path.relative_to(ROOT).as_posix() not in CLOCK_ALLOWED:
            assert not clock.search(path.read_text(encoding="utf-8")), path
    for path in (p for p in FILES if p.suffix == ".sql"):
        code = re.sub(r"--.*", "", path.read_text(encoding="utf-8")).lower()
        assert not re.search(r"current_date|current_timestamp|now\(\)|today\(\)", code), path


@pytest.mark.parametrize(
    "path", [p for p in FILES if "etl/sql/mart" in p.as_posix() or "etl/sql/area" in p.as_posix()], ids=lambda p: p.name
)
def test_a_table_file_names_its_table_grain_and_sources(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    schema = "mart" if path.parent.name == "mart" else "stg"
    assert lines[0] == f"-- {schema}.{path.stem}"
    head = " ".join(line for line in lines if line.startswith("--"))
    assert "One row per" in head and "Reads " in head
    assert f"create or replace table {schema}.{path.stem} as" in path.read_text(encoding="utf-8")


def test_nothing_is_printed_or_swallowed():
    for path in of_rooms("catalogue", "etl", "store", "ui", "pages", "web", "app"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{path.name}:{node.lineno} bare except"
                assert not (len(node.body) == 1 and isinstance(node.body[0], ast.Pass)), (
                    f"{path.name}:{node.lineno} swallowed"
                )
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path.name}:{node.lineno} print"


def test_modules_and_functions_stay_readable():
    for path in PYTHON:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 350, f"{path.relative_to(ROOT)} has {text.count(chr(10))} lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert node.end_lineno - node.lineno <= 60, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_requirements_are_pinned():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-spark.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[A-Za-z0-9_.\-\[\]]+==[^=\s]+", line), f"{name}: {line}"


def test_required_packages_are_required():
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8") + (ROOT / "requirements-dev.txt").read_text(
        encoding="utf-8"
    )
    for name in ("dash", "plotly", "pandas", "duckdb", "geopandas", "dash-bootstrap-components", "pytest"):
        assert re.search(rf"^{name}==", pinned, re.M), name


def test_readme_and_makefile_name_the_same_commands():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)) - {
        "browser",
        "broker",
        "clean",
    }
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"make ([a-z]+)", readme)) == targets
    for path in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (ROOT / path).exists(), f"README.md links to {path}, which is not there"


def test_no_machine_path_in_the_project():
    """A path of somebody's machine has no place in a file others clone."""
    machine = re.compile(r"/(?:home|Users|root)/[a-z]|file:///[a-z]")
    for path in FILES:
        if path.suffix in (".png", ".geojson"):
            continue
        found = machine.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path.relative_to(ROOT)}: {found.group()}"
