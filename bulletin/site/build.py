"""Builds of the site: `Session` lives as long as the process, `BuildRun` as long as one build.

`mkdocs build` makes one build in a session, `mkdocs serve` one after another.

What reads the content and renders pages is imported only when the site is out of date: to import it
takes longer than to see that nothing has changed.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from jinja2 import Environment

from bulletin.content.snapshot import find_symbolic_links, scan_content
from bulletin.edition.moment import WrongMoment
from bulletin.engine.cache import Cache, ReadThroughCache
from bulletin.engine.fingerprint import fingerprint, fingerprint_dir
from bulletin.engine.project_cache import CACHE_DIR, CacheFolder, open_project_cache
from bulletin.engine.publication import Publication, PublishRecord, open_publication, output_key
from bulletin.engine.sqlite_cache import SqliteCache
from bulletin.engine.staging import PathConflict, Staged
from bulletin.engine.target import group, static_dir
from bulletin.errors import ContentError, Problem, in_order
from bulletin.render.printing import NoTypesetter
from bulletin.render.problem_report import render_problems
from bulletin.site.joined_scripts import MODULES
from bulletin.site.outcome import LossError, Outcome, check_loss, summarize
from bulletin.site.preview_server import PreviewServer, Server
from bulletin.site.progress import ProgressDisplay
from bulletin.site.service_worker import WORKER
from bulletin.site.settings import Settings, set_dialect, settings_key
from bulletin.site.sitemap import SITEMAP
from bulletin.site.style_sheet import STYLE_SHEET
from bulletin.site.version_file import read_commit
from bulletin.system_errors import explain_system_error
from bulletin.vietnamese.numbers import format_size

if TYPE_CHECKING:
    from bulletin.render.page_renderer import TemplateContext
    from bulletin.site.context import SiteContext

LOCAL_NAMESPACES = {"files", "summaries", "search_index"}
"""The namespaces of the cache of which each build of a preview needs all values."""

STAMPS = "build stamps"
"""The cache's namespace for the stamp of each published folder."""

OWN_FILES = frozenset({WORKER, SITEMAP, STYLE_SHEET}) | MODULES
"""Files that MkDocs would copy from the theme and that are made here from their sources."""

ALLOW_LOSS = "BULLETIN_ALLOW_LOSS"
"""The environment variable with which a build may lose many addresses."""

ALWAYS_KEPT = (".well-known",)
"""What hosts put into the folder for certificates and the like (RFC 8615)."""

MKDOCS_GROUP = "docs"
"""The name of the target group of the files that MkDocs writes itself."""


@dataclass(frozen=True, slots=True)
class BuildStamp:
    """What a published site was built from, between which moments it is right, and its warnings.

    `inputs` is empty when a source file may still be changing. `host_files` are the paths of what
    others put into the folder. `pages` and `size` are what the site has of both.
    """

    inputs: bytes
    since: dt.datetime
    until: dt.datetime
    warnings: tuple[str, ...]
    host_files: tuple[str, ...]
    pages: int = 0
    size: int = 0

    def is_current(self, inputs: bytes, now: dt.datetime) -> bool:
        """Return whether a site built from `inputs` would be the same at `now`."""
        return bool(inputs) and inputs == self.inputs and self.since <= now < self.until


class NavigationLink(Protocol):
    """An entry of MkDocs' navigation."""

    title: str
    url: str


class Navigation(Protocol):
    """MkDocs' navigation."""

    items: Sequence[NavigationLink]


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project's files lie: its root, hand-written pages, theme and settings."""

    root: Path
    docs: Path
    theme: Path
    settings_file: Path

    @classmethod
    def of(cls, settings: Settings) -> Project:
        """Return the project that these settings describe."""
        file = Path(settings.config_file_path)
        return cls(file.parent, Path(settings.docs_dir), Path(settings.theme.dirs[0]), file)


@dataclass(frozen=True, slots=True)
class ProjectCache:
    """A project's cache: the folder, the file in it, and the view of it that builds read."""

    folder: Path
    file: SqliteCache
    values: Cache


@dataclass(slots=True)
class BuildRun:
    """One build. `context` is None when nothing is to be built: the published site is up to date,
    or the content of a preview has mistakes.

    `staged` is what finishing the build publishes: None as long as nothing is ready, and again
    when the build has failed. `is_current` says that the published site is up to date.
    """

    publication: Publication
    project: Project
    mkdocs_dir: Path
    stamp: BuildStamp
    context: SiteContext | None
    theme_key: bytes
    staged: Staged | None = None
    is_current: bool = False

    @property
    def watched(self) -> list[str]:
        """The folders whose files a preview watches."""
        project = self.project
        return [str(project.root / "content"), str(project.docs), str(project.theme)]

    def configure_templates(self, environment: Environment) -> None:
        """Give the theme's templates the values that all of them need."""
        if self.context is not None:
            self.context.configure_templates(environment)

    def stage(
        self,
        environment: Environment,
        template_context: TemplateContext,
        hand_written: Iterable[Any],
        navigation: Navigation,
        report: Callable[[int, int], None],
    ) -> None:
        """Build everything that is out of date, beside the published site.

        `hand_written` are the files of the pages that MkDocs wrote into `mkdocs_dir`, as MkDocs
        describes them, and every page shows the `navigation`; `report` gets the number of finished
        groups of targets and of all. Raises ContentError.
        """
        if self.context is None:
            return
        from bulletin.search.page_entries import HandWrittenPage
        from bulletin.site.target_groups import make_target_groups

        links = [(item.title, item.url) for item in navigation.items]
        theme_key = fingerprint(self.theme_key, links)
        groups = make_target_groups(
            self.context,
            environment,
            template_context,
            [HandWrittenPage.of(file) for file in hand_written],
            theme_key,
        )
        mkdocs_files = group(MKDOCS_GROUP, static_dir(self.mkdocs_dir))
        self.staged = self.publication.stage(
            [mkdocs_files, *groups], report, ContentError, {*self.stamp.host_files}
        )
        shutil.rmtree(self.mkdocs_dir, ignore_errors=True)


class Session:
    """What lives as long as the process: messages, the cache, and what was published last.

    `clock` gives seconds.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._progress = ProgressDisplay(stream, clock)
        self._is_preview = False
        self._cache: ProjectCache | None = None
        self._cache_folder: CacheFolder | None = None
        self._last: PublishRecord | None = None
        self._run: BuildRun | None = None
        self._preview: PreviewServer | None = None
        self._resources = ExitStack()
        self._kept_alive: object = None

    def start(self, *, command: str, dirty: bool) -> None:
        """Note which command of MkDocs this is, and count the seconds from now."""
        self._is_preview = command == "serve"
        self._progress.begin()

    def begin(self, settings: Settings, now: dt.datetime, hook: Path) -> BuildRun:
        """Begin a build of the project that `settings` describe, as it is to be at `now`.

        Locks the published folder until the build is finished. `hook` is the file of the hooks: a
        change of it rebuilds all pages, as one of the settings and of the theme. Raises
        ContentError, and OSError where the folder cannot be read or written; a preview reports the
        mistakes in the content instead, and builds nothing.
        """
        self.discard()
        self.finish()
        if self._is_preview:
            self._progress.begin()
        # The values of a build live until it ends: collecting garbage gains nothing.
        gc.disable()
        project = Project.of(settings)
        cache = self._cache = self._cache or self._open_cache(project.root)
        output = Path(settings.site_dir)
        name = output_key(output).hex()[:12]
        if self._is_preview:
            output = cache.folder / f"xem-thu-{name}"
            if self._preview is None:
                self._preview = PreviewServer(output, project.theme)
        mkdocs_dir = cache.folder / f"mkdocs-{name}"
        self._resources.callback(shutil.rmtree, mkdocs_dir, ignore_errors=True)
        publication = self._resources.enter_context(
            open_publication(output, cache.folder, cache.values, self._last)
        )
        try:
            run = self._open_run(settings, now, hook, project, publication, mkdocs_dir)
            if self._preview is not None:
                self._preview.clear()
        except ContentError as failure:
            self._report_mistakes(failure, project)
            stamp = BuildStamp(b"", now, now, (), ())
            run = BuildRun(publication, project, mkdocs_dir, stamp, None, b"")
        for warning in run.stamp.warnings:
            self._print(warning)
        self._run = run
        return run

    def _open_run(
        self,
        settings: Settings,
        now: dt.datetime,
        hook: Path,
        project: Project,
        publication: Publication,
        mkdocs_dir: Path,
    ) -> BuildRun:
        """Read the content, unless the site is up to date. Raises ContentError."""
        assert self._cache is not None
        cache = self._cache
        set_dialect(settings)
        theme_key = settings_key(settings, [project.theme, project.settings_file, hook])
        snapshot = scan_content(project.root, cache.values)
        docs = os.path.relpath(project.docs, project.root)
        inputs = b""
        # Nothing is read through a symbolic link: it may lead anywhere on the machine.
        has_links = bool(find_symbolic_links(project.root, docs))
        if not has_links and (content := snapshot.fingerprint):
            docs_key = fingerprint_dir(project.docs)
            inputs = fingerprint(theme_key, docs_key, content, read_commit(project.root) or "")
        stamps = cache.values.get_many(STAMPS, [publication.key])
        stamp: BuildStamp | None = stamps.get(publication.key)
        if stamp and stamp.is_current(inputs, now) and publication.is_intact({*stamp.host_files}):
            return BuildRun(
                publication, project, mkdocs_dir, stamp, None, theme_key, is_current=True
            )
        from bulletin.site.context import make_context

        # A preview has the address of this machine, which MkDocs gives it.
        address = [] if self._is_preview else _judge_address(settings, project)
        try:
            context = make_context(
                snapshot, docs, now, cache.values, settings, preview=self._is_preview
            )
        except ContentError as failure:
            raise ContentError([*failure.problems, *address]) from None
        problems = in_order([*context.library.warnings, *address])
        if any(problem.is_error for problem in address):
            raise ContentError(problems)
        warnings = tuple(map(str, problems))
        host_files = (*ALWAYS_KEPT, *context.library.bulletin.host_files)
        stamp = BuildStamp(inputs, now, context.edition.until, warnings, host_files)
        return BuildRun(publication, project, mkdocs_dir, stamp, context, theme_key)

    def stage(
        self,
        environment: Environment,
        template_context: TemplateContext,
        hand_written: Iterable[Any],
        navigation: Navigation,
    ) -> None:
        """Build what is out of date (see `BuildRun.stage`), and publish a preview at once.

        Any other build is published only when MkDocs has counted its warnings.
        """
        if self._run is None:
            return
        try:
            self._run.stage(
                environment, template_context, hand_written, navigation, self._progress.report
            )
        except ContentError as failure:
            self._report_mistakes(failure, self._run.project)
        if self._is_preview:
            self.finish()

    def serve(self, server: Server) -> None:
        """Show the preview in MkDocs' server."""
        if self._preview is not None and self._cache is not None:
            self._preview.attach(server)
            from bulletin.site.change_observer import observe_by_events

            observe_by_events(server, self._cache.folder)

    def _report_mistakes(self, failure: ContentError, project: Project) -> None:
        """Show the mistakes where a preview is looked at; raises them in any other build."""
        self.discard()
        if self._preview is None:
            raise failure
        self._print(str(failure))
        self._preview.show(render_problems(project.theme, failure.problems))

    def fail(self, error: Exception) -> str | None:
        """Note that the build has failed: nothing of it is published.

        Returns in one sentence what people can mend, after the report of the mistakes in the
        content; None for any other error.
        """
        self.discard()
        if isinstance(error, ContentError):
            self._print(str(error))  # MkDocs' own log would indent and wrap the lines
            return "Nội dung có lỗi, chưa dựng trang."
        if isinstance(error, WrongMoment | NoTypesetter):
            return str(error)
        if isinstance(error, PathConflict):
            return f"Chưa dựng được: hai nơi cùng làm ra một tệp, báo cho kỹ thuật ({error})."
        if isinstance(error, LossError):
            return f"Chưa đăng: {error}"
        if sentence := explain_system_error(error):
            return f"Chưa dựng được: {sentence}"
        return None

    def discard(self) -> None:
        """Note that nothing of the build under way is to be published."""
        if self._run is not None:
            self._run.staged, self._run.is_current = None, False

    def finish(self) -> None:
        """Publish what is ready, say what came of it, and let other builds of the folder begin.

        What cannot be published ends the process with a sentence.
        """
        run, self._run = self._run, None
        with self._resources:
            if run is not None and run.staged is not None:
                try:
                    self._publish(run, run.staged)
                except (OSError, LossError) as error:
                    raise SystemExit(self.fail(error)) from None
            elif run is not None and run.is_current:
                pages, size = run.stamp.pages, run.stamp.size
                self._progress.close(Outcome(0, pages, size, lost=(), before=pages))
        # The values of this build stay: the garbage collector need not look at them again.
        gc.freeze()
        if self._is_preview:
            gc.enable()
        else:
            # A cycle of references keeps the values of the build alive until the process ends, so
            # that Python does not free a million of them one by one; the system does it at once.
            self._kept_alive = (self, run)

    def _publish(self, run: BuildRun, staged: Staged) -> None:
        publication, cache = run.publication, self._cache
        before, is_new = publication.manifest, not publication.output.exists()
        outcome = summarize(staged, before, is_new=is_new)
        if not self._is_preview and not os.environ.get(ALLOW_LOSS):
            check_loss(outcome)
        self._last = publication.commit(staged)
        if cache is not None:
            stamp = replace(run.stamp, pages=outcome.built + outcome.kept, size=outcome.size)
            cache.file.put_many(STAMPS, {publication.key: stamp})
        for address in outcome.lost:
            cure = "thêm vào aliases của bài thay thế, hoặc ghi vào content/data/withdrawn.yml"
            self._print(f"cảnh báo: địa chỉ {address} đã đăng nay không còn; {cure}")
        self._progress.close(outcome)
        if cache is not None and (freed := cache.file.prune()):
            self._print(f"Đã dọn {format_size(freed)} không còn dùng trong {CACHE_DIR}/")

    def _open_cache(self, root: Path) -> ProjectCache:
        opened = self._cache_folder = open_project_cache(root)
        if opened.refused:
            self._print(f"cảnh báo: {opened.refused}; lần này dựng mà không dùng nó")
        for old in opened.path.glob("memory.db*"):  # the name before version 0.2.0
            with suppress(OSError):
                old.unlink()
        file = opened.file
        values = ReadThroughCache(file, LOCAL_NAMESPACES) if self._is_preview else file
        return ProjectCache(opened.path, file, values)

    def _print(self, words: str) -> None:
        print(words, file=self._stream)


def _judge_address(settings: Settings, project: Project) -> list[Problem]:
    """Return what is wrong with the address of the site, with its line in mkdocs.yml."""
    from bulletin.content.site_url import judge_site_url

    text = project.settings_file.read_text(encoding="utf-8", errors="replace")
    return judge_site_url(settings.site_url or None, text)
