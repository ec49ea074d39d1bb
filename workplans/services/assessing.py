"""The participatory assessment: needs, sources, which meets which, and what becomes of a need without a source."""

from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError, StaleState
from institutions.services.rights import STALE, save_changes
from workplans.enums import NeedAnswer, SourceKind
from workplans.models import Need, NeedSource, Source
from workplans.queries.assessing import institutions_serving, referrals_for
from workplans.services.running import kept, running_plan

MOST_NEEDS = MOST_SOURCES = 25
GONE = "Kebutuhan atau sumber itu tidak ada lagi dalam rencana ini. Muat ulang halamannya, lalu centang lagi."


@transaction.atomic
def add_need(plan, *, actor, **data):
    """``data``: text, sector, families, gravity."""
    current = running_plan(plan, actor)
    if current.needs.filter(removed_on=None).count() >= MOST_NEEDS:
        raise DomainError(f"Satu rencana memuat paling banyak {MOST_NEEDS} kebutuhan. Gabungkan yang serupa.")
    return Need.objects.create(plan=current, **data)


@transaction.atomic
def change_need(need, *, actor, seen=None, **data):
    running_plan(need.plan, actor)
    return save_changes(kept(Need.objects, need.pk, seen), data)


@transaction.atomic
def remove_need(need, *, actor):
    """Taken off the list; its ticks and votes stay stored. One that an activity of the plan answers stays."""
    running_plan(need.plan, actor)
    current = kept(Need.objects, need.pk)
    carrying = current.actions.filter(removed_on=None).first()
    if carrying:
        raise DomainError(
            f"Kebutuhan ini dijawab oleh kegiatan “{carrying}” dalam rencana tindak. Ubah dahulu kegiatan itu."
        )
    return save_changes(current, {"removed_on": timezone.localdate()})


@transaction.atomic
def add_source(plan, *, actor, kind=SourceKind.INSTITUTION, text="", institution=None):
    """An ``institution`` of the directory brings its name along."""
    current = running_plan(plan, actor)
    sources = current.sources.filter(removed_on=None)
    if sources.count() >= MOST_SOURCES:
        raise DomainError(f"Satu rencana memuat paling banyak {MOST_SOURCES} sumber. Gabungkan yang serupa.")
    if institution is None:
        return Source.objects.create(plan=current, kind=kind, text=text)
    _check_institution(current, institution, actor)
    if sources.filter(institution=institution).exists():
        raise DomainError(f"{institution} sudah ada dalam daftar sumber.")
    return Source.objects.create(
        plan=current, kind=SourceKind.INSTITUTION, text=text or institution.name, institution=institution
    )


def _check_institution(plan, institution, actor):
    if not institutions_serving(plan, actor).filter(pk=institution.pk).exists():
        raise DomainError("Lembaga itu tidak melayani desa ini. Pilih lembaga dari peta sosial desa ini.")


@transaction.atomic
def change_source(source, *, actor, seen=None, kind, text):
    running_plan(source.plan, actor)
    current = kept(Source.objects, source.pk, seen)
    if current.institution_id and kind != SourceKind.INSTITUTION:
        raise DomainError("Sumber ini diambil dari peta sosial, jadi jenisnya tetap lembaga.")
    return save_changes(current, {"kind": kind, "text": text})


@transaction.atomic
def remove_source(source, *, actor):
    """Needs that only this source met are without one again."""
    running_plan(source.plan, actor)
    return save_changes(kept(Source.objects, source.pk), {"removed_on": timezone.localdate()})


@transaction.atomic
def set_matches(plan, pairs, *, actor, seen):
    """The ticks of the needs that a page showed, ``seen``: {key of a need: its version}; other needs keep theirs.

    ``pairs``: (key of a need, key of a source that meets it).
    """
    current = running_plan(plan, actor)
    needs = {need.pk: need for need in current.needs.select_for_update().filter(removed_on=None, pk__in=seen)}
    if any(key not in needs or needs[key].version != version for key, version in seen.items()):
        raise StaleState(STALE)
    sources = set(current.sources.filter(removed_on=None).values_list("pk", flat=True))
    if any(need not in needs or source not in sources for need, source in pairs):
        raise DomainError(GONE)
    before = _ticks(needs, sources)
    for key, need in needs.items():
        wanted = {source for owner, source in pairs if owner == key}
        _match(need, before.get(key, set()), wanted)


def _ticks(needs, sources):
    ticks = {}
    for need, source in NeedSource.objects.filter(need__in=needs, source__in=sources).values_list("need", "source"):
        ticks.setdefault(need, set()).add(source)
    return ticks


def _match(need, before, wanted):
    if before == wanted:
        return
    if wanted and need.answer:
        raise DomainError(
            f"“{need}” sudah dicatat tanpa sumber: {need.get_answer_display().lower()}. "
            "Kosongkan dahulu jalan keluarnya, lalu centang sumbernya."
        )
    need.matches.filter(source__in=before - wanted).delete()
    NeedSource.objects.bulk_create(NeedSource(need=need, source_id=key) for key in wanted - before)
    save_changes(need, {})


@transaction.atomic
def answer_need(need, *, actor, answer, answer_note, referral=None, seen=None):
    """What becomes of a need that no source meets; an empty ``answer`` takes back the one that was given.

    ``referral``: the one that carries the need on, where the answer is to refer.
    """
    running_plan(need.plan, actor)
    current = kept(Need.objects, need.pk, seen)
    if answer and current.matches.filter(source__removed_on=None).exists():
        raise DomainError("Kebutuhan ini sudah ada sumbernya, jadi tidak perlu jalan keluar lain.")
    if answer and not answer_note.strip():
        raise DomainError("Tulis kepada siapa kebutuhan ini dibawa, dan tentang apa.")
    if referral != current.referral:
        _check_referral(need, answer, referral, actor)
    kept_referral = referral if answer == NeedAnswer.REFERRAL else None
    given = {"answer": answer, "answer_note": answer_note.strip() if answer else "", "referral": kept_referral}
    return save_changes(current, given)


def _check_referral(need, answer, referral, actor):
    if referral and answer != NeedAnswer.REFERRAL:
        raise DomainError("Rujukan hanya dipilih bila jalan keluarnya dirujuk. Kosongkan rujukannya.")
    if referral and not referrals_for(need, actor).contains(referral):
        raise DomainError("Rujukan itu bukan rujukan desa ini. Pilih rujukan dari daftarnya.")
