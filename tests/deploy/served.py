"""A release behind a web server of the system, and what it answers."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

# Seconds in which a server must answer. The one for buckets imports much; a machine may be busy.
PATIENCE = 120


@dataclass(frozen=True)
class Answer:
    """What a web server answered; names of headers are lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A web server of this machine that listens at `port`."""

    port: int

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for `path`; names of `headers` have _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": "thidua.anbien.example"} | sent)
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        body = response.read()
        connection.close()
        return Answer(response.status, names, body)


def find_program(name: str, package: str) -> str:
    """Return the path of a program of the system; skip loudly where it is missing."""
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if path is None:
        reason = f"no {name} to serve the site with: apt-get install {package}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(
    command: Sequence[str | Path], port: int, log: Path, **variables: str
) -> Iterator[Server]:
    """Run a server until the end of the block; it has begun to listen at `port`."""
    with log.open("wb") as stream:
        process = subprocess.Popen(
            list(map(str, command)), stdout=stream, stderr=stream, env=os.environ | variables
        )
    try:
        patience = time.monotonic() + PATIENCE
        while process.poll() is None and not _listens(port):
            assert time.monotonic() < patience, log.read_text()
            time.sleep(0.02)
        assert process.poll() is None, log.read_text()
        yield Server(port)
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
