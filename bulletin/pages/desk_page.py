"""The editors' desk: the page on which a text is written and packed, without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bulletin.model import addresses
from bulletin.pages.page import Page, View


@dataclass(frozen=True, slots=True)
class DeskView(View):
    """desk.html: the address of the form's description, the kinds, and who gets what is packed."""

    form: str
    kinds: tuple[tuple[str, str], ...]
    publisher: str
    email: str
    phone: str
    days: int


def make_desk_page(form: Mapping[str, Any]) -> Page:
    """Return the page for the description that `make_form` gives; it is in no list."""
    return Page(
        address=addresses.DESK,
        template="desk.html",
        title="Soạn bài",
        description="Viết bài cho bản tin, hoặc đưa bài Word vào, rồi đóng gói để gửi.",
        section=addresses.DESK,
        feeds=(),
        listed=False,
        view=DeskView(
            form=addresses.DESK_FORM,
            kinds=tuple((kind["name"], kind["label"]) for kind in form["kinds"]),
            publisher=form["publisher"],
            email=form["email"],
            phone=form["phone"],
            days=form["days"],
        ),
    )
