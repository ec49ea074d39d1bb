"""A family's complete copy: everything that is held on it, nothing that endangers others, gone after a week."""

import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from documents.models import StoredFile
from families.enums import LeaveReason, Relation
from families.models import DataCopy, Family, FamilyMember
from families.services import close_family, request_copy, sections_of
from families.services.copying import make_copy, remove_old_copies
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import run_job
from tests.factories.accounts import make_user
from tests.factories.copies import hold_everything
from tests.factories.families import FamilyFactory, FamilyMemberFactory
from tests.families.reading import text_of, url_of

pytestmark = pytest.mark.once_on_sqlite
# What hangs on a family and is not in its copy, and why.
LEFT_OUT = {
    "families.DimensionMean": "derived from the latest assessment, which is there",
    "families.Merge": "the file's events tell of it; what it keeps are doubles of rows that are there",
    "families.NotDouble": "tells of another family, nothing of this one",
    "families.TransferEvent": "clicks on the way of a transfer that is there",
    "referrals.Reminder": "that an office was reminded of its work",
    "workplans.Need": "speaks of many families and names none",
}


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, head_name="Yuliana Boimau")


@pytest.fixture
def coordinator(village):
    return make_user(Role.COORDINATOR, village)


def _copy(family, actor, *, includes_sensitive=False):
    """Asked for and made, as the worker does it."""
    copy = request_copy(
        family, asked_by="Yuliana Boimau", identity_checked=True, includes_sensitive=includes_sensitive, actor=actor
    )
    run_job(copy.job_id)
    copy.refresh_from_db()
    assert copy.job.state == JobState.DONE, copy.job.failure
    return copy


def _opened(copy):
    """{name in the ZIP: bytes}."""
    with copy.file.file.open("rb") as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _parts(copy):
    return json.loads(_opened(copy)["salinan-data.json"])["bagian"]


def _words(copy):
    """All words of the PDF, one after the other without breaks."""
    pages = PdfReader(io.BytesIO(_opened(copy)["salinan-data.pdf"])).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_everything_is_in_it_for_machines_and_for_readers(family, coordinator):
    hold_everything(family, 3)
    copy, number = _copy(family, coordinator), family.members.first().national_id
    assert set(_opened(copy)) == {"baca-dulu.txt", "salinan-data.json", "salinan-data.pdf"}
    parts, words = _parts(copy), _words(copy)
    assert {name for name, part in parts.items() if not part["baris"]} == set()
    assert parts["members"]["baris"][0]["national_id"] == number
    assert parts["family"]["baris"][0]["family_card_number"] == family.family_card_number
    assert parts["money"]["baris"][0]["income"] == 900_000
    assert parts["money"]["isian"]["income"] == "Pendapatan sebulan"
    assert parts["money"]["baris"][0]["noted_on"] == (timezone.localdate() - timedelta(days=3)).isoformat()
    assert all(said in words for said in ("Yuliana Boimau", number, "Rp900.000", "Halaman 1 dari", "Rahasia"))
    assert copy.file.name == f"salinan-{family.file_number}.zip"


def test_who_looked_stands_there_by_role_and_day_without_name_or_address(family, coordinator, as_role):
    client = as_role(Role.TKSK, family.village.parent)
    client.get(family.get_absolute_url())
    copy = _copy(family, coordinator)
    looks = _parts(copy)["accesses"]["baris"]
    assert [(each["kind"], each["role"]) for each in looks] == [("Melihat berkas", "TKSK")]
    assert not {client.user.name, "127.0.0.1"} & set(_words(copy).split())
    assert client.user.name not in json.dumps(_parts(copy))


def test_other_families_are_a_number_and_who_fled_is_not_even_that(family, coordinator):
    hold_everything(family, 3)
    text = _opened(_copy(family, coordinator))["salinan-data.json"].decode()
    pair = family.guided_by.get()
    assert pair.pioneer.file_number in text
    assert pair.pioneer.head_name not in text
    assert family.file_events.get().other.file_number not in text


def test_nothing_that_hangs_on_a_family_is_forgotten(family):
    shown = {model._meta.label for section in sections_of(family, sensitive=True) for model in section.models}
    hangs = _hangs_on(Family) | _hangs_on(FamilyMember)
    hangs |= dict(below for model in hangs.values() for below in _hangs_on(model).items())
    assert set(hangs) - shown - LEFT_OUT.keys() == set(), "give it a section, or say here why not"
    assert LEFT_OUT.keys() - set(hangs) == set(), "these are gone"
    assert LEFT_OUT.keys() & shown == set()


def _hangs_on(model):
    """{label: model} of what points to ``model``, tables of many-to-many fields among them."""
    relations = [each for each in model._meta.get_fields(include_hidden=True) if each.auto_created]
    return {
        each.related_model._meta.label: each.related_model for each in relations if each.one_to_many or each.one_to_one
    }


def test_three_rows_of_each_kind_take_as_many_statements_as_one(family):
    hold_everything(family, 3)
    sections_of(family, sensitive=False)
    counts = {sensitive: _statements(family, sensitive) for sensitive in (True, False)}
    hold_everything(family, 5)
    hold_everything(family, 7)
    assert {sensitive: _statements(family, sensitive) for sensitive in (True, False)} == counts


def _statements(family, sensitive):
    with CaptureQueriesContext(connection) as seen:
        sections_of(family, sensitive=sensitive)
    return len(seen)


def _form(family, **changes):
    head = family.members.get(relation=Relation.HEAD)
    usual = {"form_token": str(uuid4()), "asked_by": str(head.pk), "identity_checked": "on"}
    return usual | changes


def test_it_is_asked_for_on_a_page_and_handed_out_as_a_download_that_is_logged(as_role, family):
    client = as_role(Role.SECRETARY)
    assert "Salinan data keluarga (hak akses)" in text_of(client.get(family.get_absolute_url()))
    assert client.get(url_of("ask_copy", family)).status_code == 200
    assert client.post(url_of("ask_copy", family), _form(family)).status_code == 302
    copy = DataCopy.objects.get()
    assert (copy.asked_by, copy.made_by, copy.identity_checked) == (family.head_name, client.user, True)
    assert "Sedang dibuat" in text_of(client.get(url_of("copies", family)))
    assert client.get(url_of("copy", family, copy.pk)).status_code == 404
    run_job(copy.job_id)
    assert Job.objects.get().result_url == url_of("copies", family)
    assert "Siap diunduh" in text_of(client.get(url_of("copies", family)))
    answer = client.get(url_of("copy", family, copy.pk))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert answer["Content-Disposition"] == f'attachment; filename="salinan-{family.file_number}.zip"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store, private")
    log = AccessLog.objects.get(kind=AccessKind.EXPORT)
    assert (log.subject_id, log.reason) == (family.pk, "Salinan data keluarga (hak akses)")


def test_the_second_press_of_the_button_makes_no_second_copy(as_role, family):
    client, data = as_role(Role.SECRETARY), _form(family)
    answers = [client.post(url_of("ask_copy", family), data) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {url_of("copies", family)}
    assert (DataCopy.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"identity_checked": ""}, "Cocokkan dulu identitasnya"),
        ({"asked_by": "guardian"}, "Tulis nama walinya."),
        ({"asked_by": ""}, "Siapa yang meminta"),
    ],
)
def test_nobody_gets_it_unnamed_or_unchecked(as_role, family, changes, sentence):
    answer = as_role(Role.SECRETARY).post(url_of("ask_copy", family), _form(family, **changes))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not DataCopy.objects.exists()


def test_a_guardian_asks_for_a_child_and_children_do_not_ask(as_role, family):
    child, client = FamilyMemberFactory(family=family, position=2), as_role(Role.SECRETARY)
    assert client.post(url_of("ask_copy", family), _form(family, asked_by=str(child.pk))).status_code == 422
    client.post(url_of("ask_copy", family), _form(family, asked_by="guardian", guardian="Yosef Nomleni"))
    assert DataCopy.objects.get().asked_by == "Yosef Nomleni (wali)"


def test_a_closed_file_is_copied_too_for_who_was_in_it_then(as_role, family):
    """Who had left before is in another family by now."""
    gone = FamilyMemberFactory(family=family, position=2, birth_date=date(1980, 1, 1))
    gone.left_on, gone.left_reason = timezone.localdate(), LeaveReason.SPLIT
    gone.save()
    client = as_role(Role.SECRETARY)
    close_family(family, "moved", on=timezone.localdate(), actor=client.user)
    assert client.post(url_of("ask_copy", family), _form(family, asked_by=str(gone.pk))).status_code == 422
    assert client.post(url_of("ask_copy", family), _form(family)).status_code == 302
    assert DataCopy.objects.get().asked_by == family.head_name
    assert "hak akses" in text_of(client.get(family.get_absolute_url()))


@pytest.mark.parametrize("role", [Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS])
def test_who_only_reads_neither_asks_nor_downloads(as_role, family, coordinator, role):
    client, copy = as_role(role), _copy(family, coordinator)
    assert "hak akses" not in text_of(client.get(family.get_absolute_url()))
    for address in (url_of("copies", family), url_of("ask_copy", family), url_of("copy", family, copy.pk)):
        assert client.get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        _copy(family, client.user)


def test_another_village_finds_none_of_it(as_role, family, coordinator, near):
    client, copy = as_role(Role.COORDINATOR, near), _copy(family, coordinator)
    for address in (url_of("copies", family), url_of("ask_copy", family), url_of("copy", family, copy.pk)):
        assert client.get(address).status_code == 404
    assert client.post(url_of("ask_copy", family), _form(family)).status_code == 404


def test_a_copy_of_another_family_is_not_handed_out_here(as_role, family, coordinator):
    copy = _copy(FamilyFactory(village=family.village), coordinator)
    client = as_role(Role.SECRETARY)
    assert client.get(url_of("copy", family, copy.pk)).status_code == 404
    assert client.post(url_of("copy", family, copy.pk)).status_code == 405
    assert client.get(reverse("families:copy", args=[0, copy.pk])).status_code == 404


def test_after_a_week_the_file_is_gone_and_the_row_stays(family, coordinator, as_role):
    old, new = _copy(family, coordinator), _copy(family, coordinator)
    path = old.file.file.path
    DataCopy.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=7, minutes=1))
    assert (remove_old_copies(), remove_old_copies()) == (1, 0)
    old.refresh_from_db()
    assert (old.file, old.removed_on, old.asked_by) == (None, timezone.localdate(), "Yuliana Boimau")
    assert not StoredFile.objects.exclude(pk=new.file_id).exists()
    assert not Path(path).exists()
    client = as_role(Role.SECRETARY)
    assert client.get(url_of("copy", family, old.pk)).status_code == 404
    assert "Sudah dihapus" in text_of(client.get(url_of("copies", family)))
    make_copy(old.pk, lambda done, total: None)
    old.refresh_from_db()
    assert old.file is None


def test_the_service_insists_on_the_check(family, coordinator):
    with pytest.raises(DomainError, match="Cocokkan"):
        request_copy(family, asked_by="X", identity_checked=False, includes_sensitive=False, actor=coordinator)
