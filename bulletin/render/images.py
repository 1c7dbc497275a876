"""Pictures: renditions in several sizes, made from originals that are never published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bulletin.content.media_files import MediaFiles
from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.target import Target
from bulletin.engine.workers import map_parallel
from bulletin.media.pictures import Rendition, crop_rendition, encoder_key, render_picture
from bulletin.pages.card_list import CardImage
from bulletin.pages.page import Figure
from bulletin.render.paths import file_path

BATCH_SIZE = 64
"""Pictures that are rendered before their renditions are stored."""

MIN_ITEMS = 4
"""Number of pictures from which worker processes take less time than one process."""


@dataclass(frozen=True, slots=True)
class ResponsiveImage:
    """A picture as a page shows it: site paths, widths and heights in pixels."""

    sources: tuple[tuple[str, int], ...]
    address: str
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class RenditionInfo:
    """A rendition without its bytes, which the cache has under `key`."""

    name_suffix: str
    width: int
    height: int
    key: bytes


@dataclass(frozen=True, slots=True)
class ImageRenderer:
    """Renders pictures; renditions that were made before come from the cache."""

    media: MediaFiles
    cache: Cache

    def key(self, figure: Figure) -> bytes:
        """Return the key of the picture's renditions: it changes with the file and the encoder."""
        return fingerprint(encoder_key(), self.media.fingerprint(figure.file))

    def prerender(self, figures: Iterable[Figure]) -> None:
        """Render on all cores what the cache does not have. Raises WorkerError with the file."""
        by_key = {self.key(figure): figure for figure in figures}
        known: dict[bytes, tuple[RenditionInfo, ...]] = self.cache.get_many("pictures", by_key)
        self.cache.touch("renditions", (one.key for infos in known.values() for one in infos))
        missing = [figure for key, figure in by_key.items() if key not in known]
        for start in range(0, len(missing), BATCH_SIZE):
            some = missing[start : start + BATCH_SIZE]
            rendered = map_parallel(self._render, some, lambda figure: figure.file, MIN_ITEMS)
            for figure, renditions in zip(some, rendered, strict=True):
                self._store(figure, renditions)

    def describe(self, figure: Figure, page: str) -> ResponsiveImage:
        """Return how the page at `page` shows `figure`."""
        *modern, fallback = self._renditions(figure)
        return ResponsiveImage(
            sources=tuple((page + _name(figure, one), one.width) for one in modern),
            address=page + _name(figure, fallback),
            width=fallback.width,
            height=fallback.height,
            alt=figure.alt,
            credit=figure.credit,
        )

    def thumbnail(self, image: CardImage) -> ResponsiveImage:
        """Return how lists show the picture of a story: the files beside the story's page."""
        return self.describe(image.figure, image.page)

    def fallback(self, figure: Figure) -> tuple[str, bytes]:
        """Return ending and bytes of the rendition that every program can show."""
        last = len(infos := self._renditions(figure)) - 1
        ending = infos[last].name_suffix.rpartition(".")[2]
        return ending, self._data(figure, last, infos[last].key)

    def targets(self, figure: Figure, page: str) -> Iterator[Target]:
        """Yield the files of `figure` for the page at `page`."""
        for index, info in enumerate(self._renditions(figure)):
            yield Target(
                file_path(page) + _name(figure, info),
                (("picture", info.key),),
                partial(self._data, figure, index, info.key),
            )

    def cropped_target(self, figure: Figure, path: str, height: int) -> Target:
        """Return the file at `path` that shows `figure` cut to `height` pixels, for networks."""
        *_, info = self._renditions(figure)
        return Target(
            path,
            (("picture", info.key), ("height", fingerprint(height))),
            lambda: crop_rendition(self._data(figure, -1, info.key), height),
        )

    def _renditions(self, figure: Figure) -> tuple[RenditionInfo, ...]:
        key = self.key(figure)
        known: tuple[RenditionInfo, ...] | None = self.cache.get_many("pictures", [key]).get(key)
        return self._store(figure, self._render(figure)) if known is None else known

    def _data(self, figure: Figure, index: int, key: bytes) -> bytes:
        data: bytes | None = self.cache.get_many("renditions", [key]).get(key)
        return self._render(figure)[index].data if data is None else data

    def _store(self, figure: Figure, renditions: Sequence[Rendition]) -> tuple[RenditionInfo, ...]:
        """Store the renditions and return what is known of them without their bytes."""
        key = self.key(figure)
        infos = tuple(
            RenditionInfo(one.name_suffix, one.width, one.height, fingerprint(key, one.name_suffix))
            for one in renditions
        )
        data = {info.key: one.data for info, one in zip(infos, renditions, strict=True)}
        self.cache.put_many("renditions", data)
        self.cache.put_many("pictures", {key: infos})
        return infos

    def _render(self, figure: Figure) -> tuple[Rendition, ...]:
        return render_picture(self.media.read(figure.file))


def _name(figure: Figure, info: RenditionInfo) -> str:
    """Return the file's name: that of the original without its ending, then the rendition's."""
    return figure.file.rpartition("/")[2].rpartition(".")[0] + info.name_suffix
