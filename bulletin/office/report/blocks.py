"""A paper as blocks of text, before it becomes Markdown or a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bulletin.office.report.chart import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is a part of the paper (I, II), 2 what is in it, 3 a list of it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_blank` marks a line that the office fills in."""

    text: str
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: names of the columns, rows of cells, widths in parts of a hundred.

    `numeric` are the columns set to the right.
    """

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[int, ...]
    numeric: frozenset[int] = frozenset()


Block: TypeAlias = "Heading | Paragraph | Grid | Chart"


@dataclass(frozen=True, slots=True)
class Paper:
    """An administrative document in the form of Decree 30/2020/NĐ-CP, appendix I.

    `number` and `place` may have a blank to fill in. `annex` begins on a page of its own.
    """

    title: str
    superior: str
    issuer: str
    number: str
    place: str
    kind: str
    subject: str
    addressee: str
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    signer: str
    annex: tuple[Block, ...]


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BLANK = "…" * 30
