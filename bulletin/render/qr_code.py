"""A square code (QR) of an address, as SVG to be printed into a page."""

from __future__ import annotations

from markupsafe import Markup

_QUIET_ZONE = 2
"""Modules of white around the code; the sheet around it is white too."""


def draw_qr_code(address: str) -> Markup:
    """Return the code of `address`, readable with a seventh of it hidden or worn off (level M)."""
    import segno  # few builds draw a new code, and this imports half of urllib

    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(
        border=_QUIET_ZONE, omitsize=True, svgclass="bt-qr", lineclass=None, svgversion=None
    )
    return Markup(drawn.replace("<svg ", '<svg width="144" height="144" ', 1))
