"""Activities of an FCU, planned or carried out, and their photos."""

from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from documents.services import store_upload
from institutions.models import Activity
from institutions.services.agenda import check_funds
from institutions.services.rights import locked, save_changes, working_unit

MOST_PHOTOS = 10
COUNTED = {
    "men": "laki-laki",
    "women": "perempuan",
    "children": "anak",
    "pioneer_families": "keluarga pionir",
    "plasma_families": "keluarga plasma",
}


@transaction.atomic
def record_activity(unit, *, actor, **data):
    """``data``: fields of Activity. With ``is_planned`` it is still to come, else it was carried out."""
    unit = working_unit(unit, actor)
    activity = Activity(care_unit=unit, recorded_by=actor, **data)
    _check(activity)
    activity.save()
    return activity


@transaction.atomic
def change_activity(activity, *, actor, seen=None, **data):
    """Also from planned to carried out: the same row gets its result."""
    working_unit(activity.care_unit, actor)
    current = locked(Activity.objects, _kept(activity).pk, seen)
    for name, value in data.items():
        setattr(current, name, value)
    _check(current)
    return save_changes(current, {})


@transaction.atomic
def call_off_activity(activity, *, actor):
    """A plan that falls through leaves the list; what was carried out stays."""
    working_unit(activity.care_unit, actor)
    current = locked(Activity.objects, _kept(activity).pk)
    if not current.is_planned:
        raise DomainError("Kegiatan ini sudah dilaksanakan, jadi tetap tercatat. Perbaiki isinya bila ada yang salah.")
    current.delete()


def _kept(activity):
    found = Activity.objects.filter(pk=activity.pk).first()
    if found is None:
        raise DomainError("Rencana kegiatan ini sudah dibatalkan orang lain.")
    return found


def _check(activity):
    if activity.is_planned:
        _check_plan(activity)
    elif activity.held_on > timezone.localdate():
        raise DomainError("Tanggal kegiatan belum tiba. Periksa tanggalnya, atau centang “Baru direncanakan”.")
    check_funds(activity.cost, activity.source, "Biaya")
    _check_agenda_item(activity)


def _check_plan(activity):
    if activity.held_on < timezone.localdate():
        raise DomainError(
            "Tanggal rencana ini sudah lewat. Tulis tanggal baru, atau hapus centang “Baru direncanakan”."
        )
    counted = [label for name, label in COUNTED.items() if getattr(activity, name)]
    if counted or activity.result:
        what = ", ".join([*counted, *(["hasil"] if activity.result else [])])
        raise DomainError(f"Kegiatan ini baru direncanakan, jadi belum ada {what}. Kosongkan, atau hapus centangnya.")


def _check_agenda_item(activity):
    item = activity.agenda_item
    if item is None:
        return
    if item.agenda.care_unit_id != activity.care_unit_id:
        raise DomainError("Mata agenda itu milik FCU lain. Pilih mata agenda FCU ini.")
    if item.agenda.year != activity.held_on.year:
        raise DomainError(
            f"Mata agenda itu untuk tahun {item.agenda.year}, kegiatannya pada {activity.held_on.year}. "
            "Pilih mata agenda tahun yang sama."
        )


@transaction.atomic
def add_activity_photo(activity, upload, *, actor, caption=""):
    working_unit(activity.care_unit, actor)
    if activity.photos.filter(removed_on=None).count() >= MOST_PHOTOS:
        raise DomainError(f"Paling banyak {MOST_PHOTOS} foto untuk satu kegiatan. Hapus satu dahulu.")
    stored = store_upload(upload, actor=actor)
    if not stored.content_type.startswith("image/"):
        raise DomainError("Berkas ini bukan foto. Kirim foto (JPG, PNG, WebP).")
    return activity.photos.create(file=stored, caption=caption, added_by=actor)


@transaction.atomic
def remove_activity_photo(photo, *, actor):
    """Taken away twice is taken away once; the file itself is kept."""
    working_unit(photo.activity.care_unit, actor)
    current = photo.activity.photos.select_for_update().get(pk=photo.pk)
    if current.removed_on is None:
        current.removed_on = timezone.localdate()
        current.save(update_fields=["removed_on"])
    return current
