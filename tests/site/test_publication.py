"""What is published stays whole: all of a good build or nothing of a bad one."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from lxml import html

from tests.site.built import ROOT, copy_of_the_commune, many_stories, process_environment
from tests.site.forked import ForkedMkDocs

pytestmark = pytest.mark.slow

STORY = "content/exemplars/2026/nguoi-dua-do.md"

HELD = (
    ("dien-hinh/2026/vo-lua-con-nhap/", "bản nháp (draft: true)", "Chum vại sành sứ"),
    ("dien-hinh/2027/dem-hoi-dua-ghe/", "đến 07:30 ngày 01/02/2027", "Tiếng trống giục"),
)
"""Stories of the commune that are not public: their pages, why, and words of them."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project whose site has been published once; tests put back what they change."""
    project = copy_of_the_commune(tmp_path_factory.mktemp("publication") / "project")
    before = snapshot(project)
    done = make(project)
    assert done.returncode == 0, done.stderr
    written = {path.relative_to(project).parts[0] for path in project.rglob("*")}
    assert written == {".cache", "content", "docs", "mkdocs.yml", "site"}
    assert snapshot(project).items() >= before.items(), "a build writes into no source"
    return project


def make(project: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a project's site where its settings say."""
    arguments = ["build", *options, "--config-file", str(project / "mkdocs.yml")]
    return ForkedMkDocs(arguments, ROOT, process_environment() | environment).wait()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@contextmanager
def changed(path: Path, change: Callable[[str], str]) -> Iterator[None]:
    """Change a file for a while."""
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before, "nothing was changed"
    path.write_text(after, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_content_error_leaves_the_published_site_alone(published: Path) -> None:
    before, names = snapshot(published / "site"), sorted(published.iterdir())
    with changed(published / STORY, lambda text: text.replace("2026-09-05", "2026-02-30")):
        done = make(published, "--strict")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    wanted = f"{STORY}:3: date: phải là ngày có thật dạng 2026-11-18, đang là '2026-02-30'"
    assert wanted in lines
    assert any(line.startswith("1 lỗi") for line in lines)
    assert "Traceback" not in done.stderr
    assert snapshot(published / "site") == before
    assert sorted(published.iterdir()) == names


def test_every_error_is_reported_at_once_in_order(published: Path) -> None:
    other = published / "content/exemplars/2025/cau-moi-cuoi-song.md"
    with (
        changed(published / STORY, lambda text: text.replace("ap-ben-do", "ap-ben-doo")),
        changed(other, lambda text: text.replace("subject: model", "subject: bridge")),
    ):
        done = make(published)
    assert done.returncode == 1
    found = re.findall(r"(?m)^content/\S+:\d+: [^:]+: (?!cảnh báo)", done.stderr)
    assert found == [
        "content/exemplars/2025/cau-moi-cuoi-song.md:7: subject: ",
        f"{STORY}:5: unit: ",
    ]
    assert "có phải 'ap-ben-do'?" in done.stderr
    assert any(line.startswith("2 lỗi") for line in done.stderr.splitlines())


def test_a_strict_warning_leaves_the_published_site_alone(published: Path) -> None:
    before, names = snapshot(published / "site"), sorted(published.iterdir())
    dead = "\nXem [trang này](khong-co.md).\n"
    with changed(published / "docs/gioi-thieu.md", lambda text: text + dead):
        done = make(published, "--strict")
    assert done.returncode == 1
    assert "khong-co.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(published / "site") == before
    assert sorted(published.iterdir()) == names


def test_a_warning_of_ours_does_not_stop_publication(published: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "cu.html").write_text("của lần dựng trước")
    with changed(published / STORY, lambda text: text.replace("ap-ben-do", "xa-dau-song")):
        done = make(published, "--strict", "--site-dir", str(site))
    assert done.returncode == 0, done.stderr
    (warning,) = [line for line in done.stderr.splitlines() if f"{STORY}:5" in line]
    assert warning.startswith(f"{STORY}:5: unit: cảnh báo: Xã Đầu Sông đã kết thúc ngày 30/6/2025")
    assert "xa-hoa-sen" in warning
    assert (site / "index.html").exists()
    assert not (site / "cu.html").exists(), "what is gone from the content is gone from the site"
    assert list(tmp_path.iterdir()) == [site]


def test_a_checkout_that_lacks_many_files_is_not_published(published: Path) -> None:
    stories = [published / f"content/exemplars/2026/{name}.md" for name, _ in many_stories()]
    for path, (_, text) in zip(stories, many_stories(), strict=True):
        path.write_text(text, encoding="utf-8")
    assert make(published).returncode == 0
    before = snapshot(published / "site")
    for path in stories:
        path.unlink()
    done = make(published)
    assert done.returncode == 1
    assert "trang đã đăng" in done.stderr
    assert "make site ARGS=--allow-loss" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(published / "site") == before
    assert make(published, BULLETIN_ALLOW_LOSS="1").returncode == 0


def test_what_the_system_refuses_is_reported_in_a_sentence(published: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    done = make(published, "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 1
    assert f"{tmp_path}/site: đây không phải là thư mục" in done.stdout
    assert "Traceback" not in done.stderr


def test_what_a_host_keeps_there_is_left_alone(published: Path) -> None:
    settings = published / "content/data/bulletin.yml"
    strangers = [published / "site" / name for name in (".well-known/token", "google12ab.html")]
    with changed(settings, lambda text: f"{text}host_files: [google12ab.html]\n"):
        for path in strangers:
            path.parent.mkdir(exist_ok=True)
            path.write_text("theirs")
        for _ in range(2):
            done = make(published)
            assert done.returncode == 0, done.stderr
            assert all(path.read_text() == "theirs" for path in strangers)
    for path in strangers:
        path.unlink()
    make(published)


# --- preview ------------------------------------------------------------------------------------

# A busy machine is no fault: what does not come within these seconds does not come.
SECONDS = 60


@contextmanager
def preview(project: Path, log: Path) -> Iterator[str]:
    """Run `mkdocs serve` for a project; give the address of its site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        server = subprocess.Popen(
            [*command, "--config-file", project / "mkdocs.yml"],
            cwd=project,
            env=process_environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield f"http://127.0.0.1:{port}/ban-tin"
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def eventually(what: str, condition: Callable[[], bool]) -> None:
    """Wait until a condition holds; fail when it does not within seconds."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"not within {SECONDS} seconds: {what}"
        time.sleep(0.1)


def page(address: str) -> str:
    """Return a page of the preview, empty while there is none."""
    try:
        with urlopen(address, timeout=SECONDS) as answer:
            text: str = answer.read().decode("utf-8")
            return text
    except HTTPError as failure:
        return failure.read().decode("utf-8")
    except (URLError, ConnectionError, TimeoutError):
        return ""


def test_a_preview_follows_the_content_and_survives_mistakes(tmp_path: Path) -> None:
    project = copy_of_the_commune(tmp_path / "project")
    log, story = tmp_path / "log", project / STORY
    good = story.read_text("utf-8")
    story.write_text(good.replace("\nsummary: ", "\nsumary: "), encoding="utf-8")
    with preview(project, log) as site:
        address = f"{site}/dien-hinh/2026/nguoi-dua-do/"
        eventually("report of the first build", lambda: f"{STORY}:" in page(address))
        story.write_text(good, encoding="utf-8")
        eventually("first page", lambda: "trời chưa sáng" in page(address))

        story.write_text(good.replace("trời chưa sáng", "gà mới gáy"), encoding="utf-8")
        eventually("edited story", lambda: "gà mới gáy" in page(address))

        # What is held back is shown as such: at its address, and in the list on the front page.
        for path, reason, word in HELD:
            found = html.document_fromstring(page(f"{site}/{path}"))
            assert found.xpath("string(//title)").startswith("Bản xem trước: ")
            assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
            (notice,) = found.xpath("//*[@role='note']")
            assert notice.text_content().startswith(f"Bản xem trước: bài chưa đăng, {reason}.")
            assert word in found.text_content()
            assert word not in page(f"{site}/rss/tat-ca.xml")
        front = html.document_fromstring(page(f"{site}/"))
        assert "Chưa đăng, đến 07:30 ngày 01/02/2027" in front.text_content()
        assert "Bản xem trước" not in page(address)

        def reported(words: str) -> Callable[[], bool]:
            return lambda: all(
                words in page(f"{site}{path}") for path in ("/", "/dien-hinh/", "/x")
            )

        story.write_text(good.replace("unit: ap-ben-do", "unit: khong-co"), encoding="utf-8")
        eventually("report", reported(f"{STORY}:5"))
        assert "không có đơn vị &#39;khong-co&#39;" in page(address)
        assert "livereload(" in page(address), "it reloads when the mistake is mended"
        wanted = f"{STORY}:5: unit: không có đơn vị 'khong-co'"
        eventually("error", lambda: wanted in log.read_text("utf-8"))
        story.write_text(good.replace("---\n", "---\ntiêu đề\n", 1), encoding="utf-8")
        eventually("another report", reported(f"{STORY}:2"))

        story.write_text(good.replace("trời chưa sáng", "sương chưa tan"), encoding="utf-8")
        eventually("mended story", lambda: "sương chưa tan" in page(address))
    assert "Traceback" not in log.read_text("utf-8")
    assert "stuck" not in log.read_text("utf-8")
    assert not (project / "site").exists()
