"""Document symbols, as the radio says them: the number and, once, who issued the document."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.issuers import ISSUERS, PARTY_ISSUERS
from bulletin.verbalize.patterns import CAPITAL, GAP, LEFT, SMALL
from bulletin.verbalize.spellout import spell_cardinal
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, replace_with

_CODE: Final = rf"[{CAPITAL}][{SMALL}]?[{CAPITAL}][{CAPITAL}{SMALL}0-9]*(?:&[{CAPITAL}]+)?"
_HYPHEN: Final = rf"{GAP}[-–]{GAP}"

SYMBOL: Final = (
    rf"{LEFT}(?P<symbol>[0-9]{{1,5}})(?P<symbol_suffix>[a-e])?(?:"
    # 62/KH-UBND, 152/2025/NĐ-CP, 06/2022/QH15; handwriting leaves a space before the slash.
    rf"{GAP}/{GAP}(?:(?P<symbol_year>(?:19|20)[0-9]{{2}})/)?"
    rf"(?P<state_codes>{_CODE}(?:(?:/|{_HYPHEN}){_CODE})?(?:[-/]{_CODE})*)"
    # 34-CT/TW
    rf"|{_HYPHEN}(?P<party_codes>{_CODE}{GAP}/{GAP}{_CODE}(?:-{_CODE})*)"
    r")(?!\w)"
)

# Appendix III to Decree 30/2020/NĐ-CP, and the types of normative documents.
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
_NOUNS: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join({*_TYPES.values(), _LETTER, _ANY_DOCUMENT, 'Luật', 'Bộ luật', 'Lệnh'})})"
    r"\s+$",
    re.IGNORECASE,
)
_NUMBER_SIGN: Final = re.compile(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)
_TERM: Final = re.compile(r"(QH|UBTVQH)([0-9]{1,2})")
# "… ngày 07/4/2014 của Bộ Chính trị", "… do Ủy ban nhân dân huyện ban hành".
_ISSUER_FOLLOWS: Final = re.compile(
    r"[\s,(]*(?:(?:ban hành\s+)?ngày\s[^.;]{1,40}?[\s,]+)?(?:của|do)(?!\w)", re.IGNORECASE
)
_OF_THE_CENTRE: Final = re.compile(r"Bộ Chính trị|Ban Bí thư|Trung ương")
_SENTENCE_END: Final = re.compile(r"[.!?;](?=\s|$)|\n\s*\n")


def speak_symbol(token: TokenContext) -> Verbalization:
    """Say a symbol: "số sáu mươi hai của Ủy ban nhân dân".

    The type is said where the text does not name it. The issuer is left out where the sentence
    names it, and after the first time that the reading names it with this symbol.
    """
    codes = re.split(r"\s*[-–/]\s*", token["party_codes"] or token["state_codes"])
    number = spell_cardinal(int(token["symbol"]), token.style)
    if token["symbol_suffix"]:
        number = f"{number} {token['symbol_suffix']}"
    if token["symbol_year"]:
        number = f"{number} năm {spell_cardinal(int(token['symbol_year']), token.style)}"
    document_type, bodies = _type_and_bodies(codes, is_of_assembly=bool(token["symbol_year"]))
    spoken = f"{_introduction(token, document_type)}{number}"
    symbol = re.sub(r"\s", "", token.written)
    if symbol in token.history.named_symbols or _ISSUER_FOLLOWS.match(token.after) or not bodies:
        return replace_with(spoken)
    known = PARTY_ISSUERS if token["party_codes"] else {}
    names = [_name(code, token, known) for code in bodies]
    if None in names:
        unknown = next(code for code, name in zip(bodies, names, strict=True) if name is None)
        why = f"không rõ “{unknown}” trong số ký hiệu là cơ quan nào; viết thêm “của …” vào câu"
        return replace_with(spoken, why=why)
    token.history.named_symbols.add(symbol)
    issuer = _list([name for name in names if name])
    if _names(token, issuer, bodies):
        return replace_with(spoken)
    return replace_with(f"{spoken} của {issuer}")


def _type_and_bodies(codes: list[str], *, is_of_assembly: bool) -> tuple[str, list[str]]:
    """Return the type of document in words and the codes of those who issued it."""
    if codes[0] in _TYPES:
        return _TYPES[codes[0]], codes[1:]
    # An official letter names its office and its drafting unit; the latter is nobody's issuer.
    return (_ANY_DOCUMENT if is_of_assembly else _LETTER), codes[:1]


def _introduction(token: TokenContext, document_type: str) -> str:
    """Return what must be said before the number so that it is heard as one of a document."""
    if token.follows(_NUMBER_SIGN):
        return ""
    return "số " if token.follows(_NOUNS) else f"{document_type} số "


def _name(code: str, token: TokenContext, party: dict[str, str]) -> str | None:
    """Return the issuer that a code stands for, the National Assembly's with its term."""
    if found := party.get(code) or ISSUERS.get(code) or token.spoken_forms.get(code):
        return found
    if term := _TERM.fullmatch(code):
        return f"{ISSUERS[term[1]]} khóa {spell_cardinal(int(term[2]), token.style)}"
    return None


def _names(token: TokenContext, issuer: str, codes: list[str]) -> bool:
    """Return whether the sentence of the symbol names its issuer."""
    ahead = _SENTENCE_END.split(token.after, maxsplit=1)[0]
    behind = _SENTENCE_END.split(token.before)[-1]
    if any(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", ahead) for code in codes):
        return True
    # Three bodies issue in the name of the Centre; whichever is named, it was one of them.
    if "TW" in codes and _OF_THE_CENTRE.search(f"{behind}\n{ahead}"):
        return True
    return issuer.casefold() in f"{behind}\n{ahead}".casefold()


def _list(names: list[str]) -> str:
    return " và ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
