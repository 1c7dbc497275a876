"""The desk says what the check says: one table of inputs for Python and JavaScript."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bulletin.edition.edition import open_edition
from bulletin.errors import Problem
from bulletin.pages.desk_form import make_form, make_new_file_pattern
from bulletin.vietnamese.slug import LONGEST_SLUG, slug
from bulletin.vietnamese.written_dates import format_moment, read_date
from tests.content.builder import (
    CAMPAIGN,
    CAMPAIGN_KEYS,
    EVENT_KEYS,
    QUESTION_KEYS,
    STORY_KEYS,
    page,
    picture,
    problems,
    read,
)
from tests.opened import MORNING
from tests.test_shape import ROOT

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "cases.json").read_text("utf-8"))
TODAY = dt.date(2026, 11, 23)
BODY = "Lời văn.\n"
BASES: Mapping[str, dict[str, Any]] = {
    "exemplar": STORY_KEYS,
    "campaign-story": {key: value for key, value in STORY_KEYS.items() if key != "subject"},
    "event": EVENT_KEYS,
    "question": QUESTION_KEYS,
}
FOLDERS = {
    "exemplar": "content/exemplars/2026",
    "campaign-story": "content/campaigns/xanh-sach",
    "event": "content/events/2026",
    "question": "content/questions",
}
TITLES = (
    "Thôn Đồi Bông", "Ông Đặng Văn Đê: “giữ” đê – 12 năm", "HOÀ hòa Hoa\u0300", "a\u00adb\u200bc",
    "Trang", "!!!", "Một hai ba bốn năm sáu bảy tám chín mười " * 3, "Ǆ ß İ ﬁ Ⅳ",
)  # fmt: skip
DAYS = ("18/11/2026", "1-2-2026", "18.11.2026 7h30", "18/11/2026 07:30", "18/11/2026, 7 giờ")


def values_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front matter of a case: that of a valid file, changed."""
    merged = {**BASES[case["kind"]], **case["changes"]}
    return {key: value for key, value in merged.items() if value is not None}


@cache
def said_by_check() -> list[list[str]]:
    """Return what the check says of each case; all cases are files of one bulletin."""
    files: dict[str, str | bytes | None] = {CAMPAIGN: page(CAMPAIGN_KEYS, {})}
    paths = []
    for number, case in enumerate(CASES):
        folder, name = FOLDERS[case["kind"]], f"bai-{number}"
        day = str(values_of(case).get("date", values_of(case).get("start", "")))[:4]
        if day.isdigit() and len(day) == 4 and "/2026" in folder:
            folder = folder.replace("2026", day)
        values = values_of(case)
        if "image" in values and values["image"].get("file"):
            values["image"] = {**values["image"], "file": f"{name}.jpg"}
            files[f"{folder}/{name}.jpg"] = picture()
        paths.append(f"{folder}/{name}.md")
        files[paths[-1]] = page({}, values, f"Lời văn thứ {number}.\n")
    found: dict[str, list[str]] = {path: [] for path in paths}
    for problem in problems(files, today=TODAY):
        if problem.path in found and (line := format_problem(problem)):
            found[problem.path].append(line)
    return [sorted(found[path]) for path in paths]


def format_problem(problem: Problem) -> str:
    """Return a problem as the desk says it, at its control; "" for what only the check knows."""
    at = re.sub(r"\[(\d+)\]", lambda number: f".{int(number[1]) - 1}", problem.field)
    at = re.sub(r"^(fields|campaigns|people\.\d+\.consent\.scope)\.\d+$", r"\1", at)
    at = re.sub(r"^(awards\.\d+)$", r"\1.title", at)
    at = {"people": "people.0.name"}.get(at, at)
    mark = "" if problem.is_error else "cảnh báo: "
    return shorten(f"{at}: {mark}{problem.message}") if at.split(".")[0].isidentifier() else ""


def shorten(said: str) -> str:
    """Return a message without the guess behind it, which each side makes in its own way."""
    return re.split(r"; (?:có phải|gõ một phần|đang có|xem content)", said)[0]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the modules of the desk say, run by Node."""
    if shutil.which("node") is None:
        reason = "no Node to run the desk with: apt-get install nodejs"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("desk")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for name in ("desk", "search"):
        shutil.copytree(ROOT / "theme/assets" / name, folder / name)
    shutil.copy(HERE / "judge.mjs", folder)
    library = read({CAMPAIGN: page(CAMPAIGN_KEYS, {})})
    question = {
        "form": make_form(library, open_edition(library, MORNING)),
        "today": TODAY.isoformat(),
        "cases": [
            {
                "kind": case["kind"],
                "values": {**values_of(case), "campaign": "xanh-sach"},
                "body": BODY,
            }
            for case in CASES
        ],
        "titles": TITLES,
        "days": DAYS,
    }
    done = subprocess.run(
        ["node", folder / "judge.mjs"],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def iter_different(said: list[list[str]]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Yield the cases of which something else is said than the table has, with what is said."""
    for case, lines in zip(CASES, said, strict=True):
        if sorted(case["says"]) != sorted(lines):
            yield case, lines


@pytest.mark.slow
def test_the_check_says_what_the_table_says(update_goldens: bool) -> None:
    """A changed rule shows here first: --update-goldens writes the table, then rules.js follows."""
    said = said_by_check()
    if update_goldens:
        lines = (
            json.dumps({**case, "says": some}, ensure_ascii=False)
            for case, some in zip(CASES, said, strict=True)
        )
        (HERE / "cases.json").write_text("[\n  " + ",\n  ".join(lines) + "\n]\n", encoding="utf-8")
    assert update_goldens or list(iter_different(said)) == []


def test_the_desk_says_what_the_table_says(desk: dict[str, Any]) -> None:
    said = [[shorten(line) for line in one["mistakes"]] for one in desk["said"]]
    assert list(iter_different(said)) == []


def test_the_table_is_large() -> None:
    assert len(CASES) >= 150
    assert sum(bool(case["says"]) for case in CASES) >= 80


def test_what_the_desk_writes_is_what_was_filled_in(desk: dict[str, Any]) -> None:
    """The YAML of the desk is read as the same values, whatever stands in them."""
    texts = {
        f"content/{one['path'].split('/', 1)[1].rsplit('/', 1)[0]}/so-{number}.md": one["text"]
        for number, one in enumerate(desk["said"])
        if one["path"] and "image" not in CASES[number]["changes"]
    }
    assert len(texts) > 40
    found = problems({CAMPAIGN: page(CAMPAIGN_KEYS, {}), **texts}, today=TODAY)
    assert [str(problem) for problem in found if problem.is_error] == []


def test_files_are_named_as_python_names_them(desk: dict[str, Any]) -> None:
    for title, name in zip(TITLES, desk["slugs"], strict=True):
        whole = slug(title)
        short = whole if len(whole) <= LONGEST_SLUG else whole[: LONGEST_SLUG + 1].rsplit("-", 1)[0]
        assert name == (f"{short}-bai" if short == "trang" else short), title


def test_days_are_read_as_python_guesses_them(desk: dict[str, Any]) -> None:
    for typed, day in zip(DAYS, desk["days"], strict=True):
        meant = read_date(typed)
        assert meant is not None
        assert day == format_moment(meant), typed


@pytest.mark.parametrize(
    ("edit_url", "wanted"),
    [
        (
            "https://github.com/xa/ban-tin/edit/main/",
            "https://github.com/xa/ban-tin/new/main/{folder}?filename={name}&value={text}",
        ),
        (
            "https://codeberg.org/xa/ban-tin/_edit/main/",
            "https://codeberg.org/xa/ban-tin/_new/main/{folder}/{name}?value={text}",
        ),
        ("https://gitlab.com/xa/ban-tin/-/edit/main/", ""),
        ("", ""),
    ],
)
def test_a_forge_is_known_by_the_address_at_which_files_are_edited(
    edit_url: str, wanted: str
) -> None:
    assert make_new_file_pattern(edit_url) == wanted
