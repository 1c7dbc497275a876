"""Invented stories: story i is the same whatever the number of stories, links included.

Distributions (all by a chance that i alone decides):
- length of the body: log-normal, median 415 syllables, sigma 0.5, cut to 150-1,500; mean about 500;
- day: spread evenly over the years (golden section), so that every year has its share at any size;
- unit: among the first 12 + i/250, Zipf; so units grow with the corpus (52 at 10,000);
- fields: one (60 %), two (30 %) or three (10 %); campaigns: 25 % stand in a campaign's folder, and
  20 % of the others name one; campaigns are 6 + i/2,500;
- subject: collective 40 %, model 30 %, individual 22 %, household 8 %, the last two with people and
  their consent; awards 15 %, approval 60 %, corrections 2 %, old addresses 1 %;
- body: headings every 180 syllables in half of those over 350, a list in 25 %, a quotation in 20 %,
  a table in 6 %, a document's number in every eighth sentence, a link to an earlier story in 15 %.

The vocabulary follows Zipf's law roughly: some 1,500 syllables of words.txt make up most of a text,
and names of places add a tail. 10,000 stories have 4.9 million syllables of 6,700 forms;
the commonest makes up 1.3 %, the 10th, 100th, 1,000th and 2,000th occur 39,000, 10,500, 640 and 22
times. That falls more slowly at first and more steeply behind than in what people write.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.prose import Teller, capital, syllables_in
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
class Heading:
    """What can be known of a story without writing it."""

    number: int
    title: str
    day: dt.date
    unit: int
    field: str
    campaign: int | None
    """The campaign in whose folder the story stands."""

    @property
    def slug(self) -> str:
        """The file's name: of the title, and unique."""
        return f"{slug(self.title)[:60].strip('-')}-{self.number}"


@dataclass(frozen=True)
class Story:
    """An invented story; links in its body are written `story:<number>`."""

    heading: Heading
    summary: str
    fields: tuple[str, ...]
    subject: str
    campaigns: tuple[int, ...]
    stage: str | None
    people: tuple[tuple[str, str], ...]
    """Names and roles of those who agreed to be named."""
    award: str | None
    approved: bool
    corrected: str | None
    alias: str | None
    has_picture: bool
    body: str


@lru_cache(maxsize=200_000)
def heading(number: int, years: int) -> Heading:
    """Return the heading of story `number` (from 0) of a corpus of so many years."""
    return _begin(number, years)[0]


def _begin(number: int, years: int) -> tuple[Heading, Teller]:
    """Return a story's heading and the teller who goes on from there, with the same people."""
    chance = random.Random(f"story {number}")
    field = FIELDS[int(len(FIELDS) * chance.random() ** 1.4)]
    span = round(years * 365.25)
    day = LAST_DAY - dt.timedelta(int(number * _GOLDEN_SECTION % 1 * span))
    teller = Teller(chance, field, day.year)
    personal = chance.random() < 0.3
    title = _fitting(teller, "tiêu đề người" if personal else "tiêu đề", 150)
    unit = int((number // 250 + 13) ** chance.random()) - 1
    campaign = None
    if chance.random() < 0.25:
        campaign = _some_campaign(chance, number)
    return Heading(number, title, day, unit, field, campaign), teller


def story(number: int, years: int, pictures: float) -> Story:
    """Return story `number` (from 0); a share `pictures` of all stories has a picture."""
    head, teller = _begin(number, years)
    chance = teller.chance
    others = [field for field in FIELDS if field != head.field]
    count = chance.choices((0, 1, 2), (60, 30, 10))[0]
    subject = chance.choice(_SUBJECTS)
    named = 0
    if subject in ("individual", "household") or chance.random() < 0.1:
        named = 1 + (chance.random() < 0.15)
    elsewhere = head.campaign is None and chance.random() < 0.2
    alias = f"/dien-hinh/{head.day.year}/ten-cu-{number}/" if chance.random() < 0.01 else None
    return Story(
        heading=head,
        summary=_fitting(teller, "tóm tắt", 400),
        fields=(head.field, *chance.sample(others, count)),
        subject=subject,
        campaigns=(_some_campaign(chance, number),) if elsewhere else (),
        stage=chance.choice(_STAGES) if chance.random() < 0.7 else None,
        people=tuple((full, teller.say("người")) for full, _ in teller.people[:named]),
        award=teller.document() if chance.random() < 0.15 else None,
        approved=chance.random() < 0.6,
        corrected=teller.sentence() if chance.random() < 0.02 else None,
        alias=alias,
        has_picture=random.Random(f"picture {number}").random() < pictures,
        body=_body(teller, number),
    )


def stories(count: int, years: int = 10, pictures: float = 0.0) -> Iterator[Story]:
    """Yield the stories of a corpus in the order of their numbers, one for each of `count`."""
    for number in range(count):
        yield story(number, years, pictures)


def _some_campaign(chance: random.Random, number: int) -> int:
    return int((number // 2500 + 7) ** chance.random()) - 1


def _fitting(teller: Teller, heading: str, longest: int) -> str:
    while True:
        words = capital(_sentence_case(teller.say(heading)))
        if len(words) <= longest:
            return words


def _sentence_case(text: str) -> str:
    first, *rest = text.split(". ")
    return ". ".join([first, *map(capital, rest)])


def _body(teller: Teller, number: int) -> str:
    chance = teller.chance
    length = min(1500, max(150, round(415 * 2.718281828 ** chance.gauss(0, 0.5))))
    blocks = [f"{capital(_sentence_case(teller.say('mở')))}."]
    written = syllables_in(blocks[0])
    has_headings = length > 350 and chance.random() < 0.5
    since_heading = 0
    extras = _extras(teller, number)
    places = sorted((chance.random() * length, extra) for extra in extras)
    while written < length:
        block = _paragraph(teller)
        if has_headings and since_heading > 180:
            blocks.append(f"## {capital(teller.say('đề mục'))}")
            since_heading = 0
        if places and places[0][0] <= written:
            blocks.append(places.pop(0)[1])
            written += syllables_in(blocks[-1])
        blocks.append(block)
        written += syllables_in(block)
        since_heading += syllables_in(block)
    blocks += [extra for _, extra in places]
    return "\n\n".join(blocks)


def _paragraph(teller: Teller) -> str:
    chance = teller.chance
    sentences = []
    for _ in range(chance.randint(2, 6)):
        official = chance.random() < 0.125
        sentences.append(teller.sentence("câu văn bản" if official else "câu"))
    return " ".join(sentences)


def _extras(teller: Teller, number: int) -> list[str]:
    """Return what stands in a body besides headings and paragraphs."""
    chance = teller.chance
    extras = []
    if chance.random() < 0.25:
        lines = [f"- {capital(teller.say('gạch đầu dòng'))}" for _ in range(chance.randint(3, 6))]
        extras.append("\n".join(lines))
    if chance.random() < 0.2:
        extras.append(f"> {capital(teller.say('lời'))}, {teller.say('người')} nói.")
    if chance.random() < 0.06:
        rows = [f"| {teller.say('ô bảng')} | {chance.randint(2, 400)} |" for _ in range(4)]
        extras.append("\n".join(["| Việc, đồ dùng | Số lượng |", "|---|---|", *rows]))
    if number and chance.random() < 0.15:
        earlier = int(number * chance.random() ** 0.5)
        sentence = teller.sentence("câu nối bài").replace("{đích}", f"story:{earlier}")
        extras.append(f"{_paragraph(teller)} {sentence}")
    return extras
