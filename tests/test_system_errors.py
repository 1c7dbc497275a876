"""What the system refuses is said in Vietnamese, with the file and what to do."""

from __future__ import annotations

import errno

import pytest

from bulletin.engine.workers import WorkerError
from bulletin.system_errors import explain_system_error, tell_system_errors


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (OSError(errno.ENOSPC, "x", "/srv/site/a"), "/srv/site/a: đĩa đã đầy; xóa bớt"),
        (PermissionError(errno.EACCES, "x", "site"), "site: không có quyền; xem chủ"),
        (OSError(errno.EROFS, "x", "site"), "site: ổ đĩa này chỉ cho đọc"),
        (OSError(errno.EXDEV, "x", "a", None, "b"), "b: thư mục này nằm trên ổ đĩa khác"),
        (OSError(errno.ENOSPC, "x"), "đĩa đã đầy"),
        (MemoryError(), "máy hết bộ nhớ."),
    ],
)
def test_a_refusal_is_explained(error: BaseException, wanted: str) -> None:
    sentence = explain_system_error(error)
    assert sentence is not None
    assert sentence.startswith(wanted)


def test_the_cause_may_stand_behind_another_error() -> None:
    error = WorkerError("b")
    error.__cause__ = OSError(errno.ENOSPC, "x", "a")
    assert str(explain_system_error(error)).startswith("a: đĩa đã đầy")


@pytest.mark.parametrize("error", [ValueError("a"), OSError("cannot identify image file")])
def test_other_errors_are_ours(error: BaseException) -> None:
    assert explain_system_error(error) is None


def test_a_command_ends_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(error: OSError) -> int:
        raise error

    command = tell_system_errors(refuse)
    assert command(PermissionError(errno.EACCES, "x", "site")) == 1
    assert capsys.readouterr().err.startswith("site: không có quyền")
    assert command(OSError("cannot identify image file")) == 1
    assert capsys.readouterr().err == "cannot identify image file\n"
    with pytest.raises(BrokenPipeError):
        command(BrokenPipeError())
    assert tell_system_errors(len)([1, 2]) == 2
