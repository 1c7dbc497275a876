"""The presenter's sheet as plain text, for golden files and to compare the Word file with.

The site publishes the sheet as a page and as a Word file; both are made from the same parts of
`bulletin.radio.plain` as this text.
"""

from __future__ import annotations

from bulletin.radio.plain import (
    END,
    SAMPLE_NOTICE,
    WATCH,
    one_line,
    sheet_head,
    source_line,
    spoken_parts,
    watch_words,
)
from bulletin.radio.script import Script

RULE = "-" * 72


def script_text(script: Script) -> str:
    """Return the sheet, one sentence a line."""
    lines = [one_line(script.station).upper()]
    lines += [f"{label}: {value}" for label, value in sheet_head(script)]
    lines += [SAMPLE_NOTICE] if script.sample else []
    lines += [RULE, ""]
    for heading, paragraphs in spoken_parts(script):
        lines += [heading]
        for sentences in paragraphs:
            lines += [*sentences, ""]
    lines += [RULE]
    if words := watch_words(script):
        lines += [f"{WATCH}:", *(f"- {word}" for word in words)]
    lines += [named] if (named := source_line(script)) else []
    return "\n".join([*lines, "", END, ""])
