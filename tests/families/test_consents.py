"""Consent: which words, by whom, how, for whom, and that every act that needs one asks for it."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from families.enums import ConsentMethod, ConsentPurpose, FamilyStatus
from families.models import Consent, ConsentText
from families.services import attach_scan, demand_consent, record_consent, set_status, share_family, withdraw_consent
from tests.factories.accounts import make_user
from tests.factories.documents import StoredFileFactory, make_photo
from tests.factories.families import ConsentFactory, FamilyFactory, make_secretary, make_status
from tests.families.reading import text_of, url_of

P = ConsentPurpose


@pytest.fixture
def family(village):
    """The head is grown, the two others are twelve to fourteen."""
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai")


def _today():
    return f"{timezone.localdate():%d-%m-%Y}"


def _act(client, name, family, *more, **data):
    return client.post(url_of(name, family, *more), {"form_token": str(uuid4()), **data})


def _consent(client, family, **changes):
    usual = {"purpose": "referral", "method": "signed", "given_by": "Obaja Tefnai", "given_on": _today()}
    return _act(client, "add_consent", family, **usual | changes)


def _child(family):
    return family.members.order_by("position").last()


def _said(client, family):
    return text_of(client.get(family.get_absolute_url()))


def test_the_page_shows_the_words_of_all_four_purposes(as_role, family):
    page = text_of(as_role(Role.SECRETARY).get(url_of("add_consent", family), {"untuk": "photo"}))
    for text in ConsentText.objects.all():
        assert text.body[:60] in page
        assert f"Naskah {text.version}" in page
    assert re.search(r'value="photo"[^>]*checked', page)


def test_everything_that_was_said_is_kept_and_shown(as_role, family):
    client, child = as_role(Role.SECRETARY), _child(family)
    answer = _consent(
        client, family, purpose="photo", method="spoken", member=child.pk, guardian="ibu", given_by="Yuliana Boimau",
        witness="Marta Nomleni",
    )  # fmt: skip
    consent = family.consents.get()
    assert answer.status_code == 302
    assert (consent.member, consent.guardian, consent.witness) == (child, "ibu", "Marta Nomleni")
    assert (consent.taken_by, consent.text.purpose) == (client.user, "photo")
    page = _said(client, family)
    for word in (child.name, "Yuliana Boimau sebagai ibu", "sebagai ibu, lisan, saksi Marta Nomleni", "Naskah 2026-1"):
        assert word in page
    assert f"dicatat {client.user}" in page
    assert "Formulir belum diunggah" not in page


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"method": "spoken"}, "witness", "Kesediaan lisan perlu saksi"),
        ({"scan": SimpleUploadedFile("x.png", b"<svg onload=1>", "image/png")}, "scan", "Jenis berkas ini tidak"),
        ({"scan": SimpleUploadedFile("x.pdf", b"", "application/pdf")}, "scan", "kosong"),
        ({"given_on": "01-01-2099"}, "given_on", "belum tiba"),
        ({"given_on": "31-02-2026"}, "given_on", "Tanggal belum benar"),
        ({"given_by": "Obaja 2"}, "given_by", "Hapus angka"),
        ({"guardian": "ayah"}, "member", "Pilih anggota yang diwakili"),
        ({"guardian": "tetangga"}, "guardian", "Pilih satu dari daftar"),
        ({"member": "child"}, "guardian", "belum 18 tahun"),
        ({"member": "child", "purpose": "pioneer"}, "member", "diputuskan seluruh keluarga"),
        ({"member": "stranger"}, "member", "tidak ada"),
    ],
)
def test_a_consent_that_cannot_be_is_refused_beside_its_field(as_role, village, family, changes, field, sentence):
    people = {"child": _child(family), "stranger": FamilyFactory(village=village, members=1).members.get()}
    changes = {name: people[value].pk if value in people else value for name, value in changes.items()}
    response = _consent(as_role(Role.SECRETARY), family, **changes)
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Consent.objects.exists()


def test_who_turned_eighteen_that_day_needs_no_guardian(as_role, family):
    child, today = _child(family), timezone.localdate()
    child.birth_date = today.replace(year=today.year - 18, day=min(today.day, 28)) - timedelta(days=1)
    child.save()
    assert _consent(as_role(Role.SECRETARY), family, purpose="photo", member=child.pk).status_code == 302


def test_the_services_refuse_what_the_form_would(village, family):
    secretary, child = make_secretary(village), _child(family)
    usual = {"method": ConsentMethod.SIGNED, "given_by": "Obaja", "actor": secretary}
    for changes in (
        {"purpose": P.PHOTO, "member": child},
        {"purpose": P.PLASMA, "member": family.members.first()},
        {"purpose": P.PHOTO, "member": FamilyFactory(village=village, members=1).members.get()},
        {"purpose": P.PHOTO, "method": ConsentMethod.SPOKEN, "witness": " "},
    ):
        with pytest.raises(DomainError):
            record_consent(family, **usual | changes)
    with pytest.raises(PermissionDenied):
        record_consent(family, **usual | {"purpose": P.PHOTO, "actor": make_user(Role.TKSK, village)})
    assert not Consent.objects.exists()


def test_each_consent_keeps_the_words_that_were_in_force_on_its_day(village, family):
    secretary, today = make_secretary(village), timezone.localdate()
    old = ConsentText.objects.get(purpose=P.PHOTO)
    new = ConsentText.objects.create(
        purpose=P.PHOTO, version="2026-2", body="Kami setuju, dengan kata lain.", valid_from=today - timedelta(days=5)
    )
    usual = {"purpose": P.PHOTO, "method": ConsentMethod.SIGNED, "given_by": "Obaja", "actor": secretary}
    before = record_consent(family, **usual, given_on=today - timedelta(days=6))
    since = record_consent(family, **usual, given_on=today - timedelta(days=5))
    future = ConsentText.objects.create(
        purpose=P.PHOTO, version="2099-1", body="Kelak.", valid_from=today + timedelta(days=1)
    )
    assert (before.text, since.text) == (old, new)
    assert record_consent(family, **usual).text == new
    before.refresh_from_db()
    assert (before.text, before.withdrawn_reason) == (old, "Diganti kesediaan baru")
    assert future.body not in before.text.body


def test_a_later_text_is_offered_first_and_one_to_come_not_at_all(as_role, family):
    today = timezone.localdate()
    for version, body, day in (("2026-2", "Kata yang baru.", today), ("2099-1", "Kata kelak.", date(2099, 1, 1))):
        ConsentText.objects.create(purpose=P.PHOTO, version=version, body=body, valid_from=day)
    page = text_of(as_role(Role.SECRETARY).get(url_of("add_consent", family)))
    assert page.index("Kata yang baru.") < page.index("Kami setuju foto")
    assert "Kata kelak." not in page


def test_a_scan_comes_along_or_later_but_never_twice(as_role, family):
    client = as_role(Role.SECRETARY)
    _consent(client, family)
    consent = family.consents.get()
    assert "Formulir belum diunggah" in _said(client, family)
    refused = _act(client, "add_consent_scan", family, consent.pk, scan=SimpleUploadedFile("x.txt", b"halo"))
    assert "Jenis berkas ini tidak diterima" in " ".join(refused.context["form"].errors["scan"])
    assert "Pilih berkas" in text_of(_act(client, "add_consent_scan", family, consent.pk))
    _act(client, "add_consent_scan", family, consent.pk, scan=make_photo())
    assert "Formulir belum diunggah" not in _said(client, family)
    scan = client.get(url_of("consent_scan", family, consent.pk))
    assert scan["Content-Disposition"].startswith("attachment")
    assert b"".join(scan.streaming_content).startswith(b"\xff\xd8")
    assert "sudah diunggah" in text_of(_act(client, "add_consent_scan", family, consent.pk, scan=make_photo()))


def test_a_scan_is_for_those_who_see_full_numbers(as_role, village, family):
    consent = ConsentFactory(family=family, scan=StoredFileFactory())
    secretary = make_secretary(village)
    share_family(family, reason="Rujukan 1", role=Role.LK3, region=village.parent.parent, actor=secretary)
    for role, code in ((Role.TKSK, 200), (Role.DINAS, 200), (Role.VILLAGE_HEAD, 200), (Role.LK3, 403)):
        client = as_role(role)
        answer = client.get(url_of("consent_scan", family, consent.pk))
        list(answer)
        assert answer.status_code == code, role
        assert ("Unduh formulir" in _said(client, family)) is (code == 200)
    with pytest.raises(PermissionDenied):
        attach_scan(consent, make_photo(), actor=make_user(Role.TKSK, village))


def test_a_consent_of_another_family_is_not_found(as_role, village, family):
    client, other = as_role(Role.SECRETARY), ConsentFactory(family=FamilyFactory(village=village, members=1))
    for name in ("consent_scan", "withdraw_consent", "add_consent_scan"):
        assert client.get(url_of(name, family, other.pk)).status_code == 404, name
    assert client.get(url_of("consent_scan", other.family, other.pk)).status_code == 404


def test_a_withdrawal_has_its_day_and_if_wanted_its_reason(as_role, family):
    client, consent = as_role(Role.SECRETARY), ConsentFactory(family=family, given_on=timezone.localdate())
    early = f"{timezone.localdate() - timedelta(days=1):%d-%m-%Y}"
    assert "Isi tanggal sesudahnya" in text_of(_act(client, "withdraw_consent", family, consent.pk, on=early))
    kept = _act(client, "withdraw_consent", family, consent.pk, on="x", reason="Keluarga pindah kerja")
    assert "Keluarga pindah kerja" in text_of(kept)
    _act(client, "withdraw_consent", family, consent.pk, on=_today(), reason="Keluarga pindah kerja")
    consent.refresh_from_db()
    assert (consent.withdrawn_on, consent.withdrawn_reason) == (timezone.localdate(), "Keluarga pindah kerja")
    assert "Ditarik" in _said(client, family)
    assert "sudah ditarik" in text_of(_act(client, "withdraw_consent", family, consent.pk, on=_today()))
    assert client.get(url_of("withdraw_consent", family, consent.pk)).status_code == 302
    assert as_role(Role.TKSK).get(url_of("withdraw_consent", family, consent.pk)).status_code == 403


def test_a_double_click_records_one_consent(as_role, family):
    client, token = as_role(Role.SECRETARY), str(uuid4())
    for _ in range(2):
        _consent(client, family, form_token=token)
    assert family.consents.count() == 1


def test_demand_consent_gives_the_one_in_force_and_says_what_to_do_without(village, family):
    head, child = family.members.order_by("position")[0], _child(family)
    with pytest.raises(DomainError, match="Catat dahulu kesediaannya"):
        demand_consent(family, P.REFERRAL)
    own = ConsentFactory(family=family, member=child, guardian="ibu")
    assert demand_consent(family, P.REFERRAL, child) == own
    for whom in (None, head):
        with pytest.raises(DomainError):
            demand_consent(family, P.REFERRAL, whom)
    whole = ConsentFactory(family=family, given_on=timezone.localdate() - timedelta(days=2))
    assert demand_consent(family, P.REFERRAL, head) == whole
    withdraw_consent(whole, on=timezone.localdate(), actor=make_secretary(village))
    with pytest.raises(DomainError):
        demand_consent(family, P.REFERRAL, head)


def test_the_status_page_says_beforehand_what_is_missing(as_role, family):
    client = as_role(Role.COORDINATOR)
    page = text_of(client.get(url_of("status", family)))
    assert f"{url_of('add_consent', family)}?untuk=pioneer" in page
    assert f"{url_of('add_consent', family)}?untuk=plasma" in page
    ConsentFactory(family=family, purpose=P.PLASMA)
    ConsentFactory(family=family, purpose=P.PIONEER, withdrawn_on=timezone.localdate())
    page = text_of(client.get(url_of("status", family)))
    assert "?untuk=plasma" not in page
    assert "?untuk=pioneer" in page


def test_a_withdrawn_consent_gives_no_status(village, family):
    secretary, coordinator = make_secretary(village), make_user(Role.COORDINATOR, village)
    withdraw_consent(ConsentFactory(family=family, purpose=P.PIONEER), on=timezone.localdate(), actor=secretary)
    with pytest.raises(DomainError, match="menjadi keluarga pionir"):
        set_status(family, FamilyStatus.PIONEER, on=timezone.localdate(), actor=coordinator)


def test_a_status_whose_consent_was_withdrawn_calls_the_coordinator(as_role, village, family):
    make_status(family, FamilyStatus.PIONEER, on=date(2026, 1, 5))
    consent = ConsentFactory(family=family, purpose=P.PIONEER)
    clients = {role: as_role(role) for role in (Role.COORDINATOR, Role.SECRETARY, Role.TKSK)}
    assert "Ubah statusnya" not in _said(clients[Role.COORDINATOR], family)
    withdraw_consent(consent, on=timezone.localdate(), actor=make_secretary(village))
    assert "“menjadi keluarga pionir” ditarik" in _said(clients[Role.COORDINATOR], family)
    assert "Ubah statusnya." in _said(clients[Role.COORDINATOR], family)
    assert "Beri tahu koordinator" in _said(clients[Role.SECRETARY], family)
    assert "“menjadi keluarga pionir” ditarik" not in _said(clients[Role.TKSK], family)
    ConsentFactory(family=family, purpose=P.PIONEER)
    assert "“menjadi keluarga pionir” ditarik" not in _said(clients[Role.COORDINATOR], family)


def test_a_closed_file_takes_no_consent(as_role, family):
    client, consent = as_role(Role.SECRETARY), ConsentFactory(family=family)
    type(family).objects.filter(pk=family.pk).update(closed_on=timezone.localdate(), closed_reason="moved")
    for answer in (
        _consent(client, family), _act(client, "withdraw_consent", family, consent.pk, on=_today()),
        _act(client, "add_consent_scan", family, consent.pk, scan=make_photo()),
    ):  # fmt: skip
        assert answer.status_code == 302
    consent.refresh_from_db()
    assert (family.consents.count(), consent.withdrawn_on, consent.scan) == (1, None, None)
