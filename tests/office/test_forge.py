"""Which forge stands behind a remote, and how a merge is asked for there."""

from __future__ import annotations

import pytest

from bulletin.office.incoming.forge import Forge, find_forge, make_compare_link, make_push_request

BRANCH = "bai/bep-chao"


@pytest.mark.parametrize(
    ("address", "edit_url", "forge"),
    [
        ("https://github.com/an-bien/ban-tin.git", None, Forge.GITHUB),
        ("git@github.com:an-bien/ban-tin.git", None, Forge.GITHUB),
        ("ssh://git@github.com:22/an-bien/ban-tin", None, Forge.GITHUB),
        ("https://ai:bi-mat@gitlab.com/an-bien/ban-tin.git", None, Forge.GITLAB),
        ("git@gitlab.tinh.example:nhom/con/ban-tin.git", None, Forge.GITLAB),
        ("https://codeberg.org/an-bien/ban-tin.git", None, Forge.FORGEJO),
        ("https://gitea.tinh.example/an-bien/ban-tin", None, Forge.GITEA),
        ("https://ma.tinh.example/a/b", "https://ma.tinh.example/a/b/-/edit/main/", Forge.GITLAB),
        ("https://ma.tinh.example/a/b", "https://ma.tinh.example/a/b/_edit/main/", Forge.FORGEJO),
        ("https://ma.tinh.example/a/b", "https://ma.tinh.example/a/b/edit/main/", Forge.OTHER),
        ("https://ma.tinh.example/github.com/b", None, Forge.OTHER),
        ("../kho.git", None, Forge.OTHER),
        ("/srv/gitlab.com/kho.git", None, Forge.OTHER),
        ("", None, Forge.OTHER),
    ],
)
def test_the_forge_is_known_by_address_or_settings(
    address: str, edit_url: str | None, forge: Forge
) -> None:
    assert find_forge(address, edit_url) is forge


@pytest.mark.parametrize("forge", Forge)
def test_no_option_has_a_line_end(forge: Forge) -> None:
    asked = make_push_request(forge, BRANCH, "Bếp cháo\n-o x\x00", "Một\r\nhai")
    assert all(option.isprintable() for option in asked.options)


@pytest.mark.parametrize(
    "address",
    [
        "https://ai:bi-mat@github.com/an-bien/ban-tin.git",
        "git@github.com:an-bien/ban-tin.git",
        "ssh://git@github.com/an-bien/ban-tin/",
    ],
)
def test_the_page_that_compares_is_named_without_secrets(address: str) -> None:
    assert make_compare_link(address, BRANCH, "Bếp & cháo") == (
        "https://github.com/an-bien/ban-tin/compare/main...bai/bep-chao"
        "?expand=1&title=B%E1%BA%BFp%20%26%20ch%C3%A1o"
    )


def test_a_folder_has_no_page() -> None:
    assert make_compare_link("../kho.git", BRANCH, "x") is None
