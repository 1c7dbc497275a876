"""The forge's workflows: least rights, actions by hash, no words of strangers in a command."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
HASHED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v[\d.]+$")
# What a workflow may write, and where: everything else only reads.
WRITING = {
    "publish.yml": {"tell": {"issues"}},
    "dependencies.yml": {"propose": {"contents", "pull-requests"}},
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


@pytest.mark.parametrize(
    "command", [("actionlint",), ("zizmor", "--offline", "--no-progress", "--quiet")]
)
def test_linters_of_workflows_have_nothing_to_say(command: tuple[str, ...]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        [*command, *map(str, WORKFLOWS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_offline_build_asks_no_index() -> None:
    command = ["make", "--dry-run", "--always-make", "site", "OFFLINE=1"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    installs = [line for line in said.replace("\\\n", "").splitlines() if " pip " in line]
    assert len(installs) >= 2
    assert all("--no-index --find-links wheelhouse" in line for line in installs)
