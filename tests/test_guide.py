"""The editors' guide says what the model says."""

from pathlib import Path

from bulletin.model.guide import replace_tables

GUIDE = Path(__file__).parents[1] / "CONTRIBUTING.md"


def test_the_guide_has_the_keys_of_the_model() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert text == replace_tables(text), "run scripts/guide.py"


def test_every_key_has_a_rule_in_words() -> None:
    assert "None" not in replace_tables(GUIDE.read_text(encoding="utf-8"))
