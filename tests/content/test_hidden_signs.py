"""What a reviewer cannot see is told: signs that turn, hide or imitate letters."""

from __future__ import annotations

import pytest

from bulletin.content.hand_written import hand_written_problems
from bulletin.prose.renderer import MarkdownRenderer
from tests.content.builder import BULLETIN_FILE, DATA, UNITS_FILE, find_messages, problems, story

HIDDEN = {
    "\u202e": "đảo chiều chữ",
    "\u202a": "đảo chiều chữ",
    "\u2067": "đảo chiều chữ",
    "\u206a": "đảo chiều chữ",
    "\ue000": "riêng của một phông chữ",
    "\U000f0001": "riêng của một phông chữ",
    "\U000e0041": "ẩn, giấu được chữ",
    "\ufe01\ufe02": "ẩn, giấu được chữ",
    "\U000e0101\ufe02": "ẩn, giấu được chữ",
    "\ufff9": "không nhìn thấy",
}


@pytest.mark.parametrize("sign", HIDDEN)
@pytest.mark.parametrize("text", [story("Lời{} văn.\n"), story(title="Đường{} hoa ấp Mẫu")])
def test_hidden_signs_are_errors(sign: str, text: str) -> None:
    # The file as an editor saves it: YAML would write the sign as an escape.
    [found] = find_messages(text.replace("{}", sign))
    assert HIDDEN[sign] in found
    assert f"<U+{ord(sign[0]):04X}>" in found
    assert "cảnh báo" not in found


@pytest.mark.parametrize("sign", ["\\u202E", "\\uE000content\\uE001", "\\U000E0041"])
def test_they_cannot_be_written_as_escapes_of_yaml(sign: str) -> None:
    frame = BULLETIN_FILE.replace("Ban biên tập Mẫu", f'"Phòng {sign}"')
    [found] = [one for one in problems({f"{DATA}/bulletin.yml": frame}) if one.is_error]
    assert "viết bằng dấu \\ trong ngoặc kép" in found.message


@pytest.mark.parametrize("entity", ["&#x202E;", "&#8238;", "&#xE000;", "&#X2067", "&#917569;"])
def test_they_cannot_be_written_by_their_numbers(entity: str) -> None:
    [found] = [
        one for one in find_messages(story(f"Lời.\n\nMột {entity} hai.\n")) if "cảnh báo" not in one
    ]
    assert f"'{entity}' là một ký tự không nhìn thấy" in found
    page = f"# Trang\n\nMột {entity} hai.\n".encode()
    assert list(hand_written_problems("docs/a.md", page, MarkdownRenderer()))


@pytest.mark.parametrize(
    "text", ["Cờ ❤\ufe0f đỏ.\n", "Một &#233; hai.\n", "\uf0b7 một\n", "a\u200eb\n"]
)
def test_signs_that_mean_something_stay(text: str) -> None:
    assert not [one for one in find_messages(story(text)) if "ký tự" in one]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (story(title="Tổ НОТ làm giỏi"), "HOT"),
        (story(author="Аnh"), "Anh"),
        (story(title="𝐃𝐮̛𝐨̛̀𝐧𝐠 hoa ấp Mẫu"), "Dường"),
        (story("𝗕𝗮̀ con vui.\n"), "Bà"),
        (story("Có 𝟮𝟬 hộ.\n"), "20"),
        (story(source="Báo ΑΒ, ngày 10/5/2026"), "AB"),
    ],
)
def test_words_of_look_alikes_are_reported(text: str, word: str) -> None:
    assert any(f"gõ lại '{word}'" in one for one in find_messages(text))


def test_data_files_are_looked_at_too() -> None:
    units = UNITS_FILE.replace("Ấp Mẫu", "Ấp Мẫu")
    [found] = problems({f"{DATA}/units.yml": units})
    assert "là chữ Kirin" in found.message
    assert not found.is_error


@pytest.mark.parametrize("word", ["Рассвет", "Москва", "ΔΩ", "СССР"])
def test_words_of_other_languages_stay(word: str) -> None:
    assert find_messages(story(f"Tàu {word} đến.\n")) == []
