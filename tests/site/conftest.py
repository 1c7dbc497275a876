"""The built sites, for every test of this room."""

from __future__ import annotations

from tests.site.built import changed, commune, crowded, real, site

__all__ = ["changed", "commune", "crowded", "real", "site"]
