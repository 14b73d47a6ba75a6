"""The start page and the reference page, visited in turn under both profiles."""

import logging
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import BenchFailed
from bench.browser import (
    FAST,
    OUR_PAGE,
    REFERENCE_PAGE,
    SLOW,
    Profile,
    Visit,
    Wants,
    chromium,
    exacting,
    photograph,
    visit,
)
from bench.servers import OUR_APP, REFERENCE_APP, serving, warm

RUNS = {SLOW: 3, FAST: 5}
LOG = logging.getLogger("bench")


@dataclass
class Visits:
    """All timed visits of one page, by profile name."""

    by_profile: dict[str, list[Visit]] = field(default_factory=dict)

    def median(self, profile: Profile, figure: Callable[[Visit], float]) -> float:
        """The median of one figure over the visits of `profile`."""
        return statistics.median(map(figure, self.by_profile[profile.name]))


@dataclass(frozen=True)
class Site:
    """A served page, what to wait for on it, and its visits so far."""

    name: str
    url: str
    wants: Wants
    visits: Visits = field(default_factory=Visits)


def acquainted(browser, name: str, url: str, wants: Wants) -> Site:
    """A first, untimed visit: warms every address the page asks for and learns how much the finished page shows."""
    seen = visit(browser, url, FAST, wants)
    if seen.outside:
        raise BenchFailed(f"{name}: the page asks other hosts: {', '.join(seen.outside)}")
    warm(list(seen.addresses))
    return Site(name, url, exacting(wants, seen))


def measure_pages(warehouse: Path, evidence: Path) -> tuple[Visits, Visits]:
    """Visits of our start page and of the reference; pictures of both, when just readable, go to `evidence`."""
    settings = {"DASBOR_WAREHOUSE": str(warehouse)}
    with serving(OUR_APP, settings) as ours, serving(REFERENCE_APP) as reference, chromium() as browser:
        sites = [
            acquainted(browser, "ours", ours, OUR_PAGE),
            acquainted(browser, "reference", reference, REFERENCE_PAGE),
        ]
        for profile, runs in RUNS.items():
            for run in range(runs):
                for site in sites:
                    seen = visit(browser, site.url, profile, site.wants)
                    site.visits.by_profile.setdefault(profile.name, []).append(seen)
                    LOG.info("%s, %s line, run %d: %.0f ms", site.name, profile.name, run + 1, seen.readable_ms)
            for site in sites:
                photograph(browser, site.url, profile, site.wants, evidence / f"{site.name}-{profile.name}.png")
    return sites[0].visits, sites[1].visits
