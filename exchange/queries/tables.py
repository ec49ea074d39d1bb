from django.core.files.storage import default_storage

from core.reading import read_sheets
from exchange.models import ColumnMap


def table_of(batch):
    """The batch's file as its headers say, and where a person once told us of such headers, as that person did.

    Raises core.reading.UnreadableSheet and exchange.resources.WrongTable.
    """
    sheets = read_sheets(default_storage.path(batch.file.file.name))
    table = batch.handler.sheet.table_of(sheets)
    maps = ColumnMap.objects.filter(kind=batch.kind, place=batch.region_id or "", headers=table.signature())
    told = maps.values_list("columns", flat=True).first()
    return batch.handler.sheet.table_of(sheets, told) if told else table
