from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import age_in_years
from families.enums import ConsentMethod, ConsentPurpose
from families.models import Consent
from families.queries import consent_text, has_consent
from families.services.rights import demand, hold, refuse_future

GROWN_AGE = 18


def demand_consent(family, purpose, member=None):
    """DomainError, with what to do, unless the family agreed to ``purpose`` (for ``member``) and still does."""
    if not has_consent(family, purpose, member):
        raise DomainError(
            f"Kesediaan “{ConsentPurpose(purpose).label.lower()}” belum ada atau sudah ditarik. "
            "Catat dahulu kesediaannya pada berkas keluarga."
        )


@transaction.atomic
def record_consent(
    family, *, purpose, method, given_by, actor, given_on=None, witness="", scan=None, member=None, guardian="",
):  # fmt: skip
    """Agreement to the text of ``purpose`` in force that day. A new one for the same takes the place of the old.

    ``member``: whom it concerns, None for the whole family. For a minor ``guardian`` says who agrees as what:
    ayah, ibu, wali.
    """
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    given_on = given_on or timezone.localdate()
    refuse_future(given_on, "Tanggal kesediaan")
    _check_manner(family, method, witness, member, guardian, given_on)
    hold(family)
    for earlier in family.consents.in_force().filter(purpose=purpose, member=member):
        earlier.withdrawn_on, earlier.withdrawn_reason = max(given_on, earlier.given_on), "Diganti kesediaan baru"
        earlier.save()
    return Consent.objects.create(
        family=family, purpose=purpose, text=consent_text(purpose, given_on), member=member, method=method,
        given_by=given_by, guardian=guardian.strip(), given_on=given_on, witness=witness.strip(), scan=scan,
        taken_by=actor,
    )  # fmt: skip


def _check_manner(family, method, witness, member, guardian, day):
    if method == ConsentMethod.SPOKEN and not witness.strip():
        raise DomainError("Kesediaan lisan perlu saksi. Isi nama saksinya.")
    if member and member.family_id != family.pk:
        raise DomainError("Anggota itu bukan anggota keluarga ini. Pilih anggota dari daftar.")
    if member and age_in_years(member.birth_date, day) < GROWN_AGE and not guardian.strip():
        raise DomainError(f"{member.name} belum {GROWN_AGE} tahun. Isi siapa walinya: ayah, ibu, atau wali lain.")


@transaction.atomic
def withdraw_consent(consent, *, on, actor, reason=""):
    demand(actor, consent.family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(on)
    hold(consent.family)
    consent.refresh_from_db()
    if consent.withdrawn_on:
        raise DomainError("Kesediaan ini sudah ditarik.")
    if on < consent.given_on:
        raise DomainError(f"Kesediaan diberikan {consent.given_on:%d-%m-%Y}. Isi tanggal sesudahnya.")
    consent.withdrawn_on, consent.withdrawn_reason = on, reason
    consent.save()
    return consent
