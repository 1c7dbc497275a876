"""Documents that replace each other in a circle, and documents that are written down twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bulletin.content.item import Item
from bulletin.content.rules.document import circles
from bulletin.model.document import Document
from bulletin.model.kind import DOCUMENT
from tests.content.builder import DOCUMENT_KEYS, problems
from tests.opened import documents


class Counted(tuple[str, ...]):
    """A list of slugs that counts how many of them were read."""

    looked_at = 0

    def __iter__(self) -> Iterator[str]:
        for slug in super().__iter__():
            Counted.looked_at += 1
            yield slug


def graph(replaces: Mapping[str, Sequence[str]]) -> list[Item[Document]]:
    """Return documents of which each replaces the given ones."""
    front = Document.model_validate({**DOCUMENT_KEYS, "number": None})
    return [
        Item(
            f"content/documents/{slug}.md",
            DOCUMENT,
            {"slug": slug},
            front.model_copy(update={"replaces": Counted(older)}),
            str,
            1,
        )
        for slug, older in replaces.items()
    ]


def rings(replaces: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the circles that are reported."""
    found = list(circles(graph(replaces)))
    for item, mistake in found:
        # The line reported is the one that closes the circle.
        key, position = mistake.location
        assert key == "replaces"
        assert mistake.message.endswith(f" → {item.front.replaces[int(position)]}")
        assert f" → {item.parts['slug']} → " in mistake.message
    return [mistake.message.removeprefix("vòng thay thế: ") for _, mistake in found]


def has_a_circle(replaces: Mapping[str, Sequence[str]]) -> bool:
    """Take away, again and again, whatever replaces nothing that is left; a circle stays."""
    left = {slug: {s for s in older if s in replaces} - {slug} for slug, older in replaces.items()}
    while free := {slug for slug, older in left.items() if not older}:
        left = {slug: older - free for slug, older in left.items() if slug not in free}
    return bool(left)


@pytest.mark.parametrize(
    ("replaces", "reported"),
    [
        ({"a": "", "b": "a", "c": "ab"}, []),
        # Two ways to one old document are no circle.
        ({"a": "bc", "b": "d", "c": "d", "d": ""}, []),
        ({"a": "b", "b": "a"}, ["a → b → a"]),
        ({"a": "b", "b": "c", "c": "a"}, ["a → b → c → a"]),
        # A tail leads into a circle, but is not of it.
        ({"a": "b", "b": "c", "c": "b"}, ["b → c → b"]),
        # Circles that nothing joins are all reported.
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["a → b → a", "c → d → c"]),
        # Two circles through one document.
        ({"a": "bc", "b": "a", "c": "a"}, ["a → b → a", "a → c → a"]),
        ({"a": "b", "b": "ca", "c": "b"}, ["b → c → b", "a → b → a"]),
        # What is not in the library, and what names itself, is reported by another rule.
        ({"a": "x", "b": "b"}, []),
    ],
)
def test_each_circle_is_reported(replaces: dict[str, str], reported: list[str]) -> None:
    assert rings(replaces) == reported


@given(some.dictionaries(some.sampled_from("abcdefg"), some.lists(some.sampled_from("abcdefg"))))
def test_there_is_an_error_exactly_when_there_is_a_circle(replaces: dict[str, list[str]]) -> None:
    reported = rings(replaces)
    assert bool(reported) == has_a_circle(replaces)
    for ring in reported:
        slugs = ring.split(" → ")
        assert slugs[0] == slugs[-1]
        assert all(b in replaces[a] for a, b in pairwise(slugs))


@given(some.dictionaries(some.sampled_from("abcde"), some.sets(some.sampled_from("abcde"))))
def test_when_the_reported_lines_are_taken_out_no_circle_is_left(
    replaces: dict[str, set[str]],
) -> None:
    written = {slug: sorted(older) for slug, older in replaces.items()}
    for item, mistake in circles(graph(written)):
        written[item.parts["slug"]][int(mistake.location[1])] = "bo-di"
    assert not has_a_circle(written)


def test_a_long_circle_is_reported_in_a_line_that_can_be_read() -> None:
    slugs = [f"van-ban-{number}" for number in range(30)]
    (ring,) = rings({a: [b] for a, b in zip(slugs, [*slugs[1:], slugs[0]], strict=True)})
    assert ring.startswith("van-ban-0 → van-ban-1 → ")
    assert ring.endswith(" → van-ban-8 → … (thêm 20 văn bản) → van-ban-29 → van-ban-0")


LARGE = {
    "chain": lambda n: {str(i): [str(i + 1)] for i in range(n)},
    "ring": lambda n: {str(i): [str((i + 1) % n)] for i in range(n)},
    "ladder": lambda n: {str(i): [str(i + 1), str(i + 2)] for i in range(n)},
    "star": lambda n: {str(i): ["0"] for i in range(n)} | {"0": [str(i) for i in range(1, n)]},
    "backwards": lambda n: {str(i): [str(i + 1), "0"] for i in range(n)},
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", LARGE)
def test_two_thousand_documents_are_walked_along_each_line_once(shape: str) -> None:
    replaces = LARGE[shape](2_000)
    Counted.looked_at = 0
    reported = rings_reported(replaces)
    assert Counted.looked_at <= sum(map(len, replaces.values()))
    assert bool(reported) == (shape in {"ring", "star", "backwards"})
    assert max(map(len, reported), default=0) < 400


def rings_reported(replaces: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the messages of the circles, looking at nothing else."""
    return [mistake.message for _, mistake in circles(graph(replaces))]


# --- through the whole check --------------------------------------------------------------------


def test_a_circle_is_an_error_on_its_line() -> None:
    found = problems(
        documents({"luat-mot": {"replaces": ["luat-hai"]}, "luat-hai": {"replaces": ["luat-mot"]}})
    )
    assert [str(problem) for problem in found] == [
        "content/documents/luat-mot.md:8: replaces[1]: "
        "vòng thay thế: luat-hai → luat-mot → luat-hai"
    ]


def test_naming_oneself_and_naming_twice_are_reported_once_each() -> None:
    found = problems(
        documents(
            {"luat": {"replaces": ["luat"], "amends": ["cu", "cu"]}, "cu": {"issued": "2001-01-01"}}
        )
    )
    assert [f"{p.line}: {p.field}: {p.message}" for p in found] == [
        "8: replaces[1]: văn bản không thể tự thay thế hay sửa đổi mình; bỏ dòng này",
        "11: amends[2]: văn bản 'cu' viết hai lần; bỏ một",
    ]


PLAN = {"number": "62/KH-UBND", "issued": "2020-04-07"}


@pytest.mark.parametrize(
    ("other", "reported"),
    [
        ({**PLAN, "issuer": "Ủy ban nhân dân Tỉnh Mẫu"}, "warning"),
        ({**PLAN, "number": "62 /KH-UBND", "issuer": "Ủy ban nhân dân Tỉnh Mẫu"}, "warning"),
        ({**PLAN}, "error"),
        ({**PLAN, "issued": "2021-04-07"}, "nothing"),
        ({**PLAN, "number": "63/KH-UBND"}, "nothing"),
    ],
)
def test_one_number_and_day_from_two_issuers_is_a_warning(
    other: dict[str, str], reported: str
) -> None:
    found = problems(documents({"ke-hoach-mot": PLAN, "ke-hoach-tinh": other}))
    if reported == "nothing":
        assert found == []
        return
    (twin,) = found
    assert twin.path == "content/documents/ke-hoach-tinh.md"
    assert twin.field == "number"
    assert twin.is_error == (reported == "error")
    assert "content/documents/ke-hoach-mot.md" in twin.message
    if reported == "warning":
        assert twin.message == (
            "số 62/KH-UBND ngày 07/4/2020 cũng có ở content/documents/ke-hoach-mot.md "
            "(Ủy ban nhân dân huyện Mẫu); kiểm tra lại"
        )
