"""What cannot go with an import that is taken back."""

from families.services.moving import links_to

CHANGED = "Sudah diubah orang sesudah impor."
IN_USE = "Sudah dipakai di catatan lain."


def in_use(model, pks, besides=()):
    """Which of ``pks`` other rows refer to, but for those of the models ``besides``."""
    found = set()
    for related, field in links_to(model):
        if related not in besides:
            rows = related._base_manager.filter(**{f"{field.name}__in": list(pks)})
            found |= set(rows.values_list(field.attname, flat=True).distinct())
    return found
