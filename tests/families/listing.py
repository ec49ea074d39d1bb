"""Families for the list, and what the list and its sheet show of them."""

import re
from io import BytesIO

from openpyxl import load_workbook

from tests.factories.families import FamilyFactory

LIST = "/keluarga/"


def make_named(village, *names, **fields):
    return [FamilyFactory(village=village, head_name=name, members=1, **fields) for name in names]


def heads_of(response):
    return re.findall(r'/keluarga/\d+/">([^<]+)</a>', response.content.decode())


def sheet_of(response):
    return list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows())
