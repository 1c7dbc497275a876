"""The Markdown of the site: which extensions read it, and how they are set.

The check of the content knows no MkDocs. So the dialect stands here and not in mkdocs.yml, and the
hook gives it to MkDocs, which renders docs/*.md by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bulletin.vietnamese.slug import heading_id

BUILT_IN = ("toc", "tables", "fenced_code")
"""What MkDocs always adds, in this order, before what mkdocs.yml names."""

EXTENSIONS = (
    *BUILT_IN,
    "admonition",
    "def_list",
    "footnotes",
    "sane_lists",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.tilde",
)
"""The names of the extensions. Their order counts: it decides between rules of one priority."""

OWN_EXTENSIONS = (
    "bulletin.prose.lenient_blocks:LenientBlocks",
    "bulletin.prose.lenient_inline:LenientInline",
    "bulletin.prose.admonitions:VietnameseTitles",
    "bulletin.prose.tables:AlignByClass",
)
"""Our own extensions for every text, below content/ and docs/, as Python-Markdown finds them; they
come after the others."""

SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "footnotes": {"BACKLINK_TITLE": "Trở lại chỗ có chú thích {}"},
    "tables": {"use_align_attribute": True},
    "toc": {"slugify": heading_id},
}
"""The settings by the name of the extension."""
