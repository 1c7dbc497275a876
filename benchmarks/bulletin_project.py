"""The corpus as a project of this bulletin: the files of content/, as text."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence

from benchmarks.district import (
    campaign_count,
    campaign_file,
    campaign_key,
    events,
    unit_count,
    unit_key,
    units_file,
)
from benchmarks.stories import Heading, Story, heading

LINK = re.compile(r"\(story:(\d+)\)")


def content_files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield path below content/ and text of everything that the corpus invents.

    One event for every hundred stories; documents, questions and the other data files are real and
    come from the repository.
    """
    count = len(corpus)
    yield "data/units.yml", units_file(unit_count(count))
    yield "data/withdrawn.yml", "[]\n"
    for number in range(campaign_count(count)):
        yield f"campaigns/{campaign_key(number)}/index.md", campaign_file(number, years)
    yield from events(count // 100, count, years)
    for one in corpus:
        yield f"{story_path(one.heading)}.md", story_file(one, years)


def story_path(head: Heading) -> str:
    """Return where a story stands below content/, without its ending."""
    if head.campaign is None:
        return f"exemplars/{head.day.year}/{head.slug}"
    return f"campaigns/{campaign_key(head.campaign)}/{head.slug}"


def story_file(story: Story, years: int) -> str:
    """Return the text of a story's file."""
    return f"---\n{_front_matter(story)}---\n\n{linked(story.body, years, _relative)}\n"


def linked(body: str, years: int, address: Callable[[Heading], str]) -> str:
    """Return `body` with each link to a story turned into the address of that story."""
    return LINK.sub(lambda link: f"({address(heading(int(link[1]), years))})", body)


def _relative(head: Heading) -> str:
    """Return a link that means a story from wherever another one stands: both lie two deep."""
    return f"../../{story_path(head)}.md"


def quoted(text: str) -> str:
    """Return `text` as a scalar of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _front_matter(story: Story) -> str:
    head = story.heading
    lines = [
        f"title: {quoted(head.title)}",
        f"date: {head.day}",
        f"summary: {quoted(story.summary)}",
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
        lines += ["people:", *_people(story)]
    if story.award:
        lines += ["awards:", "  - title: Giấy khen", f"    decision: {quoted(story.award)}"]
    if story.has_picture:
        lines += [
            "image:",
            f"  file: {head.slug}.jpg",
            f"  alt: {quoted(f'Hình minh họa cho bài {head.title}')}",
            "  credit: Máy vẽ",
        ]
    if story.approved:
        lines += ["approved_by: Trưởng ban biên tập", f"approved_on: {head.day}"]
    if story.corrected:
        corrected = head.day + dt.timedelta(3)
        lines += ["corrections:", f"  - date: {corrected}", f"    text: {quoted(story.corrected)}"]
    if story.alias:
        lines.append(f"aliases: [{story.alias}]")
    return "\n".join([*lines, "sample: true", ""])


def _people(story: Story) -> Iterator[str]:
    agreed = story.heading.day - dt.timedelta(7)
    for name, role in story.people:
        yield f"  - name: {quoted(name)}"
        yield f"    role: {quoted(role)}"
        yield "    consent:"
        yield "      form: nhân vật minh họa, không phải người thật"
        yield f"      date: {agreed}"
        yield "      scope: [web, image, radio]"
