"""The pictures of the site: developed from the originals, which never reach it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bulletin.content.media_files import MediaFiles
from bulletin.media.pictures import Rendition, recipe, render_picture
from bulletin.pages.card_list import CardImage
from bulletin.pages.page import Figure
from bulletin.press.leaf import Leaf, path_of
from bulletin.workshop.hands import spread
from bulletin.workshop.memory import Memory, fingerprint

AT_ONCE = 64
"""Pictures that are developed before they are put away."""

WORTH_IT = 4
"""Pictures from which on many hands take less time than one."""


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
class _Frame:
    """A rendition without its bytes, which lie in the memory under `key`."""

    name_suffix: str
    width: int
    height: int
    key: bytes


@dataclass(frozen=True, slots=True)
class Darkroom:
    """Develops pictures; one that was developed before comes from the memory."""

    media: MediaFiles
    memory: Memory

    def key(self, figure: Figure) -> bytes:
        """Return what stands for the picture's renditions."""
        return fingerprint(recipe(), self.media.fingerprint(figure.file))

    def develop(self, figures: Iterable[Figure]) -> None:
        """Develop what was not developed before, with all hands. Raises HandError with the file."""
        by_key = {self.key(figure): figure for figure in figures}
        known: dict[bytes, tuple[_Frame, ...]] = self.memory.recall("pictures", by_key)
        self.memory.touch("renditions", (one.key for frames in known.values() for one in frames))
        missing = [figure for key, figure in by_key.items() if key not in known]
        for start in range(0, len(missing), AT_ONCE):
            some = missing[start : start + AT_ONCE]
            rendered = spread(self._render, some, lambda figure: figure.file, WORTH_IT)
            for figure, renditions in zip(some, rendered, strict=True):
                self._put_away(figure, renditions)

    def print_of(self, figure: Figure, page: str) -> Print:
        """Return how the page at `page` shows `figure`."""
        *modern, fallback = self._frames(figure)
        return Print(
            sources=tuple((page + _name(figure, one), one.width) for one in modern),
            address=page + _name(figure, fallback),
            width=fallback.width,
            height=fallback.height,
            alt=figure.alt,
            credit=figure.credit,
        )

    def photo(self, shot: CardImage) -> Print:
        """Return how other pages show the picture of a story."""
        return self.print_of(shot.figure, shot.page)

    def leaves(self, figure: Figure, page: str) -> Iterator[Leaf]:
        """Yield the files of `figure` for the page at `page`."""
        for number, frame in enumerate(self._frames(figure)):
            yield Leaf(
                path_of(page) + _name(figure, frame),
                (("picture", frame.key),),
                partial(self._data, figure, number, frame.key),
            )

    def _frames(self, figure: Figure) -> tuple[_Frame, ...]:
        key = self.key(figure)
        known: tuple[_Frame, ...] | None = self.memory.recall("pictures", [key]).get(key)
        return self._put_away(figure, self._render(figure)) if known is None else known

    def _data(self, figure: Figure, number: int, key: bytes) -> bytes:
        data: bytes | None = self.memory.recall("renditions", [key]).get(key)
        return self._render(figure)[number].data if data is None else data

    def _put_away(self, figure: Figure, renditions: Sequence[Rendition]) -> tuple[_Frame, ...]:
        """Keep the renditions and return them without their bytes."""
        key = self.key(figure)
        frames = tuple(
            _Frame(one.name_suffix, one.width, one.height, fingerprint(key, one.name_suffix))
            for one in renditions
        )
        data = {frame.key: one.data for frame, one in zip(frames, renditions, strict=True)}
        self.memory.keep("renditions", data)
        self.memory.keep("pictures", {key: frames})
        return frames

    def _render(self, figure: Figure) -> tuple[Rendition, ...]:
        return render_picture(self.media.read(figure.file))


def _name(figure: Figure, frame: _Frame) -> str:
    """Return the file's name: that of the original without its ending, then the rendition's."""
    return figure.file.rpartition("/")[2].rpartition(".")[0] + frame.name_suffix
