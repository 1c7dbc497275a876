"""The published folder: put in place whole, and no address dies without a word."""

from pathlib import Path

import pytest

from bulletin.press.publication import Publication, vanished, write_files


def published(folder: Path, *addresses: str) -> Path:
    write_files(folder, [(f"{a.strip('/')}/index.html".lstrip("/"), b"x") for a in addresses])
    return folder


def test_an_address_that_is_no_more_is_named(tmp_path: Path) -> None:
    old = published(tmp_path / "old", "/", "/dien-hinh/2026/a/", "/dien-hinh/2026/b/")
    new = published(tmp_path / "new", "/", "/dien-hinh/2026/b/", "/dien-hinh/2026/c/")
    assert vanished(old, new) == ["/dien-hinh/2026/a/"]


def test_the_further_pages_of_a_list_may_go(tmp_path: Path) -> None:
    old = published(tmp_path / "old", "/dien-hinh/", "/dien-hinh/trang/2/")
    new = published(tmp_path / "new", "/dien-hinh/")
    assert vanished(old, new) == []


@pytest.mark.parametrize("completed", [True, False])
def test_the_old_site_stays_until_the_new_one_is_whole(tmp_path: Path, *, completed: bool) -> None:
    site = published(tmp_path / "site", "/cu/")
    publication = Publication()
    staging = published(Path(publication.begin(str(site))), "/moi/")
    if completed:
        publication.complete()
    assert publication.close() == (["/cu/"] if completed else [])
    assert [page.name for page in site.iterdir()] == ["moi" if completed else "cu"]
    assert not staging.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
