"""The cache: rendered once, never believed when damaged, never in the way."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bulletin.media.pictures import PictureMistake, Rendition, render_picture
from bulletin.press import picture_cache as cache_module
from bulletin.press.picture_cache import cached_renditions
from tests.media.samples import encoded, scene

DATA = encoded(scene(60, 40), "PNG")
OTHER = encoded(scene(60, 41), "PNG")


class Renderer:
    """Renders and counts how often it had to."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, data: bytes) -> tuple[Rendition, ...]:
        """Render a picture."""
        self.calls += 1
        return render_picture(data)


@pytest.fixture
def renderer(monkeypatch: pytest.MonkeyPatch) -> Renderer:
    """Count the renderings behind the cache."""
    renderer = Renderer()
    monkeypatch.setattr(cache_module, "render_picture", renderer)
    return renderer


def files(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_equal_pictures_are_rendered_once(tmp_path: Path, renderer: Renderer) -> None:
    folder = tmp_path / "not" / "yet"
    expected = render_picture(DATA)
    assert [cached_renditions(folder, DATA) for _ in range(3)] == [expected] * 3
    assert renderer.calls == 1
    assert cached_renditions(folder, OTHER) == render_picture(OTHER)
    assert renderer.calls == 2
    assert len(files(folder)) == 2


def test_another_recipe_renders_anew(
    tmp_path: Path, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached_renditions(tmp_path, DATA)
    monkeypatch.setattr(cache_module, "recipe", lambda: "another encoder")
    cached_renditions(tmp_path, DATA)
    assert renderer.calls == 2


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "first line only": lambda content: content.partition(b"\n")[0],
    "half": lambda content: content[: len(content) // 2],
    "all but a byte": lambda content: content[:-1],
    "a byte more": lambda content: content + b"\x00",
    "a bit flipped": lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
    "zeros": lambda content: bytes(len(content)),
    "text": lambda content: "không phải".encode(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_entry_is_rendered_again_and_mended(
    tmp_path: Path, renderer: Renderer, damage: Callable[[bytes], bytes]
) -> None:
    expected = cached_renditions(tmp_path, DATA)
    (entry,) = files(tmp_path)
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert cached_renditions(tmp_path, DATA) == expected
    assert renderer.calls == 2
    assert files(tmp_path) == [entry]
    assert entry.read_bytes() == whole
    assert cached_renditions(tmp_path, DATA) == expected
    assert renderer.calls == 2


def test_a_folder_in_the_place_of_an_entry_is_passed_over(tmp_path: Path) -> None:
    cached_renditions(tmp_path, DATA)
    (entry,) = files(tmp_path)
    entry.unlink()
    (entry / "inside").mkdir(parents=True)
    assert cached_renditions(tmp_path, DATA) == render_picture(DATA)
    assert files(tmp_path) == []


def test_a_file_in_the_place_of_the_cache_is_passed_over(tmp_path: Path) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("", encoding="utf-8")
    assert cached_renditions(blocked, DATA) == render_picture(DATA)


def test_a_disk_that_fills_up_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_some(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full_disk:
        full_disk.setattr(Path, "write_bytes", write_some)
        assert cached_renditions(tmp_path, DATA) == render_picture(DATA)
    assert files(tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"not a picture", DATA[:-30]])
def test_a_refused_picture_writes_nothing(tmp_path: Path, data: bytes) -> None:
    folder = tmp_path / "cache"
    with pytest.raises(PictureMistake):
        cached_renditions(folder, data)
    assert not folder.exists()


def test_builds_at_the_same_time_share_one_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = threading.Barrier(4)

    def render_together(data: bytes) -> tuple[Rendition, ...]:
        # All of them have looked, found nothing, and are about to write.
        together.wait(timeout=10)
        return render_picture(data)

    drafts = []
    replace = os.replace

    def note_and_replace(draft: Path, entry: Path) -> None:
        drafts.append(draft)
        replace(draft, entry)

    monkeypatch.setattr(cache_module, "render_picture", render_together)
    monkeypatch.setattr(os, "replace", note_and_replace)
    with ThreadPoolExecutor(4) as builds:
        made = list(builds.map(cached_renditions, [tmp_path] * 4, [DATA] * 4))
    assert made == [render_picture(DATA)] * 4
    assert len(set(drafts)) == 4
    assert len(files(tmp_path)) == 1
    assert cached_renditions(tmp_path, DATA) == made[0]
