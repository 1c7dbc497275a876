"""The rules of a story beyond the shape of its front matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bulletin.content.item import Item
from bulletin.content.rules.known import Known
from bulletin.content.rules.references import (
    PICTURES,
    RECORDINGS,
    TRANSCRIPTS,
    known_once,
    sound_file,
    unit_on,
)
from bulletin.errors import Severity
from bulletin.model.record import Location, Mistake
from bulletin.model.story import Scope, Story, Subject

Rule = Callable[[Item[Story], Known], Iterator[Mistake]]

_PERSONAL = {Subject.INDIVIDUAL: "cá nhân", Subject.HOUSEHOLD: "hộ gia đình"}


def unit(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """The unit is one of units.yml and existed on the day of the story."""
    yield from unit_on(story.front.date.date(), story.front.unit, known)


def fields(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """Each field is one of fields.yml, named once."""
    yield from known_once("fields", "lĩnh vực", story.front.fields, known.fields)


def campaigns(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """Each campaign is a folder of content/campaigns/, named once."""
    yield from known_once("campaigns", "phong trào", story.front.campaigns, known.campaigns)
    folder = story.parts.get("campaign")
    if folder is not None and folder not in known.campaigns:
        yield Mistake(("campaigns",), f"thư mục '{folder}' chưa có tệp index.md nói về phong trào")


def source(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """A source is named when the author is not the publisher."""
    if known.publisher is None or story.front.author == known.publisher:
        return
    if story.front.source is None:
        yield Mistake(
            ("source",), f"thiếu nguồn; chỉ được bỏ khi người viết là '{known.publisher}'"
        )


def people(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """A story about a person or a household names them in `people`, with their consent."""
    subject = story.front.subject
    if subject in _PERSONAL and not story.front.people:
        about = f"bài về {_PERSONAL[subject]} (subject: {subject})"
        yield Mistake(("people",), f"{about} phải kể từng người: name, role, consent")


def consent(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """Each named person agreed to the web, a child's guardian too, and to the picture if any."""
    for position, person in enumerate(story.front.people):
        here = ("people", position, "consent")
        if Scope.WEB not in person.consent.scope:
            message = f"'{person.name}' chưa đồng ý nêu tên trên trang (thiếu web); bỏ tên khỏi bài"
            yield Mistake((*here, "scope"), message)
        if story.front.image is not None and Scope.IMAGE not in person.consent.scope:
            message = f"'{person.name}' chưa đồng ý đăng ảnh (thiếu image); bỏ khóa image"
            yield Mistake((*here, "scope"), message)
        if person.child and person.consent.guardian_form is None:
            message = "trẻ em phải có sự đồng ý của cha mẹ hoặc người giám hộ; ghi hình thức đồng ý"
            yield Mistake((*here, "guardian_form"), message)
        if person.consent.date > story.front.date.date():
            yield Mistake(
                (*here, "date"), "ngày đồng ý sau ngày đăng; kiểm tra lại", Severity.WARNING
            )


def files(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """The picture, the recording and its transcript stand beside the story."""
    front = story.front
    named: list[tuple[Location, str, tuple[str, ...]]] = []
    if front.image is not None:
        named.append((("image", "file"), front.image.file, PICTURES))
    if front.audio is not None:
        named.append((("audio", "file"), front.audio.file, RECORDINGS))
        if front.audio.transcript is not None:
            named.append((("audio", "transcript"), front.audio.transcript, TRANSCRIPTS))
    for location, name, endings in named:
        yield from sound_file(location, story.folder, name, endings, known)


def approval(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """Who approved and on which day are written together."""
    by, on = story.front.approved_by, story.front.approved_on
    if (by is None) != (on is None):
        missing = "approved_by" if by is None else "approved_on"
        yield Mistake((missing,), "người duyệt và ngày duyệt phải viết cùng nhau; thêm khóa này")


def year(story: Item[Story], known: Known) -> Iterator[Mistake]:
    """The year of the folder is the year of the story."""
    folder = story.parts.get("year")
    if folder is not None and folder != str(story.front.date.year):
        yield Mistake(
            ("date",),
            f"bài đề năm {story.front.date.year} nhưng nằm trong thư mục {folder}; kiểm tra lại",
            Severity.WARNING,
        )


RULES: tuple[Rule, ...] = (
    unit,
    fields,
    campaigns,
    source,
    people,
    consent,
    files,
    approval,
    year,
)
