from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import age_in_years, in_sentence
from documents.services import store_upload
from families.enums import FAMILY_PURPOSES, GROWN_AGE, ConsentMethod, ConsentPurpose
from families.models import Consent
from families.queries import consent_for, consent_text
from families.services.rights import demand, hold, refuse_future

REPLACED = "Diganti kesediaan baru"
_listeners = []


def register_withdrawal(listener):
    """``listener(consent)`` hears of each withdrawal, inside its transaction. Apps register in AppConfig.ready."""
    if listener not in _listeners:
        _listeners.append(listener)


def demand_consent(family, purpose, member=None):
    """The consent in force for ``purpose``, of the family as a whole or for ``member``.

    DomainError, with what to do, unless there is one that was not withdrawn. For every act that needs a consent.
    """
    consent = consent_for(family, purpose, member)
    if consent is None:
        raise DomainError(
            f"Kesediaan “{in_sentence(ConsentPurpose(purpose).label)}” belum ada atau sudah ditarik. "
            "Catat dahulu kesediaannya pada berkas keluarga."
        )
    return consent


@transaction.atomic
def record_consent(
    family, *, purpose, method, given_by, actor, given_on=None, witness="", upload=None, member=None, guardian="",
):  # fmt: skip
    """Agreement to the text of ``purpose`` in force that day. A new one for the same takes the place of the old.

    ``member``: whom it concerns, None for the whole family. For a minor ``guardian`` says who agrees as what:
    ayah, ibu, wali. ``upload``: the signed paper as it was sent to us.
    """
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    given_on = given_on or timezone.localdate()
    refuse_future(given_on, "Tanggal kesediaan")
    _check_manner(method, witness)
    _check_person(family, purpose, member, guardian, given_on)
    hold(family)
    for earlier in family.consents.in_force().filter(purpose=purpose, member=member):
        earlier.withdrawn_on, earlier.withdrawn_reason = max(given_on, earlier.given_on), REPLACED
        earlier.save()
    return Consent.objects.create(
        family=family, purpose=purpose, text=consent_text(purpose, given_on), member=member, method=method,
        given_by=given_by, guardian=guardian.strip(), given_on=given_on, witness=witness.strip(),
        scan=store_upload(upload, actor=actor) if upload else None, taken_by=actor,
    )  # fmt: skip


def _check_manner(method, witness):
    if method == ConsentMethod.SPOKEN and not witness.strip():
        raise DomainError("Kesediaan lisan perlu saksi. Isi nama saksinya.")


def _check_person(family, purpose, member, guardian, day):
    if member is None:
        return
    if member.family_id != family.pk:
        raise DomainError("Anggota itu bukan anggota keluarga ini. Pilih anggota dari daftar.")
    if purpose in FAMILY_PURPOSES:
        raise DomainError("Menjadi pionir atau plasma diputuskan seluruh keluarga. Pilih “Seluruh keluarga”.")
    if age_in_years(member.birth_date, day) < GROWN_AGE and not guardian.strip():
        raise DomainError(f"{member.name} belum {GROWN_AGE} tahun. Isi siapa walinya: ayah, ibu, atau wali lain.")


@transaction.atomic
def attach_scan(consent, upload, *, actor):
    """The signed paper of a consent that was recorded without it; the paper never changes afterwards."""
    demand(actor, consent.family.village_id, Capability.CHANGE_FAMILIES)
    hold(consent.family)
    consent.refresh_from_db()
    if consent.scan_id:
        raise DomainError("Formulir kesediaan ini sudah diunggah.")
    consent.scan = store_upload(upload, actor=actor)
    consent.save()
    return consent


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
    consent.withdrawn_on, consent.withdrawn_reason = on, reason.strip()
    consent.save()
    for listener in _listeners:
        listener(consent)
    return consent
