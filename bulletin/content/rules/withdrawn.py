"""The rules of withdrawn.yml: locations start with the position of the entry in the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bulletin.model import addresses
from bulletin.model.kind import find_address
from bulletin.model.record import Mistake
from bulletin.model.withdrawal import Part, Withdrawal


def withdrawal_mistakes(
    entries: Sequence[tuple[int, Withdrawal]], ids: Mapping[str, str], claimed: Mapping[str, str]
) -> Iterator[Mistake]:
    """Yield entries whose story still stands, unless only a part of it was withdrawn.

    `ids` maps the identities of all content to the files that bear them, `claimed` every address of
    the site to what stands there.
    """
    seen: set[tuple[str, Part | None]] = set()
    for position, entry in entries:
        address = find_address(entry.path)
        if address is None:
            yield Mistake((position, "path"), "không phải chỗ của một bài; viết địa chỉ đã đăng")
            continue
        if addresses.is_reserved(address) and not addresses.is_generated(address):
            yield Mistake((position, "path"), _say_reserved(address))
            continue
        there = claimed.get(address, "")
        if entry.only is not None:
            # A script at an old address of another story would have two makers.
            owner = there.removesuffix(_ALIASES)
            if there.endswith(_ALIASES) and ids.get(entry.id) != owner:
                message = f"địa chỉ {address} là địa chỉ cũ của {owner}; viết địa chỉ hiện nay"
                yield Mistake((position, "path"), message)
            if address.startswith((addresses.DOCUMENTS, addresses.QUESTIONS, addresses.EVENTS)):
                message = "chỉ bài mới rút được một phần; rút cả trang thì bỏ dòng này"
                yield Mistake((position, "only"), message)
        elif path := ids.get(entry.id):
            yield Mistake((position, "id"), f"bài đã rút mà tệp {path} còn đó; xóa tệp")
        elif there:
            yield Mistake((position, "path"), f"địa chỉ {address} đang là địa chỉ của {there}")
        elif addresses.is_generated(address):
            message = f"địa chỉ {address} là của trang danh sách; viết địa chỉ của chính bài"
            yield Mistake((position, "path"), message)
        if (address, entry.only) in seen:
            yield Mistake((position, "path"), f"địa chỉ {address} viết hai lần; bỏ một")
        seen.add((address, entry.only))


_ALIASES = " (aliases)"
"""What `claims` puts behind the path of a story that has an address from `aliases`."""


def _say_reserved(address: str) -> str:
    if address.startswith(addresses.RADIO):
        story = address.removeprefix(addresses.RADIO.rstrip("/"))
        return (
            f"địa chỉ {address} là của bài đọc; viết địa chỉ của bài ({story}), "
            "chỉ rút bài đọc thì thêm only: radio"
        )
    return f"địa chỉ {address} không phải của một bài; viết địa chỉ đã đăng của bài"


def find_withdrawn(entries: Iterable[Withdrawal]) -> frozenset[str]:
    """Return the addresses that links led to before their stories were withdrawn."""
    found = {
        address
        for entry in entries
        if entry.only is None and (address := find_address(entry.path)) is not None
    }
    return frozenset(found | set(map(addresses.script_address, found)))
