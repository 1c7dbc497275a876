"""Đo tìm kiếm bằng chính chương trình mà bạn đọc dùng: tìm có trúng không, tải nặng bao nhiêu.

scripts/search_bench.py cau-hoi.json     đoạn văn và câu hỏi theo khuôn SQuAD, mỗi đoạn một bài
scripts/search_bench.py site             một trang đã dựng: tìm lại từng trang bằng lời của nó
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from statistics import mean, median
from types import TracebackType
from typing import Any

from bulletin.search.index_files import INDEX_FOLDER, iter_index_files
from bulletin.search.inverted_index import build_index
from bulletin.search.postings import make_postings
from bulletin.search.results import encode_result, make_properties
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import build_synonyms
from bulletin.vietnamese.fold import fold

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / "theme" / "assets" / "search"
QUERIES = 400

Question = tuple[str, str]
"""A question, and the address of the page that answers it."""


class Client:
    """The client's modules, run by Node instead of a browser."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        place = Path(self._folder.name)
        # Node takes these files for modules only where this says so.
        (place / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        shutil.copytree(CLIENT, place / "search")
        shutil.copy(Path(__file__).with_suffix(".mjs"), place)
        self._node = subprocess.Popen(
            ["node", place / "search_bench.mjs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._node.communicate()
        self._folder.cleanup()

    def ask(self, what: str, **question: object) -> Any:
        """Return the answer to a question, as scripts/search_bench.mjs describes it."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps({"ask": what, **question}) + "\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())


def write_index(entries: Sequence[Entry], folder: Path) -> Path:
    """Write the index of `entries` below `folder`; return where it lies."""
    by_address = {entry.address: entry for entry in entries}
    known = build_synonyms({})
    catalogue = build_index(
        {address: entry.day for address, entry in by_address.items()},
        lambda address: make_postings(by_address[address], known),
    )
    properties = {address: make_properties(entry) for address, entry in by_address.items()}
    for path, data in iter_index_files(
        catalogue, properties, lambda address: encode_result(by_address[address])
    ):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder / INDEX_FOLDER


def squad(file: Path) -> tuple[list[Entry], list[Question]]:
    """Return the passages of a file in SQuAD's form as entries, and their questions."""
    entries: list[Entry] = []
    questions: list[Question] = []
    for article in json.loads(file.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            address = f"/bai/{len(entries):05}/"
            entries.append(Entry(address, "tin-bai", "", "", body=paragraph["context"]))
            questions += [(one["question"], address) for one in paragraph["qas"]]
    return entries, questions


def known_items(index: Path) -> Iterator[Question]:
    """Yield runs of eight words out of the pages of a built site, with the pages' addresses."""
    paths = sorted(index.glob("bai/*/*.json"))
    for path in paths[:: max(1, len(paths) // QUERIES)]:
        result = json.loads(path.read_text("utf-8"))
        words = str(result.get("text", "")).split()
        if len(words) > 16:
            middle = len(words) // 2
            yield " ".join(words[middle : middle + 8]), result["address"]


def measure(client: Client, index: Path, questions: Iterable[Question], typed: str) -> None:
    """Ask all questions and print how well and how light they were answered."""
    places, milliseconds, weights = [], [], []
    for question, address in questions:
        answer = client.ask("search", folder=str(index), query=question)
        addresses = [result["address"] for result in answer["results"]]
        places.append(addresses.index(address) + 1 if address in addresses else 0)
        milliseconds.append(answer["milliseconds"])
        weights.append(weight(index, answer["taken"]))
    first = sum(0 < place <= 5 for place in places) / len(places)
    ranks = mean(1 / place if place else 0 for place in places)
    print(
        f"{typed}: {len(places)} câu hỏi; trong 5 kết quả đầu {first:.3f}; "
        f"hạng nghịch đảo trung bình {ranks:.3f}; "
        f"{median(milliseconds):.1f} ms (giữa), {max(milliseconds):.0f} ms (lâu nhất)"
    )


def weigh(client: Client, index: Path, questions: Sequence[Question]) -> None:
    """Print what a visit's first query and its next one transfer, over several visits."""
    code = sum(_packed(path) for path in CLIENT.glob("*.js"))
    firsts, nexts = [], []
    for (one, _), (other, _) in zip(questions[::2], questions[1::2], strict=False):
        first = client.ask("search", folder=str(index), query=one, anew=True)
        firsts.append(code + weight(index, first["taken"]))
        nexts.append(weight(index, client.ask("search", folder=str(index), query=other)["taken"]))
    for name, found in (("lần tìm đầu", firsts), ("lần tìm sau", nexts)):
        print(
            f"{name}: trung bình {mean(found) / 1000:.1f} kB, nặng nhất {max(found) / 1000:.1f} kB"
        )
    print(f"trong đó chương trình: {code / 1000:.1f} kB")


def weight(index: Path, taken: Iterable[str]) -> int:
    """Return the bytes that these files of the index take, each compressed as servers do."""
    return sum(_packed(index / path) for path in taken)


@cache
def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6)) if path.exists() else 0


def without_marks(text: str) -> str:
    """Return `text` as people type it who type no marks."""
    return fold(text)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; return 0."""
    (source,) = map(Path, sys.argv[1:] if argv is None else argv)
    ways: list[tuple[str, Callable[[str], str]]] = [("có dấu", str), ("không dấu", without_marks)]
    with tempfile.TemporaryDirectory() as folder, Client() as client:
        if source.is_dir():
            index = source / INDEX_FOLDER
            questions = list(islice(known_items(index), QUERIES))
        else:
            entries, questions = squad(source)
            index = write_index(entries, Path(folder))
        for typed, change in ways:
            measure(client, index, [(change(text), address) for text, address in questions], typed)
        weigh(client, index, questions[:QUERIES])
        files = [path.stat().st_size for path in index.rglob("*") if path.is_file()]
        results = [path.stat().st_size for path in index.glob("bai/*/*.json")]
        print(
            f"mục lục: {len(results)} trang, {len(files)} tệp; "
            f"mỗi trang {sum(files) / len(results):.0f} B, "
            f"trong đó lời của kết quả {mean(results):.0f} B"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
