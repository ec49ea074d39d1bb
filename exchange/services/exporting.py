"""Lists as files: the short ones at once, the long ones as a job that reads them again with its owner's rights."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, QueryDict  # noqa: TID251 -- a list is read from the query of its page, here too
from django.utils import timezone

from accounts.enums import AccessKind
from accounts.models import User
from accounts.services import record_access
from core.exceptions import DomainError
from core.formatting import number
from core.spreadsheets import WRITERS, rows_of
from documents.services import store_file
from documents.services.files import discard
from exchange.models import ListExport
from jobs.models import Job
from jobs.services import enqueue

AT_ONCE = 5000
MOST_ROWS = 200_000
PIECE = 500
KEPT = timedelta(days=7)
JOB = "exchange.write_export"
TOO_MANY = f"Lebih dari {number(MOST_ROWS)} baris. Persempit dengan saringan, lalu unduh lagi."
NO_RIGHT = "Anda tidak berhak lagi atas daftar ini. Tugas Anda sudah berubah sejak berkasnya diminta."
GONE = "Permintaan ini sudah lewat 7 hari. Unduh lagi dari daftarnya."
REGISTERED = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a list, and with which filters: what a page reads of its request."""

    user: Any
    GET: QueryDict


@dataclass(frozen=True, slots=True)
class ListSheet:
    """What stands in a file: ``rows`` under the heads of ``resource``.

    Of a queryset the keys are read first and the records in pieces; ``told`` turns a piece into what the resource
    reads. Anything else is taken as it is. ``part`` follows the name of the file, as a period does.
    """

    resource: Any
    rows: Any
    told: Callable = list
    part: str = ""

    def count(self):
        """No further than it matters."""
        if isinstance(self.rows, QuerySet):
            return self.rows.order_by()[: MOST_ROWS + 1].count()
        return len(self.rows)

    def lines(self):
        return rows_of(self.resource, (line for piece in self._pieces() for line in self.told(piece)))

    def _keys(self):
        """In order. What the order is computed from is read too: PostgreSQL sorts by no constant that is not."""
        query = self.rows.query
        computed = [name for each in query.order_by if (name := str(each).lstrip("-")) in query.annotations]
        return [pk for pk, *_ in self.rows.values_list("pk", *computed)]

    def _pieces(self):
        if not isinstance(self.rows, QuerySet):
            yield from (self.rows[at : at + PIECE] for at in range(0, len(self.rows), PIECE))
            return
        # No cursor stays open: the job tells how far it is in between, and SQLite lets no old reader write.
        keys, unordered = self._keys(), self.rows.order_by()
        for at in range(0, len(keys), PIECE):
            found = {row.pk: row for row in unordered.filter(pk__in=keys[at : at + PIECE])}
            yield [found[key] for key in keys[at : at + PIECE] if key in found]


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list. ``read(asked, **args)`` gives its ListSheet; without the capability ``needs`` it is closed."""

    name: str
    title: str
    file_name: str
    needs: Any
    read: Callable

    @property
    def sheet_title(self):
        return self.title.capitalize()[:31]

    def open(self, asked, args):
        """PermissionDenied or Http404 where its page would say so."""
        if self.needs and not asked.user.can(self.needs):
            raise PermissionDenied(str(self.needs))
        return self.read(asked, **args)

    def named(self, sheet):
        """The name of the file without its ending: the list and the day, nothing of a person or a search."""
        parts = [self.file_name, sheet.part, f"{timezone.localdate():%Y-%m-%d}"]
        return "-".join(part for part in parts if part)


def register(kind):
    REGISTERED[kind.name] = kind
    return kind


def kind_of(name):
    """The list called ``name``. A worker that has not met it loads all addresses, and with them every view."""
    if name not in REGISTERED:
        import_module(settings.ROOT_URLCONF)
    return REGISTERED[name]


def said(kind, count, file_type):
    """What the log says of a download."""
    return f"Daftar {kind.title}: {number(count)} baris, {WRITERS[file_type].label}"


@transaction.atomic
def ask_export(kind, args, *, count, query, file_type, actor):
    """The job that will write the list; asked again while it is open, the same one."""
    if count > MOST_ROWS:
        raise DomainError(TOO_MANY)
    wanted = {"name": kind.name, "args": args, "query": query, "file_type": file_type}
    export = actor.list_exports.filter(**wanted, file=None).last() or actor.list_exports.create(**wanted)
    title = f"Daftar {kind.title} ({WRITERS[file_type].label})"
    return enqueue(JOB, title=title, args={"export_id": export.pk}, owner=actor, key=f"export-{export.pk}")


def write_export(export_id, progress):
    """Write the file with the rights that its owner has now; returns its address."""
    export = ListExport.objects.filter(pk=export_id).first()
    if export is None:
        raise DomainError(GONE)
    if export.file_id is None:
        owner = User.objects.get(pk=export.owner_id)
        with timezone.override(owner.zone_name):
            _write(export, owner, progress)
    return export.get_absolute_url()


def _write(export, owner, progress):
    kind, writer = kind_of(export.name), WRITERS[export.file_type]
    sheet = _opened(kind, export, owner)
    total = sheet.count()
    if total > MOST_ROWS:
        raise DomainError(TOO_MANY)

    def fill(file):
        writer.write(file, {kind.sheet_title: _told(sheet.lines(), total, progress)})

    name = f"{kind.named(sheet)}.{export.file_type}"
    stored = store_file(fill, name=name, content_type=writer.content_type, actor=owner)
    duties = [assignment.pk for assignment in owner.current_assignments]
    if ListExport.objects.filter(pk=export.pk, file=None).update(file=stored, duties=duties):
        record_access(AccessKind.EXPORT, actor=owner, reason=said(kind, total, export.file_type))
    else:
        discard(stored)  # another worker was faster


def _opened(kind, export, owner):
    try:
        return kind.open(Asked(owner, QueryDict(export.query)), export.args)
    except (PermissionDenied, Http404) as error:
        raise DomainError(NO_RIGHT) from error


def _told(lines, total, progress):
    """The lines as they are, telling how far they are."""
    for done, line in enumerate(lines):
        if done % PIECE == 0:
            progress(done, total)
        yield line
    progress(total, total)


def may_have(export, user):
    """Who has lost a duty since the file was made has lost the file."""
    return set(export.duties) <= {assignment.pk for assignment in user.current_assignments}


def forget_old_exports():
    """Files of lists are for taking along: after a week they go, and with them what was searched for."""
    for export in ListExport.objects.filter(asked_at__lt=timezone.now() - KEPT).select_related("file"):
        _forget(export)


@transaction.atomic
def _forget(export):
    Job.objects.filter(result_url=export.get_absolute_url()).update(result_url="")
    stored = export.file
    export.delete()
    if stored:
        discard(stored)
