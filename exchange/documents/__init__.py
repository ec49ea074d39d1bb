from exchange.documents.template import template_of
from exchange.documents.wrong import wrong_rows

__all__ = ["template_of", "wrong_rows"]
