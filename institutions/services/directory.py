from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import Role
from core.exceptions import DomainError
from institutions.enums import PSKS_OF_KIND
from institutions.models import Institution, InstitutionStaff, ServiceOffer
from institutions.models.directory import LATITUDES, LONGITUDES
from institutions.services.rights import locked, require_change, require_keeping, save_changes
from regions.models import Region

HALF_A_PLACE = "Koordinat perlu dua angka: lintang lalu bujur. Contoh: -10.3123, 123.5678"
ABROAD = (
    "Titik itu di luar Indonesia. Tulis lintang dahulu (-11,5 sampai 6,5; minus di selatan), lalu bujur (94,5 sampai "
    "141,5). Contoh: -10.3123, 123.5678"
)


@transaction.atomic
def add_institution(*, actor, **data):
    """``data``: fields of Institution; what is written down today is confirmed today."""
    region = data.get("region")
    require_keeping(actor, region.pk if region else "")
    data = _checked(data)
    _refuse_twin(data["name"], region)
    return Institution.objects.create(**{"confirmed_on": timezone.localdate(), "confirmed_by": actor, **data})


@transaction.atomic
def change_institution(institution, *, actor, seen=None, **data):
    require_keeping(actor, institution.region_code)
    if "region" in data:
        require_keeping(actor, data["region"].pk if data["region"] else "")
    current = locked(Institution.objects, institution.pk, seen)
    data = _checked(data, current)
    if data.get("active", current.active):
        _refuse_twin(data.get("name", current.name), data.get("region", current.region), besides=current)
    return save_changes(current, data)


def _checked(data, current=None):
    check_coordinates(data.get("latitude"), data.get("longitude"))
    tidy = {"name": " ".join(data["name"].split())} if "name" in data else {}
    return data | tidy | _category(data, current)


def check_coordinates(latitude, longitude):
    """DomainError for half a point or one outside Indonesia; no point at all is fine."""
    if (latitude is None) != (longitude is None):
        raise DomainError(HALF_A_PLACE)
    if latitude is not None and not (
        LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
    ):
        raise DomainError(ABROAD)


def _category(data, current):
    """The PSKS category follows the kind, unless another one was chosen with it."""
    if "kind" not in data:
        return {}
    chosen = data.get("psks", "")
    if current and chosen == current.psks and data["kind"] != current.kind:
        chosen = ""
    return {"psks": chosen or PSKS_OF_KIND.get(data["kind"], "")}


def _refuse_twin(name, region, besides=None):
    # Whoever writes into one region writes after the other, or two twins would not see each other.
    Region.objects.select_for_update().filter(pk=region.pk if region else None).first()
    twins = Institution.objects.active().filter(name__iexact=name, region=region)
    if twins.exclude(pk=besides.pk if besides else None).exists():
        raise DomainError(f"Lembaga “{name}” sudah ada di wilayah itu. Buka lembaga itu, lalu lengkapi.")


@transaction.atomic
def confirm_institution(institution, *, actor):
    """Somebody checked today that what stands here is still true."""
    require_keeping(actor, institution.region_code)
    current = locked(Institution.objects, institution.pk)
    if not current.active:
        raise DomainError(f"{current} sudah tidak aktif. Aktifkan dahulu bila masih bekerja.")
    current.confirmed_on, current.confirmed_by = timezone.localdate(), actor
    current.save(update_fields=["confirmed_on", "confirmed_by"])
    return current


@transaction.atomic
def add_offer(institution, *, actor, problems=(), **data):
    require_keeping(actor, institution.region_code)
    offer = ServiceOffer.objects.create(institution=institution, **data)
    offer.problems.set(problems)
    return offer


@transaction.atomic
def change_offer(offer, *, actor, seen=None, problems=None, **data):
    require_keeping(actor, offer.institution.region_code)
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
