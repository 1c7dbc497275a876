"""The forge's workflows: least rights, actions by hash, no words of strangers in a command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CHOICE = ".github/choose_program.sh"
HASHED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v[\d.]+$")
# What a workflow may write, and where: everything else only reads.
WRITING = {
    "publish.yml": {"tell": {"issues"}},
    "dependencies.yml": {"propose": {"contents", "pull-requests"}},
    "check.yml": {"tell": {"pull-requests"}},
}

Job = Mapping[str, Any]


def read(path: Path) -> Mapping[str, Any]:
    """Return a workflow; its key `on` is one that YAML 1.1 takes for true."""
    found: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def iter_jobs(path: Path) -> Iterator[tuple[str, Job]]:
    """Yield the names and the jobs of a workflow."""
    yield from read(path)["jobs"].items()


@pytest.fixture(params=WORKFLOWS, ids=[path.name for path in WORKFLOWS])
def workflow(request: pytest.FixtureRequest) -> Path:
    """Each workflow."""
    path: Path = request.param
    return path


def test_rights_are_least(workflow: Path) -> None:
    assert read(workflow)["permissions"] in ({}, {"contents": "read"})
    for name, job in iter_jobs(workflow):
        written = {right for right, how in job.get("permissions", {}).items() if how != "read"}
        assert written == WRITING.get(workflow.name, {}).get(name, set()), name
        assert job["timeout-minutes"] <= 40, name


def test_what_writes_installs_nothing(workflow: Path) -> None:
    for name in WRITING.get(workflow.name, {}):
        job = dict(iter_jobs(workflow))[name]
        runs = "\n".join(step.get("run", "") for step in job["steps"])
        assert not re.search(r"\bmake\b|\bpip\b|\bnpm\b|\.venv", runs)


def test_actions_are_named_by_hash_and_leave_no_token(workflow: Path) -> None:
    lines = workflow.read_text("utf-8").splitlines()
    assert [line for line in lines if "uses:" in line and not HASHED.search(line)] == []
    for _, job in iter_jobs(workflow):
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_one_action_has_one_hash_everywhere() -> None:
    found = {
        use for path in WORKFLOWS for use in re.findall(r"uses: (\S+)", path.read_text("utf-8"))
    }
    assert len(found) == len({use.partition("@")[0] for use in found})


def test_no_expression_stands_in_a_command(workflow: Path) -> None:
    assert "pull_request_target" not in workflow.read_text("utf-8")
    for _, job in iter_jobs(workflow):
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_commands_are_shell(workflow: Path) -> None:
    for _, job in iter_jobs(workflow):
        script = "\n".join(step.get("run", "") for step in job["steps"])
        done = subprocess.run(
            ["bash", "-n"], input=script, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_only_branches_of_the_repository_are_written_to_and_by_its_own_program() -> None:
    job = dict(iter_jobs(ROOT / ".github/workflows/check.yml"))["tell"]
    assert "head.repo.full_name == github.repository" in job["if"]
    assert job["steps"][0]["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"


def git(root: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    name = (
        "-c",
        "user.name=Ai",
        "-c",
        "user.email=ai@mau.example",
        "-c",
        "init.defaultBranch=main",
    )
    command = ["git", "-C", str(root), *name, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("changed", ["content/moi.md", "Makefile"])
def test_texts_are_judged_by_the_program_of_the_main_branch(changed: str, tmp_path: Path) -> None:
    jobs = dict(iter_jobs(ROOT / ".github/workflows/check.yml"))
    for name in ("content", "preview"):
        [step] = [step for step in jobs[name]["steps"] if step.get("id") == "program"]
        assert step["run"] == CHOICE
    root = tmp_path / "kho"
    (root / "content").mkdir(parents=True)
    (root / "content/cu.md").write_text("cũ\n", "utf-8")
    (root / "Makefile").write_text("của chính\n", "utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Số đầu")
    (root / changed).write_text("của yêu cầu\n", "utf-8")
    (root / "content/cu.md").unlink()
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Yêu cầu")
    output = tmp_path / "output"
    environment = {
        "PATH": os.environ["PATH"],
        "EVENT": "pull_request",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(output),
    }
    done = subprocess.run(
        [str(ROOT / CHOICE)],
        cwd=root, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = dict(line.split("=") for line in output.read_text("utf-8").splitlines())
    if changed == "Makefile":
        assert found == {"folder": str(root), "base": "HEAD^1"}
        assert re.search("::warning::.*Makefile", done.stdout)
        return
    assert found == {"folder": str(tmp_path / "chinh"), "base": "HEAD"}
    assert (tmp_path / "chinh/Makefile").read_text("utf-8") == "của chính\n"
    differing = git(Path(found["folder"]), "diff", "--name-only", "HEAD").split()
    assert differing == ["content/cu.md", "content/moi.md"]


@pytest.mark.parametrize(
    "command", [("actionlint",), ("zizmor", "--offline", "--no-progress", "--quiet")]
)
def test_linters_of_workflows_have_nothing_to_say(command: tuple[str, ...]) -> None:
    places = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    program = shutil.which(command[0], path=places)
    if program is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        [program, *command[1:], *map(str, WORKFLOWS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_forms_for_issues_are_whole() -> None:
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml"))
    assert len(forms) == 4
    for path in forms:
        form = yaml.safe_load(path.read_text("utf-8"))
        assert {"name", "description", "body"} <= form.keys()
        asked = [part for part in form["body"] if part["type"] != "markdown"]
        assert len({part["id"] for part in asked}) == len(asked) > 1
        assert all(part["attributes"]["label"] for part in asked)


def test_an_offline_build_asks_no_index() -> None:
    command = ["make", "--dry-run", "--always-make", "site", "OFFLINE=1"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    installs = [line for line in said.replace("\\\n", "").splitlines() if " pip " in line]
    assert len(installs) >= 2
    assert all("--no-index --find-links wheelhouse" in line for line in installs)
