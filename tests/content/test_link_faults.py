"""Links to the writer's own machine, to nothing, and without words are told."""

from __future__ import annotations

import pytest

from tests.content.builder import find_messages, story

OWN = "chỉ mở được trên máy hay mạng của người viết"


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("[x](http://localhost:8000/abc/)", OWN),
        ("[x](http://127.0.0.1:8000/x/)", OWN),
        ("[x](https://192.168.1.5/a)", OWN),
        ("[x](http://may-chu/chia/a.docx)", OWN),
        ("[x](http:/vi-du.example)", "sau http: hay https: phải có //"),
        ("[x](C:/Users/a.docx)", OWN),
        ("[x](C:\\Users\\a.docx)", OWN),
        ("[x](file:///C:/a.docx)", OWN),
        ("[x](\\\\\\\\may-chu\\a.docx)", OWN),
        ("[x](www.vi-du.example)", "có phải 'https://www.vi-du.example'?"),
        ("[x](vi-du.example/bai)", "có phải 'https://vi-du.example/bai'?"),
        ("[x](ban@vi-du.example)", "có phải 'mailto:ban@vi-du.example'?"),
        ("[x]()", "cảnh báo: liên kết chưa có địa chỉ"),
        ("[x](#)", "cảnh báo: liên kết chưa có địa chỉ"),
        ("[x](#khong-co)", "cảnh báo: trong bài không có chỗ nào tên '#khong-co'"),
        (
            "[](https://a.example/a)",
            "cảnh báo: liên kết 'https://a.example/a' không có chữ",
        ),
    ],
)
def test_a_link_that_leads_nowhere(link: str, message: str) -> None:
    [found] = find_messages(story(f"Xem {link} nhé.\n"))
    assert message in found


@pytest.mark.parametrize(
    "body",
    [
        "[x](#ket-qua)\n\n## Kết quả\n\nLời.\n",
        "Lời[^1].\n\n[^1]: Chú thích.\n",
        "[x](https://vi-du.example/10.0.0.1) [y](tel:113) [z](mailto:a@vi-du.example)\n",
        "[x](https://vi-du.example/a?x=1&y=2#z)\n",
    ],
)
def test_links_that_lead_somewhere(body: str) -> None:
    assert find_messages(story(body)) == []
