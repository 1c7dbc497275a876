"""Generates sentences from the templates of words.txt; the same seed gives the same text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache

from benchmarks.words import name_syllables, pick, pick_by_zipf, word_lists

Part = tuple[str, str]
"""A part of a template: the words before a gap, and the name of the gap ("" at the end)."""

_GAP = re.compile(r"\{([^}]+)\}")


class TextGenerator:
    """Generates the text of one story, with its own places and people and the words of its field.

    Real texts return to their subject, so seven gaps in ten are filled with a person, place, thing
    or deed from the few that were chosen for this story.
    """

    def __init__(self, rng: random.Random, field: str, year: int) -> None:
        """Choose the people, places and things of the story; `field` is a key of fields.yml."""
        self.rng = rng
        self.year = year
        lists = word_lists()
        self._lists = {**lists, "vật": lists[f"vật {field}"], "việc": lists[f"việc {field}"]}
        self.places = [self._make_place() for _ in range(3)]
        self.people = [self._make_person() for _ in range(3)]
        self._own = {
            name: [pick(rng, self._lists[name]) for _ in range(4)]
            for name in ("vật", "việc", "nhóm", "người", "nơi")
        }
        self._special_gaps: dict[str, Callable[[], str]] = {
            "địa danh": self._pick_place,
            "tên ngắn": lambda: self._pick_person()[1],
            "tên đầy đủ": lambda: self._pick_person()[0],
            "văn bản": self.make_document_name,
            "ngày": self.make_day,
            "số nhỏ": lambda: str(rng.randint(2, 9)),
            "số vừa": lambda: str(rng.randint(10, 60)),
            "số lớn": lambda: str(rng.randint(61, 990)),
            "số to": lambda: _format_thousands(rng.randint(11, 990) * 100),
            "tuổi già": lambda: str(rng.randint(66, 92)),
            "tiền": self._make_amount,
            "giá": lambda: f"{_format_thousands(rng.randint(8, 480) * 250)} đồng/kg",
            "phần trăm": lambda: f"{rng.randint(51, 99)},{rng.randint(1, 9)}%",
            "giờ": lambda: f"{rng.randint(3, 9)} giờ {rng.choice(('', '15 ', '30 '))}".strip(),
            "độ dài": lambda: f"{_format_thousands(rng.randint(12, 240) * 10)} m",
            "diện tích": lambda: f"{rng.randint(1, 40)},{rng.randint(1, 9)} ha",
            "đích": lambda: "{đích}",
        }

    def generate(self, list_name: str) -> str:
        """Return one template of a list of words.txt, filled."""
        return self.fill_template(pick(self.rng, self._lists[list_name]))

    def make_sentence(self, list_name: str = "câu") -> str:
        """Return a sentence with a capital letter and a full stop."""
        words = capitalize(self.generate(list_name))
        return f"{words}."

    def fill_template(self, template: str) -> str:
        """Return `template` with its gaps filled, with different words where possible."""
        filled: list[str] = []
        used: set[str] = set()
        for words, gap in _parts(template):
            filled.append(words)
            if gap:
                name = gap[0].lower() + gap[1:]
                value = next(
                    (new for _ in range(4) if (new := self._choose_value(name)) not in used), ""
                )
                value = value or self._choose_value(name)
                used.add(value)
                filled.append(value if name == gap else capitalize(value))
        return "".join(filled)

    def make_document_name(self) -> str:
        """Return the name of an invented document: type, number, day, issuer."""
        rng = self.rng
        kind, _, short = pick(rng, self._lists["loại văn bản"]).rpartition(" ")
        issuer, _, code = pick(rng, self._lists["nơi ban hành"]).rpartition(" ")
        number = f"{rng.randint(2, 480):02}/{short}-{code}"
        return f"{kind} số {number} ngày {self.make_day()} của {issuer} xã {self.places[0]}"

    def make_day(self) -> str:
        """Return a day up to October of the story's year or the year before, formatted."""
        rng = self.rng
        year = self.year - (rng.random() < 0.3)
        return f"{rng.randint(1, 28):02}/{rng.randint(1, 10)}/{year}"

    def _choose_value(self, name: str) -> str:
        if special := self._special_gaps.get(name):
            return special()
        if (own := self._own.get(name)) and self.rng.random() < 0.7:
            return own[int(4 * self.rng.random())]
        found = pick(self.rng, self._lists[name])
        return self.fill_template(found) if "{" in found else found

    def _make_place(self) -> str:
        length = 1 if self.rng.random() < 0.35 else 2
        syllables = name_syllables()
        return " ".join(capitalize(pick_by_zipf(self.rng, syllables)) for _ in range(length))

    def _pick_place(self) -> str:
        name = self.places[int(3 * self.rng.random())]
        name = name if self.rng.random() < 0.8 else self._make_place()
        return f"{pick(self.rng, self._lists['địa hình'])} {name}"

    def _make_person(self) -> tuple[str, str]:
        given = pick(self.rng, self._lists["gọi"])
        names = [pick(self.rng, self._lists[part]) for part in ("họ", "đệm")]
        return " ".join([*names, given]), f"{pick(self.rng, self._lists['xưng'])} {given}"

    def _pick_person(self) -> tuple[str, str]:
        return self.people[int(3 * self.rng.random() ** 2)]

    def _make_amount(self) -> str:
        rng = self.rng
        if rng.random() < 0.5:
            return f"{_format_thousands(rng.randint(2, 190) * 5000)} đồng"
        return f"{rng.randint(1, 480)},{rng.randint(1, 9)} triệu đồng"


def capitalize(words: str) -> str:
    """Return `words` with a capital letter at the start."""
    return words[:1].upper() + words[1:]


def count_syllables(text: str) -> int:
    """Return the number of words separated by spaces, which in Vietnamese are syllables."""
    return len(text.split())


@cache
def _parts(template: str) -> Sequence[Part]:
    pieces = [*_GAP.split(template), ""]
    return tuple(zip(pieces[::2], pieces[1::2], strict=True))


def _format_thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
