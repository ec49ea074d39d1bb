from documents.views.serving import serve

__all__ = ["serve"]
