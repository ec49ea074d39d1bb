"""An import taken back: as if it had not been, but for what somebody works with since."""

from datetime import timedelta
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from core.exceptions import DomainError
from exchange.enums import BatchState
from exchange.models import ImportBatch
from exchange.services import ask_to_undo, forget_old, undo_batch
from families.enums import Relation
from families.models import Family, FamilyCard, FamilyMember, ProblemCategory
from families.services import change_family, record_problem
from tests.exchange.rows import head, household, row
from tests.factories.families import make_card_number
from tests.factories.sheets import Steps, verdicts, written

pytestmark = pytest.mark.django_db


def undone(batch, actor):
    ask_to_undo(batch, actor=actor)
    undo_batch(batch.pk, Steps())
    batch.refresh_from_db()
    return batch


def state_of_data():
    families = Family.objects.order_by("pk").values_list("head_name", "family_card_number", "address", "completeness")
    people = FamilyMember.objects.order_by("pk").values_list("name", "national_id", "relation", "birth_date")
    return list(families), list(people), list(FamilyCard.objects.order_by("pk").values_list("number", "ends_on"))


def test_new_families_are_gone_and_the_change_log_says_so(people_in, secretary):
    batch = written(people_in(*household(), *household()), secretary)
    pks = [str(pk) for pk in Family.objects.values_list("pk", flat=True)]

    undone(batch, secretary)

    assert (batch.state, batch.left_behind) == (BatchState.UNDONE, [])
    assert not Family.objects.exists()
    gone = LogEntry.objects.filter(object_pk__in=pks, content_type__model="family", action=LogEntry.Action.DELETE)
    assert list(gone.values_list("actor", flat=True)) == [secretary.pk] * 2


def test_after_undoing_the_same_file_is_new_again(people_in, secretary):
    rows = household()
    undone(written(people_in(*rows), secretary), secretary)

    assert set(verdicts(people_in(*rows)).values()) == {"new"}


def test_changed_fields_and_newcomers_go_back(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)
    before = state_of_data()
    rows[0][7], rows[1][2] = "Jalan Baru 7", "Maria Lay"
    card = make_card_number()
    batch = written(people_in(*[[card, *each[1:]] for each in rows], row(card, "", "Rut Tefa")), secretary)
    assert state_of_data() != before

    undone(batch, secretary)

    assert batch.left_behind == []
    assert state_of_data() == before


def test_another_head_goes_back_too(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)
    rows[0][3], rows[1][3] = "Lainnya", "Kepala Keluarga"
    batch = written(people_in(*rows), secretary)
    assert Family.objects.get().head_name == "Maria Tefa"

    undone(batch, secretary)

    assert Family.objects.get().head_name == FamilyMember.objects.get(relation=Relation.HEAD).name == "Yohanes Tefa"


def test_what_somebody_changed_or_uses_since_stays_and_is_named(people_in, secretary):
    batch = written(people_in(*household(), *household(), *household()), secretary)
    changed, used, free = Family.objects.order_by("pk")
    members = [{"id": each.pk, "name": each.name, "relation": each.relation} for each in changed.members.all()]
    change_family(changed, data={"address": "Lain"}, members=members, version=1, actor=secretary)
    record_problem(used, category=ProblemCategory.objects.first(), actor=secretary)

    undone(batch, secretary)

    assert list(Family.objects.order_by("pk")) == [changed, used]
    assert not FamilyMember.objects.filter(family_id=free.pk).exists()
    assert [label for label, *_ in batch.left_behind] == [f"Berkas {each.file_number}" for each in (changed, used)]


def test_a_changed_family_that_was_changed_again_keeps_the_later_change(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)
    rows[0][7] = "Jalan Baru 7"
    batch = written(people_in(*rows), secretary)
    rows[0][7] = "Jalan Terbaru 9"
    written(people_in(*rows), secretary)

    undone(batch, secretary)

    assert Family.objects.get().address == "Jalan Terbaru 9"
    assert len(batch.left_behind) == 1


def test_after_thirty_days_it_is_too_late_and_the_rows_are_forgotten(
    people_in, secretary, django_capture_on_commit_callbacks
):
    batch = written(people_in(head(make_card_number())), secretary)
    long_ago = timezone.now() - timedelta(days=32)
    ImportBatch.objects.update(written_at=long_ago, state_since=long_ago)
    batch.refresh_from_db()

    with pytest.raises(DomainError, match="30 hari"):
        ask_to_undo(batch, actor=secretary)

    path = batch.file.file.path
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old() == 1
    batch.refresh_from_db()
    assert (batch.file, batch.rows.count(), batch.made, batch.counts["new"]) == (None, 0, {}, 1)
    assert batch.file_name == "data.xlsx"
    assert not Path(path).exists()


def test_what_nobody_confirmed_is_thrown_away_after_a_month(people_in):
    batch = people_in(head(make_card_number()))
    ImportBatch.objects.update(state_since=timezone.now() - timedelta(days=32))

    forget_old()

    batch.refresh_from_db()
    assert (batch.state, batch.rows.count(), batch.file) == (BatchState.DISCARDED, 0, None)
