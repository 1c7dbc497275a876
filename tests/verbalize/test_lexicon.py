import pytest

from bulletin.verbalize.lexicon import Lexicon, find_loops
from bulletin.verbalize.verbalizer import Verbalizer


@pytest.mark.parametrize(
    ("pronunciations", "looping"),
    [
        ({}, []),
        ({"Zalo": "da-lô"}, []),
        ({"FB": "mạng FB"}, ["FB"]),
        ({"A": "B", "B": "A"}, ["A", "B"]),
        ({"A": "x B", "B": "c C", "C": "A, b", "D": "A"}, ["A", "B", "C"]),
        ({"Zalo": "mạng ZALO"}, ["Zalo"]),
        ({"AI": "ây ai"}, []),
        ({"New York": "Niu York", "York": "bang New York"}, ["New York", "York"]),
        ({"B40": "B bốn mươi", "B": "bê"}, []),
        ({"": "", "...": "..."}, []),
    ],
)
def test_finds_what_leads_back_to_itself(
    pronunciations: dict[str, str], looping: list[str]
) -> None:
    assert find_loops(pronunciations) == looping


def test_a_loop_is_reported_and_left_as_written() -> None:
    lexicon = Lexicon(pronunciations={"Alpha": "hãng Beta", "Beta": "hãng Alpha", "Zalo": "da-lô"})
    result = Verbalizer(lexicon=lexicon).verbalize("Alpha, Beta và Zalo.")
    assert result.text == "Alpha, Beta và da-lô."
    assert [doubt.written for doubt in result.doubts] == ["Alpha", "Beta"]
    assert "chính từ này" in result.doubts[0].why


def test_a_loop_of_abbreviations_too() -> None:
    result = Verbalizer(lexicon=Lexicon({"ABX": "hội ABX"})).verbalize("Hội viên ABX")
    assert result.text == "Hội viên ABX"
    assert [doubt.written for doubt in result.doubts] == ["ABX"]


def test_spoken_forms_are_read_themselves() -> None:
    lexicon = Lexicon({"NQ35": "Nghị quyết 35 của HĐND", "HĐND": "Hội đồng nhân dân"})
    assert Verbalizer(lexicon=lexicon).verbalize("theo NQ35").text == (
        "theo Nghị quyết ba mươi lăm của Hội đồng nhân dân"
    )


def test_pronunciations_go_before_everything() -> None:
    lexicon = Lexicon({"TTX": "thông tấn"}, {"TT": ("thông tư",)}, {"TTX": "tê tê ích"})
    verbalizer = Verbalizer(lexicon=lexicon)
    assert verbalizer.verbalize("bản TTX").text == "bản tê tê ích"
    assert verbalizer.with_pronunciations({"TT": "thị trấn"}).verbalize("các TT và TTX").text == (
        "các thị trấn và tê tê ích"
    )
    assert verbalizer.with_pronunciations({}) is verbalizer


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Zalo", "Da-lô"),
        ("mở zalo, ZALO", "mở da-lô, da-lô"),
        ("Zaloo và xZalo", "Zaloo và xZalo"),
        ("Zalo-Zalo", "Zalo-Zalo"),
        ("nhờ AI, hỏi ai", "nhờ ây ai, hỏi ai"),
        ("Ai cũng biết", "Ai cũng biết"),
        ("ở New York", "ở Niu Oóc"),
    ],
)
def test_whole_words_in_any_case_but_never_a_syllable(text: str, spoken: str) -> None:
    lexicon = Lexicon(
        pronunciations={"Zalo": "da-lô", "AI": "ây ai", "New York": "Niu Oóc", "New": "niu"}
    )
    assert Verbalizer(lexicon=lexicon).verbalize(text).text == spoken


def test_the_signature_block_is_at_the_start_of_a_line() -> None:
    verbalizer = Verbalizer(lexicon=Lexicon({"TM.": "thay mặt"}))
    signatures = verbalizer.verbalize("TM. ỦY BAN\nTM. HỘI ĐỒNG")
    assert signatures.text == "Thay mặt ỦY BAN\nthay mặt HỘI ĐỒNG"
    assert verbalizer.verbalize("gửi TM. Sau đó").text == "gửi TM. Sau đó"
