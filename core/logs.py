import logging
import re

_NUMBER = re.compile(r"\d{15,}")


class Discreet(logging.Formatter):
    """No NIK and no No. KK in the log: a traceback quotes the row that the database refused."""

    def format(self, record):
        return _NUMBER.sub("••••", super().format(record))
