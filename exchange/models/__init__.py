from exchange.models.batches import ColumnMap, ImportBatch, ImportBatchEvent, ImportRow

__all__ = ["ColumnMap", "ImportBatch", "ImportBatchEvent", "ImportRow"]
