"""Every kind of import has a template whose examples can be read, and no header that stands for two columns."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.enums import Role
from exchange.handlers import KINDS
from tests.factories.accounts import make_user
from tests.factories.regions import make_village

KIND_NAMES = ("keluarga", "anggota", "layanan", "layanan-desa", "kas")


@pytest.mark.parametrize("name", KIND_NAMES)
def test_the_examples_of_a_template_are_right(name):
    for column in KINDS[name].sheet.columns:
        for example in (*column.examples, *column.choices):
            column.widget.clean(example)


@pytest.mark.parametrize("name", KIND_NAMES)
def test_a_header_stands_for_one_column(name):
    keys = [key for column in KINDS[name].sheet.columns for key in column.keys]

    assert sorted(key for key in keys if keys.count(key) > 1) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("anggota", Role.SECRETARY),
        ("layanan", Role.DINAS),
        ("layanan-desa", Role.COORDINATOR),
        ("kas", Role.TREASURER),
    ],
)
def test_who_may_import_finds_form_and_template(client, name, role):
    client.force_login(make_user(role, make_village()))

    assert client.get(reverse("exchange:send", args=[name])).status_code == 200
    response = client.get(reverse("exchange:template", args=[name]))

    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert [cell.value for cell in book["Data"][1]] == [column.title for column in KINDS[name].sheet.columns]
