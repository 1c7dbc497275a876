"""A story that came as text alone, from Word or as Markdown: a draft, and what it still lacks.

A draft is never published. Keys that nobody wrote are guessed, marked in the file, and named in
the answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from bulletin.content.assembly import Library
from bulletin.content.faults.wrong_kind import find_place
from bulletin.content.rules.units import names_of_unit
from bulletin.content.source import read_text
from bulletin.content.yaml.front_matter import NoFrontMatter, split
from bulletin.content.yaml.front_matter_text import format_front_matter
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.media.mistakes import PictureMistake
from bulletin.media.pictures import inspect_picture, render_picture
from bulletin.model.kind import EXEMPLAR, kind_of
from bulletin.office.incoming.package import Package
from bulletin.office.new_file import BODIES, GUESSED, NotMade, make_file
from bulletin.office.refused import Refused
from bulletin.office.word.body import Picture
from bulletin.office.word.markdown import WordText
from bulletin.office.word.reader import read_word
from bulletin.vietnamese.fold import fold
from bulletin.vietnamese.slug import slug

LONGEST_TITLE: Final = 150
NARROWEST: Final = 480
"""Pixels of a picture for the story; what is narrower is the sign of an office."""

ENDING: Final = ".webp"
FENCE: Final = "---\n"
_HEADING: Final = re.compile(r"#{1,6}[ \t]+(.+?)[ \t#]*")
_NAMES: Final = {
    "unit": "đơn vị",
    "fields": "lĩnh vực",
    "subject": "tập thể, cá nhân, hộ hay mô hình",
    "summary": "tóm tắt",
    "source": "nguồn",
}


def read_alone(name: str, data: bytes) -> WordText | Package:
    """Return the text of a file that is no package; a package if it has its keys. Raises Refused.

    A .docx is known by its bytes, whatever it is called.
    """
    if not name.lower().endswith((".md", ".txt")) or data.startswith(b"PK\x03\x04"):
        return read_word(name, data)
    text, problems = read_text(name, data)
    if text is None:
        raise Refused(problems[0].message)
    with suppress(NoFrontMatter):
        front = split(text).front
        try:
            raw = parse(front, 2).value
        except YamlMistake as mistake:
            raise Refused(f"{name}, dòng {mistake.line}: {mistake.message}") from None
        path = find_place(raw, slug(name.rpartition(".")[0]))
        if path is None or kind_of(path) is None:
            raise Refused(
                f"không rõ {name} là loại bài nào, của năm nào; gửi gói .zip của trang soạn bài"
            )
        return Package(name, {path: data})
    if not text.strip():
        raise Refused("tệp rỗng, không có lời văn nào")
    first, _, rest = text.strip().partition("\n")
    heading = _HEADING.fullmatch(first)
    return WordText(heading[1], rest.lstrip("\n") + "\n", ()) if heading else WordText("", text, ())


def make_draft(
    name: str,
    text: WordText,
    author: str | None,
    unit: str | None,
    library: Library,
    today: dt.date,
) -> Package:
    """Return the draft of a story with this text; raises Refused.

    `unit` may be a name or a key; without it the unit is the one that the text names most.
    """
    title = text.title or _first_words(text.body)
    notes = list(text.notes)
    if not text.title:
        notes.append("bài chưa có tên, tạm lấy dòng đầu")
    found = unit or _find_unit(f"{title}\n{text.body}", library, today)
    if found is None:
        raise Refused(
            "lời văn không nêu xã, ấp hay cơ quan nào có trong danh sách đơn vị; "
            "ghi rõ bài của đơn vị nào rồi gửi lại"
        )
    written = {"title": title[:LONGEST_TITLE], "unit": found}
    publisher = library.bulletin.publisher
    if author and author != publisher:
        written |= {"author": author, "source": f"{author} gửi"}
    try:
        new = make_file(EXEMPLAR, written, library, today)
    except NotMade as failure:
        raise Refused(str(failure)) from None
    if new.path in library.targets.pages:
        raise Refused(f"bản tin đã có bài cùng tên ({new.path}); muốn sửa thì gửi gói .zip của bài")
    front = new.text.removesuffix(f"{BODIES[EXEMPLAR.name]}\n")
    picture = next(_iter_usable(text.pictures), None)
    files = {}
    if picture is not None:
        file = f"{new.path.removesuffix('.md')}{ENDING}"
        files[file] = picture.data
        lines = _write_image(file.rpartition("/")[2], picture.alt, title, author or publisher)
        front = f"{front.rstrip().removesuffix('---')}{lines}{FENCE}\n"
        notes.append(
            "đã lấy một ảnh trong tệp Word làm ảnh của bài; xin cho biết ai chụp, ảnh chụp ai, "
            "đang làm gì, ở đâu"
        )
    if len(text.pictures) > len(files):
        left = len(text.pictures) - len(files)
        notes.append(f"không lấy {left} ảnh khác trong tệp Word; muốn dùng thì gửi riêng tệp ảnh")
    guessed = [*new.guessed, *([] if unit else ["unit"]), *(["source"] if author else [])]
    notes.append(f"chưa có, tạm đoán: {_list_names(guessed)}; xin cho biết đúng")
    if not author:
        notes.append("chưa rõ ai viết bài này")
    notes.append(
        "còn thiếu: sự đồng ý (bằng văn bản, ngày nào, cho đăng trang, ảnh, phát thanh) của từng "
        "người được nêu tên" + ("" if files else "; ảnh kèm lời tả và tên người chụp, nếu có")
    )
    files[new.path] = f"{front}{text.body}".encode()
    return Package(name, files, author, tuple(notes))


def _iter_usable(pictures: Sequence[Picture]) -> Iterator[Picture]:
    """Yield the pictures that can be the story's, drawn anew: no place, no camera, no name."""
    for one in pictures:
        with suppress(PictureMistake):
            if inspect_picture(one.data).width >= NARROWEST:
                # The widest of those for browsers of today.
                yield replace(one, data=render_picture(one.data)[-2].data)


def _write_image(file: str, alt: str, title: str, credit: str) -> str:
    values = {"file": file, "alt": alt or f"Ảnh trong bài {title}", "credit": credit}
    lines = format_front_matter({"image": values}).removeprefix(FENCE).removesuffix(FENCE)
    first, _, rest = lines.partition("\n")
    return f"{first}{GUESSED}\n{rest}"


def _list_names(keys: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(_NAMES.get(key, key) for key in keys))


def _first_words(body: str) -> str:
    """Return the first line of a text, without marks, cut at a word."""
    line = re.sub(r"\\(.)|^[#>\-\s]+|[*_`]", r"\1", body.strip().partition("\n")[0])
    line = " ".join(line.split())
    return line if len(line) <= 100 else line[:101].rpartition(" ")[0]


def _find_unit(text: str, library: Library, today: dt.date) -> str | None:
    """Return the key of the unit that a text names most often; the longer name of two."""
    words = f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "
    best: tuple[int, int, str] | None = None
    for unit in library.units:
        if not unit.existed_by(today) or unit.ended_before(today):
            continue
        for name in names_of_unit(unit):
            folded = " ".join(re.findall(r"[a-z0-9]+", fold(name)))
            count = words.count(f" {folded} ") if " " in folded else 0
            score = count, len(folded), unit.key
            if count and (best is None or score[:2] > best[:2]):
                best = score
    return best[2] if best else None
