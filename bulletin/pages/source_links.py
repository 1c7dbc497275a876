"""The sources of a story or document as values of a fact: links where an address is given."""

from __future__ import annotations

from bulletin.model.source_text import iter_sources
from bulletin.pages.page import FactValue, Link


def make_source_values(source: str | None) -> tuple[FactValue, ...]:
    """Return the sources that an editor wrote in `source`, in their order."""
    return tuple(
        Link(name, address) if address else name for name, address in iter_sources(source or "")
    )
