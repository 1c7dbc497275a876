import pytest

from bulletin.verbalize.roman_numerals import parse_roman


def test_roman_numerals() -> None:
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    numerals = [f"{ten}{one}" for ten in ("", "X", "XX", "XXX") for one in ones][1:]
    assert [parse_roman(numeral) for numeral in numerals] == list(range(1, 40))


@pytest.mark.parametrize("letters", ["", "IIII", "VX", "IIX", "VV", "XXXX", "XL", "C", "iv", "A"])
def test_what_is_no_roman_numeral(letters: str) -> None:
    assert parse_roman(letters) is None
