"""The exceptions for a picture or recording that is refused."""

from __future__ import annotations


class MediaMistake(Exception):
    """A file that cannot be published.

    `str()` of it is a Vietnamese message that says what is wrong and what to do. It is worded to
    follow `content/…/x.md:12: image.file: ` (docs-dev/contract.md, "Errors").
    """


class PictureMistake(MediaMistake):
    """A picture that cannot be published."""


class RecordingMistake(MediaMistake):
    """A recording that cannot be published."""


class PaperMistake(MediaMistake):
    """A paper to download that cannot be published."""
