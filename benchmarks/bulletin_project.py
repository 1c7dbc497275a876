"""Formats the corpus as the content/ folder of this bulletin."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from benchmarks.district import (
    campaign_count,
    campaign_key,
    format_campaign_file,
    format_units_file,
    iter_event_files,
    quote_yaml,
    unit_count,
    unit_key,
)
from benchmarks.stories import Story, StoryHead, make_head

LINK = re.compile(r"\(story:(\d+)\)")


def iter_content_files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield the path below content/ and the text of every invented file.

    There is one event for every hundred stories. Documents, questions and the other data files are
    real and come from the repository.
    """
    count = len(corpus)
    yield "data/units.yml", format_units_file(unit_count(count))
    yield "data/withdrawn.yml", "[]\n"
    for index in range(campaign_count(count)):
        yield f"campaigns/{campaign_key(index)}/index.md", format_campaign_file(index, years)
    yield from iter_event_files(count // 100, count, years)
    for one in corpus:
        yield f"{story_path(one.head)}.md", format_story_file(one, years)


def story_path(head: StoryHead) -> str:
    """Return the path of a story below content/, without its suffix."""
    if head.campaign is None:
        return f"exemplars/{head.day.year}/{head.slug}"
    return f"campaigns/{campaign_key(head.campaign)}/{head.slug}"


def format_story_file(story: Story, years: int) -> str:
    """Return the text of a story's file."""
    return f"---\n{_front_matter(story)}---\n\n{resolve_links(story.body, years, _relative_link)}\n"


def resolve_links(body: str, years: int, make_address: Callable[[StoryHead], str]) -> str:
    """Return `body` with the address of the story in place of each link `story:<index>`."""
    return LINK.sub(lambda link: f"({make_address(make_head(int(link[1]), years))})", body)


def _relative_link(head: StoryHead) -> str:
    """Return a link to a story from any other one; all lie two folders deep."""
    return f"../../{story_path(head)}.md"


def _front_matter(story: Story) -> str:
    head = story.head
    lines = [
        f"title: {quote_yaml(head.title)}",
        f"date: {head.day}",
        f"summary: {quote_yaml(story.summary)}",
        f"unit: {unit_key(head.unit)}",
        f"fields: [{', '.join(story.fields)}]",
        f"subject: {story.subject}",
        "author: Ban biên tập",
        "source: Bài dựng bằng máy để đo tốc độ",
    ]
    if story.campaigns:
        lines.append(f"campaigns: [{', '.join(map(campaign_key, story.campaigns))}]")
    if story.stage:
        lines.append(f"stage: {story.stage}")
    if story.people:
        lines += ["people:", *_iter_people(story)]
    if story.award:
        lines += ["awards:", "  - title: Giấy khen", f"    decision: {quote_yaml(story.award)}"]
        lines += ["    issuer: Ủy ban nhân dân xã", f"    date: {str(head.day)[:10]}"]
    if story.has_picture:
        lines += [
            "image:",
            f"  file: {head.slug}.jpg",
            f"  alt: {quote_yaml(f'Hình minh họa cho bài {head.title}')}",
            "  credit: Máy vẽ",
        ]
    if story.approved:
        lines += ["approved_by: Trưởng ban biên tập", f"approved_on: {head.day}"]
    if story.corrected:
        corrected = head.day + dt.timedelta(3)
        lines += [
            "corrections:",
            f"  - date: {corrected}",
            f"    text: {quote_yaml(story.corrected)}",
        ]
    if story.alias:
        lines.append(f"aliases: [{story.alias}]")
    return "\n".join([*lines, "sample: true", ""])


def _iter_people(story: Story) -> Iterator[str]:
    agreed = story.head.day - dt.timedelta(7)
    for name, role in story.people:
        yield f"  - name: {quote_yaml(name)}"
        yield f"    role: {quote_yaml(role)}"
        yield "    consent:"
        yield "      form: nhân vật minh họa, không phải người thật"
        yield f"      date: {agreed}"
        yield "      scope: [web, image, radio]"
