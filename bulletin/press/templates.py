"""Templates as Python has compiled them, remembered: compiling takes longer than most edits."""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache

from bulletin.workshop.memory import Memory, fingerprint

ROOM = "templates"


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
