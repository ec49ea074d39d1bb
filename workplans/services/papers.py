"""Photos and documents that show what was done: of one step, or of the whole stage."""

from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from documents.services import store_upload
from workplans.models import StagePaper
from workplans.services.holding import hold_open

MOST_PAPERS = 20


@transaction.atomic
def add_paper(stage, upload, *, step=None, caption="", actor):
    """A photo or a PDF, told apart by what is in it."""
    current = hold_open(stage, actor)
    if step is not None and step.stage_id != current.pk:
        raise DomainError("Langkah itu dari tahap lain. Pilih langkah dari tahap ini.")
    if current.papers.filter(removed_on=None).count() >= MOST_PAPERS:
        raise DomainError(f"Paling banyak {MOST_PAPERS} berkas untuk satu tahap. Hapus satu dahulu.")
    stored = store_upload(upload, actor=actor)
    return current.papers.create(step=step, file=stored, caption=caption, added_by=actor)


@transaction.atomic
def remove_paper(paper, *, actor):
    """It stays stored; taken away twice is taken away once."""
    hold_open(paper.stage, actor)
    current = StagePaper.objects.select_for_update().get(pk=paper.pk)
    if current.removed_on is None:
        current.removed_on = timezone.localdate()
        current.save(update_fields=["removed_on"])
    return current
