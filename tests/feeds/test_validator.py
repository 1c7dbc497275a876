"""The checker of feeds must be able to find everything it says it looks for."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.feeds.validator import violations
from tests.feeds.validator_html import ATTRIBUTES, RISKY, SAFE, html, plain_text

ADDRESS = "https://thidua.example/rss/tat-ca.xml"
NOW = datetime(2026, 11, 23, tzinfo=UTC)

# Written by hand, not by our own writer.
VALID = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>Bản tin</title>
    <link>https://thidua.example/</link>
    <description>Gương sáng</description>
    <atom:link href="https://thidua.example/rss/tat-ca.xml" rel="self" type="application/rss+xml"/>
    <language>vi</language>
    <lastBuildDate>Wed, 18 Nov 2026 07:30:00 +0700</lastBuildDate>
    <managingEditor>a@thidua.example (Ban (mẫu))</managingEditor>
    <dc:publisher>Ban</dc:publisher>
    <item>
      <title>Lúa &amp; tôm, độ mặn &lt; 4</title>
      <link>https://thidua.example/a/</link>
      <description>Lúa &amp;amp; tôm</description>
      <content:encoded><![CDATA[<p>Lúa<br> <a href="https://thidua.example/b/">b</a></p>
      <ul><li id="x">tôm</li></ul>]]></content:encoded>
      <guid isPermaLink="false">tag:thidua.example,2026:a</guid>
      <category>Nông nghiệp</category>
      <enclosure url="https://thidua.example/a.mp3" length="12" type="audio/mpeg"/>
      <pubDate>Wed, 18 Nov 2026 07:30:00 +0700</pubDate>
      <dc:creator>Lê Thị Mẫu</dc:creator>
    </item>
    <item>
      <description>Bài hai</description>
      <guid>https://thidua.example/b/</guid>
    </item>
  </channel>
</rss>
"""

CHANNEL_END = "    <item>\n      <title>"
DATE = "Wed, 18 Nov 2026 07:30:00 +0700</pubDate>"
GUID = '<guid isPermaLink="false">tag:thidua.example,2026:a</guid>'
ENCLOSURE = '<enclosure url="https://thidua.example/a.mp3" length="12" type="audio/mpeg"/>'
SELF = '<atom:link href="https://thidua.example/rss/tat-ca.xml" rel="self"'

# What is expected, what is replaced (once), and by what.
BROKEN = [
    ("SAXError", "</rss>", ""),
    ("SAXError", "Bản tin", "Bản\x0btin"),
    ("NotUTF8", 'encoding="UTF-8"', 'encoding="ISO-8859-1"'),
    ("ContainsSystemEntity", "<rss ", '<!DOCTYPE rss SYSTEM "x.dtd"><rss '),
    ("ObsoleteVersion", '<rss version="2.0"', '<rss version="0.91"'),
    ("MissingTitle", "<title>Bản tin</title>", ""),
    ("MissingLink", "<link>https://thidua.example/</link>", ""),
    ("MissingDescription", "<description>Gương sáng</description>", ""),
    ("MissingDCLanguage", "<language>vi</language>", ""),
    ("InvalidLanguage", "<language>vi<", "<language>vn<"),
    ("MissingAtomSelfLink", 'rel="self"', 'rel="alternate"'),
    ("MissingHref", 'href="https://thidua.example/rss/tat-ca.xml"', ""),
    ("RelativeSelf", 'href="https://thidua.example/rss/tat-ca.xml"', 'href="/rss/tat-ca.xml"'),
    ("SelfDoesntMatchLocation", "rss/tat-ca.xml", "rss/khac.xml"),
    ("SelfNotAtom", "application/rss+xml", "text/html"),
    ("MisplacedItem", "  </channel>", "<copyright>Ban</copyright></channel>"),
    ("UndefinedElement", CHANNEL_END, f"<sy:x xmlns:sy='http://a.example/'/>{CHANNEL_END}"),
    ("UnknownNamespace", CHANNEL_END, f"<sy:x xmlns:sy='http://a.example/'/>{CHANNEL_END}"),
    ("UndefinedElement", CHANNEL_END, f"<copyrigth>x</copyrigth>{CHANNEL_END}"),
    ("UndefinedElement", "Bài hai", "<p>Bài hai</p>"),
    ("UndefinedElement", "<dc:creator>Lê Thị Mẫu</dc:creator>", "<dc:author>Lê</dc:author>"),
    ("NonstdPrefix", "<dc:publisher>Ban</dc:publisher>",
     "<d:publisher xmlns:d='http://purl.org/dc/elements/1.1/'>Ban</d:publisher>"),
    ("UnexpectedAttribute", "<title>Bản", '<title type="html">Bản'),
    ("UnexpectedAttribute", '<rss version="2.0"', '<rss version="2.0" lang="vi"'),
    ("UnexpectedText", "<channel>", "<channel>lạc"),
    ("UnexpectedText", "<item>", "<item>lạc"),
    ("UnexpectedText", "</item>", "</item>lạc"),
    ("UnexpectedText", ENCLOSURE, ENCLOSURE.replace("/>", ">lạc</enclosure>")),
    ("DuplicateElement", "<title>Bản tin</title>", "<title>a</title><title>b</title>"),
    ("DuplicateElement", SELF, f"{SELF}/>{SELF}"),
    ("DuplicateElement", "<link>https://thidua.example/a/</link>",
     "<link>https://thidua.example/a/</link><link>https://thidua.example/b/</link>"),
    ("DuplicateEnclosure", ENCLOSURE, ENCLOSURE * 2),
    ("DuplicateSemantics", "<dc:creator>", "<author>a@thidua.example (A)</author><dc:creator>"),
    ("DuplicateSemantics", "<dc:publisher>", "<webMaster>a@b.vn (A)</webMaster><dc:publisher>"),
    ("NotBlank", "<category>Nông nghiệp</category>", "<category/>"),
    ("NotBlank", "Lê Thị Mẫu", " "),
    ("UnexpectedWhitespace", "<link>https://thidua.example/a/", "<link>\nhttps://thidua.example/a/"),
    ("BadCharacters", "Gương sáng", "Gương \x92sáng"),
    ("BadCharacters", "Bài hai", "B\ufffdi hai"),
    ("ContainsHTML", "Bản tin", "Bản &lt;b&gt;tin&lt;/b&gt;"),
    ("ContainsHTML", "Bản tin", "Bản &amp;amp; tin"),
    ("ContainsHTML", "Bản tin", "Bản &amp;copy tin"),
    ("ContainsHTML", "Bản tin", "Bản &amp;#8211; tin"),
    ("ContainsHTML", "Gương sáng", "Gương&lt;br&gt;sáng"),
    ("ContainsHTML", "Nông nghiệp", "Nông&amp;nbsp;nghiệp"),
    ("InvalidFullLink", "<link>https://thidua.example/</link>", "<link>/</link>"),
    ("InvalidFullLink", "<link>https://thidua.example/a/", "<link>https://thidua.example/đ/"),
    ("InvalidFullLink", "<link>https://thidua.example/a/", "<link>ftp://thidua.example/a/"),
    ("InvalidRFC2822Date", DATE, "2026-11-18T07:30:00+07:00</pubDate>"),
    ("InvalidRFC2822Date", DATE, "Th 4, 18 Thg 11 2026 07:30:00 +0700</pubDate>"),
    ("InvalidRFC2822Date", DATE, "31 Nov 2026 07:30:00 +0700</pubDate>"),
    ("InvalidRFC2822Date", DATE, "Wed, 18 Nov 2026 07:30:00</pubDate>"),
    ("ProblematicalRFC822Date", DATE, "Wed, 18 Nov 26 07:30:00 +0700</pubDate>"),
    ("ProblematicalRFC822Date", DATE, "Wed,  18 Nov 2026 07:30:00 PST</pubDate>"),
    ("IncorrectDOW", DATE, "Thu, 18 Nov 2026 07:30:00 +0700</pubDate>"),
    ("ImplausibleDate", DATE, "Mon, 23 Nov 2026 07:11:00 +0700</pubDate>"),
    ("ImplausibleDate", DATE, "Mon, 01 Jan 1900 07:30:00 +0700</pubDate>"),
    ("InvalidContact", "a@thidua.example (Ban (mẫu))", "Ban (mẫu)"),
    ("MissingRealName", "a@thidua.example (Ban (mẫu))", "a@thidua.example"),
    ("EmailFormat", "a@thidua.example (Ban (mẫu))", "a@thidua.example Ban"),
    ("ItemMustContainTitleOrDescription", "<description>Bài hai</description>", ""),
    ("MissingGuid", GUID, ""),
    ("DuplicateValue", ">https://thidua.example/b/<",
     ' isPermaLink="false">tag:thidua.example,2026:a<'),
    ("InvalidBooleanAttribute", 'isPermaLink="false"', 'isPermaLink="False"'),
    ("InvalidHttpGUID", "<guid>https://thidua.example/b/", "<guid>bai-hai"),
    ("InvalidPermalink", ' isPermaLink="false"', ""),
    ("NotSufficientlyUnique", "tag:thidua.example,2026:a", "17"),
    ("InvalidTAG", "tag:thidua.example,2026:a", "tag:thidua.example:2026:a"),
    ("InvalidTAG", "tag:thidua.example,2026:a", "tag:thidua.example,2026:gương"),
    ("NeedDescriptionBeforeContent", "<description>Lúa &amp;amp; tôm</description>", ""),
    ("MissingAttribute", ' length="12"', ""),
    ("InvalidURLAttribute", "https://thidua.example/a.mp3", "a.mp3"),
    ("InvalidIntegerAttribute", 'length="12"', 'length="None"'),
    ("InvalidIntegerAttribute", 'length="12"', 'length="-12"'),
    ("UseZeroForUnknown", 'length="12"', 'length="-1"'),
    ("InvalidMIMEAttribute", "audio/mpeg", "mp3"),
    # HTML: what stands in content:encoded, and in an item's description.
    ("ContainsRelRef", 'href="https://thidua.example/b/"', 'href="../b/"'),
    ("ContainsRelRef", 'href="https://thidua.example/b/"', 'href="#fn:1"'),
    ("ContainsRelRef", 'href="https://thidua.example/b/"', 'href="//thidua.example/b/"'),
    ("ContainsRelRef", "<br>", '<img alt="" src="ruong.jpg">'),
    ("ContainsRelRef", "<br>", '<img alt="" srcset="https://thidua.example/a.jpg 1x, b.jpg 2x">'),
    ("ContainsRelRef", "Bài hai", "&lt;a href='/b/'&gt;Bài hai&lt;/a&gt;"),
    ("SecurityRisk", "<p>Lúa", "<p><script>x</script>Lúa"),
    ("SecurityRisk", "<p>Lúa", '<p><iframe src="https://a.example/"></iframe>Lúa'),
    ("SecurityRisk", "<p>Lúa", "<?import x?><p>Lúa"),
    ("SecurityRiskAttr", "<p>Lúa", '<p onclick="x()">Lúa'),
    ("SecurityRiskAttr", 'href="https://thidua.example/b/"', 'href=" java&#10;script:x()"'),
    ("SecurityRiskAttr", 'href="https://thidua.example/b/"', 'href="data:text/html,x"'),
    ("SecurityRiskAttr", "<p>Lúa", '<p role="note">Lúa'),
    ("DangerousStyleAttr", "<p>Lúa", '<p style="color: red">Lúa'),
    ("NotHtml", "<p>Lúa", "<p><lua>x</lua>Lúa"),
    ("NotHtml", "</li>", ""),
    ("NotHtml", "<p>Lúa", "Lúa"),
    ("NotHtml", "<p>Lúa", "<p><div>x</div>Lúa"),
    ("NotHtml", "<p>Lúa", '<p id="a" id="b">Lúa'),
    ("NotHtml", ">b</a>", '><a href="https://thidua.example/c/">b</a></a>'),
    ("NotHtml", "Bài hai", "&lt;b&gt;Bài hai"),
    ("NotHtml", "<p>Lúa", "<!DOCTYPE html><p>Lúa"),
]  # fmt: skip


def test_a_valid_feed_has_no_violations() -> None:
    assert violations(VALID.encode(), address=ADDRESS, now=NOW) == []


@pytest.mark.parametrize(("message", "old", "new"), BROKEN)
def test_a_broken_feed_is_found(message: str, old: str, new: str) -> None:
    assert old in VALID
    broken = VALID.replace(old, new, 1)
    found = violations(broken.encode(), address=ADDRESS, now=NOW)
    assert message in {violation.split(":")[0] for violation in found}


@pytest.mark.parametrize(
    ("message", "xml"),
    [
        ("NotUTF8", VALID.encode("utf-16")),
        ("NotUTF8", "<rss>Ð</rss>".encode("latin-1")),
        ("UndefinedElement", b'<feed xmlns="http://www.w3.org/2005/Atom"/>'),
        ("MissingChannel", b'<rss version="2.0"/>'),
        ("SAXError", b""),
    ],
)
def test_something_else_than_a_feed_is_found(message: str, xml: bytes) -> None:
    assert message in {violation.split(":")[0] for violation in violations(xml)}


def test_each_message_has_a_feed_that_brings_it_about() -> None:
    sources = (Path(__file__).parent / name for name in
               ("validator.py", "validator_html.py", "validator_values.py"))  # fmt: skip
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    known = set(re.findall(r'(?:yield (?:from )?\(*|\(\()"([A-Z]\w+)",', text))
    known |= set(re.findall(r'"(Missing(?:Title|Link|Description))"', text))
    assert len(known) > 50
    tried = {message for message, _, _ in BROKEN} | {"MissingChannel"}
    assert known == tried


def test_a_date_in_the_future_is_fine_for_a_checker_without_a_clock() -> None:
    later = VALID.replace(DATE, "Tue, 18 Nov 2036 07:30:00 +0700</pubDate>")
    assert violations(later.encode()) == []


def test_a_bare_ampersand_or_comparison_is_no_html() -> None:
    assert list(plain_text("R&D: lúa & tôm, 3 < 4 > 2, độ mặn <4")) == []


def test_a_risky_element_is_not_also_a_safe_one() -> None:
    assert not SAFE & RISKY
    assert "style" not in ATTRIBUTES


def test_html_that_readers_show_is_left_in_peace() -> None:
    text = (
        '<h2 id="x">Tôm &amp; lúa</h2><p>1 < 2 &nbsp; <strong>A<br/></strong></p><!-- x -->'
        '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody>'
        '</table><p><a href="mailto:a@thidua.example">thư</a></p>'
    )
    assert list(html(text)) == []
