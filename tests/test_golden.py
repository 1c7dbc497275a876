"""A golden file that has changed must be seen, and written only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import check_golden


def test_the_same_content_passes_as_text_and_as_bytes(tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_bytes("Gương sáng\n".encode())
    check_golden(path, "Gương sáng\n", update=False)
    check_golden(path, "Gương sáng\n".encode(), update=False)


@pytest.mark.parametrize(
    "actual", ["Gương  sáng\n", "Gương sáng", "Gương sáng\r\n", b"Gu\xff\n"], ids=repr
)
def test_a_change_fails_and_leaves_the_file_alone(tmp_path: Path, actual: str | bytes) -> None:
    path = tmp_path / "case.txt"
    path.write_bytes("Gương sáng\n".encode())
    with pytest.raises(pytest.fail.Exception, match=r"(?s)case.txt has changed.*\n-.*\n\+"):
        check_golden(path, actual, update=False)
    assert path.read_bytes() == "Gương sáng\n".encode()


def test_a_missing_file_fails_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="does not exist"):
        check_golden(tmp_path / "case.txt", "", update=False)
    assert list(tmp_path.iterdir()) == []


def test_asked_to_update_it_writes(tmp_path: Path) -> None:
    check_golden(tmp_path / "new" / "case.txt", "Gương sáng\n", update=True)
    assert (tmp_path / "new" / "case.txt").read_bytes() == "Gương sáng\n".encode()
