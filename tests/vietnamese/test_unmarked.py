"""Text typed without diacritics is known, and by which keys; text of other languages is none."""

from __future__ import annotations

import pytest

from bulletin.vietnamese.unmarked import WITHOUT_MARKS, find_input_method
from tests.growth import assert_no_worse_than_linear


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("Nam nay ca to co lai, ba con phan khoi, ai cung vui.", WITHOUT_MARKS),
        ("- **Ket qua**: muoi ho trong hoa, hai cau moi, ba con quyen gop 2 trieu.", WITHOUT_MARKS),
        ("Nawm nay car toor cos laxi, baf con phaasn khowri.", "Telex"),
        ("Dduwowngf hoa aaps Maaux ddejp nhaats huyeenj, ai cungx khen.", "Telex"),
        ("Na8m nay ca3 to63 co1 la4i, ba2 con pha61n kho73i.", "VNI"),
        ("Na(m nay ca? to^? co' la~i, ba` con pha^'n kho+?i.", "VIQR"),
        ("Năm nay ca to co lai, ba con phan khoi, ai cung vui.", None),
        ("Bep An Bien, Ut Nam, Dong Thai", None),
        ("The commune has built two bridges and planted ten thousand trees this year.", None),
        ("Le Vietnam est un pays qui compte plus de cent millions de gens.", None),
        ("Xem https://vi-du.example/dien-hinh/ va ban@vi-du.example", None),
        ("| --- | --- | --- | --- | --- | --- | --- | --- |", None),
    ],
)
def test_how_a_text_was_typed(text: str, method: str | None) -> None:
    assert find_input_method(text) == method


@pytest.mark.parametrize("piece", ["<a", "`a", "](", "a1", "as", "....a", "ba con ", "a@a"])
def test_a_long_line_takes_no_more_than_its_length(piece: str) -> None:
    assert_no_worse_than_linear(lambda n: find_input_method(piece * (n // len(piece))), 50_000)
