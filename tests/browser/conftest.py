"""The built sites, for every test of this room."""

from __future__ import annotations

from tests.site.built import commune, crowded, real, site

__all__ = ["commune", "crowded", "real", "site"]
