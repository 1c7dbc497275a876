"""Symbols of documents (số, ký hiệu): the number in words and, once, the issuer.

The form of a symbol is that of Decree 30/2020/NĐ-CP: 62/KH-UBND is a plan of a committee.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.issuers import ISSUERS, PARTY_ISSUERS
from bulletin.verbalize.patterns import LOWER, NUMBER_START, OPTIONAL_SPACE, UPPER, YEAR
from bulletin.verbalize.spellout import spell_cardinal
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, replace_with

_CODE: Final = rf"[{UPPER}][{LOWER}]?[{UPPER}][{UPPER}{LOWER}0-9]*(?:&[{UPPER}]+)?"
_HYPHEN: Final = rf"{OPTIONAL_SPACE}[-–]{OPTIONAL_SPACE}"

DOCUMENT_SYMBOL: Final = (
    rf"{NUMBER_START}(?P<symbol>[0-9]{{1,5}})(?P<symbol_suffix>[a-e])?(?:"
    # 62/KH-UBND, 152/2025/NĐ-CP, 06/2022/QH15; after a number filled in by hand comes a space.
    rf"{OPTIONAL_SPACE}/{OPTIONAL_SPACE}(?:(?P<symbol_year>{YEAR})/)?"
    rf"(?P<state_codes>{_CODE}(?:(?:/|{_HYPHEN}){_CODE})?(?:[-/]{_CODE})*)"
    # 34-CT/TW
    rf"|{_HYPHEN}(?P<party_codes>{_CODE}{OPTIONAL_SPACE}/{OPTIONAL_SPACE}{_CODE}(?:-{_CODE})*)"
    r")(?!\w)"
)

# The types of documents: appendix III to Decree 30/2020/NĐ-CP, and normative documents.
_TYPES: Final = {
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "QĐi": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "CTHĐ": "Chương trình hành động",
    "KH": "Kế hoạch",
    "KL": "Kết luận",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CV": "Công văn",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "SL": "Sắc lệnh",
}
_LETTER: Final = "Công văn"
_ANY_DOCUMENT: Final = "văn bản"
_TYPE_TRIGGER: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join({*_TYPES.values(), _LETTER, _ANY_DOCUMENT, 'Luật', 'Bộ luật', 'Lệnh'})})"
    r"\s+$",
    re.IGNORECASE,
)
_NUMBER_TRIGGER: Final = re.compile(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)
_TERM: Final = re.compile(r"(QH|UBTVQH)([0-9]{1,2})")
# "… ngày 07/4/2014 của Bộ Chính trị", "… do Ủy ban nhân dân huyện ban hành".
_ISSUER_FOLLOWS: Final = re.compile(
    r"[\s,(]*(?:(?:ban hành\s+)?ngày\s[^.;]{1,40}?[\s,]+)?(?:của|do)(?!\w)", re.IGNORECASE
)
_OF_THE_CENTRE: Final = re.compile(r"Bộ Chính trị|Ban Bí thư|Trung ương")
_SENTENCE_END: Final = re.compile(r"[.!?;](?=\s|$)|\n\s*\n")


def verbalize_document_symbol(token: TokenContext) -> Verbalization:
    """Say a symbol: "số sáu mươi hai của Ủy ban nhân dân".

    The type of document comes first if the text does not name it. The issuer is left out if the
    sentence names it, or if this text had the same symbol before.
    """
    codes = re.split(r"\s*[-–/]\s*", token["party_codes"] or token["state_codes"])
    document_type, issuer_codes = _split_codes(codes, is_of_assembly=bool(token["symbol_year"]))
    spoken = f"{_introduce(token, document_type)}{_spell_number(token)}"
    symbol = re.sub(r"\s", "", token.written)
    named_symbols = token.history.named_symbols
    if symbol in named_symbols or _ISSUER_FOLLOWS.match(token.after) or not issuer_codes:
        return replace_with(spoken)
    known = PARTY_ISSUERS if token["party_codes"] else {}
    names = [_find_issuer(code, token, known) for code in issuer_codes]
    if None in names:
        unknown = issuer_codes[names.index(None)]
        why = f"không rõ “{unknown}” trong số ký hiệu là cơ quan nào; viết thêm “của …” vào câu"
        return replace_with(spoken, why=why)
    named_symbols.add(symbol)
    issuers = _join_names([name for name in names if name])
    if _sentence_names(issuers, issuer_codes, token):
        return replace_with(spoken)
    return replace_with(f"{spoken} của {issuers}")


def _spell_number(token: TokenContext) -> str:
    """Return the number of a document in words, with its letter and its year if it has them."""
    number = spell_cardinal(int(token["symbol"]), token.style)
    if token["symbol_suffix"]:
        number = f"{number} {token['symbol_suffix']}"
    if token["symbol_year"]:
        number = f"{number} năm {spell_cardinal(int(token['symbol_year']), token.style)}"
    return number


def _split_codes(codes: list[str], *, is_of_assembly: bool) -> tuple[str, list[str]]:
    """Return the type of document in words, and the codes of its issuers."""
    if codes[0] in _TYPES:
        return _TYPES[codes[0]], codes[1:]
    # An official letter has the code of its office and of its drafting unit; only the first issues.
    return (_ANY_DOCUMENT if is_of_assembly else _LETTER), codes[:1]


def _introduce(token: TokenContext, document_type: str) -> str:
    """Return the words before the number that show that it is the number of a document."""
    if token.follows(_NUMBER_TRIGGER):
        return ""
    return "số " if token.follows(_TYPE_TRIGGER) else f"{document_type} số "


def _find_issuer(code: str, token: TokenContext, party: dict[str, str]) -> str | None:
    """Return the issuer with a code, the National Assembly with its term; None if unknown."""
    if found := party.get(code) or ISSUERS.get(code) or token.spoken_forms.get(code):
        return found
    if term := _TERM.fullmatch(code):
        return f"{ISSUERS[term[1]]} khóa {spell_cardinal(int(term[2]), token.style)}"
    return None


def _sentence_names(issuers: str, codes: list[str], token: TokenContext) -> bool:
    """Return whether the sentence around the symbol names the issuers."""
    after = _SENTENCE_END.split(token.after, maxsplit=1)[0]
    before = _SENTENCE_END.split(token.before)[-1]
    if any(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", after) for code in codes):
        return True
    # Three bodies issue in the name of the Centre (TW): any of them that is named is the issuer.
    if "TW" in codes and _OF_THE_CENTRE.search(f"{before}\n{after}"):
        return True
    return issuers.casefold() in f"{before}\n{after}".casefold()


def _join_names(names: list[str]) -> str:
    """Return names as a list in a sentence: "A, B và C"."""
    return " và ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
