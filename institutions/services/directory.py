from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import Role
from core.exceptions import DomainError
from institutions.models import Institution, InstitutionStaff, ServiceOffer
from institutions.services.rights import locked, require_change, save_changes


@transaction.atomic
def add_institution(*, actor, **data):
    """``data``: fields of Institution; what is written down today is confirmed today."""
    region = data.get("region")
    require_change(actor, region.pk if region else "")
    _refuse_twin(data["name"], region)
    return Institution.objects.create(**{"confirmed_on": timezone.localdate(), **data})


@transaction.atomic
def change_institution(institution, *, actor, seen=None, **data):
    require_change(actor, institution.region_code)
    if "region" in data:
        require_change(actor, data["region"].pk if data["region"] else "")
    current = locked(Institution.objects, institution.pk, seen)
    _refuse_twin(data.get("name", current.name), data.get("region", current.region), besides=current)
    return save_changes(current, data)


def _refuse_twin(name, region, besides=None):
    twins = Institution.objects.active().filter(name__iexact=name, region=region)
    if twins.exclude(pk=besides.pk if besides else None).exists():
        raise DomainError(f"Lembaga “{name}” sudah ada di wilayah itu. Buka lembaga itu, lalu lengkapi.")


@transaction.atomic
def confirm_institution(institution, *, actor):
    """Somebody checked today that what stands here is still true."""
    require_change(actor, institution.region_code)
    current = locked(Institution.objects, institution.pk)
    current.confirmed_on = timezone.localdate()
    current.save(update_fields=["confirmed_on"])
    return current


@transaction.atomic
def add_offer(institution, *, actor, problems=(), **data):
    require_change(actor, institution.region_code)
    offer = ServiceOffer.objects.create(institution=institution, **data)
    offer.problems.set(problems)
    return offer


@transaction.atomic
def change_offer(offer, *, actor, seen=None, problems=None, **data):
    require_change(actor, offer.institution.region_code)
    current = save_changes(locked(ServiceOffer.objects, offer.pk, seen), data)
    if problems is not None:
        current.problems.set(problems)
    return current


def stop_offer(offer, *, actor):
    """The service is no longer given; referrals that named it keep it."""
    return change_offer(offer, actor=actor, active=False)


@transaction.atomic
def assign_staff(institution, user, *, actor):
    """Link a provider's account to its institution; twice is once."""
    require_change(actor, institution.region_code, Capability.MANAGE_ACCOUNTS)
    if Role.PROVIDER not in user.roles:
        raise DomainError("Akun ini bukan akun penyedia layanan. Beri dulu peran Penyedia layanan.")
    return InstitutionStaff.objects.get_or_create(institution=institution, user=user)[0]
