"""Measure the search with the readers' own program: how well it finds, how much it transfers.

python scripts/search_bench.py SOURCE

SOURCE is a JSON file of passages and questions in the format of SQuAD, of which each passage is
indexed as a story, or the folder of a built site, whose pages are searched by words of their own.
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

from bulletin.command_line import Parser
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
    """The modules of the search client, run by Node instead of a browser."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        # Without it Node would not read the files as ES modules.
        (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        shutil.copytree(CLIENT, folder / "search")
        shutil.copy(Path(__file__).with_suffix(".mjs"), folder)
        self._node = subprocess.Popen(
            ["node", folder / "search_bench.mjs"],
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
    """Write the index of `entries` below `folder`; return the index's own folder."""
    by_address = {entry.address: entry for entry in entries}
    known = build_synonyms({})
    catalogue = build_index(
        {address: entry.day for address, entry in by_address.items()},
        ((address, make_postings(one, known)) for address, one in by_address.items()),
    )
    properties = {address: make_properties(entry) for address, entry in by_address.items()}
    for path, data in iter_index_files(
        catalogue, properties, lambda address: encode_result(by_address[address])
    ):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder / INDEX_FOLDER


def read_squad(file: Path) -> tuple[list[Entry], list[Question]]:
    """Return the passages of a file in the format of SQuAD as entries, and their questions."""
    entries: list[Entry] = []
    questions: list[Question] = []
    for article in json.loads(file.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            address = f"/bai/{len(entries):05}/"
            entries.append(Entry(address, "tin-bai", "", "", body=paragraph["context"]))
            questions += [(one["question"], address) for one in paragraph["qas"]]
    return entries, questions


def iter_known_items(index: Path) -> Iterator[Question]:
    """Yield eight words in a row from each page of a built site, with the page's address.

    Of a large site about QUERIES pages are used.
    """
    paths = sorted(index.glob("bai/*/*.json"))
    for path in paths[:: max(1, len(paths) // QUERIES)]:
        result = json.loads(path.read_text("utf-8"))
        words = str(result.get("text", "")).split()
        if len(words) > 16:
            middle = len(words) // 2
            yield " ".join(words[middle : middle + 8]), result["address"]


def measure(client: Client, index: Path, questions: Iterable[Question], typed: str) -> None:
    """Search for all questions; print how well they were answered, and how fast."""
    ranks, milliseconds = [], []
    for question, address in questions:
        answer = client.ask("search", folder=str(index), query=question)
        addresses = [result["address"] for result in answer["results"]]
        ranks.append(addresses.index(address) + 1 if address in addresses else 0)
        milliseconds.append(answer["milliseconds"])
    in_first_five = sum(0 < rank <= 5 for rank in ranks) / len(ranks)
    mean_reciprocal_rank = mean(1 / rank if rank else 0 for rank in ranks)
    print(
        f"{typed}: {len(ranks)} câu hỏi; trong 5 kết quả đầu {in_first_five:.3f}; "
        f"hạng nghịch đảo trung bình {mean_reciprocal_rank:.3f}; "
        f"{median(milliseconds):.1f} ms (giữa), {max(milliseconds):.0f} ms (lâu nhất)"
    )


def measure_transfer(client: Client, index: Path, questions: Sequence[Question]) -> None:
    """Print how many bytes the first query of a visit and the next one transfer."""
    code = sum(_compressed_size(path) for path in CLIENT.glob("*.js"))
    firsts, nexts = [], []
    for (one, _), (other, _) in zip(questions[::2], questions[1::2], strict=False):
        first = client.ask("search", folder=str(index), query=one, anew=True)
        firsts.append(code + transferred(index, first["taken"]))
        nexts.append(
            transferred(index, client.ask("search", folder=str(index), query=other)["taken"])
        )
    for name, found in (("lần tìm đầu", firsts), ("lần tìm sau", nexts)):
        print(
            f"{name}: trung bình {mean(found) / 1000:.1f} kB, nặng nhất {max(found) / 1000:.1f} kB"
        )
    print(f"trong đó chương trình: {code / 1000:.1f} kB")


def transferred(index: Path, taken: Iterable[str]) -> int:
    """Return the bytes of these files of the index, each compressed as servers do."""
    return sum(_compressed_size(index / path) for path in taken)


@cache
def _compressed_size(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6)) if path.exists() else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; return 0."""
    parser = Parser(
        "Đo tìm kiếm bằng chương trình của bạn đọc: tìm có trúng không, tải nặng không."
    )
    parser.add_argument(
        "source",
        type=Path,
        help="tệp JSON theo khuôn SQuAD (mỗi đoạn văn một bài), hoặc thư mục một trang đã dựng",
    )
    source: Path = parser.parse_args(argv).source
    spellings: list[tuple[str, Callable[[str], str]]] = [("có dấu", str), ("không dấu", fold)]
    with tempfile.TemporaryDirectory() as folder, Client() as client:
        if source.is_dir():
            index = source / INDEX_FOLDER
            questions = list(islice(iter_known_items(index), QUERIES))
        else:
            entries, questions = read_squad(source)
            index = write_index(entries, Path(folder))
        for typed, respell in spellings:
            measure(client, index, [(respell(text), address) for text, address in questions], typed)
        measure_transfer(client, index, questions[:QUERIES])
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
