"""The bulletin of a month as a message for Zalo groups: the titles and their links."""

from __future__ import annotations

from typing import Final

from bulletin.issue.issue import Issue
from bulletin.vietnamese.numbers import format_count

LONGEST: Final = 1000
"""Characters of a message that is shown whole in a group."""


def format_message(issue: Issue) -> str:
    """Return the message, at most 1,000 characters: as many stories as fit, then the month."""
    head = f"{issue.imprint.site_name.upper()}\n{issue.month_name}\n"
    parts = [f"\n{n}. {one.title}\n{one.address}\n" for n, one in enumerate(issue.stories, 1)]
    for number in range(len(parts), -1, -1):
        message = head + "".join(parts[:number]) + _close(issue, len(parts) - number, number)
        if len(message) <= LONGEST:
            return message
    # A name of a site as long as a message.
    return f"{message[: LONGEST - 1]}…"


def _close(issue: Issue, rest: int, number: int) -> str:
    if not rest:
        coming = issue.events[0] if issue.events else None
        event = f"\nSắp tới: {coming.title}, {coming.when}.\n" if coming else ""
        return f"{event}\nTrang của bản tin: {issue.imprint.site_url}/\n"
    words = f"Còn {format_count(rest)} bài nữa" if number else f"{format_count(rest)} tin, bài"
    return f"\n{words}: {issue.address}\n"
