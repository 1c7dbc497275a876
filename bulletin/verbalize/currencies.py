"""Amounts of money with the sign or the code before the number: $500, USD 1,5 triệu."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import NUMBER, OPTIONAL_SPACE, RANGE_DASH, SPACE, STANDALONE_END
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.units import CURRENCY_CODES, CURRENCY_SIGNS
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with
from bulletin.verbalize.written_numbers import explain_unclear_comma, spell_number

_SIGNS: Final = "|".join(map(re.escape, CURRENCY_SIGNS))
CODES: Final = "|".join(
    case(code) for code in CURRENCY_CODES for case in (str.upper, str.lower, str.capitalize)
)
"""The codes of currencies in every case in which they are written."""

MONEY: Final = (
    rf"(?<![\w$])(?P<currency>{_SIGNS}|{CODES}){OPTIONAL_SPACE}(?P<money>{NUMBER})"
    rf"(?:{RANGE_DASH}(?:(?P=currency){OPTIONAL_SPACE})?(?P<money_to>{NUMBER}))?"
    rf"(?P<money_scale>{SPACE}(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?{STANDALONE_END}"
)

_OWN_CURRENCY: Final = re.compile(
    rf"{OPTIONAL_SPACE}(?:đồng|đô|đ(?!\w)|{_SIGNS}|(?:{CODES})(?!\w))", re.IGNORECASE
)


def verbalize_money(token: TokenContext) -> Verbalization:
    """Say an amount with its currency after it, where speech has it."""
    numbers = [token["money"], *filter(None, [token["money_to"]])]
    for number in numbers:
        if why := explain_unclear_comma(number):
            return keep_written(why)
    if _OWN_CURRENCY.match(token.written_after):
        return keep_written("hai đơn vị tiền? viết số, rồi một đơn vị bằng chữ")
    spoken = " đến ".join(spell_number(number, token.style) for number in numbers)
    sign = token["currency"]
    currency = CURRENCY_SIGNS.get(sign) or CURRENCY_CODES[sign.upper()]
    scale = " ".join(token["money_scale"].split())
    return replace_with(" ".join(filter(None, [spoken, scale, currency])), TokenClass.AMOUNT)
