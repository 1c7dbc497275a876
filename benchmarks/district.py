"""The units, campaigns and events of an invented district."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator

from benchmarks.stories import FIELDS, LAST_DAY
from benchmarks.text_generator import TextGenerator, capitalize
from benchmarks.words import name_syllables
from bulletin.vietnamese.slug import slug

_AGENCIES = ("Trường Tiểu học", "Trạm Y tế", "Hợp tác xã", "Hội Nông dân", "Trường Mầm non")
_KINDS = ("hoi-nghi", "gap-go", "giao-luu", "doi-thoai", "phat-dong", "so-ket", "hoi-thi")
COMMUNES = 9
DISTRICT = "huyen-mau"


def unit_count(stories: int) -> int:
    """Return how many units write `stories` stories: 12, and one more for every 250 stories."""
    return 12 + stories // 250


def campaign_count(stories: int) -> int:
    """Return how many campaigns there are among `stories` stories."""
    return 6 + stories // 2500


def unit_name(index: int) -> str:
    """Return the name of unit `index`: first nine communes, then their agencies."""
    syllables = name_syllables()
    name = " ".join(capitalize(syllables[-1 - 2 * index - part]) for part in range(2))
    if index < COMMUNES:
        return f"Xã {name}"
    return f"{_AGENCIES[index % len(_AGENCIES)]} {name}"


def unit_key(index: int) -> str:
    """Return the key of unit `index`."""
    return f"{slug(unit_name(index))}-{index}"


def format_units_file(count: int) -> str:
    """Return units.yml with a district and `count` units below it."""
    blocks = [f"- key: {DISTRICT}\n  name: Huyện Mẫu\n  type: huyện\n"]
    for index in range(count):
        is_commune = index < COMMUNES
        parent = DISTRICT if is_commune else unit_key(index % COMMUNES)
        blocks.append(
            f"- key: {unit_key(index)}\n  name: {unit_name(index)}\n"
            f"  type: {'xã' if is_commune else 'đơn vị'}\n  parent: {parent}\n"
        )
    return "\n".join(blocks)


def campaign_key(index: int) -> str:
    """Return the folder of campaign `index`."""
    return f"phong-trao-mau-{index + 1}"


def campaign_title(index: int) -> str:
    """Return the title of campaign `index`."""
    rng = random.Random(f"campaign {index}")
    generator = TextGenerator(rng, FIELDS[index % len(FIELDS)], LAST_DAY.year)
    return capitalize(generator.generate("việc"))


def format_campaign_file(index: int, years: int) -> str:
    """Return the text of index.md of campaign `index`."""
    field = FIELDS[index % len(FIELDS)]
    rng = random.Random(f"campaign text {index}")
    generator = TextGenerator(rng, field, LAST_DAY.year)
    started = LAST_DAY - dt.timedelta(round(years * 365.25) + rng.randint(1, 300))
    body = " ".join(generator.make_sentence() for _ in range(6))
    return (
        f"---\ntitle: {quote_yaml(campaign_title(index))}\n"
        f"summary: {quote_yaml(generator.make_sentence())}\n"
        f"started: {started}\nlaunched_by: Ủy ban nhân dân Huyện Mẫu\nfields: [{field}]\n---\n\n"
        f"{body}\n"
    )


def iter_event_files(count: int, stories: int, years: int) -> Iterator[tuple[str, str]]:
    """Yield the content path and the text of `count` events of units that write `stories`."""
    for index in range(count):
        rng = random.Random(f"event {index}")
        day = LAST_DAY - dt.timedelta(rng.randrange(round(years * 365.25)))
        generator = TextGenerator(rng, rng.choice(FIELDS), day.year)
        unit = rng.randrange(unit_count(index * stories // max(1, count)))
        hour = rng.randint(7, 15)
        title = f"Gặp gỡ {unit_name(unit)} về {generator.generate('vật')}"
        yield (
            f"events/{day.year}/su-kien-mau-{index}.md",
            f"---\ntitle: {quote_yaml(title)}\n"
            f"kind: {rng.choice(_KINDS)}\n"
            f"start: {day}T{hour:02}:30\nend: {day}T{hour + 2:02}:00\n"
            f"place: {quote_yaml(capitalize(generator.generate('nơi')))}\nunit: {unit_key(unit)}\n"
            f"summary: {quote_yaml(generator.make_sentence())}\nsample: true\n---\n\n"
            f"{generator.make_sentence()}\n",
        )


def quote_yaml(text: str) -> str:
    """Return `text` as a YAML scalar."""
    return json.dumps(text, ensure_ascii=False)
