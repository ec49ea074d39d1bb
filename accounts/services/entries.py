import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import FormEntry
from core.exceptions import DomainError

LARGEST_DRAFT = 200_000
LONGEST_NAME = FormEntry._meta.get_field("form").max_length
DRAFTS_KEPT = timedelta(days=30)
STRANGE_TOKEN = "Halaman ini tidak lengkap. Muat ulang, lalu isi dan kirim lagi."  # noqa: S105 -- a sentence


def open_entry(user, form):
    """The form that the user left unfinished, or a new entry that is not stored yet."""
    left = FormEntry.objects.visible_to(user).unfinished().filter(form=form).order_by("-updated_at").first()
    return left or FormEntry(user=user, form=form)


def entry_behind(user, form, token):
    """The entry that a sent page goes on with, so that its draft goes on too; a new one for what is no token."""
    try:
        key = UUID(str(token))
    except ValueError:
        return FormEntry(user=user, form=form)
    left = FormEntry.objects.visible_to(user).unfinished().filter(pk=key, form=form).first()
    return left or FormEntry(token=key, user=user, form=form)


@transaction.atomic
def save_draft(token, *, actor, form, data):
    """Keep what was typed; ``data`` is {field: [values]}. A draft that comes after the record is left aside."""
    data = {_plain(name): [_plain(value) for value in values] for name, values in data.items()}
    if len(json.dumps(data)) > LARGEST_DRAFT:
        raise DomainError("Isian terlalu panjang untuk disimpan sebagai konsep. Simpan sekarang.")
    entry = _claim(token, actor, form)
    if not entry.result_url:
        entry.data = data
        entry.save(update_fields=["data", "updated_at"])
    return entry


def discard_draft(token, *, actor):
    FormEntry.objects.visible_to(actor).unfinished().filter(pk=token).delete()


@transaction.atomic
def submit_once(token, *, actor, form, make):
    """Make the record of a filled-in form once, whatever happens to the button.

    ``make`` returns the record; the second call with the same token makes nothing and gives the same address.
    """
    entry = _claim(token, actor, form)
    if not entry.result_url:
        entry.result_url = make().get_absolute_url()
        entry.data = {}
        entry.save(update_fields=["result_url", "data", "updated_at"])
    return entry.result_url


def _plain(text):
    return text.replace("\0", "")  # the one character that PostgreSQL's JSON cannot hold


def _claim(token, actor, form):
    """The entry of this token, locked: whoever else brings the token waits here until we are done."""
    if len(form) > LONGEST_NAME:
        raise DomainError(STRANGE_TOKEN)
    FormEntry.objects.bulk_create([FormEntry(token=token, user=actor, form=form)], ignore_conflicts=True)
    mine = FormEntry.objects.select_for_update().visible_to(actor)
    entry = mine.filter(pk=token, form=form).first()
    if entry is None:
        raise DomainError(STRANGE_TOKEN)
    return entry


def forget_old_drafts():
    """Drafts that nobody came back to; tokens of stored records stay, they are small and guard against repeats."""
    old = FormEntry.objects.unfinished().filter(updated_at__lt=timezone.now() - DRAFTS_KEPT)
    return old.delete()[0]
