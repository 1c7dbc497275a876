"""The index files of a tiny site, compared with reviewed ones; and the text of HTML."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.search.html_text import extract_headings, extract_text
from bulletin.search.index_files import INDEX_FOLDER
from tests.golden import check_golden
from tests.search.samples import TINY, make_files

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]


def dump(files: dict[str, bytes]) -> str:
    """Return the files as text for a readable diff: shards in hexadecimal."""
    lines = []
    for path, data in sorted(files.items()):
        text = data.hex(" ", 2) if path.endswith(".bin") else data.decode()
        lines.append(f"== {path.removeprefix(INDEX_FOLDER)}\n{text}\n")
    return "".join(lines)


def test_the_index_of_a_tiny_site(update_goldens: bool) -> None:
    check_golden(GOLDEN / "tiny.txt", dump(make_files(TINY)), update_goldens)


def test_the_order_of_items_does_not_matter() -> None:
    assert make_files(reversed(TINY)) == make_files(TINY)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_bytes_do_not_depend_on_the_hash_seed(seed: str) -> None:
    program = (
        "import hashlib; from tests.search.samples import TINY, make_files;"
        "print(hashlib.sha256(repr(sorted(make_files(TINY).items())).encode()).hexdigest())"
    )
    done = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONHASHSEED": one, "TZ": zone, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for one, zone in (("0", "UTC"), (seed, "Asia/Ho_Chi_Minh"))
    ]
    assert done[0] == done[1]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một <em>hai</em></p><p>ba</p>", "Một hai\nba"),
        ("<h2 id='a'>Tên</h2><ul><li>a</li><li>b</li></ul>", "Tên\na\nb"),
        ("<p>A &amp; B&nbsp;C &lt;b&gt;</p>", "A & B C <b>"),
        ("<p>còn <del>mất</del> lại<s>bỏ</s></p>", "còn lại"),
        ('<p>lời<sup><a class="footnote-ref" href="#fn:1">1</a></sup></p>', "lời"),
        ("<table><tr><th>Ấp</th><td>5 m<sup>2</sup></td></tr></table>", "Ấp\n5 m2"),
        ("", ""),
    ],
)
def test_text_of_html(html: str, text: str) -> None:
    assert extract_text(html) == text


def test_headings_are_found() -> None:
    html = "<h2 id='a'>Một</h2><p>hai</p><h3>Ba <em>bốn</em></h3>"
    assert extract_headings(html) == "Một\nBa bốn"
