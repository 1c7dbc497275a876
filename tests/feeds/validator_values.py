"""The W3C feed validator's rules for single values: dates, addresses, guids, contacts, types.

Each generator takes a text and yields message and detail of what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

Found = Iterator[tuple[str, str]]

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
RFC2822 = re.compile(
    rf"(?:(?P<day>{'|'.join(DAYS)}), )?\d\d? (?:{MONTHS}) \d{{4}} "
    r"\d\d:\d\d(?::\d\d)? (?:[+-]\d\d[03]0|GMT|UT)"
)
# What RFC 822 allowed and readers mistake: years of two digits, zones of America, loose spacing.
RFC822 = re.compile(
    rf"(?:(?:{'|'.join(DAYS)})\s*,\s*)?\d\d?\s+(?:{MONTHS})\s+\d\d(?:\d\d)?\s+"
    r"\d\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|[A-Z]{1,3})",
    re.IGNORECASE,
)
HTTP = re.compile(
    r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?::\d+)?(?:/[0-9A-Za-z;/?:@&=+$.\-_!~*'()%,#]*)?"
)
TAG = re.compile(
    r"tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[0-9A-Za-z;/?:@&=+$.\-_!~*'()%,]*"
)
EMAIL = r"[A-Za-z0-9_.+'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+"
MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;\s*[\w.+-]+=[\w.+-]+)*", re.ASCII)
# Of all ISO 639 codes, those in which a bulletin of this district could be written.
LANGUAGES = frozenset({"vi", "km", "en"})


def date(text: str, now: datetime | None) -> Found:
    """A date is RFC 2822 with the right day of the week, after 1989, and not in the future."""
    form = RFC2822.fullmatch(text)
    if form is None:
        if RFC822.fullmatch(text.strip()):
            yield "ProblematicalRFC822Date", text
        else:
            yield "InvalidRFC2822Date", text
        return
    try:
        moment = parsedate_to_datetime(text)
    except ValueError as problem:
        yield "InvalidRFC2822Date", f"{text}: {problem}"
        return
    if form["day"] and DAYS[moment.weekday()] != form["day"]:
        yield "IncorrectDOW", text
    # The service allows clocks to differ by ten minutes.
    if moment.year < 1990 or (now is not None and moment > now + timedelta(minutes=10)):
        yield "ImplausibleDate", text


def link(text: str) -> Found:
    """A link is a whole http or https address in ASCII."""
    if not HTTP.fullmatch(text):
        yield "InvalidFullLink", text


def guid(text: str, permalink: str | None) -> Found:
    """A guid is an address, or says that it is none; then it is long enough to be alone."""
    if permalink not in {None, "true", "false"}:
        yield "InvalidBooleanAttribute", f"isPermaLink={permalink!r}"
    elif permalink == "false":
        if text.isdigit() and len(text) < 9:
            yield "NotSufficientlyUnique", text
        if text.startswith("tag:") and not TAG.fullmatch(text):
            yield "InvalidTAG", text
    elif text.lower().startswith(("tag:", "urn:uuid:")):
        yield "InvalidPermalink", text
    elif not HTTP.fullmatch(text):
        yield "InvalidHttpGUID", text


def contact(text: str) -> Found:
    """A contact is an e-mail address followed by a name in brackets."""
    address = text.split(" ", 1)[0].strip("<>")
    if not re.fullmatch(EMAIL, address):
        yield "InvalidContact", text
    elif text == address:
        yield "MissingRealName", text
    elif not re.fullmatch(rf"{EMAIL} \(.+\)", text):
        yield "EmailFormat", text


def language(text: str) -> Found:
    """A language is an ISO 639 code, with a region if need be."""
    if text.split("-")[0].lower() not in LANGUAGES:
        yield "InvalidLanguage", text


def media(attributes: Mapping[str, str]) -> Found:
    """A picture or a recording has an http address and a media type."""
    if not HTTP.fullmatch(attributes.get("url", "")):
        yield "InvalidURLAttribute", str(attributes.get("url"))
    if not MEDIA_TYPE.fullmatch(attributes.get("type", "image/jpeg")):
        yield "InvalidMIMEAttribute", str(attributes["type"])


def enclosure(url: str | None, length: str | None, media_type: str | None) -> Found:
    """An enclosure has an http address, its size in bytes, and a media type."""
    for name, value in (("url", url), ("length", length), ("type", media_type)):
        if value is None:
            yield "MissingAttribute", name
    if url is not None and not HTTP.fullmatch(url):
        yield "InvalidURLAttribute", url
    if length == "-1":
        yield "UseZeroForUnknown", length
    elif length is not None and not re.fullmatch(r"[0-9]+", length):
        yield "InvalidIntegerAttribute", length
    if media_type is not None and not MEDIA_TYPE.fullmatch(media_type):
        yield "InvalidMIMEAttribute", media_type
