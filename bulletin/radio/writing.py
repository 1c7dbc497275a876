"""Writes the script of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from bulletin.edition.public_story import PublicStory
from bulletin.model.bulletin import Bulletin
from bulletin.model.labels import story_label
from bulletin.radio.script import Paragraph, Script
from bulletin.radio.speech import for_the_ear, paragraphs, sentences
from bulletin.reading.length import seconds, syllables
from bulletin.reading.reader import Reader
from bulletin.vietnamese.syllable import plausible_syllable

GREETING = "Kính thưa quý vị và bà con!"
SAMPLE_NOTICE = "Sau đây là bài mẫu, chuyện trong bài không có thật."
_EMPTY_LINES = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def write_script(story: PublicStory, html: str, bulletin: Bulletin, reader: Reader) -> Script:
    """Return the script of a story whose body is the safe `html`.

    The editor's `broadcast` takes the place of what the story gives: `lead` of the summary, `text`
    of the body, `pronounce` of the reader's own ways with a word.
    """
    front = story.front
    orders = front.broadcast
    reader = reader.also(orders.pronounce)

    def say(text: str) -> str:
        return reader.read(text).text

    if orders.text is not None:
        parts = [" ".join(part.split()) for part in _EMPTY_LINES.split(orders.text)]
        body = [for_the_ear(say(part)) for part in parts]
    else:
        body = paragraphs(html, say)
    notice = [SAMPLE_NOTICE] if front.sample else []
    lead = " ".join((orders.lead or front.summary).split())
    read_lead = (GREETING, *notice, *sentences(for_the_ear(say(lead))))
    read_body = tuple(Paragraph(tuple(sentences(text))) for text in body if text)
    farewell = f"Quý vị và bà con vừa nghe bài “{front.title}”, người viết: {front.author}."
    closing = for_the_ear(say(farewell))
    spoken = " ".join([*read_lead, *(s for p in read_body for s in p.sentences), closing])
    length = syllables(spoken)
    return Script(
        station=bulletin.station.name,
        code=f"{story.published:%Y-%m-%d}-{story.item.parts['slug']}",
        version=1 + len(front.corrections),
        section=story_label(front),
        title=front.title,
        address=story.address,
        writer=front.author,
        approver=front.approved_by or "",
        approved=front.approved_on,
        published=story.published,
        priority=orders.priority,
        lead=read_lead,
        paragraphs=read_body,
        closing=closing,
        watch=tuple(_watch(story, spoken)),
        source=" ".join((front.source or "").split()),
        syllables=length,
        seconds=seconds(length, bulletin.station.rate),
        rate=bulletin.station.rate,
        sample=front.sample,
    )


def _watch(story: PublicStory, spoken: str) -> Iterator[tuple[str, str]]:
    """Yield the words worth a look: people's names, words with a given reading, foreign words."""
    pronounce = story.front.broadcast.pronounce
    seen = dict.fromkeys(person.name for person in story.front.people)
    yield from ((name, pronounce.get(name, "")) for name in seen)
    yield from ((word, said) for word, said in pronounce.items() if word not in seen)
    runs = dict.fromkeys(spoken.split())
    for word in dict.fromkeys(chain.from_iterable(map(_foreign_words, runs))):
        if word not in seen and word not in pronounce:
            yield word, ""


@lru_cache(maxsize=2**14)
def _foreign_words(run: str) -> tuple[str, ...]:
    """Return the words in a text without spaces of which some part is no Vietnamese syllable.

    Such runs come again and again, and hardly any holds such a word.
    """
    return tuple(word for word in _WORD.findall(run) if _is_foreign(word))


def _is_foreign(word: str) -> bool:
    return not all(plausible_syllable(part) for part in re.split("[-’']", word.lower()))
