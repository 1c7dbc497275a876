"""Nothing of the district is written into the theme or the package: a commune's site shows none."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.site.built import COMMUNE, ROOT, Site

pytestmark = pytest.mark.slow

DISTRICT = re.compile(
    r"(?<!\w)(an[\s_-]?biên|an[_-]?bien|kiên giang|kien-giang|huyện)(?!\w)", re.IGNORECASE
)


def traces(site: Site) -> list[str]:
    """Return where the files of a site name the district or its words, in path or text."""
    found = []
    for path, data in site.files.items():
        text = unicodedata.normalize("NFC", data.decode("utf-8", errors="ignore"))
        for name in (path, text):
            for trace in DISTRICT.finditer(name):
                # The schemas list the levels of administration, of which a district is one.
                if path.startswith("schema/") and trace[0] == "huyện":
                    continue
                around = name[max(0, trace.start() - 40) : trace.end() + 40]
                found.append(f"{path}: …{' '.join(around.split())}…")
    return found


def test_the_communes_site_names_nothing_of_the_district(commune: Site) -> None:
    complaints = traces(commune)
    assert not complaints, "\n".join(complaints)


def test_the_districts_site_does(real: Site) -> None:
    assert len(traces(real)) > len(real.pages)


def test_the_communes_own_files_do_not_either() -> None:
    for path in sorted(COMMUNE.rglob("*")):
        if path.suffix in {".md", ".yml"} and path.name != "mkdocs.yml":
            assert not DISTRICT.search(path.read_text("utf-8")), path


@pytest.mark.parametrize("file_name", ["bulletin.yml", "units.yml", "fields.yml"])
def test_the_commune_has_data_of_its_own(file_name: str) -> None:
    own = (COMMUNE / "content/data" / file_name).read_text("utf-8")
    assert own != (ROOT / "content/data" / file_name).read_text("utf-8")


def test_everything_lies_below_the_path_of_the_site(commune: Site) -> None:
    """Whoever wrote an address with the host's root has left the site."""
    for address, page in {**commune.pages, "404.html": commune.not_found}.items():
        for target in page.xpath("//@href | //@src"):
            if target.startswith("/"):
                assert target.startswith("/ban-tin/"), (address, target)
                assert address == "404.html", "only this page cannot know where it is shown"
