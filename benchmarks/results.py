"""The measurements as values, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median


@dataclass(frozen=True)
class Timing:
    """The wall-clock seconds of one run of one job with `size` stories."""

    contender: str
    job: str
    size: int
    seconds: float


@dataclass(frozen=True)
class Site:
    """The bulletin's site of `size` stories: bytes of the site and of the story pages alone."""

    size: int
    site_bytes: int
    page_bytes: int
    peak_memory: int
    """The most memory that all processes of a full build used at one time, in bytes."""


@dataclass(frozen=True)
class Results:
    """All measurements of one run of the benchmark."""

    machine: str
    timings: Sequence[Timing] = field(default_factory=tuple)
    sites: Sequence[Site] = field(default_factory=tuple)

    def seconds(self, contender: str, job: str, size: int) -> float | None:
        """Return the median seconds of a job's runs, or None if it was never run."""
        wanted = (contender, job, size)
        found = [
            one.seconds for one in self.timings if (one.contender, one.job, one.size) == wanted
        ]
        return median(found) if found else None

    def sizes(self, contender: str, job: str = "full") -> list[int]:
        """Return the sizes with which a contender did a job, in order."""
        return sorted(
            {one.size for one in self.timings if (one.contender, one.job) == (contender, job)}
        )

    def site(self, size: int) -> Site | None:
        """Return the measured site of `size` stories."""
        return next((one for one in self.sites if one.size == size), None)

    def merge(self, other: Results) -> Results:
        """Return these results, replaced by the other's for each size that was measured again."""
        new = {(one.contender, one.size) for one in other.timings}
        kept = [one for one in self.timings if (one.contender, one.size) not in new]
        sizes = {one.size for one in other.sites}
        sites = [one for one in self.sites if one.size not in sizes]
        return Results(other.machine, (*kept, *other.timings), (*sites, *other.sites))


def to_json(results: Results) -> str:
    """Return the results as JSON."""
    return json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Results:
    """Return the results that `to_json` wrote."""
    read = json.loads(text)
    return Results(
        read["machine"],
        tuple(Timing(**one) for one in read["timings"]),
        tuple(Site(**one) for one in read["sites"]),
    )


def ratio(one: float | None, other: float | None) -> float | None:
    """Return `one` divided by `other`, or None if either was not measured."""
    return None if one is None or not other else one / other


def cost_growth(points: Iterable[tuple[int, float]]) -> float | None:
    """Return the cost of a story at the largest size divided by its cost at the middle size.

    `points` are numbers of stories and seconds. The time of the smallest size is subtracted first,
    as the fixed cost of every build. Returns None with fewer than three points, or if the middle
    one takes no longer than the smallest.
    """
    ordered = sorted(points)
    if len(ordered) < 3:
        return None
    (base, fixed), (middle, low), (largest, high) = ordered[0], ordered[-2], ordered[-1]
    if low <= fixed:
        return None
    return ((high - fixed) / (largest - base)) / ((low - fixed) / (middle - base))


def site_ratio(site: Site | None) -> float | None:
    """Return the bytes of the whole site divided by the bytes of its story pages."""
    return None if site is None else site.site_bytes / site.page_bytes
