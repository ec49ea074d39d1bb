"""A family's complete copy for its right of access (UU 27/2022, articles 32 and 33).

Not an official document: those freeze their content for years, and this one must be gone after a week.
"""

import io
import json
import zipfile
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import date_long, in_sentence
from core.pdf import LETTER, Metadata, render_pdf
from documents.documents import letterhead
from documents.services.files import discard, store_bytes
from families.models import DataCopy
from families.services.rights import demand, lock_family
from families.services.sections import sections_of
from jobs.services import enqueue

KEPT_FOR = timedelta(days=7)
MAKING = "families.make_copy"
TEMPLATE = "families/pdf/copy.html"
TITLE = "Salinan data keluarga"
UNCHECKED = "Cocokkan dulu identitas orang yang meminta dengan KTP atau Kartu Keluarga."
STEPS = 3
README = """SALINAN DATA KELUARGA, BERKAS {number}
Dibuat {day}.

Salinan ini dibuat karena diminta keluarga (UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 32).

salinan-data.pdf   untuk dibaca dan dicetak
salinan-data.json  isi yang sama, untuk dibaca komputer

RAHASIA. Isinya nomor lengkap dan keadaan semua anggota keluarga. Serahkan hanya kepada anggota keluarga yang meminta,
lalu hapus dari komputer ini. Di aplikasi, salinan ini terhapus sendiri setelah 7 hari.

Yang dapat membahayakan orang lain tidak dimuat (Pasal 33), bila ada. Keluarga lain hanya disebut dengan nomor berkas.
Ada yang keliru? Keluarga berhak memintanya dibetulkan di kantor FCU (Pasal 30).
"""


@transaction.atomic
def request_copy(family, *, asked_by, identity_checked, includes_sensitive, actor):
    """Ask for the copy; a job makes it. Also of a closed file: the right of access does not end with it.

    ``includes_sensitive``: somebody who may see the sensitive cases has judged that nobody is endangered.
    """
    lock_family(family.pk)
    for capability in _needed(includes_sensitive):
        demand(actor, family.village_id, capability)
    if not identity_checked:
        raise DomainError(UNCHECKED)
    copy = DataCopy.objects.create(
        family=family, asked_by=asked_by, identity_checked=True, includes_sensitive=includes_sensitive, made_by=actor
    )
    title = f"{TITLE} {family.file_number}"
    copy.job = enqueue(MAKING, title=title, args={"copy_id": copy.pk}, owner=actor, key=f"copy-{copy.pk}")
    copy.save(update_fields=["job"])
    return copy


def _needed(includes_sensitive):
    delicate = (Capability.SEE_SENSITIVE_CASES,) if includes_sensitive else ()
    return (Capability.CHANGE_FAMILIES, Capability.REVEAL_IDENTITY, *delicate)


def make_copy(copy_id, progress):
    """Write the file of a copy that has none yet; returns the address of the family's copies."""
    copy = DataCopy.objects.select_related("family__village__parent__parent", "made_by").get(pk=copy_id)
    if copy.file_id is None and copy.removed_on is None:
        progress(1, STEPS)
        data = _archive(copy)
        progress(2, STEPS)
        _keep(copy, data)
        progress(STEPS, STEPS)
    return copy.get_absolute_url()


def _archive(copy):
    family, day = copy.family, timezone.localtime(copy.made_at, copy.family.village.zone)
    sections = sections_of(family, sensitive=copy.includes_sensitive)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("baca-dulu.txt", README.format(number=family.file_number, day=date_long(day)))
        archive.writestr("salinan-data.json", _json(copy, day, sections))
        archive.writestr("salinan-data.pdf", _pdf(copy, day, sections))
    return packed.getvalue()


def _json(copy, day, sections):
    content = {
        "salinan": {
            "berkas": copy.family.file_number, "dibuat": day, "diminta_oleh": copy.asked_by,
            "dasar": "UU 27/2022 Pasal 32", "zona_waktu": copy.family.village.zone_name,
        },
        "bagian": {section.name: section.for_machines() for section in sections},
    }  # fmt: skip
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _pdf(copy, day, sections):
    family, zone = copy.family, copy.family.village.zone
    office = letterhead(family.village)
    metadata = Metadata(
        title=f"{TITLE} (rahasia)", author=office["name"], created=day, number=f"Nomor berkas {family.file_number}",
        office=f"RAHASIA. {office['name']}, {office['place']}", description=TITLE,
    )  # fmt: skip
    content = {
        "office": office, "family": family, "asked_by": copy.asked_by, "day": day,
        "sections": [section.on_paper(zone) for section in sections if section.rows],
        "empty": [in_sentence(section.title) for section in sections if not section.rows],
    }  # fmt: skip
    return render_pdf(TEMPLATE, content, variant=LETTER, metadata=metadata)


def _keep(copy, data):
    name = f"salinan-{copy.family.file_number}.zip"
    stored = store_bytes(data, name=name, content_type="application/zip", actor=copy.made_by)
    if not DataCopy.objects.filter(pk=copy.pk, file=None, removed_on=None).update(file=stored):
        discard(stored)  # another worker was faster


def remove_old_copies():
    """The files of copies older than a week; returns how many. The rows stay."""
    old = DataCopy.objects.filter(removed_on=None, made_at__lt=timezone.now() - KEPT_FOR)
    return sum(_remove(copy) for copy in old.select_related("file"))


def _remove(copy):
    """One at a time and the row first, so that a file which cannot be removed stops none of the others' rows."""
    gone = DataCopy.objects.filter(pk=copy.pk, removed_on=None)
    with transaction.atomic():
        removed = gone.update(file=None, removed_on=timezone.localdate())
        if removed and copy.file:
            discard(copy.file)
    return removed
