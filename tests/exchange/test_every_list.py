"""What holds for the file of every list, on the demonstration's data, which has some of nearly everything."""

import re
from dataclasses import replace
from inspect import signature

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import get_resolver

from accounts.enums import AccessKind
from accounts.models import User
from accounts.services import record_access
from demo.story import seed
from exchange.services.exporting import REGISTERED, Asked
from families.views.taking import REASON as FULL_NUMBERS
from institutions.models import CareUnit
from monitoring.figures.indicators import INDICATORS
from programmes.models import BeneficiaryGroup
from tests.factories.regions import make_village
from workplans.models import WorkPlan

pytestmark = [pytest.mark.once_on_sqlite, pytest.mark.long]

# For a reason that is logged.
IN_FULL = {"members-full"}
# Lists of one record that is no FCU.
OF_ONE = {"group-members": BeneficiaryGroup, "sessions": BeneficiaryGroup, "plan-matches": WorkPlan}
IDENTITY = re.compile(r"\b\d{16}\b")
get_resolver().url_patterns  # noqa: B018 -- with the addresses come the lists
KINDS = sorted(REGISTERED.values(), key=lambda kind: kind.name)


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker, tmp_path_factory):
    """One of each role in the first regency."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("x")), transaction.atomic():
        for code in ("53.01.05.2011", "73.09.13.2001"):
            make_village(code)
        seed()
        yield list(User.objects.exclude(username__contains="."))
        transaction.set_rollback(True)


def sheets(kind, people):
    """The list as each of them may take it along; of one FCU or group, that of the first."""
    for user in people:
        for args in _args(kind, user):
            try:
                yield kind.open(Asked(user, QueryDict("format=csv")), args)
            except (PermissionDenied, Http404):
                continue


def _args(kind, user):
    parameters = signature(kind.read).parameters
    if "code" in parameters:
        return [{"code": INDICATORS[0].code}]
    if "pk" not in parameters:
        return [{}]
    if kind.name in IN_FULL:
        return [{"pk": record_access(AccessKind.REVEAL, actor=user, reason=FULL_NUMBERS).pk}]
    of = OF_ONE.get(kind.name, CareUnit)
    return [{"pk": pk} for pk in of.objects.visible_to(user).values_list("pk", flat=True)[:1]]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_says_where_and_shows_no_number(db, people, kind):
    opened = 0
    for sheet in sheets(kind, people):
        heads, *rows = sheet.lines()
        opened += 1
        assert {"Desa", "Kecamatan"} <= set(heads)
        assert all(len(row) == len(heads) for row in rows)
        assert kind.name in IN_FULL or not IDENTITY.search(" ".join(str(cell) for row in rows for cell in row))
    assert opened


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_three_rows_cost_no_more_statements_than_one(db, people, kind):
    for sheet in sheets(kind, people):
        keys = list(sheet.rows.values_list("pk", flat=True)[:3]) if isinstance(sheet.rows, QuerySet) else []
        if len(keys) == 3:
            assert _cost(sheet, keys) == _cost(sheet, keys[:1])


def _cost(sheet, keys):
    some = replace(sheet, rows=sheet.rows.filter(pk__in=keys))
    with CaptureQueriesContext(connection) as asked:
        list(some.lines())
    return len(asked.captured_queries)
