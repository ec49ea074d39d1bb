import io
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.services import save_draft
from cases.models import Case
from referrals.enums import ReferralState
from referrals.models import Referral
from referrals.services import attach_file, remove_attachment
from tests.referrals.filling import form_for, photo, scan, step

pytestmark = pytest.mark.django_db
S = ReferralState


def test_the_secretary_writes_attaches_and_submits(chain, as_user):
    client, url = as_user(chain.secretary), reverse("referrals:write", args=[chain.case.pk])
    assert (
        "Putus sekolah" in client.get(url).content.decode() or chain.case.summary in client.get(url).content.decode()
    )
    form = form_for()
    answers = [client.post(url, form) for _ in range(2)]
    file = Referral.objects.get()
    assert {answer.url for answer in answers} == {file.get_absolute_url()}

    client.post(reverse("referrals:attach", args=[file.pk]), scan())
    page = client.post(step(file, "submit"), {"version": file.version}, follow=True)

    file.refresh_from_db()
    assert file.state == S.SUBMITTED
    assert "Rujukan sekarang: diajukan ke tksk." in page.content.decode().lower().replace(
        "rujukan sekarang", "Rujukan sekarang"
    )
    attached = file.attachments.get()
    served = as_user(chain.tksk).get(reverse("referrals:attachment", args=[file.pk, attached.pk]))
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Disposition"].startswith("attachment")
    served.close()


def test_what_was_typed_comes_back_as_a_draft(chain, as_user):
    client, url = as_user(chain.secretary), reverse("referrals:write", args=[chain.case.pk])
    token = uuid.uuid4()
    save_draft(
        token, actor=chain.secretary, form=f"referral-{chain.case.pk}", data={"need": ["Kursi roda"], "urgency": ["2"]}
    )

    page = client.get(url).content.decode()

    assert "Kursi roda" in page
    assert str(token) in page
    assert "Isi bidang" not in page


def test_a_form_with_errors_keeps_what_was_typed(chain, as_user):
    page = as_user(chain.secretary).post(
        reverse("referrals:write", args=[chain.case.pk]), form_for(need="", details="Tidak bisa menyusun kalimat")
    )

    assert page.status_code == 422
    assert "Isi layanan yang dibutuhkan." in page.content.decode()
    assert "Tidak bisa menyusun kalimat" in page.content.decode()
    assert not Referral.objects.exists()


def test_a_stale_edit_shows_both_and_the_next_save_wins(chain, file_in, as_user):
    file = file_in(S.DRAFT, need="Lama")
    url = reverse("referrals:change", args=[file.pk])
    as_user(chain.coordinator).post(url, form_for(need="Dari koordinator", version=file.version))

    page = as_user(chain.secretary).post(url, form_for(need="Dari sekretaris", version=file.version))

    html = page.content.decode()
    assert page.status_code == 422
    assert "Dari koordinator" in html
    assert "Dari sekretaris" in html
    as_user(chain.secretary).post(url, form_for(need="Dari sekretaris", version=file.version + 1))
    file.refresh_from_db()
    assert file.need == "Dari sekretaris"


def test_without_consent_the_page_says_where_to_record_it(chain, file_in, as_user):
    chain.family.consents.all().delete()
    file = file_in(S.DRAFT)
    client = as_user(chain.secretary)

    assert f"{chain.family.get_absolute_url()}#kesediaan" in client.get(file.get_absolute_url()).content.decode()
    page = client.post(step(file, "submit"), {"version": file.version}, follow=True)
    assert "“data dibagikan untuk rujukan” belum ada" in page.content.decode()


@pytest.mark.parametrize("kind", ["text", "many", "empty"])
def test_a_bad_upload_is_refused_beside_the_field(chain, file_in, as_user, kind):
    file, client = file_in(S.DRAFT), as_user(chain.secretary)
    url = reverse("referrals:attach", args=[file.pk])
    if kind == "many":
        for _ in range(5):
            client.post(url, scan())
    upload = photo() if kind == "many" else io.BytesIO(b"" if kind == "empty" else b"<script>")
    upload.name = "kk.jpg"

    page = client.post(url, scan(file=upload))

    assert page.status_code == 422
    assert file.attachments.count() == (5 if kind == "many" else 0)


def test_a_scan_is_removed_from_a_draft_only(chain, file_in, as_user):
    file, client = file_in(S.DRAFT), as_user(chain.secretary)
    for _ in range(2):
        client.post(reverse("referrals:attach", args=[file.pk]), scan())
    first, second = file.attachments.all()

    client.post(reverse("referrals:detach", args=[file.pk, first.pk]))
    assert list(file.attachments.all()) == [second]
    client.post(step(file, "submit"), {"version": file.version})
    assert client.post(reverse("referrals:detach", args=[file.pk, second.pk])).status_code == 403


def test_a_mentor_proposes_from_a_case_in_hand(chain, as_user):
    url = reverse("referrals:write", args=[chain.case.pk])
    client = as_user(chain.mentor)
    assert client.get(url).status_code == 404
    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)

    answer = client.post(url, form_for())

    file = Referral.objects.get()
    assert (answer.url, file.author) == (file.get_absolute_url(), chain.mentor)
    page = client.get(file.get_absolute_url()).content.decode()
    assert "Ubah konsep" in page
    assert "Ajukan ke TKSK" not in page
    assert client.post(step(file, "submit"), {"version": file.version}).status_code == 403


def test_what_was_sent_in_the_meantime_takes_no_attachment_and_loses_none(chain, file_in):
    file = file_in(S.DRAFT)
    attached = attach_file(file, photo(), label="KK", actor=chain.secretary)
    Referral.objects.filter(pk=file.pk).update(
        state=S.SUBMITTED, consent=chain.family.consents.get(), submitted_on=timezone.localdate()
    )

    with pytest.raises(PermissionDenied):
        attach_file(file, photo(), label="SKTM", actor=chain.secretary)
    with pytest.raises(PermissionDenied):
        remove_attachment(attached, actor=chain.secretary)

    assert list(file.attachments.all()) == [attached]


def test_a_second_press_attaches_nothing_more(chain, file_in, as_user):
    file, client, token = file_in(S.DRAFT), as_user(chain.secretary), uuid.uuid4()
    for _ in range(2):
        answer = client.post(reverse("referrals:attach", args=[file.pk]), scan(form_token=token))
        assert answer.url == file.get_absolute_url()
    assert file.attachments.count() == 1
    assert 'name="form_token"' in client.get(file.get_absolute_url()).content.decode()


def draft_of(page):
    return re.search(r'data-draft-url="([^"]+)"', page.content.decode())[1]


@pytest.mark.parametrize("returned", [False, True])
def test_what_was_typed_into_a_stored_draft_comes_back_there_alone(chain, file_in, as_user, returned):
    submitted = {"submitted_on": timezone.localdate()} if returned else {}
    file, other = file_in(S.DRAFT, need="Lama", **submitted), file_in(S.DRAFT, need="Lain")
    client, url = as_user(chain.secretary), reverse("referrals:change", args=[file.pk])
    first = client.get(url)
    assert "Lama" in first.content.decode()

    typed = form_for(need="Kursi roda", version=file.version)
    assert client.post(draft_of(first), typed).status_code == 204

    again = client.get(url)
    assert "Kursi roda" in again.content.decode()
    assert "Ini isian yang Anda tinggalkan" in again.content.decode()
    assert draft_of(again) == draft_of(first)
    for elsewhere in (
        reverse("referrals:change", args=[other.pk]),
        reverse("referrals:write", args=[chain.case.pk]),
    ):
        assert "Kursi roda" not in client.get(elsewhere).content.decode()
    assert "Kursi roda" not in as_user(chain.coordinator).get(url).content.decode()


def test_a_stored_draft_is_kept_typed_until_it_is_saved(chain, file_in, as_user):
    file = file_in(S.DRAFT, need="Lama")
    client, url = as_user(chain.secretary), reverse("referrals:change", args=[file.pk])
    draft = draft_of(client.get(url))
    form = form_for(form_token=draft.rstrip("/").rpartition("/")[2], need="Kursi roda", version=file.version)
    client.post(draft, form)

    for changes in ({"cocokkan": "ya"}, {"need": ""}):
        assert draft_of(client.post(url, form | changes)) == draft

    client.post(url, form)
    file.refresh_from_db()
    assert file.need == "Kursi roda"
    page = client.get(url)
    assert "Ini isian yang Anda tinggalkan" not in page.content.decode()
    assert draft_of(page) != draft


def test_what_was_typed_can_be_given_up_for_what_is_stored(chain, file_in, as_user):
    file = file_in(S.DRAFT, need="Lama")
    client, url = as_user(chain.secretary), reverse("referrals:change", args=[file.pk])
    client.post(draft_of(client.get(url)), form_for(need="Kursi roda", version=file.version))
    assert "Kembali ke yang tersimpan" in client.get(url).content.decode()

    page = client.post(url, {"buang": "ya"}, follow=True).content.decode()

    assert "Lama" in page
    assert "Kursi roda" not in page
    file.refresh_from_db()
    assert file.need == "Lama"


def test_a_draft_typed_before_another_saved_shows_both(chain, file_in, as_user):
    file = file_in(S.DRAFT, need="Lama")
    client, url = as_user(chain.secretary), reverse("referrals:change", args=[file.pk])
    draft = draft_of(client.get(url))
    client.post(draft, form_for(need="Kursi roda", version=file.version))
    as_user(chain.coordinator).post(url, form_for(need="Dari koordinator", version=file.version))

    shown = client.get(url).content.decode()
    version = re.search(r'name="version" value="(\d+)"', shown)[1]
    page = client.post(url, form_for(need="Kursi roda", version=version))

    assert page.status_code == 422
    assert "Dari koordinator" in page.content.decode()


def test_a_page_of_writing_that_answers_goes_on_with_its_draft(chain, as_user):
    client, url = as_user(chain.secretary), reverse("referrals:write", args=[chain.case.pk])
    for token in (uuid.uuid4(), "x"):
        form = form_for(form_token=token, need="")
        page = client.post(url, form)
        assert page.status_code == 422
        assert (str(token) in draft_of(page)) == (token != "x")
