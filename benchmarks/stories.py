"""Makes invented stories. Story i and its links are the same however many stories there are.

Distributions (the random numbers of story i depend on i alone):
- length of the body: log-normal, median 415 syllables, sigma 0.5, cut to 150-1,500; mean about 500;
- day: spread evenly over the years (golden section), at any size;
- unit: among the first 12 + i/250, Zipf; so units grow with the corpus (52 at 10,000);
- fields: one (60 %), two (30 %) or three (10 %); campaigns: 25 % are in a campaign's folder, and
  20 % of the others name one; campaigns are 6 + i/2,500;
- subject: collective 40 %, model 30 %, individual 22 %, household 8 %, the last two with people and
  their consent; awards 15 %, approval 60 %, corrections 2 %, old addresses 1 %;
- body: headings every 180 syllables in half of those over 350, a list in 25 %, a quotation in 20 %,
  a table in 6 %, a document's number in every eighth sentence, a link to an earlier story in 15 %.

The vocabulary roughly follows Zipf's law: some 1,500 syllables of words.txt make up most of a text,
and names of places add a long tail. 10,000 stories have 4.9 million syllables of 6,700 forms; the
most frequent makes up 1.3 %, the 10th, 100th, 1,000th and 2,000th occur 39,000, 10,500, 640 and 22
times. The frequency falls more slowly at first and more steeply later than in real texts.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.text_generator import TextGenerator, capitalize, count_syllables
from bulletin.vietnamese.slug import slug

FIELDS = (
    "kinh-te-moi-truong",
    "van-hoa-nong-thon-moi",
    "an-sinh-xa-hoi",
    "giam-ngheo",
    "quoc-phong-an-ninh",
    "hoc-tap-lam-theo-bac",
    "xay-dung-dang",
)
LAST_DAY = dt.date(2026, 11, 20)
_GOLDEN_SECTION = 0.6180339887498949
_SUBJECTS = ("collective",) * 40 + ("model",) * 30 + ("individual",) * 22 + ("household",) * 8
_STAGES = ("phat-hien", "boi-duong", "tong-ket", "nhan-rong")


@dataclass(frozen=True)
class StoryHead:
    """What other files need to know of a story; computed without making its text."""

    index: int
    title: str
    day: dt.date
    unit: int
    field: str
    campaign: int | None
    """The campaign in whose folder the story is."""

    @property
    def slug(self) -> str:
        """The file name: made from the title, and unique."""
        return f"{slug(self.title)[:60].strip('-')}-{self.index}"


@dataclass(frozen=True)
class Story:
    """An invented story; links in its body are written `story:<index>`."""

    head: StoryHead
    summary: str
    fields: tuple[str, ...]
    subject: str
    campaigns: tuple[int, ...]
    stage: str | None
    people: tuple[tuple[str, str], ...]
    """Names and roles of the people who agreed to be named."""
    award: str | None
    approved: bool
    corrected: str | None
    alias: str | None
    has_picture: bool
    body: str


@lru_cache(maxsize=200_000)
def make_head(index: int, years: int) -> StoryHead:
    """Return the head of story `index` (from 0) of a corpus of so many years."""
    return _start_story(index, years)[0]


def _start_story(index: int, years: int) -> tuple[StoryHead, TextGenerator]:
    """Return a story's head and the generator for the rest of its text, with the same people."""
    rng = random.Random(f"story {index}")
    field = FIELDS[int(len(FIELDS) * rng.random() ** 1.4)]
    span = round(years * 365.25)
    day = LAST_DAY - dt.timedelta(int(index * _GOLDEN_SECTION % 1 * span))
    generator = TextGenerator(rng, field, day.year)
    personal = rng.random() < 0.3
    title = _generate_short(generator, "tiêu đề người" if personal else "tiêu đề", 150)
    unit = int((index // 250 + 13) ** rng.random()) - 1
    campaign = None
    if rng.random() < 0.25:
        campaign = _pick_campaign(rng, index)
    return StoryHead(index, title, day, unit, field, campaign), generator


def make_story(index: int, years: int, pictures: float, *, has_body: bool = True) -> Story:
    """Return story `index` (from 0); the share `pictures` (0 to 1) of all stories has a picture.

    Without its body, which takes most of the time, the rest of it is the same.
    """
    head, generator = _start_story(index, years)
    rng = generator.rng
    others = [field for field in FIELDS if field != head.field]
    count = rng.choices((0, 1, 2), (60, 30, 10))[0]
    subject = rng.choice(_SUBJECTS)
    named = 0
    if subject in ("individual", "household") or rng.random() < 0.1:
        named = 1 + (rng.random() < 0.15)
    elsewhere = head.campaign is None and rng.random() < 0.2
    alias = f"/dien-hinh/{head.day.year}/ten-cu-{index}/" if rng.random() < 0.01 else None
    return Story(
        head=head,
        summary=_generate_short(generator, "tóm tắt", 400),
        fields=(head.field, *rng.sample(others, count)),
        subject=subject,
        campaigns=(_pick_campaign(rng, index),) if elsewhere else (),
        stage=rng.choice(_STAGES) if rng.random() < 0.7 else None,
        people=tuple((full, generator.generate("người")) for full, _ in generator.people[:named]),
        award=generator.make_document_name() if rng.random() < 0.15 else None,
        approved=rng.random() < 0.6,
        corrected=generator.make_sentence() if rng.random() < 0.02 else None,
        alias=alias,
        has_picture=random.Random(f"picture {index}").random() < pictures,
        body=_make_body(generator, index) if has_body else "",
    )


def iter_stories(count: int, years: int = 10, pictures: float = 0.0) -> Iterator[Story]:
    """Yield `count` stories in the order of their indexes."""
    for index in range(count):
        yield make_story(index, years, pictures)


def _pick_campaign(rng: random.Random, index: int) -> int:
    return int((index // 2500 + 7) ** rng.random()) - 1


def _generate_short(generator: TextGenerator, list_name: str, longest: int) -> str:
    while True:
        words = capitalize(_sentence_case(generator.generate(list_name)))
        if len(words) <= longest:
            return words


def _sentence_case(text: str) -> str:
    first, *rest = text.split(". ")
    return ". ".join([first, *map(capitalize, rest)])


def _make_body(generator: TextGenerator, index: int) -> str:
    rng = generator.rng
    length = min(1500, max(150, round(415 * 2.718281828 ** rng.gauss(0, 0.5))))
    blocks = [f"{capitalize(_sentence_case(generator.generate('mở')))}."]
    written = count_syllables(blocks[0])
    has_headings = length > 350 and rng.random() < 0.5
    since_heading = 0
    extras = _make_extras(generator, index)
    insertions = sorted((rng.random() * length, extra) for extra in extras)
    while written < length:
        block = _make_paragraph(generator)
        if has_headings and since_heading > 180:
            blocks.append(f"## {capitalize(generator.generate('đề mục'))}")
            since_heading = 0
        if insertions and insertions[0][0] <= written:
            blocks.append(insertions.pop(0)[1])
            written += count_syllables(blocks[-1])
        blocks.append(block)
        written += count_syllables(block)
        since_heading += count_syllables(block)
    blocks += [extra for _, extra in insertions]
    return "\n\n".join(blocks)


def _make_paragraph(generator: TextGenerator) -> str:
    rng = generator.rng
    sentences = []
    for _ in range(rng.randint(2, 6)):
        official = rng.random() < 0.125
        sentences.append(generator.make_sentence("câu văn bản" if official else "câu"))
    return " ".join(sentences)


def _make_extras(generator: TextGenerator, index: int) -> list[str]:
    """Return the other blocks of a body: list, quotation, table, link to an earlier story."""
    rng = generator.rng
    extras = []
    if rng.random() < 0.25:
        lines = [
            f"- {capitalize(generator.generate('gạch đầu dòng'))}" for _ in range(rng.randint(3, 6))
        ]
        extras.append("\n".join(lines))
    if rng.random() < 0.2:
        extras.append(
            f"> {capitalize(generator.generate('lời'))}, {generator.generate('người')} nói."
        )
    if rng.random() < 0.06:
        rows = [f"| {generator.generate('ô bảng')} | {rng.randint(2, 400)} |" for _ in range(4)]
        extras.append("\n".join(["| Việc, đồ dùng | Số lượng |", "|---|---|", *rows]))
    if index and rng.random() < 0.15:
        earlier = int(index * rng.random() ** 0.5)
        sentence = generator.make_sentence("câu nối bài").replace("{đích}", f"story:{earlier}")
        extras.append(f"{_make_paragraph(generator)} {sentence}")
    return extras
