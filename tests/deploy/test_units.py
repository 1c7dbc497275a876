"""What deploy/ holds besides web servers: systemd's units, the container's nginx, one policy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.release.host_headers import HEADERS_FILE, POLICY, read_headers
from tests.deploy.served import find_program
from tests.site.built import ROOT

UNITS = sorted((ROOT / "deploy/systemd").iterdir())


def test_the_policy_is_one() -> None:
    policy = read_headers()[POLICY]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    caddy = (ROOT / "deploy/Caddyfile").read_text("utf-8")
    for name, value in read_headers().items():
        assert f'{name} "{value}"' in caddy


@pytest.mark.slow
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    program = find_program("systemd-analyze", "systemd")
    for unit in UNITS:
        text = unit.read_text("utf-8")
        # On this machine there is no such checkout, and perhaps no git.
        text = text.replace("/srv/ban-tin/kho/.venv/bin/python", sys.executable)
        text = re.sub(r"/usr/bin/(git|make)", "/bin/true", text)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    for unit in UNITS:
        name = unit.name.replace("@.", "@ban-tin.service.")
        done = subprocess.run(
            [program, "verify", "--man=no", str(tmp_path / name)],
            env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout + done.stderr) == (0, ""), unit.name


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_use_options_that_commands_have(unit: Path) -> None:
    for script, options in re.findall(
        r"scripts/(\w+\.py)((?: --[\w-]+)*)", unit.read_text("utf-8")
    ):
        files = (ROOT / "scripts" / script, ROOT / "bulletin/command_line.py")
        source = "".join(file.read_text("utf-8") for file in files)
        for option in options.split():
            assert f'"{option}"' in source


def test_nginx_in_the_container_needs_no_root_and_writes_to_tmp_alone(tmp_path: Path) -> None:
    program = find_program("nginx", "nginx")
    conf = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    conf = conf.replace("/etc/nginx/ban-tin-headers.conf", str(HEADERS_FILE))
    conf = conf.replace("listen 80;", "listen 8080;").replace("[::]:80", "[::]:8080")
    (tmp_path / "ban-tin.conf").write_text(conf, encoding="utf-8")
    main = (ROOT / "deploy/container-nginx.conf").read_text("utf-8")
    assert set(re.findall(r" (/\S+);", main)) == {
        "/etc/nginx/mime.types",
        "/etc/nginx/conf.d/*.conf",
        *(f"/tmp/{it}" for it in ("nginx.pid", "client_body", "proxy", "fastcgi", "uwsgi", "scgi")),
    }
    main = main.replace("/etc/nginx/conf.d", str(tmp_path)).replace("/tmp/", f"{tmp_path}/")
    (tmp_path / "nginx").write_text(main, encoding="utf-8")
    done = subprocess.run(
        [program, "-t", "-c", str(tmp_path / "nginx")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
