import logging

from django.conf import settings
from django.utils.module_loading import import_string

LINE = settings.LOGGING["formatters"]["line"]


def test_a_log_holds_no_nik_even_when_the_database_quotes_it():
    formatter = import_string(LINE["class"])(LINE["format"], style=LINE["style"])
    try:
        raise ValueError("Key (national_id)=(5301055704880001) already exists.")
    except ValueError as error:
        record = logging.makeLogRecord({"msg": "Gagal", "exc_info": (ValueError, error, error.__traceback__)})
    said = formatter.format(record)
    assert "already exists" in said
    assert "5301055704880001" not in said


def test_a_signed_link_is_not_in_the_log():
    formatter = import_string(LINE["class"])(LINE["format"], style=LINE["style"])
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": ("/j/abc-D_1.sig-2/jawab/",)})
    said = formatter.format(record)
    assert "Not Found: /j/••••/jawab/" in said
