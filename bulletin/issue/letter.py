"""The bulletin of a month as a letter to readers: an e-mail for the office's own mail program.

Nothing in it is fetched from anywhere: no picture, no style sheet, no address that counts readers.
Mail programs know little HTML, so it is tables with their style in each element.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from html import escape
from typing import Final

from bulletin.issue.issue import Issue, IssueStory
from bulletin.vietnamese.dates import short_date
from bulletin.vietnamese.numbers import format_count

LARGEST: Final = 60_000
"""Bytes of a letter: some mail programs cut what is longer."""

_FONT: Final = "font-family:Arial,Helvetica,sans-serif"
_RED, _INK, _GREY = "#8c1a14", "#211c18", "#595048"


def format_letter(issue: Issue) -> bytes:
    """Return the letter, less than 60 KB; equal issues give equal bytes.

    It has no receiver, and is marked as not sent: a mail program opens it as a draft.
    """
    number = len(issue.stories)
    while len(made := _format(issue, number)) >= LARGEST and number:
        number = number * 3 // 4
    return made


def _format(issue: Issue, number: int) -> bytes:
    about = issue.imprint
    # The classes of old: EmailMessage loses a space where it folds a header of two scripts.
    letter = MIMEMultipart(
        "alternative",
        boundary=f"=_ban_tin_{issue.year}_{issue.month:02}",
        policy=compat32.clone(linesep="\r\n"),
    )
    subject = f"{about.site_name}: {issue.month_name.lower()}"
    letter["Subject"] = Header(subject, "utf-8", header_name="Subject").encode()
    if about.email:
        letter["From"] = formataddr((Header(about.publisher, "utf-8").encode(), about.email))
    letter["Date"] = format_datetime(
        dt.datetime.combine(issue.day, dt.time(8), dt.timezone(dt.timedelta(hours=7)))
    )
    letter["Message-ID"] = f"<ban-tin-{issue.year}-{issue.month:02}@{about.authority}>"
    letter["X-Unsent"] = "1"
    letter["Content-Language"] = "vi"
    letter.attach(MIMEText(format_text(issue, number), "plain", "utf-8"))
    letter.attach(MIMEText(format_html(issue, number), "html", "utf-8"))
    return letter.as_bytes()


def format_text(issue: Issue, number: int) -> str:
    """Return the letter as plain text, with `number` of its stories."""
    return "\n".join(_iter_lines(issue, number)) + "\n"


def _iter_lines(issue: Issue, number: int) -> Iterator[str]:
    about = issue.imprint
    yield about.site_name.upper()
    yield f"{issue.number} · {about.publisher}"
    yield ""
    yield "Kính gửi bạn đọc,"
    yield f"{_introduce(issue)}"
    for story in issue.stories[:number]:
        yield from ("", story.title, f"({_describe(story)})", story.summary, story.address)
    if rest := len(issue.stories) - number:
        yield from ("", f"Và {format_count(rest)} tin, bài khác: {issue.address}")
    if issue.awards:
        yield from ("", "KHEN THƯỞNG")
        yield from (f"- {one.story}: {one.award}" for one in issue.awards[:_MOST])
    if issue.events:
        yield from ("", "SỰ KIỆN SẮP TỚI")
        for event in issue.events:
            yield f"- {event.when}: {event.title}, tại {event.place}. {event.address}"
    if issue.answers:
        yield from ("", "HỎI ĐÁP")
        yield from (f"- {one.title} {one.address}" for one in issue.answers[:2])
    if issue.corrections:
        yield from ("", "ĐÍNH CHÍNH")
        for correction in issue.corrections[:_MOST]:
            yield f"- {correction.story} ({short_date(correction.day)}): {correction.text}"
    yield ""
    yield from _close(issue)


_MOST: Final = 12


def _introduce(issue: Issue) -> str:
    month = issue.month_name.lower()
    if not issue.stories:
        return f"Trong {month}, bản tin chưa có tin, bài nào."
    return f"Trong {month}, bản tin đăng {format_count(len(issue.stories))} tin, bài:"


def _describe(story: IssueStory) -> str:
    return f"{story.label}, {story.unit}, {short_date(story.day)}"


def _close(issue: Issue) -> Iterator[str]:
    about = issue.imprint
    yield f"Trang của bản tin: {about.site_url}/"
    yield from about.contact
    if about.responsible:
        yield f"Chịu trách nhiệm nội dung: {about.responsible}"
    yield about.attribution
    yield "Không muốn nhận thư này nữa, xin trả lời thư và ghi: thôi nhận."


def format_html(issue: Issue, number: int) -> str:
    """Return the letter as HTML, with `number` of its stories."""
    about = issue.imprint
    rows = "".join(
        f'<tr><td style="padding:0 24px 20px">{row}</td></tr>' for row in _iter_rows(issue, number)
    )
    title = escape(f"{about.site_name}: {issue.month_name.lower()}")
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title></head>"
        f'<body style="margin:0;padding:0;background:#f3eee7">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">'
        '<tr><td align="center" style="padding:16px 8px">'
        '<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" '
        f'style="width:100%;max-width:600px;background:#fffdf9;{_FONT};font-size:16px;'
        f'line-height:1.5;color:{_INK}">\n'
        f'<tr><td style="border-top:6px solid {_RED};padding:20px 24px 12px">'
        f'<h1 style="margin:0;font-size:24px;line-height:1.3;color:{_RED}">'
        f"{escape(about.site_name)}</h1>"
        f'<p style="margin:4px 0 0;color:{_GREY};font-size:14px">'
        f"{escape(issue.number)} · {escape(about.publisher)}</p></td></tr>\n"
        f"{rows}</table></td></tr></table></body></html>\n"
    )


def _iter_rows(issue: Issue, number: int) -> Iterator[str]:
    yield f'<p style="margin:0">Kính gửi bạn đọc,<br>{escape(_introduce(issue))}</p>'
    for story in issue.stories[:number]:
        yield (
            '<h2 style="margin:0 0 2px;font-size:18px;line-height:1.35">'
            f"{_link(story.address, story.title)}</h2>"
            f'<p style="margin:0 0 4px;font-size:14px;color:{_GREY}">{escape(_describe(story))}</p>'
            f'<p style="margin:0">{escape(story.summary)}</p>'
        )
    if rest := len(issue.stories) - number:
        words = f"Và {format_count(rest)} tin, bài khác"
        yield f'<p style="margin:0">{_link(issue.address, words)}</p>'
    if issue.awards:
        yield _list(
            "Khen thưởng",
            (f"<b>{escape(o.story)}</b>: {escape(o.award)}" for o in issue.awards[:_MOST]),
        )
    if issue.events:
        yield _list(
            "Sự kiện sắp tới",
            (
                f"<b>{escape(one.when)}</b>: {_link(one.address, one.title)}, "
                f"tại {escape(one.place)}."
                for one in issue.events
            ),
        )
    if issue.answers:
        yield _list("Hỏi đáp", (_link(one.address, one.title) for one in issue.answers[:2]))
    if issue.corrections:
        yield _list(
            "Đính chính",
            (
                f"<b>{escape(one.story)}</b> ({short_date(one.day)}): {escape(one.text)}"
                for one in issue.corrections[:_MOST]
            ),
        )
    lines = "<br>".join(map(escape, _close(issue)))
    yield (
        f'<p style="margin:0;padding-top:12px;border-top:1px solid #d8cfc4;font-size:14px;'
        f'color:{_GREY}">{lines}</p>'
    )


def _list(heading: str, entries: Iterator[str]) -> str:
    items = "".join(f'<li style="margin:0 0 6px">{entry}</li>' for entry in entries)
    return (
        f'<h2 style="margin:0 0 6px;font-size:16px;color:{_RED}">{heading}</h2>'
        f'<ul style="margin:0;padding:0 0 0 20px">{items}</ul>'
    )


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" style="color:{_RED}">{escape(words)}</a>'
