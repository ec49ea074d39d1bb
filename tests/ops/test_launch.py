"""What the launch scripts say and decide before anything is started."""

import os
import socket
import subprocess
import tomllib

import pytest

from ops import debian, private, run, serve, test, venv
from ops.errors import SetupError


def launch(name, **settings):
    environment = {**os.environ, **settings}
    command = [venv.ROOT / "ops" / "launch", name]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_taken_port_is_one_sentence_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = launch("run", PORT=str(port))
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"make run: port {port} cannot be used")
    assert f"make run PORT={port + 1}" in answer.stderr


@pytest.mark.parametrize("text", ["abc", "0", "70000", "-1", "8000.5"])
def test_bad_port_is_refused(text):
    with pytest.raises(SetupError, match="is not a port"):
        run._free_port(text)


@pytest.fixture
def package_list(tmp_path, monkeypatch):
    monkeypatch.setattr(debian, "LIST", tmp_path / "debian-packages")
    return debian.LIST


def test_missing_packages_are_named_in_one_command(package_list, monkeypatch):
    package_list.write_text(
        "runtime no-such-a\ntests no-such-b\nruntime no-such-c nothing\nruntime dpkg\nother no-such-d\n"
    )
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="--no-install-recommends no-such-a no-such-b no-such-c'$"):
        debian.require("runtime", "tests")


@pytest.fixture
def apt(tmp_path, monkeypatch):
    """An apt-get that only writes down how it was called; returns its notes and a way to make it fail."""
    notes = tmp_path / "notes"
    program = tmp_path / "apt-get"
    program.write_text(f'#!/bin/sh\necho "$@" >> {notes}\ntest ! -e {tmp_path}/broken\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return notes


def test_root_installs_what_is_missing(package_list, apt):
    package_list.write_text("runtime no-such-a\nruntime dpkg\n")
    debian.require("runtime")
    assert apt.read_text().splitlines() == ["-qq update", "-qq install -y --no-install-recommends no-such-a"]


def test_failed_installation_names_the_command(package_list, apt):
    package_list.write_text("runtime no-such-a\n")
    apt.with_name("broken").touch()
    with pytest.raises(SetupError, match="apt-get install -y --no-install-recommends no-such-a$"):
        debian.require("runtime")


def test_a_command_a_file_or_a_module_makes_a_package_unnecessary(package_list):
    package_list.write_text("runtime no-such-a sh\nruntime no-such-b /bin/s*\nruntime no-such-c module:json\n")
    debian.require("runtime")


def test_long_folders_get_a_short_place_for_sockets(tmp_path):
    deep = tmp_path / ("x" * 90)
    with private.socket_folder(deep) as folder:
        assert folder.is_dir()
        assert len(str(folder)) <= private.LONGEST_FOLDER
    assert not folder.exists()


@pytest.mark.parametrize(
    ("codes", "chosen", "verdict"),
    [
        ([0, 0], False, 0),
        ([0, 1], False, 1),
        ([5, 0], False, 1),
        ([5, 0], True, 0),
        ([5, 5], True, 1),
        ([0, 2], True, 1),
    ],
)
def test_exit_code_is_honest(codes, chosen, verdict):
    assert test._verdict(codes, chosen) == verdict


def test_secret_key_is_made_once_and_only_for_its_owner(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    path = tmp_path / "secret_key"
    serve._keep_secret_key(path)
    first = path.read_text()
    serve._keep_secret_key(path)
    assert (path.read_text(), path.stat().st_mode & 0o777) == (first, 0o600)
    assert len(first) > 64


def test_every_app_has_its_floor(settings):
    contracts = tomllib.loads((venv.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    ours = {app for app in settings.INSTALLED_APPS if (venv.ROOT / app).is_dir()} | {"fcu_project"}
    floors = {app for floor in contracts["contracts"][0]["layers"] for app in floor.split(" | ")}
    assert floors == set(contracts["root_packages"]) == ours


def test_requirements_are_pinned_and_explained():
    lines = [line for name in venv.REQUIREMENTS for line in (venv.ROOT / name).read_text().splitlines()]
    pinned = [line.split("==") for line in lines if line and not line.startswith(("#", "-r"))]
    explained = (venv.ROOT / "docs" / "dependencies.md").read_text()
    assert [parts for parts in pinned if len(parts) != 2 or f"| {parts[0]} | {parts[1]} |" not in explained] == []
