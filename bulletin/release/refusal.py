"""What cannot be done, as a sentence for the person who asked."""

from __future__ import annotations


class Refusal(Exception):
    """The release cannot be put in place; the message says in Vietnamese why, and what to do."""
