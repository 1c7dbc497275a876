"""A letter to each unit that sent nothing, or less than its target: text for mail or Zalo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.model import addresses
from bulletin.model.bulletin import Bulletin, is_example
from bulletin.office.report.figures import Report, UnitLine
from bulletin.vietnamese.dates import short_date

_WITH_COMMITTEE = frozenset(
    {
        *("tỉnh", "thành phố", "huyện", "quận", "thị xã"),
        *("xã", "phường", "thị trấn", "đặc khu"),
    }
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes the letters and how a unit can answer; "" is what is not known."""

    bulletin: str
    publisher: str
    site: str
    email: str
    phone: str
    address: str


def make_sender(name: str, site_url: str, bulletin: Bulletin) -> Sender:
    """Return the sender; addresses that are only examples are left out."""
    contact = bulletin.contact
    return Sender(
        bulletin=name,
        publisher=bulletin.publisher,
        site="" if is_example(site_url) else site_url,
        email=contact.working_email or "",
        phone=contact.phone or "",
        address=contact.address or "",
    )


def find_recipients(report: Report) -> list[UnitLine]:
    """Return the units that get a letter: those that are still there and missed something."""
    return [
        line
        for line in report.units
        if (not line.count.rows or line.missing)
        and line.exists_on(report.made_on)
        and line.last >= min(report.made_on, report.period.last)
    ]


def iter_letters(report: Report, sender: Sender) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) of the letters, one a unit."""
    for line in find_recipients(report):
        yield f"{line.key}.txt", ("\n".join(_iter_lines(line, report, sender)) + "\n").encode()


def _iter_lines(line: UnitLine, report: Report, sender: Sender) -> Iterator[str]:
    named = sender.bulletin or "bản tin"
    if named.startswith("Bản tin "):
        named = named[:1].lower() + named[1:]
    yield f"Tiêu đề: Mời gửi tin, bài về thi đua, khen thưởng {report.period.name}"
    yield ""
    yield f"Kính gửi: {_address(line)}"
    yield ""
    yield (
        f"{sender.publisher} trân trọng cảm ơn {line.name_in_text} đã quan tâm đến {named}. "
        f"{_describe(line, report)}"
    )
    yield ""
    yield (
        "Kính mong quý đơn vị chọn một việc làm hay, một tấm gương hoặc một mô hình đang có ở cơ "
        "sở và gửi về bản tin. Bài ngắn cũng quý, miễn là có con số thật. Xin cho biết:"
    )
    yield "- Việc gì, ở đâu, ai làm, làm từ khi nào?"
    yield "- Làm thế nào, kết quả ra sao (bằng con số), ai xác nhận?"
    yield "- Người được nêu tên, có ảnh đã đồng ý chưa (ghi rõ hình thức và ngày đồng ý)?"
    yield "- Ai viết, ai duyệt?"
    yield ""
    yield "Cách gửi:"
    yield from _iter_ways(sender)
    yield ""
    yield (
        "Nếu quý đơn vị đã gửi mà chưa thấy đăng, xin báo lại để chúng tôi tìm và trả lời. Nếu "
        "cần người giúp viết, chúng tôi sẵn lòng."
    )
    yield ""
    yield "Trân trọng cảm ơn."
    yield ""
    yield sender.publisher


def _address(line: UnitLine) -> str:
    if line.type.casefold() in _WITH_COMMITTEE:
        return f"Ủy ban nhân dân {line.name_in_text}"
    return line.name_in_text[:1].upper() + line.name_in_text[1:]


def _describe(line: UnitLine, report: Report) -> str:
    """Return what was sent, what was expected and what is missing."""
    last = min(report.made_on, line.last)
    span = f"Từ ngày {short_date(line.first)} đến ngày {short_date(last)}"
    count = len(line.count.rows or ())
    sentences = [
        f"{span}, bản tin đã đăng {count} tin, bài của đơn vị."
        if count
        else f"{span}, bản tin chưa có tin, bài nào của đơn vị."
    ]
    if line.target is not None:
        sentences.append(
            f"Chỉ tiêu {report.period.name} là {line.target} tin, bài, còn thiếu {line.missing}."
        )
    if line.last_story is not None:
        sentences.append(f"Bài gần nhất đăng ngày {short_date(line.last_story)}.")
    return " ".join(sentences)


def _iter_ways(sender: Sender) -> Iterator[str]:
    """Yield the ways to send a story that are known."""
    ways = []
    if sender.site:
        desk = sender.site.rstrip("/") + addresses.DESK
        ways.append(f"Soạn ngay trên trang {desk}: điền vào mẫu, tải gói bài về rồi gửi lại.")
    if sender.email:
        ways.append(f"Gửi tệp Word và ảnh (kèm tên người chụp) về {sender.email}.")
    if sender.phone:
        ways.append(f"Gọi {sender.phone}, chúng tôi ghi lại giúp.")
    if sender.address:
        ways.append(f"Gửi bản giấy về {sender.address}.")
    if not ways:
        ways.append("Trả lời ngay thư này, kèm tệp Word và ảnh.")
    yield from (f"{number}. {way}" for number, way in enumerate(ways, 1))
