"""Makes the script of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from bulletin.edition.public_story import PublicStory
from bulletin.engine.memo import Memo
from bulletin.model.bulletin import Bulletin
from bulletin.model.labels import story_label
from bulletin.model.source_text import remove_addresses
from bulletin.radio.reading import make_reading
from bulletin.radio.script import Paragraph, Script
from bulletin.verbalize.duration import count_syllables, estimate_seconds
from bulletin.verbalize.verbalizer import Verbalizer
from bulletin.vietnamese.syllable import plausible_syllable

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def make_script(
    story: PublicStory, html: str, bulletin: Bulletin, verbalizer: Verbalizer
) -> Script:
    """Return the script of a story whose body is the sanitised `html`."""
    front = story.front
    reading = make_reading(front, html, verbalizer)
    lead = (*reading.notice, *reading.lead.sentences)
    paragraphs = tuple(Paragraph(part.sentences) for part in reading.body if part.spoken)
    read = chain(lead, *(one.sentences for one in paragraphs), reading.closing.sentences)
    spoken = " ".join(read)
    length = count_syllables(spoken)
    return Script(
        station=bulletin.station.heading,
        code=f"{story.published:%Y-%m-%d}-{story.item.parts['slug']}",
        version=1 + len(front.corrections),
        section=story_label(front),
        title=front.title,
        address=story.address,
        writer=front.author,
        approver=front.approved_by or "",
        approved=front.approved_on,
        published=story.published,
        priority=front.broadcast.priority,
        lead=lead,
        paragraphs=paragraphs,
        closing=reading.closing.spoken,
        watch=tuple(_iter_watch_words(story, spoken)),
        source=remove_addresses(front.source or ""),
        syllables=length,
        seconds=estimate_seconds(length, bulletin.station.rate),
        rate=bulletin.station.rate,
        sample=front.sample,
    )


def _iter_watch_words(story: PublicStory, spoken: str) -> Iterator[tuple[str, str]]:
    """Yield the words to check before reading, each with its given pronunciation or "".

    They are people's names, words with a given pronunciation, and foreign words.
    """
    pronounce = story.front.broadcast.pronounce
    seen = dict.fromkeys(person.name for person in story.front.people)
    yield from ((name, pronounce.get(name, "")) for name in seen)
    yield from ((word, reading) for word, reading in pronounce.items() if word not in seen)
    runs = dict.fromkeys(spoken.split())
    for word in dict.fromkeys(chain.from_iterable(map(_FOREIGN_WORDS.__getitem__, runs))):
        if word not in seen and word not in pronounce:
            yield word, ""


def _find_foreign_words(run: str) -> tuple[str, ...]:
    """Return the words of a run (text without spaces) with a part that is no syllable."""
    return tuple(word for word in _WORD.findall(run) if _is_foreign(word))


_FOREIGN_WORDS = Memo(_find_foreign_words)


def _is_foreign(word: str) -> bool:
    return not all(plausible_syllable(part) for part in re.split("[-’']", word.lower()))
