"""What of bulletin.yml is still an example, and what the site prints of it."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from bulletin.model.bulletin import is_example
from tests.content.builder import BULLETIN_FILE, DATA, read

PATH = f"{DATA}/bulletin.yml"
REAL: dict[str, object] = {
    "governing_body": "Ủy ban nhân dân xã Mẫu Thật",
    "authority": "thidua.mauthat.gov.vn",
    "contact": {"email": "a@mauthat.gov.vn", "address": "Ấp Một", "phone": "0297 000 000"},
    "edit_url": "https://kho.mauthat.gov.vn/edit/",
    "responsible": "Chủ tịch Ủy ban nhân dân xã",
}


def find_messages(changes: dict[str, object], today: str = "2026-11-24") -> list[str]:
    """Return what is still an example in a bulletin with `changes`."""
    keys = {**yaml.safe_load(BULLETIN_FILE), **changes}
    text = yaml.dump(keys, allow_unicode=True, sort_keys=False)
    library = read({PATH: text}, today=dt.date.fromisoformat(today))
    return [f"{one.field}: {one.message}" for one in library.examples]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("a@mau.example", True),
        ("mau.example", True),
        ("https://forge.example/a/", True),
        ("https://forge.example:8443/a/", True),
        ("a@example.gov.vn", False),
        ("https://example.gov.vn/mau.example/", False),
        ("thidua.vn", False),
    ],
)
def test_names_kept_for_examples_are_known(address: str, wanted: bool) -> None:
    assert is_example(address) is wanted


def test_a_real_bulletin_has_no_example() -> None:
    assert find_messages(REAL) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"authority": "mau.example"}, "authority: còn là tên miền ví dụ"),
        ({"edit_url": "https://forge.example/"}, "edit_url: còn là địa chỉ sửa trang ví dụ"),
        (
            {"contact": {"email": "a@b.example", "address": "A", "phone": "1"}},
            "contact.email: còn là thư điện tử ví dụ",
        ),
        ({"contact": {"email": "a@b.vn", "address": "A"}}, "contact: chưa có điện thoại (phone)"),
        ({"responsible": None}, "publisher: chưa ghi người chịu trách nhiệm nội dung"),
    ],
)
def test_each_example_is_reported_with_its_line(changes: dict[str, object], message: str) -> None:
    (found,) = find_messages({**REAL, **changes})
    assert found.startswith(message)


def test_an_abolished_publisher_is_reported_until_the_bulletin_says_so() -> None:
    units = "- {key: xa-moi, name: Xã Mẫu, type: xã}\n"
    units += "- {key: huyen, name: Huyện Cũ, type: huyện, to: 2025-06-30}\n"
    keys = {**yaml.safe_load(BULLETIN_FILE), **REAL}
    keys["governing_body"] = "Ủy ban nhân dân huyện Cũ"

    def find(more: dict[str, object]) -> list[str]:
        text = yaml.dump({**keys, **more}, allow_unicode=True, sort_keys=False)
        files = {PATH: text, f"{DATA}/units.yml": units}
        return [one.message for one in read(files, today=dt.date(2026, 11, 24)).examples]

    (message,) = find({})
    assert message.startswith("huyện Cũ đã kết thúc ngày 30/6/2025")
    assert find({"publisher_until": "2025-06-30", "continued_by": "Xã Mẫu tiếp tục."}) == []
