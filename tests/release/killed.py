"""Publish two sites in turn in processes that are killed, and look each time at what readers see.

python -m tests.release.killed LINK SITE SITE
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from itertools import cycle
from pathlib import Path

from bulletin.release.built_site import BuiltSite
from bulletin.release.local_target import LocalTarget

KILLS = 20
LONGEST = 0.15  # seconds that a process may go on after its first publication

PATIENCE = 120  # seconds for that first publication


def main(link: Path, folders: list[Path]) -> None:
    """Print after each kill which of the sites is public; a mixture ends in ValueError."""
    sites = [BuiltSite(folder) for folder in folders]
    whole = [{path: site.read(path) for path in site.sizes} for site in sites]
    moments = random.Random(15)
    for number in range(KILLS):
        before = _read_link(link)
        child = os.fork()
        if not child:
            for site in cycle(sites[number % 2 :] + sites[: number % 2]):
                LocalTarget(link).put(site, f"{time.time_ns()}", keep=2)
        patience = time.monotonic() + PATIENCE
        while _read_link(link) == before and time.monotonic() < patience:
            time.sleep(0.002)
        time.sleep(moments.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        public = BuiltSite(link)
        print(whole.index({path: public.read(path) for path in LocalTarget(link).list_files()}))


def _read_link(link: Path) -> str:
    return os.readlink(link) if link.is_symlink() else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(Path, sys.argv[2:])))
