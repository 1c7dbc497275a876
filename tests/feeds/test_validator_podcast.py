"""The checker of podcasts must be able to find everything it says it looks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.feeds.validator import violations

# Written by hand, not by our own writer.
VALID = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://podcastindex.org/namespace/1.0">
  <channel>
    <title>Bản tin</title>
    <link>https://thidua.example/</link>
    <description>Gương sáng</description>
    <atom:link href="https://thidua.example/rss/am-thanh.xml" rel="self"/>
    <language>vi</language>
    <itunes:author>Ban</itunes:author>
    <itunes:category text="News">
      <itunes:category text="Daily News"/>
    </itunes:category>
    <itunes:category text="Government"/>
    <itunes:explicit>false</itunes:explicit>
    <itunes:image href="https://thidua.example/bia.png"/>
    <itunes:owner>
      <itunes:name>Ban</itunes:name>
      <itunes:email>a@thidua.example</itunes:email>
    </itunes:owner>
    <podcast:locked owner="a@thidua.example">yes</podcast:locked>
    <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
    <item>
      <title>Lúa tôm</title>
      <link>https://thidua.example/a/</link>
      <description>Lúa và tôm</description>
      <guid isPermaLink="false">tag:thidua.example,2026:a</guid>
      <enclosure url="https://thidua.example/a.mp3" length="12" type="audio/mpeg"/>
      <pubDate>Wed, 18 Nov 2026 07:30:00 +0700</pubDate>
      <itunes:duration>190</itunes:duration>
      <itunes:explicit>false</itunes:explicit>
      <itunes:image href="https://thidua.example/a.jpg"/>
      <podcast:transcript url="https://thidua.example/a.txt" type="text/plain"/>
      <podcast:transcript url="https://thidua.example/a.vtt" type="text/vtt" rel="captions"/>
    </item>
  </channel>
</rss>
"""

EMAIL = "<itunes:email>a@thidua.example</itunes:email>"
OWNER = re.search("<itunes:owner>.*</itunes:owner>", VALID, re.DOTALL)
assert OWNER is not None
TITLE = "<title>Lúa tôm</title>"
EXPLICIT = "<itunes:explicit>false</itunes:explicit>"
IMAGE = '<itunes:image href="https://thidua.example/bia.png"/>'
UNDECLARED = ' xmlns:podcast="https://podcastindex.org/namespace/1.0"'

# What is expected, what is replaced (once), and by what.
BROKEN = [
    ("MissingPodcastNamespace", f"\n    {UNDECLARED}>", ">"),
    ("MissingPodcastElement", "<itunes:author>Ban</itunes:author>", ""),
    ("MissingPodcastElement", IMAGE, ""),
    ("MissingPodcastElement", EXPLICIT, ""),
    ("MissingPodcastElement", "<itunes:duration>190</itunes:duration>", ""),
    ("MissingPodcastElement", TITLE, ""),
    ("MissingPodcastElement", '<enclosure url="https://thidua.example/a.mp3" length="12" '
     'type="audio/mpeg"/>', ""),
    ("MissingItunesEmail", OWNER.group(), ""),
    ("MissingElement", EMAIL, ""),
    ("InvalidContact", EMAIL, "<itunes:email>a@thidua</itunes:email>"),
    ("DuplicateElement", EMAIL, EMAIL * 2),
    ("DuplicateElement", EXPLICIT, EXPLICIT * 2),
    ("DuplicateElement", IMAGE, IMAGE * 2),
    ("NotBlank", "<itunes:name>Ban<", "<itunes:name> <"),
    ("NotBlank", EMAIL, "<itunes:email/>"),
    ("NotBlank", ">190<", "><"),
    ("UndefinedElement", EMAIL, f"<itunes:phone>0</itunes:phone>{EMAIL}"),
    ("UndefinedElement", EXPLICIT, f"<itunes:keywords>lúa</itunes:keywords>{EXPLICIT}"),
    ("UndefinedElement", "<title>Lúa tôm", "<podcast:locked>yes</podcast:locked><title>Lúa tôm"),
    ("UnexpectedAttribute", "<itunes:duration>", '<itunes:duration unit="s">'),
    ("UnexpectedText", IMAGE, IMAGE.replace("/>", ">bìa</itunes:image>")),
    ("UnexpectedText", "<itunes:owner>", "<itunes:owner>Ban"),
    ("ContainsHTML", "<itunes:author>Ban", "<itunes:author>Ban &lt;b&gt;biên tập&lt;/b&gt;"),
    ("TooLong", TITLE, f"<title>{'Lúa ' * 64}tôm</title>"),
    ("TooLong", "<itunes:name>Ban<", f"<itunes:name>{'B' * 256}<"),
    ("TooLong", "Gương sáng", "ư" * 2001),
    ("TooLong", "Lúa và tôm", "ư" * 2001),
    ("InvalidTrueFalse", EXPLICIT, EXPLICIT.replace("false", "no")),
    ("InvalidTrueFalse", EXPLICIT, EXPLICIT.replace("false", "clean")),
    ("InvalidYesNo", ">yes<", ">true<"),
    ("InvalidUUID", "9b024349-ccf0-5f69-a609-6b82873eab3c", "podnews.net/rss"),
    # A random one, and one in capitals.
    ("InvalidUUID", "9b024349-ccf0-5f69-a609-6b82873eab3c", "0f1d3c6e-9a7b-4c2d-8e5f-1a2b3c4d5e6f"),
    ("InvalidUUID", "9b024349-ccf0-5f69-a609-6b82873eab3c", "9B024349-CCF0-5F69-A609-6B82873EAB3C"),
    ("InvalidDuration", ">190<", ">3:10<"),
    ("InvalidDuration", ">190<", ">190.4<"),
    ("InvalidDuration", ">190<", ">0<"),
    ("MissingAttribute", IMAGE, "<itunes:image/>"),
    ("MissingAttribute", '<itunes:category text="Government"/>', "<itunes:category/>"),
    ("MissingAttribute", ' type="text/plain"', ""),
    ("MissingAttribute", ' url="https://thidua.example/a.txt"', ""),
    ("InvalidURLAttribute", IMAGE, '<itunes:image href="/bia.png"/>'),
    ("InvalidURLAttribute", 'url="https://thidua.example/a.txt"', 'url="a.txt"'),
    ("InvalidImage", "bia.png", "bia.webp"),
    ("InvalidItunesCategory", 'text="Government"', 'text="Government &amp; Organizations"'),
    ("InvalidItunesCategory", 'text="Daily News"', 'text="Documentary"'),
    ("InvalidMIMEAttribute", "text/plain", "application/pdf"),
    ("UnsupportedItunesFormat", "a.mp3", "a.ogg"),
    ("UnsupportedItunesFormat", "audio/mpeg", "audio/mp3"),
]  # fmt: skip


def test_a_valid_podcast_has_no_violations() -> None:
    assert violations(VALID.encode(), address="https://thidua.example/rss/am-thanh.xml") == []


@pytest.mark.parametrize(("message", "old", "new"), BROKEN)
def test_a_broken_podcast_is_found(message: str, old: str, new: str) -> None:
    assert old in VALID
    broken = VALID.replace(old, new, 1)
    if message == "MissingPodcastNamespace":
        # Declared, but only where it is needed.
        broken = re.sub("<(podcast:[a-z]+)", rf"<\1{UNDECLARED}", broken)
    found = {violation.split(":")[0] for violation in violations(broken.encode())}
    assert message in found
    assert "SAXError" not in found


def test_each_message_has_a_podcast_that_brings_it_about() -> None:
    source = (Path(__file__).parent / "validator_podcast.py").read_text(encoding="utf-8")
    known = set(re.findall(r'(?:yield (?:from )?\(*)"([A-Z]\w+)",', source))
    assert len(known) > 15
    assert known <= {message for message, _, _ in BROKEN}


def test_a_feed_without_a_word_of_podcasts_need_not_be_one() -> None:
    bare = re.sub(r"\s*<(itunes|podcast):([a-z]+).*?(/>|</\1:\2>)", "", VALID, flags=re.DOTALL)
    bare = re.sub(r'\s*xmlns:(itunes|podcast)="[^"]*"', "", bare)
    bare = re.sub(r"\s*</itunes:\w+>", "", bare)
    assert "itunes" not in bare
    assert violations(bare.encode()) == []
