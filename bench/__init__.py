"""What `make bench` measures: speed of page, API and build, as ratios taken in one run.

The figures of one machine mean little on another, so nearly every figure here stands beside a reference
measured minutes before or after it on the same machine: a stock Dash page (`reference_page`) or the bare
query (`bare_query.sql`). `python -m bench` writes RESULTS.md and exits with 1 if a bar is missed.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME_CITY = "12.76"


class BenchFailed(RuntimeError):
    """Something could not be measured; the sentence says what, and what to do."""
