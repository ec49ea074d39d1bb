"""Files of lists that a job has written, and what stands in a file."""

import csv
from io import BytesIO, StringIO

import factory
from openpyxl import load_workbook

from exchange.models import ListExport
from tests.factories.accounts import UserFactory


class ListExportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ListExport

    owner = factory.SubFactory(UserFactory)
    name = "families"
    file_type = "csv"


def csv_rows(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def excel_rows(content):
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.rows]


def file_rows(client, address, **asked):
    """The CSV at ``address`` as {head: cell}."""
    heads, *rows = csv_rows(b"".join(client.get(address, {"format": "csv", **asked})))
    return [dict(zip(heads, row, strict=True)) for row in rows]
