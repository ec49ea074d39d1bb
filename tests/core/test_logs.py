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
