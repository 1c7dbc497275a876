"""Questions: their sources, how they are grouped, and when an answer must be checked again."""

from __future__ import annotations

import datetime as dt

import pytest

from bulletin.pages.facts_view import FactsView
from bulletin.pages.question_pages import TopicsView
from tests.content.builder import DATA, problems
from tests.narrowing import require_type
from tests.opened import documents, on, pages_of, questions, shown

LAWS = documents(
    {
        "luat-cu": {"type": "Luật", "number": "15/2003/QH11", "issued": "2003-11-26"},
        "luat-moi": {
            "type": "Luật",
            "number": "06/2022/QH15",
            "issued": "2022-06-15",
            "effective": "2024-01-01",
            "replaces": ["luat-cu"],
        },
    }
)
ON_THE_OLD_LAW = questions(
    {
        "hoi": {
            "sources": [
                {"document": "luat-cu", "article": "Điều 3"},
                {"document": "luat-moi"},
                {"document": "luat-cu", "article": "Điều 4"},
            ]
        }
    }
)


@pytest.mark.parametrize(("day", "lines"), [("2023-12-31", []), ("2024-01-01", [4, 7])])
def test_an_answer_on_a_replaced_law_is_reported_from_the_day_it_is_replaced(
    day: str, lines: list[int]
) -> None:
    everything = problems({**LAWS, **ON_THE_OLD_LAW}, today=dt.date.fromisoformat(day))
    # On that day the story of the example is still years ahead, which is another matter.
    found = [problem for problem in everything if problem.path in ON_THE_OLD_LAW]
    assert [problem.line for problem in found] == lines
    for problem in found:
        assert not problem.is_error
        assert problem.message == "văn bản 'luat-cu' đã hết hiệu lực; xem lại câu trả lời"


def test_readers_are_warned_as_well_and_once() -> None:
    files = {**LAWS, **ON_THE_OLD_LAW}
    before = pages_of(files, on("2023-12-31"))["/hoi-dap/hoi/"]
    after = pages_of(files, on("2024-01-01"))["/hoi-dap/hoi/"]
    assert require_type(before.view, FactsView).notice == ""
    assert require_type(after.view, FactsView).notice == (
        "Căn cứ đã hết hiệu lực: Luật số 15/2003/QH11. Câu trả lời cần xem lại."
    )
    assert shown(after)["Căn cứ"] == [
        "Điều 3, Luật số 15/2003/QH11 (Ủy ban nhân dân huyện Mẫu, 26/11/2003)",
        "Luật số 06/2022/QH15 (Ủy ban nhân dân huyện Mẫu, 15/6/2022)",
        "Điều 4, Luật số 15/2003/QH11 (Ủy ban nhân dân huyện Mẫu, 26/11/2003)",
    ]


def test_a_document_shows_the_questions_that_rest_on_it_once() -> None:
    law = shown(pages_of({**LAWS, **ON_THE_OLD_LAW})["/van-ban/luat-cu/"])
    assert law["Được nhắc tới trong"] == ["Ai được xét?"]


def test_questions_stand_under_their_topics_in_the_offices_order() -> None:
    files = {
        f"{DATA}/topics.yml": "- {key: sau, name: Sau}\n- {key: khong, name: Không}\n"
        "- {key: danh-hieu, name: Danh hiệu}\n",
        **questions(
            {
                "b": {"title": "Ê, ai được xét?", "topic": "danh-hieu"},
                "a": {"title": "Giấy khen là gì?", "topic": "danh-hieu"},
                "c": {"title": "Bao giờ?", "topic": "sau"},
                "d": {"title": "Ở đâu?"},
            }
        ),
    }
    pages = pages_of(files)
    view = pages["/hoi-dap/"].view
    assert isinstance(view, TopicsView)
    assert [(name, [link.address for link in links]) for name, links in view.topics] == [
        ("Sau", ["/hoi-dap/c/"]),
        ("Danh hiệu", ["/hoi-dap/b/", "/hoi-dap/a/"]),
        ("Câu hỏi khác", ["/hoi-dap/d/"]),
    ]
    assert shown(pages["/hoi-dap/a/"])["Câu hỏi cùng chủ đề"] == ["Ê, ai được xét?"]
    assert "Câu hỏi cùng chủ đề" not in shown(pages["/hoi-dap/c/"])


def test_without_questions_the_page_says_so() -> None:
    view = pages_of({})["/hoi-dap/"].view
    assert isinstance(view, TopicsView)
    assert view.topics == ()
    assert view.empty == "Chưa có câu hỏi nào."
