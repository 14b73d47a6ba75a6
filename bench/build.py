"""Runs the real build into an empty warehouse: how long, how much memory, which step."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench import ROOT, BenchFailed


@dataclass(frozen=True)
class Build:
    """Wall seconds from the command to its exit, processor seconds, peak memory in bytes, and the manifest's own steps."""

    seconds: float
    processor_seconds: float
    peak_bytes: int
    steps: tuple[tuple[str, float], ...]


def edition_steps(warehouse: Path) -> tuple[tuple[str, float], ...]:
    """Name and seconds of each step, as the new edition's manifest lists them."""
    file = warehouse / "current" / "manifest.json"
    try:
        steps = json.loads(file.read_text(encoding="utf-8"))["steps"]
        return tuple((step["name"], float(step["seconds"])) for step in steps)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BenchFailed(f"{file}: no list `steps` of name and seconds; {error!r}") from error


def measure_build(
    warehouse: Path, program: Path = ROOT, raw: Path | None = None, environment: dict[str, str] | None = None
) -> Build:
    """Builds all cities of the catalogue into the empty folder `warehouse`; `program` is the source tree that does it.

    The peak is the kernel's for this one child (`wait4`), the largest resident size of any of its processes. The
    kernel lets a child inherit its parent's peak, so this process has to stay small: it imports neither the app nor
    pandas.
    """
    command = [sys.executable, "-m", "etl", "build", "--warehouse", str(warehouse)]
    command += ["--raw", str(raw)] if raw else []
    with tempfile.TemporaryFile("w+", encoding="utf-8") as lines:
        started = perf_counter()
        process = subprocess.Popen(
            command, cwd=program, env=os.environ | (environment or {}), stdout=lines, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        lines.seek(0)
        tail = "".join(lines.readlines()[-8:])
    if process.returncode != 0:
        raise BenchFailed(f"the build ended with exit code {process.returncode}; its last lines:\n{tail}")
    return Build(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, edition_steps(warehouse))
