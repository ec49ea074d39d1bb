"""The agenda of a year: its items, what they take over from last year, who agreed, and its paper."""

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document
from institutions.documents.agenda import AgendaPaper
from institutions.enums import FundSource, MeetingKind
from institutions.models import AgendaItem, AnnualAgenda
from institutions.services.rights import locked, save_changes, working_unit

MOST_ITEMS = 25
AGREEING_KINDS = (MeetingKind.ROUTINE, MeetingKind.WORK_PLAN, MeetingKind.DECISION)


@transaction.atomic
def add_agenda_item(unit, year, *, actor, **data):
    """``data``: fields of AgendaItem. The first item begins the agenda of its year."""
    agenda = _agenda(working_unit(unit, actor), year)
    if agenda.items.count() >= MOST_ITEMS:
        raise DomainError(f"Agenda setahun memuat paling banyak {MOST_ITEMS} mata agenda. Gabungkan yang serupa.")
    _check_item(data)
    item = AgendaItem.objects.create(agenda=agenda, **data)
    save_changes(agenda, {})
    return item


@transaction.atomic
def change_agenda_item(item, *, actor, seen=None, **data):
    """``seen``: the version of the agenda that the page showed."""
    working_unit(item.agenda.care_unit, actor)
    agenda = locked(AnnualAgenda.objects, item.agenda_id, seen)
    current = _kept_item(agenda, item)
    for name, value in data.items():
        setattr(current, name, value)
    _check_item(model_to_dict(current))
    current.save()
    save_changes(agenda, {})
    return current


@transaction.atomic
def remove_agenda_item(item, *, actor):
    """One with activities stays: what was planned is compared with them."""
    working_unit(item.agenda.care_unit, actor)
    current = _kept_item(item.agenda, item)
    if current.activities.exists():
        raise DomainError("Mata agenda ini sudah punya kegiatan, jadi tidak bisa dihapus. Ubah saja isinya.")
    current.delete()
    return save_changes(locked(AnnualAgenda.objects, item.agenda_id), {})


def _kept_item(agenda, item):
    found = agenda.items.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise DomainError("Mata agenda ini sudah dihapus orang lain. Kembali ke agenda untuk melihat isinya.")
    return found


@transaction.atomic
def copy_agenda(unit, year, *, actor):
    """Last year's items as a start; one that somebody has begun already is left alone."""
    agenda = _agenda(working_unit(unit, actor), year)
    if agenda.items.exists():
        raise DomainError(f"Agenda {year} sudah berisi. Ubah atau tambah mata agendanya.")
    last_year = list(AgendaItem.objects.filter(agenda__care_unit=unit, agenda__year=year - 1))
    if not last_year:
        raise DomainError(f"Agenda {year - 1} kosong, tidak ada yang bisa disalin.")
    for item in last_year:
        item.pk, item.agenda = None, agenda
        item._state.adding = True
        item.save()
    return save_changes(agenda, {})


@transaction.atomic
def agree_agenda(agenda, *, meeting, actor, seen=None):
    """Name the meeting of this FCU that agreed on the agenda."""
    unit = working_unit(agenda.care_unit, actor)
    current = locked(AnnualAgenda.objects, agenda.pk, seen)
    if meeting.care_unit_id != unit.pk or meeting.kind not in AGREEING_KINDS or meeting.is_planned:
        raise DomainError("Pilih rapat FCU ini yang sudah diadakan: rapat rutin, rencana kerja, atau keputusan.")
    if not current.year - 1 <= meeting.held_on.year <= current.year:
        raise DomainError(
            f"Agenda {current.year} disepakati pada {current.year - 1} atau {current.year}. Pilih rapat lain."
        )
    return save_changes(current, {"agreed_in": meeting})


@transaction.atomic
def issue_agenda(agenda, *, actor):
    """The paper of the agenda as it stands; made again after a change it is a new revision."""
    working_unit(agenda.care_unit, actor)
    whole = AnnualAgenda.objects.select_related("care_unit__village__parent__parent", "agreed_in").get(pk=agenda.pk)
    if not whole.items.exists():
        raise DomainError("Agenda ini masih kosong. Tambah mata agenda dahulu.")
    return issue_document(
        kind=DocumentKind.ANNUAL_AGENDA,
        subject=whole,
        region=whole.care_unit.village,
        number=whole.reference,
        title=f"Agenda kerja tahunan {whole.year}",
        content=AgendaPaper.load(whole),
        template="institutions/pdf/agenda.html",
        variant=LETTER,
        actor=actor,
        owner=actor,
        result_url=whole.get_absolute_url(),
    )


def _agenda(unit, year):
    """Held by the lock on its unit, so two first items make one agenda."""
    this_year = timezone.localdate().year
    if not 2000 <= year <= this_year + 1:
        raise DomainError(f"Agenda disusun paling jauh untuk tahun {this_year + 1}.")
    agenda, _ = AnnualAgenda.objects.get_or_create(care_unit=unit, year=year)
    return agenda


def _check_item(data):
    if data["last_month"] < data["first_month"]:
        raise DomainError("Bulan selesai mendahului bulan mulai. Periksa “mulai bulan” dan “sampai bulan”.")
    check_funds(data.get("budget"), data.get("source"), "Anggaran")


def check_funds(amount, source, what):
    """Money has a source, and what costs nothing has no amount."""
    if amount and source == FundSource.NONE:
        raise DomainError(f"{what} diisi, tetapi sumber dananya “tanpa biaya”. Kosongkan salah satu.")
    if amount and not source:
        raise DomainError(f"{what} diisi tanpa sumber dana. Pilih sumber dananya.")
