"""The pages of an import, as a secretary goes through them, and as somebody who may not."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from exchange.enums import BatchState, Decision, Verdict
from exchange.models import ImportBatch
from exchange.services import confirm
from families.models import Family
from jobs.enums import JobState
from jobs.models import Job
from tests.exchange.rows import BORN, head, household, row
from tests.factories.families import FamilyFactory, FamilyMemberFactory, make_card_number
from tests.factories.regions import make_village
from tests.factories.sheets import PEOPLE, imported, text_file, verdicts, written, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(as_role):
    return as_role(Role.SECRETARY)


@pytest.fixture
def send(pages, village):
    def send(*rows, columns=PEOPLE):
        return imported("keluarga", village, xlsx([columns, *rows]), pages.user)

    return send


def url(name, batch, **query):
    return reverse(f"exchange:{name}", args=[batch.pk], query=query or None)


def test_a_file_is_sent_once_however_often_the_button_is_pressed(pages):
    address, token = reverse("exchange:send", args=["keluarga"]), str(uuid4())
    assert "Kirim dan periksa" in pages.get(address).content.decode()

    answers = [pages.post(address, {"form_token": token, "file": xlsx([PEOPLE, *household()])}) for _ in range(2)]

    batch = ImportBatch.objects.get()
    assert [answer["Location"] for answer in answers] == [batch.get_absolute_url()] * 2
    assert Job.objects.get().args == {"batch_id": batch.pk}
    assert "Sedang dibaca" in pages.get(batch.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("x.xlsx", b""), "Berkas ini kosong"),
        (SimpleUploadedFile("x.csv", b"a;b\n" * 1_400_000), "lebih dari 5 MB"),
        (None, "Pilih berkas"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_the_field(pages, upload, sentence):
    data = {"form_token": str(uuid4())} | ({"file": upload} if upload else {})

    answer = pages.post(reverse("exchange:send", args=["keluarga"]), data)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_preview_shows_what_is_wrong_first_and_each_group_on_its_own(pages, send):
    card = make_card_number()
    batch = send(head(card), row(card, "123", "Ana"), *household())

    text = pages.get(batch.get_absolute_url()).content.decode()
    assert "NIK:</b> NIK baru 3 angka" in text
    assert "Salah (1)" in text
    assert "Yohanes Tefa" in pages.get(url("batch", batch, golongan="new")).content.decode()
    assert pages.get(url("batch", batch, golongan="nonsense")).status_code == 200


def test_good_rows_go_in_only_when_the_user_says_that_wrong_ones_wait(pages, send):
    card = make_card_number()
    batch = send(head(card), row(card, "123", "Ana"))
    data = {"version": batch.version}

    answer = pages.post(url("confirm", batch), data, follow=True)
    assert "Masih ada 1 baris yang salah" in answer.content.decode()

    pages.post(url("confirm", batch), data | {"skips_wrong": "on"})
    batch.refresh_from_db()
    assert batch.state == BatchState.WRITING
    assert AccessLog.objects.filter(kind=AccessKind.IMPORT, actor=pages.user, subject_id=batch.pk).exists()
    again = pages.post(url("confirm", batch), data | {"skips_wrong": "on"}, follow=True).content.decode()
    assert "Keadaannya sekarang: Sedang dimasukkan" in again


def test_wrong_rows_come_back_as_a_file_that_can_be_mended_and_sent_again(pages, send, village):
    card = make_card_number()
    batch = written(send(head(card), row(card, "123", "Ana")), pages.user, skips_wrong=True)

    answer = pages.get(url("wrong", batch))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert rows[0] == [*PEOPLE, "Yang perlu dibetulkan"]
    assert rows[1][2] == "Ana"
    assert "NIK: NIK baru 3 angka" in rows[1][-1]

    rows[1][1] = ""
    again = imported("keluarga", village, xlsx(rows), pages.user)
    assert verdicts(again) == {2: Verdict.NEW}
    assert AccessLog.objects.filter(kind=AccessKind.EXPORT, subject_id=batch.pk).count() == 1


def test_doubts_are_answered_one_by_one_or_all_at_once(pages, send, village):
    for name in ("Anton Lay", "Karel Foeh"):
        FamilyMemberFactory(family=FamilyFactory(village=village, rt="001"), name=name, birth_date=BORN)
    batch = send(head("", "Anton Lay", ""), head("", "Karel Foeh", ""))
    assert set(verdicts(batch).values()) == {Verdict.DOUBTFUL}
    first = batch.rows.get(number=2)
    assert "Bukan, masukkan" in pages.get(batch.get_absolute_url()).content.decode()

    pages.post(url("decide", batch), {"keputusan": "take", "baris": first.pk})
    assert list(batch.rows.order_by("number").values_list("decision", flat=True)) == [Decision.TAKE, ""]
    pages.post(url("decide", batch), {"keputusan": "leave"})

    assert set(batch.rows.values_list("decision", flat=True)) == {Decision.LEAVE}
    assert pages.post(url("decide", batch), {"keputusan": "perhaps"}).status_code == 404


def test_columns_are_matched_on_a_page(pages, send):
    batch = send(*household(), columns=["a", "b", "Siapa", "d", "e", "f", "g", "h", "i", "j"])
    assert batch.state == BatchState.MAPPING
    assert "Isinya misalnya: YOHANES TEFA" in pages.get(url("columns", batch)).content.decode()

    nothing = pages.post(url("columns", batch), {})
    assert nothing.status_code == 422
    assert "Pilih kolom yang berisi Nama lengkap" in nothing.content.decode()
    twice = pages.post(url("columns", batch), {"k2": "name", "k3": "name"})
    assert "dipilih dua kali" in twice.content.decode()
    pages.post(url("columns", batch), {"k2": "name", "k3": "relation"})

    batch.refresh_from_db()
    assert batch.state == BatchState.READING


def test_an_import_is_thrown_away_without_a_trace_in_the_data(pages, send):
    batch = send(*household())

    answer = pages.post(url("discard", batch), follow=True)

    assert "Tidak ada data yang berubah" in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count(), Family.objects.count()) == (BatchState.DISCARDED, 0, 0)


def test_a_job_that_failed_leads_back_to_the_preview(pages, send):
    batch = send(*household())
    confirm(batch, actor=pages.user)
    waiting = pages.post(url("give_up", batch), follow=True)
    assert "masih berjalan" in waiting.content.decode()
    Job.objects.filter(pk=batch.job_id).update(state=JobState.FAILED, failure="Terjadi gangguan.")

    text = pages.get(batch.get_absolute_url()).content.decode()
    assert "Terjadi gangguan. Belum ada yang masuk." in text
    pages.post(url("give_up", batch))

    batch.refresh_from_db()
    assert batch.state == BatchState.READY


def test_what_went_in_can_be_undone_from_its_page(pages, send):
    batch = written(send(*household()), pages.user)
    assert "Ya, kembalikan seperti sebelum impor" in pages.get(batch.get_absolute_url()).content.decode()

    pages.post(url("undo", batch))

    batch.refresh_from_db()
    assert batch.state == BatchState.UNDOING


def test_progress_is_asked_for_until_the_work_is_done(pages, send):
    batch = send(*household())
    confirm(batch, actor=pages.user)

    assert "hx-get" in pages.get(url("panel", batch)).content.decode()
    Job.objects.filter(pk=batch.job_id).update(state=JobState.DONE)
    assert pages.get(url("panel", batch))["HX-Refresh"] == "true"


def test_a_colleague_goes_on_with_it_and_nobody_else_sees_it(send, as_role):
    batch = send(*household())

    colleague = as_role(Role.COORDINATOR)
    assert colleague.get(batch.get_absolute_url()).status_code == 200
    outsider = as_role(Role.SECRETARY, make_village("53.01.05.2010"))
    for name in ("batch", "wrong", "columns", "panel", "slips"):
        assert outsider.get(url(name, batch)).status_code == 404
    for name in ("confirm", "discard", "decide", "undo", "give_up", "read_again", "drop_slips"):
        assert outsider.post(url(name, batch)).status_code == 404
        assert colleague.get(url(name, batch)).status_code == 405


def test_who_writes_no_families_imports_none(as_role):
    reader = as_role(Role.VILLAGE_HEAD)

    assert reader.get(reverse("exchange:list")).status_code == 403
    assert reader.get(reverse("exchange:send", args=["keluarga"])).status_code == 403
    assert reader.get(reverse("exchange:template", args=["keluarga"])).status_code == 403


def test_an_unknown_kind_is_no_page(pages):
    assert pages.get(reverse("exchange:send", args=["kucing"])).status_code == 404


def test_the_template_is_read_as_it_was_made(pages, village):
    answer = pages.get(reverse("exchange:template", args=["keluarga"]))
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Data", "Kode", "Contoh", "Petunjuk"]
    assert len(book["Data"].data_validations.dataValidation) == 11
    for line in book["Contoh"].iter_rows(min_row=2, values_only=True):
        book["Data"].append(line)
    file = BytesIO()
    book.save(file)

    batch = imported("keluarga", village, SimpleUploadedFile("t.xlsx", file.getvalue()), pages.user)

    assert (batch.found["unknown"], set(verdicts(batch).values())) == ([], {Verdict.NEW})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_database_the_same_number_of_times(pages, send, rows, django_assert_num_queries):
    for _ in range(rows):
        batch = send(*[each for _ in range(rows) for each in household("0")])
    with django_assert_num_queries(6):
        pages.get(reverse("exchange:list"))
    with django_assert_num_queries(11):
        pages.get(batch.get_absolute_url())


def test_the_same_file_again_is_told(pages, village):
    rows = [PEOPLE, *household()]
    written(imported("keluarga", village, text_file(rows), pages.user), pages.user)

    again = imported("keluarga", village, text_file(rows), pages.user)

    text = pages.get(again.get_absolute_url()).content.decode()
    assert "Berkas yang sama sudah dimasukkan" in text
    assert "semuanya sudah ada dalam data" in text


def test_a_preview_that_waits_is_told_at_home_to_who_sent_it(pages, send, as_role):
    send(*household())

    assert "Pratinjau siap" in pages.get("/").content.decode()
    assert "Pratinjau siap" not in as_role(Role.COORDINATOR).get("/").content.decode()
