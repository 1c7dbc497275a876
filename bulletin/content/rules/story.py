"""The rules of a story beyond the shape of its front matter.

They read the story, the files that it names, and the index: what they say is kept as long as these
are the same (assembly.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bulletin.content.item import Item
from bulletin.content.rules.reference_index import CAMPAIGN, FIELD, PROGRAMME, ReferenceIndex
from bulletin.content.rules.references import (
    PICTURES,
    RECORDINGS,
    TRANSCRIPTS,
    known_once,
    known_unit,
    real_unit,
    sound_file,
    unit_on,
)
from bulletin.errors import Severity
from bulletin.model.record import Mistake
from bulletin.model.story import Scope, Story, Subject
from bulletin.vietnamese.dates import short_date

Rule = Callable[[Item[Story], ReferenceIndex], Iterator[Mistake]]

_PERSONAL = {Subject.INDIVIDUAL: "cá nhân", Subject.HOUSEHOLD: "hộ gia đình"}


def unit(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """The unit is one of units.yml."""
    yield from known_unit(story.front.unit, known, lambda: story.front.date.date())


def unit_of_its_day(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """The unit existed on the day of the story."""
    yield from unit_on(story.front.date.date(), story.front.unit, known)


def fields(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """Each field is one of fields.yml, named once."""
    yield from known_once("fields", FIELD, story.front.fields, known.fields, known)


def campaigns(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """Each campaign is a folder of content/campaigns/, named once."""
    yield from known_once("campaigns", CAMPAIGN, story.front.campaigns, known.campaigns, known)


def own_campaign(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """The folder of a campaign's story is a campaign."""
    folder = story.parts.get("campaign")
    if folder is not None and folder not in known.campaigns:
        yield Mistake(("campaigns",), f"thư mục '{folder}' chưa có tệp index.md nói về phong trào")


def source(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """A source is named when the author is not the publisher."""
    if known.publisher is None or story.front.author == known.publisher:
        return
    if story.front.source is None:
        yield Mistake(
            ("source",), f"thiếu nguồn; chỉ được bỏ khi người viết là '{known.publisher}'"
        )


def people(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """A story about a person or a household names them in `people`, with their consent."""
    subject = story.front.subject
    if subject in _PERSONAL and not story.front.people:
        about = f"bài về {_PERSONAL[subject]} (subject: {subject})"
        yield Mistake(("people",), f"{about} phải kể từng người: name, role, consent")


def consent(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """Each named person agreed to be named on the web, and a child's guardian agreed too."""
    for position, person in enumerate(story.front.people):
        here = ("people", position, "consent")
        if Scope.WEB not in person.consent.scope:
            message = f"'{person.name}' chưa đồng ý nêu tên trên trang (thiếu web); bỏ tên khỏi bài"
            yield Mistake((*here, "scope"), message)
        if person.child and person.consent.guardian_form is None:
            message = "trẻ em phải có sự đồng ý của cha mẹ hoặc người giám hộ; ghi hình thức đồng ý"
            yield Mistake((*here, "guardian_form"), message)


def consent_to_picture(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """Where there is a picture, each named person agreed to it."""
    if story.front.image is None:
        return
    for position, person in enumerate(story.front.people):
        if Scope.IMAGE not in person.consent.scope:
            message = f"'{person.name}' chưa đồng ý đăng ảnh (thiếu image); bỏ khóa image"
            yield Mistake(("people", position, "consent", "scope"), message)


def consent_to_recording(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """A recording is published only if each named person agreed to radio."""
    if story.front.audio is None:
        return
    for position, person in enumerate(story.front.people):
        if Scope.RADIO not in person.consent.scope:
            message = (
                f"'{person.name}' chưa đồng ý đọc trên đài (thiếu radio), nên bản ghi âm không "
                "được đăng; bỏ khóa audio và xóa tệp, hoặc xin thêm đồng ý rồi ghi radio"
            )
            yield Mistake(("people", position, "consent", "scope"), message, Severity.WARNING)


def consent_in_time(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """Consent comes before publication."""
    for position, person in enumerate(story.front.people):
        if person.consent.date > story.front.date.date():
            message = "ngày đồng ý sau ngày đăng; kiểm tra lại"
            yield Mistake(("people", position, "consent", "date"), message, Severity.WARNING)


def awards(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """An award is published with the number of its decision, who decided, and when (K5)."""
    for position, award in enumerate(story.front.awards):
        missing = [key for key in ("decision", "issuer", "date") if getattr(award, key) is None]
        if missing:
            message = (
                f"'{award.title}' chưa có {', '.join(_OF_AWARD[key] for key in missing)}; "
                f"ghi thêm {', '.join(missing)} theo quyết định khen thưởng"
            )
            yield Mistake(("awards", position), message, Severity.WARNING)


_OF_AWARD = {"decision": "số quyết định", "issuer": "cấp quyết định", "date": "ngày quyết định"}


def title(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """A title has the diacritics of Vietnamese, and one space between two words (K13).

    A title of fewer than four words may be a name ("Bep An Biên", "An Minh").
    """
    written = story.front.title
    if "  " in written:
        message = "hai dấu cách liền nhau; để một dấu cách"
        yield Mistake(("title",), message, Severity.WARNING)
    words = re.findall(r"[^\W\d_]+", written)
    if written.isascii() and len(words) >= 4:
        message = "tên bài viết không dấu; gõ lại bằng tiếng Việt có dấu"
        yield Mistake(("title",), message, Severity.WARNING)


def picture(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """The picture stands beside the story."""
    image = story.front.image
    if image is not None:
        yield from sound_file(("image", "file"), story.folder, image.file, PICTURES, known)


def recording(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """The recording and its transcript stand beside the story."""
    audio = story.front.audio
    if audio is None:
        return
    yield from sound_file(("audio", "file"), story.folder, audio.file, RECORDINGS, known)
    if audio.transcript is not None:
        here = ("audio", "transcript")
        yield from sound_file(here, story.folder, audio.transcript, TRANSCRIPTS, known)


def approval(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """Who approved and on which day are written together."""
    by, on = story.front.approved_by, story.front.approved_on
    if (by is None) != (on is None):
        missing = "approved_by" if by is None else "approved_on"
        yield Mistake((missing,), "người duyệt và ngày duyệt phải viết cùng nhau; thêm khóa này")


def revocation(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """A revoked award says when and why; an award that stands says neither."""
    for position, award in enumerate(story.front.awards):
        here = ("awards", position)
        details = award.revoked_on is not None or award.revoked_reason is not None
        if details and not award.revoked:
            message = "ghi ngày hay lý do thu hồi thì ghi cả revoked: true"
            yield Mistake((*here, "revoked"), message)
        if award.revoked and (award.revoked_on is None or award.revoked_reason is None):
            message = "khen thưởng đã thu hồi nên ghi ngày và lý do (revoked_on, revoked_reason)"
            yield Mistake((*here, "revoked"), message, Severity.WARNING)
        if award.revoked_on and award.date and award.revoked_on < award.date:
            message = f"ngày thu hồi trước ngày quyết định ({short_date(award.date)})"
            yield Mistake((*here, "revoked_on"), message)


def slot(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """The programme that a broadcast is meant for is one of the station's."""
    key = story.front.broadcast.slot
    if key is not None and known.programmes is not None and key not in known.programmes:
        yield known.unknown(("broadcast", "slot"), PROGRAMME, key, known.programmes)


def year(story: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """The year of the folder is the year of the story."""
    folder = story.parts.get("year")
    if known.since is not None and story.front.date.year < known.since.year:
        return  # whole.years says more of it
    if folder is not None and folder != str(story.front.date.year):
        yield Mistake(
            ("date",),
            f"bài đề năm {story.front.date.year} nhưng nằm trong thư mục {folder}; kiểm tra lại",
            Severity.WARNING,
        )


def real_unit_of_real(it: Item[Story], known: ReferenceIndex) -> Iterator[Mistake]:
    """Only samples stand in invented units."""
    yield from real_unit(it.front.unit, known, sample=it.front.sample)


RULES: tuple[Rule, ...] = (
    unit,
    unit_of_its_day,
    real_unit_of_real,
    fields,
    campaigns,
    own_campaign,
    source,
    people,
    consent,
    consent_to_picture,
    consent_to_recording,
    consent_in_time,
    awards,
    title,
    picture,
    recording,
    approval,
    revocation,
    slot,
    year,
)
