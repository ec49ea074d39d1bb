"""How a family lives: money, house, decile and programmes, each an entry with a date."""

from django.db import transaction
from django.db.models import Q

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from families.models import AidReceived, Decile, Family, Housing, MoneyRecord, Strength
from families.queries import edition_of
from families.services.keeping import note_completeness
from families.services.rights import demand, hold, refuse_future

STALE = "Orang lain baru saja membetulkan catatan ini."
AMOUNTS = ("income", "expenses", "monthly_savings", "savings", "debt")
ROOMS = ("house", "roof", "wall", "floor", "water", "sanitation", "electricity", "assets")


def record_money(family, *, data, actor):
    """``data``: field → value of MoneyRecord; at least one amount or the times of the business. Once a day."""
    return _record(MoneyRecord(family=family, recorded_by=actor), data, actor)


def record_housing(family, *, data, actor):
    """``data``: field → value of Housing; at least one thing that is known. Once a day."""
    return _record(Housing(family=family, recorded_by=actor), data, actor)


def record_decile(family, *, data, actor):
    """``data``: value 1 to 10, stated_on and the source that stated it. The latest one is kept on the family."""
    return _record(Decile(family=family, recorded_by=actor), data, actor)


def record_aid(family, *, data, actor):
    """``data``: programme, member (None: the whole family), starts_on, ends_on (None: still), note."""
    return _record(AidReceived(family=family, recorded_by=actor), data, actor)


@transaction.atomic
def end_aid(aid, *, on, actor):
    demand(actor, aid.family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(on)
    hold(aid.family)
    aid.refresh_from_db()
    if aid.ends_on:
        raise DomainError(f"Program ini sudah dicatat berakhir {date_long(aid.ends_on)}.")
    aid.ends_on = on
    _check_aid(aid)
    aid.save()
    return aid


@transaction.atomic
def correct_entry(entry, *, data, version, actor):
    """Put ``data`` in the place of the entry's values; the change log keeps the old ones.

    ``version``: edition_of the entry as it was shown. StaleState if its values are others by now.
    """
    demand(actor, entry.family.village_id, Capability.CHANGE_FAMILIES)
    hold(entry.family)
    entry.refresh_from_db()
    if version != edition_of(entry):
        raise StaleState(STALE)
    return _write(entry, data)


@transaction.atomic
def _record(entry, data, actor):
    demand(actor, entry.family.village_id, Capability.CHANGE_FAMILIES)
    hold(entry.family)
    return _write(entry, data)


def _write(entry, data):
    """The family must be locked."""
    for name, value in data.items():
        setattr(entry, name, value)
    CHECKS[type(entry)](entry)
    entry.save()
    if isinstance(entry, Decile):
        _keep_decile(entry.family)
    note_completeness(entry.family)
    return entry


def _check_money(record):
    _refuse_second(record, "Keuangan")
    if record.business_times is None:
        record.business_rhythm = ""
    if all(getattr(record, name) is None for name in (*AMOUNTS, "business_times")):
        raise DomainError(
            "Isi paling sedikit satu: pendapatan, pengeluaran, tabungan, utang, atau berapa kali usaha dijalankan."
        )


def _check_housing(house):
    _refuse_second(house, "Keadaan rumah")
    if not any(getattr(house, name) for name in ROOMS):
        raise DomainError("Isi paling sedikit satu keadaan rumah.")


def _refuse_second(entry, what):
    refuse_future(entry.noted_on)
    twins = type(entry).objects.filter(family=entry.family, noted_on=entry.noted_on).exclude(pk=entry.pk)
    if twins.exists():
        raise DomainError(
            f"{what} tanggal {date_long(entry.noted_on)} sudah dicatat. "
            "Pilih “Betulkan” pada catatan itu, atau isi tanggal lain."
        )


def _check_decile(decile):
    refuse_future(decile.stated_on)


def _keep_decile(family):
    latest = family.deciles.order_by("-stated_on", "-pk").values_list("value", flat=True).first()
    Family.objects.filter(pk=family.pk).update(decile=latest)
    family.decile = latest


def _check_aid(aid):
    refuse_future(aid.starts_on)
    if aid.member and aid.member.family_id != aid.family_id:
        raise DomainError("Anggota itu bukan anggota keluarga ini. Pilih anggota dari daftar.")
    if aid.ends_on and aid.ends_on < aid.starts_on:
        raise DomainError(f"Program ini diterima sejak {date_long(aid.starts_on)}. Isi tanggal akhir sesudahnya.")
    others = aid.family.aid.filter(programme=aid.programme, member=aid.member).exclude(pk=aid.pk)
    others = others.filter(Q(ends_on=None) | Q(ends_on__gte=aid.starts_on))
    twin = (others.filter(starts_on__lte=aid.ends_on) if aid.ends_on else others).first()
    if twin:
        raise DomainError(
            f"{aid.programme} untuk {aid.member or 'seluruh keluarga'} sudah dicatat sejak "
            f"{date_long(twin.starts_on)}. Akhiri atau betulkan catatan itu dulu."
        )


def _check_strength(strength):
    if not strength.text.strip():
        raise DomainError("Isi potensinya.")


CHECKS = {
    MoneyRecord: _check_money,
    Housing: _check_housing,
    Decile: _check_decile,
    AidReceived: _check_aid,
    Strength: _check_strength,
}
