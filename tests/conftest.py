"""Strictness for every test: nothing leaves the process, and every page that a test opens must be well made."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from auditlog.context import disable_auditlog
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from pytest_django.plugin import blocking_manager_key

from fcu_project.celery import app as celery_app
from regions.queries import forget_names
from tests.factories.accounts import make_user
from tests.factories.regions import in_the_zone_of_the_village, make_village

REFERENCE_DATA = (
    import_module("families.migrations.0002_reference_data").fill,
    import_module("families.migrations.0005_fill_registry").fill,
    import_module("institutions.migrations.0002_national_programmes").add_programmes,
    import_module("institutions.migrations.0005_directory").add_programmes,
    import_module("mentoring.migrations.0002_subjects").add_subjects,
    import_module("workplans.migrations.0002_national_template").add_national_template,
    import_module("monitoring.migrations.0002_national_instruments").add_national_instruments,
)
LARGEST_PAGE = 50_000
POST_FORM = re.compile(r"<form\b[^>]*method=.post.*?</form>", re.IGNORECASE | re.DOTALL)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<[a-z][^>]*\s(?:style|on[a-z]+)=[\"']", re.IGNORECASE)
IDS = re.compile(r"<[a-z][^>]*\sid=\"([^\"]+)\"", re.IGNORECASE)


def pytest_configure():
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=django_settings.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        AXES_ENABLED=False,
        SECURE_SSL_REDIRECT=False,
    ).enable()
    if connection.vendor == "sqlite":
        # A file, as the installation has it: threads of one test meet the same locks as there.
        connection.settings_dict["TEST"]["NAME"] = str(django_settings.DATA_DIR / "test.sqlite3")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with real transactions empties every table at its end; what the migrations had put there comes back."""
    outcome = yield
    if nextitem and _had_real_transactions(item):
        with item.config.stash[blocking_manager_key].unblock(), disable_auditlog():
            ContentType.objects.clear_cache()
            for fill in REFERENCE_DATA:
                fill(apps, None)
    return outcome


def _had_real_transactions(item):
    marker = item.get_closest_marker("django_db")
    asked = bool(marker and marker.kwargs.get("transaction"))
    return asked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The private PostgreSQL of make test goes with all it holds; to drop one database first would have to wait for
    the last connection of a browser that is still open."""
    return connection.vendor == "postgresql"


class StrictClient(Client):
    """Django's test client that also looks at each page as a careful reader would."""

    def request(self, **request):
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            _check_page(response.content.decode())
        return response


def _check_page(html):
    assert len(html.encode()) < LARGEST_PAGE, "the page is larger than 50 KB"
    for form in POST_FORM.findall(html):
        assert "csrfmiddlewaretoken" in form, f"a form without CSRF field: {form[:200]}"
    inline = INLINE.search(html)
    assert not inline, f"the Content-Security-Policy blocks {html[inline.start() : inline.start() + 120]}"
    ids = IDS.findall(html)
    twice = {name for name in ids if ids.count(name) > 1}
    assert not twice, f"ids used twice: {twice}"


@pytest.fixture
def client():
    return StrictClient()


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def zone_of_the_village():
    with in_the_zone_of_the_village():
        yield


@pytest.fixture(autouse=True)
def fresh_caches():
    forget_names()
    cache.clear()


@pytest.fixture(autouse=True)
def published(request, monkeypatch):
    """Messages for the broker end in this list as (task, args, kwargs); marked tests talk to a real broker."""
    messages = []
    if not any(request.node.get_closest_marker(name) for name in ("browser", "postgres")):
        monkeypatch.setattr(
            celery_app,
            "send_task",
            lambda name, args=None, kwargs=None, **_: messages.append((name, tuple(args or ()), dict(kwargs or {}))),
        )
    return messages


@pytest.fixture
def village(db):
    """Desa Tablolong, Kecamatan Kupang Barat, Kabupaten Kupang."""
    return make_village()


@pytest.fixture
def other_village(db):
    """Desa Moncongloe in another province: what is there must stay unseen."""
    return make_village("73.09.13.2001")


@pytest.fixture
def as_role(village):
    """``as_role(Role.TKSK)``, ``as_role(Role.SECRETARY, other_village)`` → a client; ``client.user`` is who."""

    def sign_in(role, region=village):
        return as_user(make_user(role, region))

    return sign_in


def as_user(user):
    client = StrictClient()
    client.force_login(user)
    session, now = client.session, timezone.now().timestamp()
    session.update({"started": now, "seen": now, "shared": False})
    session.save()
    client.user = user
    return client


@pytest.fixture(name="as_user")
def as_user_fixture(db):
    """``as_user(user)`` → a client signed in as this user."""
    return as_user
