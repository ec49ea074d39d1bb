"""How much of a family is known. Only name, sex, birth date and relation must be; this tells what the rest lacks."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.formatting import age_in_years
from families.models import Decile, Family, Housing, MoneyRecord

OF_FAMILY = (
    ("family_card_number", "No. KK"), ("hamlet", "dusun"), ("rt", "RT"), ("rw", "RW"), ("phone", "telepon"),
)  # fmt: skip
# Field, label, and from which age on it says something.
OF_MEMBER = (
    ("national_id", "NIK", 0), ("birth_place", "tempat lahir", 0), ("education", "pendidikan", 5),
    ("marital_status", "status kawin", 15), ("occupation", "pekerjaan", 15),
)  # fmt: skip
SCHOOL_AGE = range(7, 19)
SERIES = {("housing", "Keadaan rumah"): Housing, ("money", "Keuangan"): MoneyRecord, ("decile", "Desil DTSEN"): Decile}


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known of one thing: the file itself, a member (its place among the others), or a series beside it
    that has no entry yet."""

    about: str
    labels: tuple = ()
    member: int | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """``gaps``: what is not known yet, in the words of the screen."""

    percent: int
    gaps: tuple


def completeness_of(family, members):
    """``members``: those who belong to the family now. One statement beside them."""
    return _completeness(family, members, entries_of([family.pk])[family.pk])


def known_percent(family, members, entries):
    """The same as a bare figure, for many families at once: ``entries`` as entries_of gives them for one."""
    return _completeness(family, members, entries).percent


def entries_of(pks):
    """Family's pk → (series, label) → whether it has an entry. One statement."""
    found = [Exists(model.objects.filter(family=OuterRef("pk"))) for model in SERIES.values()]
    rows = Family.objects.filter(pk__in=pks).order_by().values_list("pk", *found)
    return {pk: dict(zip(SERIES, known, strict=True)) for pk, *known in rows}


def _completeness(family, members, entries):
    parts = [_part("Keluarga", [(label, getattr(family, name)) for name, label in OF_FAMILY])]
    parts += [(1, int(known), Gap(label, series=name)) for (name, label), known in entries.items()]
    today = timezone.localdate()
    parts += [_part(each.name, _facts_of(each, today), place) for place, each in enumerate(members)]
    asked, known = (sum(part[i] for part in parts) for i in (0, 1))
    return Completeness(100 * known // asked, tuple(gap for asked, known, gap in parts if known < asked))


def _part(about, facts, member=None):
    """(how much is asked, how much of it is known, the gap)."""
    facts = list(facts)
    missing = tuple(label for label, value in facts if not value)
    return len(facts), len(facts) - len(missing), Gap(about, missing, member)


def _facts_of(member, today):
    age = age_in_years(member.birth_date, today)
    for name, label, least in OF_MEMBER:
        if age >= least:
            yield label, getattr(member, name)
    if age in SCHOOL_AGE:
        yield "sekolah", member.schooling
