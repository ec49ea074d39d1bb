import logging
import re

_NUMBER = re.compile(r"\d{15,}")
_LINK = re.compile(r"(?<=/j/)[\w.-]+")


class Discreet(logging.Formatter):
    """No NIK and no No. KK in the log: a traceback quotes the row that the database refused. Nor a signed link: Django
    notes the address of each refusal, and whoever reads that one could answer in a provider's name.
    """

    def format(self, record):
        return _LINK.sub("••••", _NUMBER.sub("••••", super().format(record)))
