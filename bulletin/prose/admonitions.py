"""Boxes that have no title of their own, titled in Vietnamese."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_TITLES = {
    "abstract": "Tóm tắt",
    "bug": "Lỗi",
    "danger": "Nguy hiểm",
    "example": "Ví dụ",
    "failure": "Chưa được",
    "info": "Thông tin",
    "note": "Lưu ý",
    "question": "Câu hỏi",
    "quote": "Trích dẫn",
    "success": "Đã được",
    "tip": "Mẹo",
    "warning": "Cảnh báo",
}

BOX_KINDS = frozenset(_TITLES)
"""The names after `!!!` and `???` that make a box."""


class _InVietnamese(Treeprocessor):
    """A box without a title is given its kind's English name: that is replaced."""

    def run(self, root: Element) -> None:
        for box in root.iter():
            kinds = [kind for kind in box.get("class", "").split() if kind in _TITLES]
            if box.tag not in {"div", "details"} or not kinds or len(box) == 0:
                continue
            if box[0].text == kinds[0].capitalize():
                box[0].text = _TITLES[kinds[0]]


class VietnameseTitles(Extension):
    """Registers the rule after the boxes have been made."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the rule to `md`."""
        md.treeprocessors.register(_InVietnamese(md), "titles-in-vietnamese", 5)
