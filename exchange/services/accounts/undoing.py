"""An import of accounts taken back: who never signed in goes, who did stays and is named."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.services.opening import close_unused
from accounts.services.people import change_user
from exchange.services.accounts.writing import contents
from exchange.services.keeping import drop_slips

WORDS = {"name": "nama", "email": "surel", "phone": "telepon"}
CHANGED = "Sudah diubah orang sesudah impor: {fields}."
NOT_YOURS = "Akun ini tidak bisa Anda ubah lagi."


def undo(batch, *, actor, progress):
    """→ [label, why it stays, address] of each account that stays as it is."""
    progress(0, 2)
    left = _undo_changed(batch.made["changed"], actor)
    progress(1, 2)
    staying = close_unused(batch.made["users"], actor=actor)
    if batch.slips_id and not staying:
        drop_slips(batch)
    progress(2, 2)
    return left + [_named(user, why) for user, why in staying]


def _undo_changed(changed, actor):
    users = User.objects.in_bulk([int(pk) for pk in changed])
    found = [(users[int(pk)], kept) for pk, kept in changed.items() if int(pk) in users]
    return [_named(user, why) for user, kept in found if (why := _undo_one(user, kept, actor))]


def _undo_one(user, kept, actor):
    """Fields go back where they still hold what was imported. → what stays, in words"""
    now = contents(user)
    back = {name: old for name, old in kept["before"].items() if now[name] == kept["after"][name]}
    try:
        if back:
            change_user(user, **now | back, actor=actor, seen=user.version)
    except PermissionDenied:
        return NOT_YOURS
    stays = ", ".join(WORDS[name] for name in kept["before"] if name not in back)
    return CHANGED.format(fields=stays) if stays else ""


def _named(user, why):
    return [f"{user.name} ({user.username})", why, user.get_absolute_url()]
