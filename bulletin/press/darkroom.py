"""The pictures of the site: developed from the originals, which never reach it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin.media.pictures import Rendition
from bulletin.pages.page import Figure
from bulletin.press.picture_cache import cached_renditions


@dataclass(frozen=True, slots=True)
class Print:
    """A picture as a page shows it: site paths, widths and heights in pixels."""

    sources: tuple[tuple[str, int], ...]
    address: str
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class Darkroom:
    """Develops the pictures below `root`; what was developed once lies in the folder `cache`."""

    root: Path
    cache: Path

    def print_of(self, figure: Figure, page: str) -> Print:
        """Return how the page at `page` shows `figure`."""
        renditions = self._develop(figure)
        *modern, fallback = renditions
        return Print(
            sources=tuple((page + _name(figure, one), one.width) for one in modern),
            address=page + _name(figure, fallback),
            width=fallback.width,
            height=fallback.height,
            alt=figure.alt,
            credit=figure.credit,
        )

    def files(self, figure: Figure, page: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files of `figure` for the page at `page`."""
        for rendition in self._develop(figure):
            yield page.removeprefix("/") + _name(figure, rendition), rendition.data

    def _develop(self, figure: Figure) -> tuple[Rendition, ...]:
        return cached_renditions(self.cache, (self.root / figure.file).read_bytes())


def _name(figure: Figure, rendition: Rendition) -> str:
    """Return the file's name: that of the original without its ending, then the rendition's."""
    return figure.file.rpartition("/")[2].rpartition(".")[0] + rendition.name_suffix
