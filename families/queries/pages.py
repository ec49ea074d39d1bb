"""What one family's page shows of the file."""


def file_of(families, pk):
    """The family with its place and who recorded it, or None."""
    related = ("village__parent__parent", "recorded_by")
    return families.filter(pk=pk).select_related(*related).first()
