"""What came of a build, for the people who wait for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.engine.output_dir import Manifest
from bulletin.engine.staging import Staged
from bulletin.model.values import PAGE_WORD

_INDEX = "/index.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Numbers of pages that were built and kept, and the size of the whole site in bytes.

    `lost` are the addresses of pages that were published before and are gone: somebody may hold a
    link to them.
    """

    built: int
    kept: int
    size: int
    lost: tuple[str, ...]


def summarize(staged: Staged, before: Manifest, *, is_new: bool) -> Outcome:
    """Return what publishing `staged` changes; `before` is the manifest of the published folder.

    `is_new` says that nothing was published there before.
    """
    groups = [files for _, files in staged.manifest.values()]
    built = sum(path.endswith(".html") for path in staged.built)
    pages = sum(path.endswith(".html") for files in groups for path in files)
    size = sum(signature[0] for files in groups for _, signature, _ in files.values())
    # Without a manifest, whatever lies in the folder was published.
    gone = staged.dropped if before else staged.removed
    return Outcome(built, pages - built, size, () if is_new else tuple(find_lost_pages(gone)))


def find_lost_pages(removed: Iterable[str]) -> list[str]:
    """Return the addresses of the pages among removed files, sorted.

    The further pages of a list come and go with its length: a link to them may die.
    """
    pages = {
        f"/{path}".removesuffix("index.html") for path in removed if f"/{path}".endswith(_INDEX)
    }
    return sorted(address for address in pages if f"/{PAGE_WORD}/" not in address)
