import json
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from core.finders import FILES, PackageFinder
from tests.core.component_sheet import render_form

ON_EVERY_FIRST_VISIT = ("bootstrap/bootstrap.min.css", "css/fcu.css", "js/fcu.js")


def test_only_the_named_files_of_packages_are_served():
    assert sorted(name for name, _ in PackageFinder().list([])) == sorted(FILES)
    assert PackageFinder().find("bootstrap/bootstrap.bundle.min.js") == []
    assert [name for name, _ in PackageFinder().list(["htmx/*", "leaflet/*"])] == ["bootstrap/bootstrap.min.css"]


def test_htmx_is_version_2():
    assert b'version:"2.' in content("htmx/htmx.min.js")


def content(name):
    return Path(finders.find(name)).read_bytes()


def wire(name):
    return len(brotli.compress(content(name), quality=11))


@pytest.mark.parametrize("extra", ["htmx/htmx.min.js", "js/draft.js"])
def test_first_load_fits_the_weight(rf, settings, extra):
    settings.ROOT_URLCONF = "tests.core.component_urls"
    page = len(brotli.compress(render_form(rf.get("/")).encode(), quality=5))
    assert page + wire(extra) + sum(map(wire, ON_EVERY_FIRST_VISIT)) < 55_000


def test_own_scripts_are_small():
    raw = [len(content(name)) for name in ("js/fcu.js", "js/draft.js")]
    assert sum(raw) <= 8_000


def test_collected_files_are_hashed_and_point_nowhere(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert set(FILES) <= set(hashed)
    assert all((tmp_path / name).exists() for name in hashed.values())
    assert b"sourceMappingURL" not in (tmp_path / hashed["bootstrap/bootstrap.min.css"]).read_bytes()
