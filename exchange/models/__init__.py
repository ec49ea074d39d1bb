from exchange.models.batches import ColumnMap, ImportBatch, ImportBatchEvent, ImportRow
from exchange.models.exports import ListExport

__all__ = ["ColumnMap", "ImportBatch", "ImportBatchEvent", "ImportRow", "ListExport"]
