"""Files as village offices send them, and imports of them that are read at once."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.enums import Role
from exchange.enums import BatchState, Verdict
from exchange.models import ImportBatch
from exchange.services import confirm, read_batch, send_file, write_batch
from tests.factories.accounts import make_user

PEOPLE = ["No. KK", "NIK", "Nama", "SHDK", "JK", "Tempat Lahir", "Tanggal Lahir", "Alamat", "RT", "RW"]


class Steps:
    """Stands for a job's Progress, and remembers how far it was told to be."""

    def __init__(self):
        self.told = []

    def __call__(self, done, total):
        self.told.append((done, total))

    aside = __call__


def xlsx(rows, name="data.xlsx", title="Data"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def text_file(rows, name="data.csv", separator=";"):
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return SimpleUploadedFile(name, file.getvalue().encode())


def imported(kind, region, upload, actor):
    """The batch with its preview, as the worker leaves it."""
    batch = send_file(kind, region=region, upload=upload, actor=actor)
    read_batch(batch.pk, Steps())
    batch.refresh_from_db()
    return batch


def written(batch, actor, **how):
    confirm(batch, actor=actor, **how)
    write_batch(batch.pk, Steps())
    batch.refresh_from_db()
    return batch


def make_batch(village):
    """One with its preview, whose file nobody needs to read."""
    owner, headers = make_user(Role.SECRETARY, village), [["Nama", "name"], ["Warna", ""]]
    batch = ImportBatch.objects.create(
        kind="keluarga", region=village, owner=owner, file_name="data.xlsx", state=BatchState.READY,
        found={"headers": headers, "unknown": ["Warna"], "sheet": "Data", "told": [], "signature": "x"},
        counts={Verdict.NEW: 1, Verdict.WRONG: 1},
    )  # fmt: skip
    batch.rows.create(number=2, group=1, verdict=Verdict.NEW, label="Yohanes Tefa", values={"name": "Yohanes Tefa"})
    batch.rows.create(number=3, verdict=Verdict.WRONG, errors=[["NIK", "NIK baru 3 angka."]])
    return batch


def verdicts(batch):
    """Row number → verdict."""
    return dict(batch.rows.values_list("number", "verdict"))
