from exchange.resources.lists import ImportResource, PersonResource
from exchange.resources.sheets import REASON, Column, SheetResource, Table, WrongTable
from exchange.resources.widgets import (
    CodeWidget,
    DayWidget,
    NumberWidget,
    PhoneWidget,
    TextWidget,
    is_nothing,
    key_of,
    plain,
)

__all__ = [
    "REASON",
    "CodeWidget",
    "Column",
    "DayWidget",
    "ImportResource",
    "NumberWidget",
    "PersonResource",
    "PhoneWidget",
    "SheetResource",
    "Table",
    "TextWidget",
    "WrongTable",
    "is_nothing",
    "key_of",
    "plain",
]
