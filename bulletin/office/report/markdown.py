"""A paper as Markdown: to read it on a screen, or to paste it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bulletin.office.report.blocks import MOTTO, NATION, Block, Grid, Heading, Paper, Paragraph
from bulletin.office.report.chart import Chart

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~$&])")
_START = re.compile(r"^(\d*)(?=[-+]\s|[.)]\s|=+$|-+$)")

_BEHIND = r"\\\1"


def format_markdown(paper: Paper) -> bytes:
    """Return the paper as Markdown in UTF-8; what people wrote has no meaning in it."""
    return ("\n\n".join(_iter_parts(paper)) + "\n").encode()


def _iter_parts(paper: Paper) -> Iterator[str]:
    yield f"**{_escape(paper.superior.upper())}**  \n**{_escape(paper.issuer.upper())}**"
    yield f"**{NATION}**  \n**{MOTTO}**"
    yield f"{_escape(paper.number)}"
    yield f"*{_escape(paper.place)}*"
    yield f"# {_escape(paper.kind)}\n\n**{_escape(paper.subject)}**"
    yield f"Kính gửi: {_escape(paper.addressee)}"
    yield from _iter_blocks(paper.body)
    yield f"**{_escape(paper.signer)}**  \n*(Ký, ghi rõ họ tên)*"
    recipients = "\n".join(f"- {_escape(one)}" for one in paper.recipients)
    yield f"***Nơi nhận:***\n\n{recipients}"
    yield from _iter_blocks(paper.annex)


def _iter_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(text, level):
                yield f"{'#' * (level + 1)} {_SIGNS.sub(_BEHIND, text)}"
            case Paragraph(text):
                yield _escape(text)
            case Grid():
                yield _format_grid(block)
            case Chart():
                # Plain text shows no picture; the table above has the same figures.
                continue


def _format_grid(grid: Grid) -> str:
    rule = ["---:" if n in grid.numeric else "---" for n in range(len(grid.head))]
    lines = [_format_row(map(_escape, grid.head)), _format_row(rule)]
    lines += [_format_row(map(_escape, row)) for row in grid.rows]
    return "\n".join(lines)


def _format_row(cells: Iterable[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    """Return the text on one line, with a backslash before each sign that Markdown would read."""
    line = " ".join(text.split())
    return _START.sub(r"\1\\", _SIGNS.sub(_BEHIND, line)) if line else line
