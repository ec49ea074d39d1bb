"""The trail of processing (article 32): who looked, what was changed, which copies were made."""

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.enums import Role
from accounts.models import AccessLog
from families.documents.copies.section import Column, Section
from families.models import Consent, DataCopy, Family, FamilyShare, Problem
from families.queries.history import history_of, sentence
from families.queries.merges import absorbed_by

NO_NAMES = "Peran dan waktunya. Nama petugas dan alamat jaringan tidak dimuat."


def trail_sections(family, *, sensitive, withheld):
    return [_looks(family, sensitive, withheld), _changes(family, sensitive, withheld), _copies(family, sensitive)]


def _looks(family, sensitive, withheld):
    """Of this file and those merged into it. A reason may name a case, and an office that it was referred."""
    files = [family.pk, *absorbed_by(family)]
    rows = AccessLog.objects.filter(subject_type=Family._meta.label_lower, subject_id__in=files)
    reason = [Column.of(AccessLog, "reason")] if sensitive else []
    return Section.of(
        "accesses", "Siapa yang melihat, membuka, atau mengunduh", rows.exclude(role__in=_offices(family, withheld)),
        "happened_at", "kind", "role", *reason, note=NO_NAMES,
    )  # fmt: skip


def _offices(family, withheld):
    """The roles, as the log writes them, that saw the file only through what is withheld."""
    shares = FamilyShare.objects.filter(family=family).exclude(role="")
    hidden = {role for role, reason in shares.values_list("role", "reason") if reason in withheld.shares}
    known = {role for role, reason in shares.values_list("role", "reason") if reason not in withheld.shares}
    return [Role(role).label for role in hidden - known]


def _changes(family, sensitive, withheld):
    entries = history_of(family, sees_sensitive=True)
    types = ContentType.objects.get_for_models(Consent, Problem)
    entries = entries.exclude(content_type=types[Consent], object_id__in=withheld.consents)
    if not sensitive:
        delicate = Problem.objects.filter(family=family, category__sensitive=True)
        entries = entries.exclude(content_type=types[Problem], object_id__in=delicate.values("pk"))
    return Section(
        "changes", "Catatan perubahan", CHANGE_COLUMNS, [_change(sentence(each)) for each in entries], (LogEntry,)
    )


CHANGE_COLUMNS = (
    Column("moment", "Waktu", lambda change: change.moment),
    Column("title", "Apa", lambda change: change.title),
    Column("lines", "Isinya", lambda change: change.lines),
)


def _change(change):
    return {each.name: each.value(change) for each in CHANGE_COLUMNS}


def _copies(family, sensitive):
    """A copy with sensitive cases is not told of in one without them."""
    rows = DataCopy.objects.filter(family=family, **({} if sensitive else {"includes_sensitive": False}))
    return Section.of("copies", "Salinan yang pernah diminta", rows, "made_at", "asked_by", "removed_on")
