"""What was measured, as values that can be kept and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median


@dataclass(frozen=True)
class Timing:
    """One run of one job: `size` stories, wall-clock seconds."""

    contender: str
    job: str
    size: int
    seconds: float


@dataclass(frozen=True)
class Site:
    """The bulletin's site of `size` stories: all bytes, and those of the stories' own pages."""

    size: int
    site_bytes: int
    page_bytes: int
    peak_memory: int
    """The most memory that a full build held at a time, in bytes, all its processes together."""


@dataclass(frozen=True)
class Results:
    """All that one run of the bench found out."""

    machine: str
    timings: Sequence[Timing] = field(default_factory=tuple)
    sites: Sequence[Site] = field(default_factory=tuple)

    def seconds(self, contender: str, job: str, size: int) -> float | None:
        """Return the median of a job's runs, or None if it was never run."""
        wanted = (contender, job, size)
        found = [
            one.seconds for one in self.timings if (one.contender, one.job, one.size) == wanted
        ]
        return median(found) if found else None

    def sizes(self, contender: str, job: str = "full") -> list[int]:
        """Return the numbers of stories at which a contender did a job, in order."""
        return sorted(
            {one.size for one in self.timings if (one.contender, one.job) == (contender, job)}
        )

    def site(self, size: int) -> Site | None:
        """Return what is known of the site of `size` stories."""
        return next((one for one in self.sites if one.size == size), None)

    def joined(self, other: Results) -> Results:
        """Return these results and, where a size was measured anew, the other's instead."""
        new = {(one.contender, one.size) for one in other.timings}
        kept = [one for one in self.timings if (one.contender, one.size) not in new]
        sizes = {one.size for one in other.sites}
        sites = [one for one in self.sites if one.size not in sizes]
        return Results(other.machine, (*kept, *other.timings), (*sites, *other.sites))


def as_json(results: Results) -> str:
    """Return results as the text of a file."""
    return json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Results:
    """Return the results that `as_json` wrote."""
    read = json.loads(text)
    return Results(
        read["machine"],
        tuple(Timing(**one) for one in read["timings"]),
        tuple(Site(**one) for one in read["sites"]),
    )


def ratio(one: float | None, other: float | None) -> float | None:
    """Return how many times `other` fits into `one`, or None if either was not measured."""
    return None if one is None or not other else one / other


def cost_growth(points: Iterable[tuple[int, float]]) -> float | None:
    """Return by how much a story's own cost grew between the middle and the largest size.

    `points` are numbers of stories and seconds. The smallest size stands for what every build
    costs: it is taken off before the rest is shared among the stories. None with fewer than three
    points, or if the middle one costs nothing more than the smallest.
    """
    ordered = sorted(points)
    if len(ordered) < 3:
        return None
    (base, fixed), (middle, low), (largest, high) = ordered[0], ordered[-2], ordered[-1]
    if low <= fixed:
        return None
    return ((high - fixed) / (largest - base)) / ((low - fixed) / (middle - base))


def weight(site: Site | None) -> float | None:
    """Return the bytes of a whole site for each byte of its stories' own pages."""
    return None if site is None else site.site_bytes / site.page_bytes
