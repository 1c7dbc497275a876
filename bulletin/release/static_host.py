"""What hosts of static sites read beside the site: `_headers`, `_redirects`, and their limits.

Sources, read in November 2026: developers.cloudflare.com/pages/platform/limits (20,000 files, 25
MiB a file, without payment), …/configuration/redirects (2,000), docs.gitlab.com …/pages/redirects
(1,000 redirects), docs.github.com …/github-pages-limits (1 GB a site, no headers, no redirects).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.pages.old_address_pages import REDIRECTS
from bulletin.release.built_site import BuiltSite
from bulletin.release.host_headers import read_headers
from bulletin.vietnamese.numbers import format_size

MOST_FILES = 20_000
MOST_REDIRECTS = 1_000
LARGEST_FILE = 25 * 2**20
LARGEST_SITE = 10**9

_CACHE_RULES = (("/*", "no-cache"), ("/assets/fonts/*", "public, max-age=2592000"))


def make_host_files(site: BuiltSite) -> Mapping[str, bytes]:
    """Return the files that a static host reads, by their paths at the root of the site.

    Where there are more redirects than hosts read, the later ones are left out: the pages at old
    addresses lead on as well.
    """
    lines = site.read(REDIRECTS).decode().splitlines() if REDIRECTS in site.sizes else []
    redirects = "".join(f"{line.removesuffix(';')} 301\n" for line in lines[:MOST_REDIRECTS])
    return {
        ".nojekyll": b"",
        "_headers": _format_headers().encode(),
        "_redirects": redirects.encode(),
    }


def _format_headers() -> str:
    """Return the rules; `! Name` takes away what a rule above has set."""
    parts = [f"  {name}: {value}\n" for name, value in read_headers().items()]
    (every, usual), (fonts, kept) = _CACHE_RULES
    parts = [f"{every}\n", *parts, f"  Cache-Control: {usual}\n"]
    return "".join([*parts, f"{fonts}\n  ! Cache-Control\n  Cache-Control: {kept}\n"])


def find_limits(site: BuiltSite) -> Iterator[str]:
    """Yield warnings for the office where free hosts refuse the site, or soon will."""
    files, size = len(site.sizes), sum(site.sizes.values())
    if files > MOST_FILES * 0.8:
        yield f"trang có {files} tệp; Cloudflare Pages miễn phí nhận nhiều nhất {MOST_FILES}"
    if size > LARGEST_SITE * 0.8:
        limit = format_size(LARGEST_SITE)
        yield f"trang nặng {format_size(size)}; GitHub Pages nhận nhiều nhất {limit}"
    for path, one in site.sizes.items():
        if one > LARGEST_FILE:
            yield f"{path} nặng {format_size(one)}; Cloudflare Pages nhận nhiều nhất 25 MiB một tệp"
