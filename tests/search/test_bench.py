"""The benchmark measures through the readers' client, on passages and on a built site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from scripts.search_bench import main
from tests.search.samples import make_entry, write_index

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="no Node: apt-get install nodejs"
)

SQUAD = {
    "data": [
        {
            "paragraphs": [
                {"context": "Tổ nuôi tôm có lãi.", "qas": [{"question": "Tổ nào có lãi?"}]},
                {"context": "Lớp học ở ấp Chợ.", "qas": [{"question": "Lớp học ở đâu?"}]},
            ]
        }
    ]
}


def test_passages_and_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cau-hoi.json"
    file.write_text(json.dumps(SQUAD), encoding="utf-8")
    assert main([str(file)]) == 0
    printed = capsys.readouterr().out
    assert "không dấu: 2 câu hỏi; trong 5 kết quả đầu 1.000" in printed
    assert "mục lục: 2 trang" in printed


def test_a_built_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = " ".join(f"tiếng{number}" for number in range(40))
    write_index([make_entry("mot", "Một", body), make_entry("hai", "Hai", body[::-1])], tmp_path)
    assert main([str(tmp_path)]) == 0
    assert "có dấu: 2 câu hỏi; trong 5 kết quả đầu 1.000" in capsys.readouterr().out
