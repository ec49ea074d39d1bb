"""Every row of every table, to see that an act left nothing behind."""

from django.apps import apps

# What the merge itself writes, and what follows from other rows.
OWN = {"families.fileevent", "families.merge", "auditlog.logentry", "families.dimensionmean", "sessions.session"}
DERIVED = {"version", "search_text", "completeness", "decile", "head_name"}


def snapshot():
    """Every row of every table, but for what a merge adds and what is derived."""
    rows = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower not in OWN:
            fields = [each.attname for each in model._meta.concrete_fields if each.name not in DERIVED]
            rows[model._meta.label_lower] = list(model._base_manager.order_by("pk").values_list(*fields))
    return rows
