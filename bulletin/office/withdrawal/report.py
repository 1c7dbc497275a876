"""What a withdrawal did, what is left to do, who else holds the story, and until when: in words."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator, Sequence

from bulletin.model.kind import STORY_KINDS
from bulletin.model.withdrawal import Part
from bulletin.office.withdrawal.plan import Plan, names_somebody
from bulletin.vietnamese.dates import short_date

ANSWER_WORKING_DAYS = 2
STOP_DAYS = 15
STOP_DAYS_OF_OTHERS = 20
EXTENSION_DAYS = 15
"""Law 91/2025/QH15 and Decree 356/2025/NĐ-CP; others are those to whom the data was handed on."""

_PARTS = {None: "", Part.RADIO: "phần đài của ", Part.IMAGE: "ảnh của "}


def format_report(
    plan: Plan, received: dt.date, errors: Sequence[str], *, is_done: bool, public: bool = False
) -> Iterator[str]:
    """Yield the lines of the report; `errors` are those of other content.

    `public` says that the story leaves what is live in the same run.
    """
    file, request = plan.file, plan.request
    yield f"Gỡ {_PARTS[request.only]}{file.address}. Lý do hiện công khai: {request.reason.strip()}"
    if file.aliases:
        yield f"Địa chỉ cũ cùng gỡ: {', '.join(file.aliases)}"
    yield ""
    yield "Đã làm:" if is_done else "Sẽ làm (chưa làm gì; bỏ --dry-run để làm):"
    for edit in plan.edits:
        what = f": {edit.what}" if edit.what else ""
        yield f"  {'xóa' if edit.text is None else 'sửa'}  {edit.path}{what}"
    yield "  dọn  .cache/ và bản xem thử (đang mở make serve thì tắt rồi mở lại)"
    yield from _iter_left(plan)
    yield ""
    yield from _iter_steps(plan, errors, public=public)
    yield ""
    yield from iter_other_holders(plan.request.only, _find_paths(plan), was_read=_was_read(plan))
    yield ""
    yield from iter_deadlines(received)


def _was_read(plan: Plan) -> bool:
    return plan.file.kind in STORY_KINDS


def _find_paths(plan: Plan) -> list[str]:
    """Return the files whose history in the repository still holds what was withdrawn."""
    return [edit.path for edit in plan.edits if edit.text is None]


def _iter_left(plan: Plan) -> Iterator[str]:
    if plan.kept:
        yield ""
        yield "Chưa xóa, vì bài khác cũng dùng; xem lại từng tệp:"
        yield from (f"  {path}" for path in plan.kept)
    if plan.mentions:
        yield ""
        yield "Bài khác còn nhắc đến; đọc lại từng dòng, bớt thì sửa:"
        yield from (f"  {one.path}:{one.line}: {one.what}" for one in plan.mentions)
    if not plan.request.hide and names_somebody(plan.file):
        yield ""
        yield (
            "Địa chỉ của bài có tên người: chạy lại lệnh này, thêm --hide-name, để không danh sách "
            "nào in địa chỉ ấy."
        )
    if plan.request.hide:
        yield ""
        yield (
            "Địa chỉ nêu tên: ai có sẵn địa chỉ vẫn gặp trang báo đã rút, nhưng không danh sách "
            "nào in địa chỉ ấy nữa. Địa chỉ còn trong content/data/withdrawn.yml và tên thư mục "
            "của trang; kho công khai thì người xem kho vẫn thấy."
        )


def _iter_steps(plan: Plan, errors: Sequence[str], *, public: bool) -> Iterator[str]:
    yield "Đưa lên trang ngay (lệnh này không đụng đến git):"
    yield f"  git add -A -- {' '.join(sorted({edit.path.split('/')[0] for edit in plan.edits}))}"
    yield '  git commit -m "Gỡ bài theo yêu cầu"'
    yield "  git push"
    yield "  make site   (rồi đăng như mọi ngày; máy chủ tự dựng thì chờ lượt dựng)"
    if errors:
        yield ""
        if public:
            yield (
                f"Chưa dựng lại được trang: nội dung khác đang có {len(errors)} lỗi. Bài vẫn được "
                "gỡ ngay ở nơi đang đăng, xem cuối bản in này."
            )
        else:
            yield (
                f"CHƯA DỰNG ĐƯỢC, bài vẫn còn trên trang: nội dung khác đang có {len(errors)} lỗi. "
                "Gỡ ngay ở nơi đang đăng: chạy lại lệnh này, thêm --public NƠI_ĐĂNG (như của "
                "publish.py)."
            )
        yield (
            "Rồi sửa lỗi; không kịp thì lấy lại bản trước (git restore --source=HEAD~1 -- TỆP), "
        )
        yield "tệp mới chưa từng đăng thì dời tạm ra ngoài content/; rồi make site:"
        yield from (f"  {error}" for error in errors[:10])


def iter_other_holders(only: Part | None, paths: Sequence[str], *, was_read: bool) -> Iterator[str]:
    """Yield who else holds what was withdrawn, and what to do about each.

    `paths` are files whose history holds it; `was_read` says that a station may have taken it.
    """
    steps = [_of_history(paths), _of_hosts()]
    if was_read and only is not Part.IMAGE:
        steps.append(_of_stations())
    steps += [_of_search_engines(only), _of_devices()]
    yield "Nơi khác còn giữ, phải làm tiếp:"
    for number, (who, what) in enumerate(steps, 1):
        yield f"  {number}. {who}: {what[0]}"
        yield from (f"     {line}" for line in what[1:])


def _of_history(paths: Sequence[str]) -> tuple[str, list[str]]:
    where = " ".join(f"--path {shlex.quote(path)}" for path in paths)
    return "Lịch sử của kho", [
        "bản cũ còn nguyên trong git và mọi bản sao. Kho công khai thì nhờ người giữ kho",
        "chạy hai lệnh dưới đây (tệp từng đổi tên: thêm --path tên cũ), rồi mọi người lấy kho mới:",
        f"git filter-repo --invert-paths {where or '--path TỆP'}",
        "git push --force --all",
        "Nhờ nơi đặt kho (GitHub, GitLab…) xóa bản đệm, yêu cầu kéo và bản rẽ nhánh còn chứa tệp.",
        "Bản sao lưu, bộ đệm của máy dựng (CI): xóa, hoặc ghi lại ngày hết hạn.",
    ]


def _of_hosts() -> tuple[str, list[str]]:
    return "Máy chủ, bộ đệm (CDN)", [
        "xóa bộ đệm của các địa chỉ trên, các bản phát hành cũ và bản sao lưu của site/.",
    ]


def _of_stations() -> tuple[str, list[str]]:
    return "Đài truyền thanh", [
        "phần mềm của đài đọc /rss/rut-bai.json thì tự biết; vẫn gọi điện nhờ đài xóa bài đọc,",
        "bản ghi và không phát lại. Đã phát rồi thì không thu lại được: nói rõ với người yêu cầu.",
    ]


def _of_search_engines(only: Part | None) -> tuple[str, list[str]]:
    what = "ảnh" if only is Part.IMAGE else "trang"
    return "Máy tìm kiếm, mạng xã hội, nơi đăng lại", [
        f"yêu cầu gỡ {what} lỗi thời ở Google Search Console và Bing Webmaster Tools;",
        "xóa bài cơ quan đã chia sẻ trên Zalo, Facebook; gửi thư cho nơi đã đăng lại.",
    ]


def _of_devices() -> tuple[str, list[str]]:
    return "Máy bạn đọc", ["tự xóa bản lưu khi có mạng; quá 7 ngày không có mạng thì thôi hiện."]


def iter_deadlines(received: dt.date) -> Iterator[str]:
    """Yield the days that the law allows when a request came on the day `received`."""
    stop, others = (received + dt.timedelta(days) for days in (STOP_DAYS, STOP_DAYS_OF_OTHERS))
    yield (
        f"Hạn theo Luật 91/2025/QH15 và Nghị định 356/2025/NĐ-CP, tính từ ngày nhận yêu cầu "
        f"{short_date(received)}:"
    )
    yield (
        f"  {short_date(add_working_days(received, ANSWER_WORKING_DAYS))}  trả lời người yêu cầu "
        f"({ANSWER_WORKING_DAYS} ngày làm việc; chưa trừ ngày lễ)"
    )
    yield f"  {short_date(stop)}  ngừng xử lý xong ({STOP_DAYS} ngày)"
    yield f"  {short_date(others)}  khi còn bên khác giữ, như đài ({STOP_DAYS_OF_OTHERS} ngày)"
    yield f"  Gia hạn được một lần, không quá {EXTENSION_DAYS} ngày. Chưa chắc thì hỏi pháp chế."


def add_working_days(day: dt.date, count: int) -> dt.date:
    """Return the day that is `count` working days after `day`; holidays are not known."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day
