"""The settings of the new bulletin: texts of data files changed, with their comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bulletin.content.yaml.front_matter_text import quote
from bulletin.model.bulletin import is_example
from bulletin.office.start.answers import Answers, iter_units
from bulletin.office.start.places import EVERYWHERE

Judge = Callable[[str], bool]
"""Whether a text speaks of the old place."""

_BLOCK = re.compile(
    r"(?P<comment>(?:[ \t]*(?:#[^\n]*)?\n)*)(?P<value>(?P<key>\w+):[^\n]*\n"
    r"(?:[ \t]+[^\n]*\n|[ \t]*\n(?=[ \t]))*)"
)
_FOR_EXAMPLES: Final = "dành riêng cho ví dụ"
_STATION: Final = "Đài nhận tin, bài của bản tin để phát."


def make_bulletin(text: str, answers: Answers, speaks: Judge) -> str:
    """Return bulletin.yml with the answers; comments that speak of the old place are shortened."""
    values = dict(_iter_values(answers))
    blocks = []
    for block in _BLOCK.finditer(_end_line(text)):
        key, value = block["key"], block["value"]
        if key == "station":
            value = re.sub(r"^[ \t]+until:[^\n]*\n", "", value, flags=re.MULTILINE)
            value = _change_lines(value, {"name": answers.station, "description": _STATION})
        elif key in values:
            value = values.pop(key)
            if value is None:
                continue
        blocks.append(shorten_comment(block["comment"], speaks) + value)
    blocks += [f"\n{value}" for value in values.values() if value]
    return "".join(blocks)


def _iter_values(answers: Answers) -> Iterator[tuple[str, str | None]]:
    """Yield the keys of bulletin.yml with their lines; None for a key that is to go."""
    yield "publisher", f"publisher: {quote(answers.publisher)}\n"
    yield "governing_body", f"governing_body: {quote(answers.governing_body)}\n"
    yield from ((key, None) for key in ("publisher_until", "continued_by"))
    who = answers.responsible
    yield "responsible", f"responsible: {quote(who)}\n" if who else None
    yield "own_units", f"own_units: [{answers.place.key}]\n"
    yield "authority", f"authority: {quote(answers.authority)}\n"
    yield "since", f"since: {answers.since.isoformat()}\n"
    yield "description", f"description: {quote(answers.description)}\n"
    contact = {"address": answers.address, "email": answers.email, "phone": answers.phone}
    known = {key: value for key, value in contact.items() if value}
    known = known or {"note": "Chưa có địa chỉ; xin hỏi cơ quan xuất bản."}
    lines = "".join(f"  {key}: {quote_text(value)}\n" for key, value in known.items())
    yield "contact", f"contact:\n{lines}"
    yield "edit_url", f"edit_url: {quote(answers.edit_url)}\n" if answers.edit_url else None
    yield "host_files", None


def make_units(text: str, answers: Answers, speaks: Judge) -> str:
    """Return units.yml with the units of the answers; that for the whole country stays."""
    head, *entries = re.split(r"^(?=- )", _end_line(text), flags=re.MULTILINE)
    paragraphs = re.split(r"(?<=\n)(?=#?[ \t]*\n)", head)
    head = "".join(one for one in paragraphs if not speaks(one))
    head = re.sub(r"\A(?:#?[ \t]*\n)+", "", head)
    bare = [re.sub(r"(?:\n[ \t]*(?:#[^\n]*)?)+\Z", "\n", entry) for entry in entries]
    national = re.compile(rf"^[ \t-]+type: *{EVERYWHERE}[ \t]*$", re.MULTILINE)
    parts = [head, *(one for one in bare if national.search(one))]
    for unit in iter_units(answers):
        above = answers.province if unit is answers.place else answers.place
        lines = [f"- key: {unit.key}", f"  name: {quote(unit.name)}", f"  type: {unit.type}"]
        lines += [f'  code: "{unit.code}"'] if unit.code else []
        lines += [f"  parent: {above.key}"] if above and unit is not answers.province else []
        parts.append("\n" + "\n".join(lines) + "\n")
    return "".join(parts)


def make_settings(text: str, answers: Answers) -> str:
    """Return mkdocs.yml with the name and the address of the new bulletin."""
    if not is_example(answers.site_url):
        text = re.sub(r"^#[^\n]*reserved name[^\n]*\n(?=site_url:)", "", text, flags=re.MULTILINE)
    values = {"site_name": quote(answers.site_name), "site_url": answers.site_url}
    for key, value in values.items():
        line = f"{key}: {value}\n"
        text, count = re.subn(
            rf"^{key}:[^\n]*\n", _literal(line), _end_line(text), flags=re.MULTILINE
        )
        text = text if count else f"{line}{text}"
    return text


def empty_list(text: str) -> str:
    """Return a list file with the comment at its head, and no entry."""
    head = re.match(r"(?:[ \t]*(?:#[^\n]*)?\n)*", _end_line(text))
    return head[0] if head else ""


def drop_comments(text: str, speaks: Judge) -> str:
    """Return a data file without the lines of comments that speak of the old place."""
    lines = text.splitlines(keepends=True)
    return "".join(one for one in lines if not (one.lstrip().startswith("#") and speaks(one)))


def shorten_comment(comment: str, speaks: Judge) -> str:
    """Return a comment up to the first line that speaks of the old place or of what is replaced."""
    lines = comment.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if speaks(line) or _FOR_EXAMPLES in line:
            return "".join(lines[:number])
    return comment


def _change_lines(block: str, values: Mapping[str, str]) -> str:
    for key, value in values.items():
        line = f"  {key}: {quote(value)}\n"
        block = re.sub(
            rf"^  {key}:[^\n]*\n(?:    [^\n]*\n)*",
            _literal(line),
            block,
            count=1,
            flags=re.MULTILINE,
        )
    return block


def quote_text(text: str) -> str:
    """Return a text as a YAML scalar; what YAML would read as a number stays text."""
    return f'"{text}"' if re.fullmatch(r"[\d.\s+-]+", text) else quote(text)


def _literal(text: str) -> str:
    """Return a replacement that means `text` alone."""
    return text.replace("\\", r"\\")


def _end_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
