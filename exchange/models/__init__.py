from exchange.models.exports import ListExport

__all__ = ["ListExport"]
