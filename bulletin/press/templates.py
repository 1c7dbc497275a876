"""How templates are read and compiled; what Python made of them is remembered.

Compiling takes longer than most edits.
"""

from __future__ import annotations

import re

from jinja2.bccache import Bucket, BytecodeCache
from jinja2.ext import Extension

from bulletin.workshop.memory import Memory, fingerprint

ROOM = "templates"

_UNREAD = re.compile(r'^[ \t]+| xmlns="http://www\.w3\.org/2000/svg"', re.MULTILINE)


class Bare(Extension):
    """Takes off templates what no browser reads: indentation, and the namespace of icons in HTML.

    Values keep their spaces: a story may hold a <pre>, a template has none. The ends of lines stay
    too, for they separate words, and so an error in a template is still told with its line.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template without what goes unread."""
        return _UNREAD.sub("", source)


class CompiledTemplates(BytecodeCache):
    """Jinja's cache of compiled templates, in the memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is remembered of its template."""
        key = fingerprint(bucket.key, bucket.checksum)
        code = self._memory.recall(ROOM, [key]).get(key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the compiled template in the bucket."""
        key = fingerprint(bucket.key, bucket.checksum)
        self._memory.keep(ROOM, {key: bucket.bytecode_to_string()})
