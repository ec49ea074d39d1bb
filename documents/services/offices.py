"""The letterhead, numbers and signers of a regency, set by its Dinas."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.pdf import LETTER
from documents.documents import SampleLetter
from documents.enums import DocumentKind
from documents.models import Office
from documents.queries import office_of
from documents.services.issuing import issue_document
from documents.services.uploads import store_picture
from documents.workflow import may_coincide, pattern_fault

LOGO_SIDE = 480  # dots: 20 mm on paper at 600 dpi
SAMPLE = "documents/pdf/sample.html"
STALE = "Orang lain baru saja mengubah kop surat ini. Bandingkan dengan isian Anda, lalu simpan lagi."
SAME_NUMBER = (
    "Pola ini bisa menulis nomor yang sama dengan surat yang sudah terbit tahun ini. Biarkan {nomor} di tempatnya, "
    "tambahkan huruf pada bagian yang lain, atau ganti polanya mulai tahun depan."
)
NOT_SET = "Kop surat belum diatur. Isi dan simpan dahulu, lalu buat contohnya."


@transaction.atomic
def set_office(region, *, data, signers, seen, actor, logo=None, drop_logo=False):
    """Write what the letters of this regency begin and end with. ``signers`` is {SignerOf: {field: value}}; one
    without a name is taken away. ``seen`` is the version that the page showed, 0 where nothing was set yet.

    Letters already issued keep their look and number. StaleState when another person has saved in between.
    """
    office = _held(region, actor)
    if office.version != seen:
        raise StaleState(STALE)
    _change_pattern(office, data["number_pattern"])
    for name, value in data.items():
        setattr(office, name, value)
    if logo or drop_logo:
        office.logo = store_picture(logo, longest=LOGO_SIDE, actor=actor) if logo else None
    office.version += 1
    office.save()
    _set_signers(office, signers)
    return office


@transaction.atomic
def issue_sample(region, *, actor):
    """A letter that shows what is set, numbered like one and taking no number."""
    _demand(region, actor)
    office = office_of(region.pk)
    if office is None:
        raise DomainError(NOT_SET)
    content = SampleLetter.load(office, timezone.localdate(timezone=region.zone))
    kind = DocumentKind.OFFICE_SAMPLE
    return issue_document(
        kind=kind, subject=region, region=region, number="", title=kind.label, content=content, template=SAMPLE,
        variant=LETTER, actor=actor, owner=actor, result_url=office.get_absolute_url(),
    )  # fmt: skip


def _demand(region, actor):
    if not actor.can(Capability.SET_OFFICE, region.pk):
        raise PermissionDenied(str(Capability.SET_OFFICE))


def _held(region, actor):
    """The row, locked; made empty where there is none, so that two who begin at once also meet."""
    _demand(region, actor)
    Office.objects.bulk_create([Office(region=region)], ignore_conflicts=True)
    return Office.objects.select_for_update(of=("self",)).get(region=region)


def _change_pattern(office, pattern):
    if fault := pattern_fault(pattern):
        raise DomainError(fault)
    if pattern == office.number_pattern:
        return
    year = timezone.localdate().year
    used = [past for past in office.used_patterns if past[0] == year]
    if [year, office.number_pattern] not in used:
        used.append([year, office.number_pattern])
    if any(may_coincide(pattern, past) for _, past in used):
        raise DomainError(SAME_NUMBER)
    office.used_patterns = used


def _set_signers(office, signers):
    for letter, values in signers.items():
        if values["name"]:
            office.signers.update_or_create(letter=letter, defaults=values)
        else:
            office.signers.filter(letter=letter).delete()
