"""Templates: minified when they are read, and compiled once: the cache keeps the bytecode.

Compiling all of them takes longer than most edits. Bytecode is a program, so it is signed with a
key of the user (`engine/user_key.py`): what somebody else put into the cache is never run.
"""

from __future__ import annotations

import re
from hmac import compare_digest

from jinja2.bccache import Bucket, BytecodeCache
from jinja2.ext import Extension

from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.user_key import sign

NAMESPACE = "templates"

_REMOVED = re.compile(r'^[ \t]+| xmlns="http://www\.w3\.org/2000/svg"', re.MULTILINE)


_ICON = '<svg viewBox="0 0 24 24"'


class MinifiedTemplates(Extension):
    """Removes from templates what no browser needs: indentation, and the namespace of SVG icons.

    Icons get a size: where the style sheet does not come, they would fill the window.

    Values that templates print keep their spaces: a story may contain a <pre>, a template does not.
    Line ends stay too: they separate words, and errors keep their line numbers.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template without indentation."""
        return _REMOVED.sub("", source).replace(_ICON, f'<svg width="24" height="24"{_ICON[4:]}')


class CompiledTemplates(BytecodeCache):
    """Jinja's cache of compiled templates, stored in the cache of the build."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with the stored bytecode of its template, if there is any."""
        key = fingerprint(bucket.key, bucket.checksum)
        signature, code = self._cache.get_many(NAMESPACE, [key]).get(key, (None, b""))
        if signature is not None and compare_digest(signature, sign(key, code) or b""):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the bytecode in the bucket."""
        key = fingerprint(bucket.key, bucket.checksum)
        code = bucket.bytecode_to_string()
        if signature := sign(key, code):
            self._cache.put_many(NAMESPACE, {key: (signature, code)})
