"""What is wrong with mkdocs.yml is told in Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.release.refusal import Refusal
from bulletin.release.settings_mistake import refuse_broken_settings, translate_complaints


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: A\ntheme: [\n", "mkdocs.yml:2: không đọc được"),
        ("site_name: 'A\nsite_url: b\n", "mkdocs.yml:1: không đọc được"),
        (None, "không phải thư mục của bản tin: không có mkdocs.yml"),
    ],
)
def test_settings_that_cannot_be_read_are_told_before_the_build(
    tmp_path: Path, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        refuse_broken_settings(tmp_path)
    assert said in str(refused.value)


def test_settings_with_tags_of_their_own_are_read(tmp_path: Path) -> None:
    text = "site_name: !ENV [A, B]\nx: !!python/name:material.a.b\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    refuse_broken_settings(tmp_path)


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        (
            "\nAborted with a configuration error!\n"
            "ERROR   -  Config value 'plugins': The \"a\" plugin is not installed\n",
            "mkdocs.yml: giá trị của 'plugins' không dùng được (MkDocs: The \"a\" plugin is not "
            "installed)\n",
        ),
        (
            "Error: Inherited config file '../a.yml' does not exist at '/tmp/a.yml'.\n",
            "mkdocs.yml: INHERIT dẫn tới '../a.yml' không có\n",
        ),
        ("content/a.md:1: tệp: có lỗi\n1 lỗi\n", "content/a.md:1: tệp: có lỗi\n1 lỗi\n"),
    ],
)
def test_what_mkdocs_says_of_its_settings_is_told_in_vietnamese(
    english: str, vietnamese: str
) -> None:
    assert translate_complaints(english) == vietnamese
