"""What stands around the stories: the units, campaigns and events of an invented district."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator

from benchmarks.prose import Teller, capital
from benchmarks.stories import FIELDS, LAST_DAY
from benchmarks.words import place_syllables
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


def unit_name(number: int) -> str:
    """Return the name of unit `number`: nine communes first, then agencies of theirs."""
    syllables = place_syllables()
    place = " ".join(capital(syllables[-1 - 2 * number - part]) for part in range(2))
    if number < COMMUNES:
        return f"Xã {place}"
    return f"{_AGENCIES[number % len(_AGENCIES)]} {place}"


def unit_key(number: int) -> str:
    """Return the key of unit `number`."""
    return f"{slug(unit_name(number))}-{number}"


def units_file(count: int) -> str:
    """Return the text of units.yml with a district and `count` units below it."""
    blocks = [f"- key: {DISTRICT}\n  name: Huyện Mẫu\n  type: huyện\n"]
    for number in range(count):
        is_commune = number < COMMUNES
        parent = DISTRICT if is_commune else unit_key(number % COMMUNES)
        blocks.append(
            f"- key: {unit_key(number)}\n  name: {unit_name(number)}\n"
            f"  type: {'xã' if is_commune else 'đơn vị'}\n  parent: {parent}\n"
        )
    return "\n".join(blocks)


def campaign_key(number: int) -> str:
    """Return the folder of campaign `number`."""
    return f"phong-trao-mau-{number + 1}"


def campaign_title(number: int) -> str:
    """Return the title of campaign `number`."""
    chance = random.Random(f"campaign {number}")
    teller = Teller(chance, FIELDS[number % len(FIELDS)], LAST_DAY.year)
    return capital(teller.say("việc"))


def campaign_file(number: int, years: int) -> str:
    """Return the text of index.md of campaign `number`."""
    field = FIELDS[number % len(FIELDS)]
    chance = random.Random(f"campaign text {number}")
    teller = Teller(chance, field, LAST_DAY.year)
    started = LAST_DAY - dt.timedelta(round(years * 365.25) + chance.randint(1, 300))
    body = " ".join(teller.sentence() for _ in range(6))
    return (
        f"---\ntitle: {_quoted(campaign_title(number))}\nsummary: {_quoted(teller.sentence())}\n"
        f"started: {started}\nlaunched_by: Ủy ban nhân dân Huyện Mẫu\nfields: [{field}]\n---\n\n"
        f"{body}\n"
    )


def events(count: int, stories: int, years: int) -> Iterator[tuple[str, str]]:
    """Yield the content path and the text of `count` events of units that write `stories`."""
    for number in range(count):
        chance = random.Random(f"event {number}")
        day = LAST_DAY - dt.timedelta(chance.randrange(round(years * 365.25)))
        teller = Teller(chance, chance.choice(FIELDS), day.year)
        unit = chance.randrange(unit_count(number * stories // max(1, count)))
        hour = chance.randint(7, 15)
        title = f"Gặp gỡ {unit_name(unit)} về {teller.say('vật')}"
        yield (
            f"events/{day.year}/su-kien-mau-{number}.md",
            f"---\ntitle: {_quoted(title)}\n"
            f"kind: {chance.choice(_KINDS)}\n"
            f"start: {day}T{hour:02}:30\nend: {day}T{hour + 2:02}:00\n"
            f"place: {_quoted(capital(teller.say('nơi')))}\nunit: {unit_key(unit)}\n"
            f"summary: {_quoted(teller.sentence())}\nsample: true\n---\n\n{teller.sentence()}\n",
        )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
