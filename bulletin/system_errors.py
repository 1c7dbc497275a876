"""What the operating system refused, as a sentence for the people who keep the site running."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Final, ParamSpec

P = ParamSpec("P")

_REASONS: Final = {
    errno.ENOSPC: "đĩa đã đầy; xóa bớt tệp không dùng rồi chạy lại",
    errno.EDQUOT: "đã dùng hết phần đĩa được cấp; xóa bớt tệp không dùng rồi chạy lại",
    errno.EFBIG: "tệp lớn quá mức mà đĩa cho phép",
    errno.EROFS: "ổ đĩa này chỉ cho đọc; gắn lại ổ đĩa ở chế độ ghi được",
    errno.EACCES: "không có quyền; xem chủ của tệp bằng lệnh ls -l, đổi chủ bằng lệnh chown",
    errno.EPERM: "không có quyền; xem chủ của tệp bằng lệnh ls -l, đổi chủ bằng lệnh chown",
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.ENOTDIR: "đây không phải là thư mục; đổi tên hoặc xóa tệp ấy",
    errno.EISDIR: "đây là thư mục, cần một tệp",
    errno.EEXIST: "chỗ này đã có tệp khác",
    errno.ENOTEMPTY: "thư mục này còn tệp của chương trình khác",
    errno.ENAMETOOLONG: "tên dài quá; rút ngắn còn dưới 100 ký tự",
    errno.ELOOP: "liên kết trỏ vòng quanh; xóa liên kết ấy",
    errno.EMFILE: "mở quá nhiều tệp cùng lúc; tăng giới hạn bằng lệnh ulimit -n",
    errno.ENFILE: "máy mở quá nhiều tệp cùng lúc",
    errno.ENOMEM: "máy hết bộ nhớ",
    errno.EIO: "đĩa đọc hay ghi bị lỗi; kiểm tra ổ đĩa",
    errno.EBUSY: "tệp đang bị chương trình khác giữ",
    errno.ETXTBSY: "tệp đang bị chương trình khác giữ",
    errno.EXDEV: "thư mục này nằm trên ổ đĩa khác",
}


def explain_system_error(error: BaseException) -> str | None:
    """Return in Vietnamese what the system refused and what to do; None for any other error.

    The cause may stand behind other errors (`raise … from`).
    """
    for one in _iter_causes(error):
        if isinstance(one, MemoryError):
            return f"{_REASONS[errno.ENOMEM]}."
        # What is not a refusal of the system has no number: a picture that PIL cannot read.
        if isinstance(one, OSError) and one.errno is not None:
            reason = _REASONS.get(one.errno) or str(one.strerror)
            names = [str(name) for name in (one.filename, one.filename2) if name]
            return f"{': '.join([*names[-1:], reason])}."
    return None


def tell_system_errors(command: Callable[P, int]) -> Callable[P, int]:
    """Make a command end with one sentence, and status 1, where the system refuses something.

    A pipe that nobody reads any more is left to the command: there is nobody to tell.
    """

    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> int:
        try:
            return command(*arguments, **options)
        except BrokenPipeError:
            raise
        except OSError as failure:
            print(explain_system_error(failure) or failure, file=sys.stderr)
            return 1

    return run


def _iter_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
