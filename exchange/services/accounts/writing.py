"""The accounts of an import are opened and mended, all in one transaction, and their slips are kept with it."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.services.opening import Newcomer, open_accounts
from accounts.services.people import change_user
from core.exceptions import DomainError
from documents.services import store_bytes
from exchange.queries.accounts import regions_of
from exchange.services.writing import Overtaken

CHANGEABLE = ("name", "email", "phone")
NOTE = "Impor {pk}"
MOVED_ON = "Akun atau hak Anda berubah sejak pratinjau."


def write(batch, rows, *, actor, progress, prepared):
    """→ what undo needs: {"users": opened, "changed": user → {"before": …, "after": …}}."""
    progress(0, 3)
    try:
        opened = _open(batch, [row for row in rows if "username" in row.plan], prepared, actor)
        progress(1, 3)
        changed = _change([row for row in rows if "user" in row.plan], actor)
    except (DomainError, PermissionDenied) as error:
        raise Overtaken(MOVED_ON) from error
    progress(2, 3)
    if opened:
        batch.slips = store_bytes(
            prepared.slips, name="slip-akun.pdf", content_type="application/pdf", actor=actor
        )  # fmt: skip
    progress(3, 3)
    return {"users": opened, "changed": changed}


def _open(batch, rows, prepared, actor):
    if not rows:
        return []
    regions = regions_of(row.plan["region"] for row in rows if row.plan["region"])
    newcomers = [_newcomer(row, regions, prepared) for row in rows]
    return [user.pk for user in open_accounts(newcomers, actor=actor, note=NOTE.format(pk=batch.pk))]


def _newcomer(row, regions, prepared):
    values, code = row.values, row.plan["region"]
    return Newcomer(
        name=values["name"], username=row.plan["username"], email=values.get("email", ""),
        phone=values.get("phone", ""), role=values["role"], region=regions[code] if code else None,
        password=prepared.hashes[row.number],
    )  # fmt: skip


def _change(rows, actor):
    users = User.objects.in_bulk([row.plan["user"] for row in rows])
    changed = {}
    for row in rows:
        changed[str(row.plan["user"])] = _change_one(users[row.plan["user"]], row.plan, actor)
    return changed


def _change_one(user, plan, actor):
    before = contents(user)
    change_user(user, **before | plan["set"], actor=actor, seen=plan["version"])
    return {"before": {name: before[name] for name in plan["set"]}, "after": plan["set"]}


def contents(user):
    """The fields that an import may change, as text."""
    return {name: str(getattr(user, name)) for name in CHANGEABLE}
