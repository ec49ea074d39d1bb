"""docker-compose.yml without Docker: its commands and its environment, as processes on private servers."""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import yaml

from ops import healthy, private, services
from ops.venv import ROOT

SITE = "https://fcu.example.go.id"
SECRETS = {
    "POSTGRES_PASSWORD": "aa11",
    "REDIS_PASSWORD": "bb22",
    "SECRET_KEY": "of-no-use-to-anybody-" + "k4j8d2m6x1" * 5,
    "SITE_URL": SITE,
    "ALLOWED_HOSTS": "fcu.example.go.id",
    "EMAIL_URL": "consolemail://",
    "DEFAULT_FROM_EMAIL": "fcu@example.go.id",
}
LONG_RUNNING = ("web", "worker", "beat")
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def filled_in(text, values):
    """What Compose makes of ${NAME:-default} and ${NAME:?message}."""

    def replace(match):
        name, kind, word = match.groups()
        if kind == "?" and name not in values:
            raise KeyError(name)
        return values.get(name, word or "")

    return VARIABLE.sub(replace, text)


def environment(**own):
    asked = {name: filled_in(value, SECRETS) for name, value in compose()["web"]["environment"].items()}
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**inherited, **asked, **own}


def command_of(name, bind, folder):
    """The command as written, at another address and with files of its own."""
    words = compose()[name]["command"]
    here = {"python": sys.executable, "0.0.0.0:8000": bind, "/tmp/beat-schedule": str(folder / "beat-schedule")}
    return [here.get(word, word) for word in words]


def test_commands_are_those_of_make_run():
    written = {name: compose()[name]["command"] for name in LONG_RUNNING}
    assert written == {
        "web": services.web("0.0.0.0:8000", workers=3, python="python"),
        "worker": services.worker("fcu", python="python"),
        "beat": services.beat("/tmp/beat-schedule", python="python"),
    }


def test_every_service_is_watched_and_comes_back():
    lasting = {name: service for name, service in compose().items() if name != "prepare"}
    assert [name for name, service in lasting.items() if "healthcheck" not in service] == []
    assert {service["restart"] for service in lasting.values()} == {"unless-stopped"}


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_nothing_starts_without_a_secret(name):
    values = {key: value for key, value in SECRETS.items() if key != name}
    with pytest.raises(KeyError, match=name):
        filled_in((ROOT / "docker-compose.yml").read_text(), values)


def test_example_names_every_secret():
    lines = (ROOT / ".env.example").read_text().splitlines()
    assert set(SECRETS) <= {line.split("=")[0] for line in lines}


def test_application_has_no_privileges():
    for name in ("prepare", *LONG_RUNNING):
        service = compose()[name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    dockerfile = (ROOT / "ops" / "Dockerfile").read_text().splitlines()
    assert "USER fcu" in dockerfile


@pytest.mark.postgres
def test_web_worker_and_beat_run_on_postgresql_and_redis(tmp_path):
    with ExitStack() as database, private.socket_folder() as queue, private.redis(queue) as redis_url:
        url = database.enter_context(private.postgres(database.enter_context(private.socket_folder())))
        settings = environment(DATABASE_URL=url, REDIS_URL=redis_url, FCU_DATA_DIR=str(tmp_path))
        prepare = command_of("prepare", None, tmp_path)
        subprocess.run(prepare, cwd=ROOT, env=settings, check=True, capture_output=True)
        address = f"127.0.0.1:{free_port()}"
        with started(address, settings, tmp_path) as processes:
            assert healthy.wait(f"http://{address}", SITE, seconds=30)
            status, body = health(f"http://{address}")
            assert (status, body["database"], body["jobs"]["overdue"]) == (200, "ok", 0)
            # The first question may come before the worker listens; Compose asks again, too.
            assert any(worker_answers(settings) for _ in range(3))
            sign_in = ask(f"http://{address}/masuk/")
            assert sign_in.status == 200
            assert "max-age=31536000" in sign_in.headers["Strict-Transport-Security"]
            assert [process.poll() for process in processes.values()] == [None, None, None]
            database.close()
            status, body = health(f"http://{address}")
            assert (status, body["database"]) == (503, "away")
        assert {name: process.returncode for name, process in processes.items()} == dict.fromkeys(LONG_RUNNING, 0)


@contextmanager
def started(bind, settings, folder):
    """All three at once, as Compose starts them; ended as Compose ends them."""
    processes = {}
    try:
        for name in LONG_RUNNING:
            options = {"env": settings, "cwd": ROOT, "start_new_session": True, "stdin": subprocess.DEVNULL}
            processes[name] = subprocess.Popen(command_of(name, bind, folder), **options)
        yield processes
    finally:
        for process in processes.values():
            private.stop(process, signal.SIGTERM, patience=20)


def worker_answers(settings):
    """The worker's own health check: asked over Redis, so it is listening there."""
    line = compose()["worker"]["healthcheck"]["test"][1].replace("$$", "$")
    check = line.replace("python ", f"{shlex.quote(sys.executable)} ", 1)
    return subprocess.run(check, shell=True, env=settings, cwd=ROOT, capture_output=True).returncode == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(url):
    """As the proxy asks: the site's name, TLS ended in front."""
    headers = {"Host": "fcu.example.go.id", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
    return urlopen(Request(url, headers=headers), timeout=20)


def health(address):
    try:
        with ask(f"{address}/healthz") as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)
