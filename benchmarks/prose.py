"""Sentences that nobody meant: templates of words.txt filled in, the same for the same chance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache

from benchmarks.words import pick, pick_by_zipf, place_syllables, word_lists

Part = tuple[str, str]
"""A piece of a template: the words before a gap, and the name of the gap ("" at the end)."""

_GAP = re.compile(r"\{([^}]+)\}")


class Teller:
    """One story's voice: its own places and persons, and the words of its field.

    A text returns to its subject: seven times in ten a gap is filled with a person, place, thing
    or deed that this very story has already chosen as its own.
    """

    def __init__(self, chance: random.Random, field: str, year: int) -> None:
        """Choose who and what the story is about; `field` is a key of fields.yml."""
        self.chance = chance
        self.year = year
        lists = word_lists()
        self._lists = {**lists, "vật": lists[f"vật {field}"], "việc": lists[f"việc {field}"]}
        self.places = [self._place() for _ in range(3)]
        self.people = [self._person() for _ in range(3)]
        self._own = {
            name: [pick(chance, self._lists[name]) for _ in range(4)]
            for name in ("vật", "việc", "nhóm", "người", "nơi")
        }
        self._special: dict[str, Callable[[], str]] = {
            "địa danh": self._some_place,
            "tên ngắn": lambda: self._some_person()[1],
            "tên đầy đủ": lambda: self._some_person()[0],
            "văn bản": self.document,
            "ngày": self.day,
            "số nhỏ": lambda: str(chance.randint(2, 9)),
            "số vừa": lambda: str(chance.randint(10, 60)),
            "số lớn": lambda: str(chance.randint(61, 990)),
            "số to": lambda: _thousands(chance.randint(11, 990) * 100),
            "tuổi già": lambda: str(chance.randint(66, 92)),
            "tiền": self._money,
            "giá": lambda: f"{_thousands(chance.randint(8, 480) * 250)} đồng/kg",
            "phần trăm": lambda: f"{chance.randint(51, 99)},{chance.randint(1, 9)}%",
            "giờ": lambda: (
                f"{chance.randint(3, 9)} giờ {chance.choice(('', '15 ', '30 '))}".strip()
            ),
            "độ dài": lambda: f"{_thousands(chance.randint(12, 240) * 10)} m",
            "diện tích": lambda: f"{chance.randint(1, 40)},{chance.randint(1, 9)} ha",
            "đích": lambda: "{đích}",
        }

    def say(self, heading: str) -> str:
        """Return one template of the list `heading`, filled."""
        return self.fill(pick(self.chance, self._lists[heading]))

    def sentence(self, heading: str = "câu") -> str:
        """Return a sentence with its capital letter and its full stop."""
        words = capital(self.say(heading))
        return f"{words}."

    def fill(self, template: str) -> str:
        """Return `template` with its gaps filled, with different words as far as they go."""
        filled: list[str] = []
        used: set[str] = set()
        for words, gap in _parts(template):
            filled.append(words)
            if gap:
                name = gap[0].lower() + gap[1:]
                value = next((new for _ in range(4) if (new := self._value(name)) not in used), "")
                value = value or self._value(name)
                used.add(value)
                filled.append(value if name == gap else capital(value))
        return "".join(filled)

    def document(self) -> str:
        """Return the name of a document that never was: type, number, day, issuer."""
        chance = self.chance
        kind, _, short = pick(chance, self._lists["loại văn bản"]).rpartition(" ")
        issuer, _, code = pick(chance, self._lists["nơi ban hành"]).rpartition(" ")
        number = f"{chance.randint(2, 480):02}/{short}-{code}"
        return f"{kind} số {number} ngày {self.day()} của {issuer} xã {self.places[0]}"

    def day(self) -> str:
        """Return a day up to October of the story's year or the year before, as texts write it."""
        chance = self.chance
        year = self.year - (chance.random() < 0.3)
        return f"{chance.randint(1, 28):02}/{chance.randint(1, 10)}/{year}"

    def _value(self, name: str) -> str:
        if special := self._special.get(name):
            return special()
        if (own := self._own.get(name)) and self.chance.random() < 0.7:
            return own[int(4 * self.chance.random())]
        found = pick(self.chance, self._lists[name])
        return self.fill(found) if "{" in found else found

    def _place(self) -> str:
        length = 1 if self.chance.random() < 0.35 else 2
        syllables = place_syllables()
        return " ".join(capital(pick_by_zipf(self.chance, syllables)) for _ in range(length))

    def _some_place(self) -> str:
        name = self.places[int(3 * self.chance.random())]
        name = name if self.chance.random() < 0.8 else self._place()
        return f"{pick(self.chance, self._lists['địa hình'])} {name}"

    def _person(self) -> tuple[str, str]:
        given = pick(self.chance, self._lists["gọi"])
        names = [pick(self.chance, self._lists[part]) for part in ("họ", "đệm")]
        return " ".join([*names, given]), f"{pick(self.chance, self._lists['xưng'])} {given}"

    def _some_person(self) -> tuple[str, str]:
        return self.people[int(3 * self.chance.random() ** 2)]

    def _money(self) -> str:
        chance = self.chance
        if chance.random() < 0.5:
            return f"{_thousands(chance.randint(2, 190) * 5000)} đồng"
        return f"{chance.randint(1, 480)},{chance.randint(1, 9)} triệu đồng"


def capital(words: str) -> str:
    """Return `words` with a capital letter at the start."""
    return words[:1].upper() + words[1:]


def syllables_in(text: str) -> int:
    """Return how many words divided by spaces `text` has: in Vietnamese, its syllables."""
    return len(text.split())


@cache
def _parts(template: str) -> Sequence[Part]:
    pieces = [*_GAP.split(template), ""]
    return tuple(zip(pieces[::2], pieces[1::2], strict=True))


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
