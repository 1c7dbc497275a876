"""The invented corpus: always the same, without a mistake, and distributed as it says."""

from __future__ import annotations

import datetime as dt
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import mean, median

import pytest

from benchmarks.bulletin_project import iter_content_files
from benchmarks.stories import Story, iter_stories
from benchmarks.text_generator import TextGenerator, count_syllables
from benchmarks.words import word_lists
from bulletin.portal.collecting import collect, read_copy
from bulletin.portal.fetching import FolderSite
from bulletin.portal.holdings import make_holdings
from bulletin.portal.sources import read_sources
from bulletin.portal.store import FolderStore
from scripts import check, corpus

pytestmark = pytest.mark.slow

COUNT = 1500


@pytest.fixture(scope="module")
def invented() -> list[Story]:
    return list(iter_stories(COUNT))


def test_a_story_is_the_same_however_many_there_are(invented: list[Story]) -> None:
    assert list(iter_stories(40)) == invented[:40]


def test_its_bytes_do_not_hang_on_the_hash_seed() -> None:
    program = "from benchmarks.stories import iter_stories; print(ascii(list(iter_stories(20))))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_lengths(invented: list[Story]) -> None:
    lengths = [count_syllables(one.body) for one in invented]
    assert 480 < mean(lengths) < 520
    assert 420 < median(lengths) < 470
    assert min(lengths) >= 150


@pytest.mark.parametrize(
    ("share", "holds"),
    [
        (0.25, lambda one: one.head.campaign is not None),
        (0.15, lambda one: one.campaigns),
        (0.60, lambda one: len(one.fields) == 1),
        (0.22, lambda one: one.subject == "individual"),
        (0.15, lambda one: one.award),
        (0.60, lambda one: one.approved),
        (0.15, lambda one: "(story:" in one.body),
    ],
    ids=["own campaign", "campaigns", "fields", "subject", "award", "approved", "link"],
)
def test_shares(invented: list[Story], share: float, holds: object) -> None:
    assert callable(holds)
    assert sum(map(bool, map(holds, invented))) / COUNT == pytest.approx(share, abs=0.03)


def test_every_year_has_its_share(invented: list[Story]) -> None:
    years = Counter(one.head.day.year for one in invented)
    assert [years[year] for year in range(2017, 2026)] == [pytest.approx(COUNT / 10, abs=5)] * 9


def test_words_are_as_unequal_as_in_a_text(invented: list[Story]) -> None:
    """Frequency falls by rank, steeply at the end: a tail of words that occur once or twice."""
    words = Counter(word for one in invented for word in re.findall(r"[^\W\d]+", one.body.lower()))
    counts = sorted(words.values(), reverse=True)
    assert len(counts) > 3000
    assert counts[0] / sum(counts) < 0.03
    assert counts[9] / counts[99] > 2
    assert counts[99] / counts[999] > 8
    assert sum(count <= 2 for count in counts) > len(counts) / 5


@pytest.mark.parametrize("name", word_lists())
def test_every_gap_of_a_template_is_filled(name: str) -> None:
    generator = TextGenerator(random.Random(1), "giam-ngheo", 2026)
    for template in word_lists()[name]:
        assert "{" not in generator.fill_template(template).replace("{đích}", "")


def test_links_are_those_of_stories_that_stand_there(invented: list[Story]) -> None:
    paths = {path for path, _ in iter_content_files(invented, 10)}
    texts = [
        text for path, text in iter_content_files(invented, 10) if path.startswith("exemplars")
    ]
    links = [link for text in texts for link in re.findall(r"\]\(\.\./\.\./(.+?)\)", text)]
    assert links
    assert set(links) <= paths


def test_the_checker_finds_no_mistake_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    assert corpus.main(["120", str(project), "--images", "0.1"]) == 0
    assert list(project.glob("content/exemplars/*/*.jpg"))
    assert check.main([str(project)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "không có lỗi"
    assert corpus.main(["120", str(project)]) == 1, "it would write into what is there"


@pytest.mark.parametrize("program", ["material", "hugo", "pelican"])
def test_rivals_get_the_same_stories(tmp_path: Path, program: str) -> None:
    project = tmp_path / "project"
    assert corpus.main(["30", str(project), "--for", program]) == 0
    written = [path for path in project.rglob("*.md") if path.name != "index.md"]
    assert len(written) == 30
    assert not [path for path in written if "story:" in path.read_text("utf-8")]


def test_an_invented_country_is_a_portals_sources(tmp_path: Path) -> None:
    folder = tmp_path / "nuoc"
    assert corpus.main(["40", str(folder), "--for", "portal", "--bulletins", "2"]) == 0
    sources = read_sources("SOURCES.yml", (folder / "SOURCES.yml").read_bytes())
    store = FolderStore(tmp_path / "kho")
    for source in sources:
        site = FolderSite(folder / source.url)
        state = collect(source, site, store, dt.date(2026, 11, 23), lambda: 0.0)
        assert state.faults == ()
    held = make_holdings((read_copy(store, one) for one in sources), dt.date(2026, 11, 23))
    assert len(held.stories) == 80
    assert len({story.url for story in held.stories}) == 80
