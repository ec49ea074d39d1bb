"""Files of other villages of which a preview tells, were it only that there is one: each gets its trace."""

from accounts.enums import AccessKind
from accounts.services import record_accesses
from families.models import Family

REASON = "Tersebut dalam pratinjau impor desa lain"


def note_strangers(batch, rows, scene):
    met = scene.met
    for row in rows:
        for holders, name in ((scene.national, "national_id"), (scene.cards, "family_card_number")):
            number = row.values.get(name)
            if scene.elsewhere(holders, number):
                met.add(holders[number][0])
    record_accesses(AccessKind.VIEW, Family, sorted(met), actor=batch.owner, reason=REASON)
