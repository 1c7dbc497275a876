import pytest

from bulletin.vietnamese.syllable import plausible_syllable

REAL = """
nghiêng nguyễn khuya khuỷu quý quốc quyên quỳnh quên quặp quây quờ giếng gìn giữ gì giết già
thuở xoong hươu rượu yêu yến ỷ kỷ mỹ ngoằn ngoèo khoét thuyền người ưu ỉu huýt loắt Ủy Uỷ HÒA HOÀ
đường ĐẢNG ghế nghề ếch ụp uống oách An Biên
""".split()
UNREAL = """
được2 Đắk Pleiku café Müller xcơ stieng nhat cat việtt ngế cế kông gế ñu aa h tr đ ngg mìnn bốl
yên2 tỉat đụt2 hót2 mọp2 hòp mỏt Ðảng iên
""".split()


@pytest.mark.parametrize("word", REAL)
def test_knows_syllables(word: str) -> None:
    assert plausible_syllable(word)
    assert plausible_syllable(word, tone_in_place=True)


@pytest.mark.parametrize("word", UNREAL)
def test_knows_what_is_none(word: str) -> None:
    assert not plausible_syllable(word)


@pytest.mark.parametrize("word", ["tòan", "qúy", "hòang", "nghiạ", "thuạ", "tíên"])
def test_a_misplaced_tone_is_forgiven_unless_asked(word: str) -> None:
    assert plausible_syllable(word)
    assert not plausible_syllable(word, tone_in_place=True)


def test_one_syllable_has_one_tone() -> None:
    assert not plausible_syllable("hóà")
