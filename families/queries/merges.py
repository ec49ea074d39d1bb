from django.db.models import Q

from families.models import Merge


def merges_of(family):
    """The merges in force that this file took part in, the last one first."""
    took_part = Merge.objects.filter(Q(kept=family) | Q(absorbed=family), undone_on=None)
    return took_part.select_related("kept__village", "absorbed__village", "merged_by")


def absorbed_by(family):
    """Keys of the files that were merged into this one, and of those merged into them before."""
    found, asked = [], [family.pk]
    while asked:
        merges = Merge.objects.filter(kept__in=asked, undone_on=None).exclude(absorbed__in=found)
        asked = list(merges.values_list("absorbed", flat=True))
        found += asked
    return found
