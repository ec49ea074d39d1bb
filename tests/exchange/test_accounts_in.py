"""A list of people becomes accounts: the preview, the slips that open them, and the way back."""

import io
import re
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.utils import timezone
from pypdf import PdfReader

from accounts.enums import Role
from accounts.models import Assignment, User
from accounts.services.people import create_user
from exchange.enums import BatchState, Verdict
from exchange.models import ImportBatch
from exchange.queries.tables import table_of
from exchange.services import ask_to_undo, confirm, decide, forget_old, undo_batch, write_batch
from tests.factories.accounts import UserFactory, assign, make_user
from tests.factories.regions import make_region, make_village
from tests.factories.sheets import Steps, imported, verdicts, written, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.once_on_sqlite]

HEADS = ["Nama lengkap", "Nama pengguna", "Peran", "Kode wilayah", "Desa", "Kecamatan", "Surel", "Telepon"]
MARLINDA = ["Marlinda Tefnai", "marlinda.tefnai", "Sekretaris FCU", "53.01.05.2011", "", "", "m@contoh.id", ""]
PASSWORD = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b")
NEW = "kebun-kopi-lereng-7"


@pytest.fixture
def regency(village):
    return make_region("53.01")


@pytest.fixture
def manager(regency):
    return make_user(Role.DINAS, regency)


def person(**changes):
    """Marlinda's row, with other cells by the name of the column."""
    return [changes.get(head.split()[-1].lower(), cell) for head, cell in zip(HEADS, MARLINDA, strict=True)]


def preview(manager, regency, *rows):
    return imported("pengguna", regency, xlsx([HEADS, *rows]), manager)


def only_row(manager, regency, *rows):
    return preview(manager, regency, *rows).rows.latest("number")


def slips_of(batch):
    """The text of the slips, and the start passwords on them."""
    with batch.slips.file.open() as file:
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages)
    return text, PASSWORD.findall(text)


def undone(batch, actor):
    ask_to_undo(batch, actor=actor)
    undo_batch(batch.pk, Steps())
    batch.refresh_from_db()
    return batch


def everything_stored():
    """All values of all rows of all tables, as text."""
    rows = (row for model in apps.get_models() for row in model._base_manager.values_list())
    return "\n".join(str(row) for row in rows)


def files(settings):
    return {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


def sign_in(client, username, password):
    return client.post("/masuk/", {"username": username, "password": password}, follow=True)


def test_accounts_are_opened_and_the_slips_open_them(manager, regency, client, caplog):
    by_names = ["Yohanes Lay, S.Sos", "", "kades", "", "DESA TABLOLONG", "kupang barat", "", "0812 3456 7890"]
    batch = preview(manager, regency, MARLINDA, by_names, ["Ratna Bessie", "", "TKSK", 530105, "", "", "", ""])

    assert batch.state == BatchState.READY, batch.failure
    assert set(verdicts(batch).values()) == {Verdict.NEW}, list(batch.rows.values_list("errors", "doubt"))
    assert User.objects.count() == 1

    written(batch, manager)

    assert batch.state == BatchState.DONE, batch.failure
    marlinda = User.objects.get(username="marlinda.tefnai")
    yohanes = User.objects.get(username="yohanes.tablolong")
    ratna = User.objects.get(username="ratna.kupangbarat")
    assert (marlinda.name, marlinda.email, marlinda.must_change_password) == ("Marlinda Tefnai", "m@contoh.id", True)
    assert str(yohanes.phone) == "+6281234567890"
    assert [str(user.assignments.get()) for user in (marlinda, yohanes, ratna)] == [
        "Sekretaris FCU Desa Tablolong", "Kepala Desa Tablolong", "TKSK Kecamatan Kupang Barat",
    ]  # fmt: skip
    for kept in (marlinda, marlinda.assignments.get()):
        entry = LogEntry.objects.get_for_object(kept).get()
        assert (entry.actor, entry.additional_data) == (manager, {"note": f"Impor {batch.pk}"})

    text, passwords = slips_of(batch)
    assert len(passwords) == 3
    assert all(words in text for words in ("marlinda.tefnai", "Desa Tablolong", "Sekretaris FCU", "http"))
    stored, logged = everything_stored(), caplog.text
    assert not [password for password in passwords if password in stored or password in logged]

    page = sign_in(client, "marlinda.tefnai", passwords[0])
    assert page.redirect_chain[-1][0] == "/akun/kata-sandi/"
    client.post("/akun/kata-sandi/", {"current": passwords[0], "password": NEW, "again": NEW})
    assert client.get("/").status_code == 200


def test_an_account_is_logged_as_one_made_alone(manager, regency):
    alone, _ = create_user(
        name="Anton Lay", username="anton", email="", phone="", role=Role.MENTOR, region=make_village(), actor=manager
    )
    written(preview(manager, regency, person(pengguna="anton2", lengkap="Anton Dua", peran="pendamping")), manager)

    together = User.objects.get(username="anton2")
    for one, other in ((alone, together), (alone.assignments.get(), together.assignments.get())):
        first, second = (LogEntry.objects.get_for_object(each).get() for each in (one, other))
        told = {field.name for field in one._meta.concrete_fields} & first.changes.keys()
        assert {name for name in told if first.changes[name][1]} <= second.changes.keys()
        assert "password" not in second.changes


def test_the_same_file_again_changes_nothing(manager, regency):
    rows = [MARLINDA, person(pengguna="", lengkap="Anton Lay", surel="")]
    written(preview(manager, regency, *rows), manager)

    again = preview(manager, regency, *rows)

    assert set(verdicts(again).values()) == {Verdict.SAME}


@pytest.mark.parametrize(
    ("changes", "title", "words"),
    [
        ({"lengkap": "12"}, "Nama lengkap", "belum berisi huruf"),
        ({"lengkap": ""}, "Nama lengkap", "Isi nama lengkap."),
        ({"peran": "Raja"}, "Peran", "tidak dikenal"),
        ({"peran": ""}, "Peran", "Isi peran."),
        ({"peran": "Dinas Sosial Provinsi", "wilayah": "53"}, "Kode wilayah", "di luar Kabupaten Kupang"),
        ({"peran": "Admin sistem", "wilayah": ""}, "Peran", "seluruh Indonesia"),
        ({"peran": "Admin sistem"}, "Kode wilayah", "tanpa wilayah"),
        ({"peran": "TKSK"}, "Kode wilayah", "memerlukan wilayah kecamatan, sedangkan ini desa/kelurahan"),
        ({"wilayah": "73.09.13.2001"}, "Kode wilayah", "Desa Moncongloe di luar Kabupaten Kupang"),
        ({"wilayah": "53.01.05.2999"}, "Kode wilayah", "tidak ada atau tidak berlaku"),
        ({"wilayah": "5301x"}, "Kode wilayah", "2, 4, 6, atau 10 angka"),
        ({"desa": "Lifuleo"}, "Kode wilayah", "milik Desa Tablolong"),
        ({"wilayah": "", "desa": ""}, "Desa", "Isi kode wilayahnya"),
        ({"wilayah": "", "desa": "Entah"}, "Desa", "tidak ada di Kabupaten Kupang"),
        ({"wilayah": "", "desa": "Tablolong", "kecamatan": "Entah"}, "Desa", "tidak ada di Kecamatan Entah"),
        ({"wilayah": "", "desa": "Kembar"}, "Desa", "Ada 2 wilayah bernama"),
        ({"wilayah": "", "desa": "", "peran": "TKSK"}, "Kecamatan", "Isi kode wilayahnya"),
        ({"pengguna": "nama saya"}, "Nama pengguna", "tanpa spasi"),
        ({"pengguna": "dipakai"}, "Nama pengguna", "sudah dipakai"),
        ({"pengguna": "tetangga"}, "Nama pengguna", "milik Tetangga Kita, yang tidak memegang peran ini"),
        ({"pengguna": "nonaktif"}, "Nama pengguna", "dinonaktifkan"),
        ({"surel": "m@contoh"}, "Surel", "tidak lengkap"),
        ({"telepon": "12"}, "Telepon", "tidak dikenali"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(manager, regency, other_village, changes, title, words):
    make_user(Role.SECRETARY, other_village, username="dipakai", name="Rahasia")
    make_user(Role.COORDINATOR, username="tetangga", name="Tetangga Kita")
    make_user(Role.SECRETARY, username="nonaktif", name="Bekas", is_active=False)
    make_region("53.01.05.2012", "Kembar")
    make_region("53.01.06.2012", "Kembar")

    row = only_row(manager, regency, person(**changes))

    assert row.verdict == Verdict.WRONG
    assert [each[0] for each in row.errors] == [title]
    assert words in row.errors[0][1]
    assert "Rahasia" not in row.errors[0][1]


def test_a_role_that_the_manager_may_not_give_is_wrong(village):
    province = make_region("53")
    batch = imported(
        "pengguna", province, xlsx([HEADS, person(peran="dinas sosial provinsi", wilayah="53")]),
        make_user(Role.DINAS_PROVINCE, province),
    )  # fmt: skip
    assert batch.rows.get().errors == [
        ["Peran", "Anda tidak bisa memberi peran Dinas Sosial Provinsi di Provinsi Nusa Tenggara Timur."]
    ]


def test_the_nation_opens_accounts_anywhere_and_without_a_region(village, other_village):
    admin = make_user(Role.ADMIN)
    batch = imported(
        "pengguna", None,
        xlsx([HEADS, MARLINDA, person(pengguna="", peran="kementerian", wilayah=""),
              person(pengguna="", lengkap="Daeng", wilayah="", desa="Moncongloe", kecamatan="Moncongloe")]),
        admin,
    )  # fmt: skip
    written(batch, admin)
    assert set(Assignment.objects.exclude(user=admin).values_list("user__username", "region")) == {
        ("marlinda.tefnai", "53.01.05.2011"), ("marlinda.tefnai2", None), ("daeng.moncongloe", "73.09.13.2001"),
    }  # fmt: skip


def test_rows_beyond_the_limit_are_wrong(manager, regency, monkeypatch):
    monkeypatch.setattr("exchange.services.accounts.checking.MOST", 1)
    batch = preview(manager, regency, MARLINDA, person(pengguna="lain", lengkap="Lain"))
    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.WRONG}
    assert "paling banyak 2.000 orang" in batch.rows.get(number=3).errors[0][1]


def test_repeats_in_one_file(manager, regency):
    batch = preview(
        manager, regency, MARLINDA, MARLINDA, person(pengguna="lain"), person(pengguna="satu", lengkap="Orang Satu"),
        person(pengguna="satu", lengkap="Orang Dua"), person(pengguna="", lengkap="Siti A"),
        person(pengguna="", lengkap="Siti B"), person(pengguna="", lengkap="Siti C"),
    )  # fmt: skip
    assert verdicts(batch) == {
        2: Verdict.NEW, 3: Verdict.LEFT, 4: Verdict.DOUBTFUL, 5: Verdict.WRONG, 6: Verdict.WRONG,
        7: Verdict.NEW, 8: Verdict.NEW, 9: Verdict.NEW,
    }  # fmt: skip
    assert [row.plan["username"] for row in batch.rows.filter(number__gte=7)] == [
        "siti.tablolong", "siti.b.tablolong", "siti.c.tablolong",
    ]  # fmt: skip


def test_other_contacts_of_a_known_account_are_changes(manager, regency):
    user = make_user(Role.SECRETARY, username="marlinda.tefnai", name="marlinda tefnai", email="lama@contoh.id")
    batch = preview(manager, regency, person(telepon="081234567890"))
    assert batch.rows.get().changes == [["Surel", "lama@contoh.id", "m@contoh.id"], ["Telepon", "", "+6281234567890"]]

    written(batch, manager)

    user.refresh_from_db()
    assert (user.name, user.email, user.phone) == ("marlinda tefnai", "m@contoh.id", "+6281234567890")
    assert batch.slips is None
    assert LogEntry.objects.get_for_object(user).filter(action=LogEntry.Action.UPDATE).get().actor == manager
    user.email = "baru@contoh.id"
    user.save()

    undone(batch, manager)

    user.refresh_from_db()
    assert (user.email, user.phone) == ("baru@contoh.id", "")
    label = f"{user.name} (marlinda.tefnai)"
    assert batch.left_behind == [[label, "Sudah diubah orang sesudah impor: surel.", user.get_absolute_url()]]


def test_an_account_above_the_manager_stays_as_it_is(manager, regency):
    user = make_user(Role.SECRETARY, username="marlinda.tefnai", name="Marlinda Tefnai")
    assign(user, Role.MINISTRY)
    assert "tidak bisa Anda ubah" in only_row(manager, regency, MARLINDA).errors[0][1]


def test_a_namesake_in_the_same_post_is_asked_about(manager, regency):
    make_user(Role.SECRETARY, username="sekretaris.lama", name="MARLINDA TEFNAI")
    batch = preview(manager, regency, MARLINDA)
    row = batch.rows.get()
    assert (row.verdict, row.doubt) == (
        Verdict.DOUBTFUL,
        "Sudah ada akun sekretaris.lama atas nama MARLINDA TEFNAI dengan peran dan wilayah ini. Orang yang sama?",
    )
    decide(batch, decision="take", actor=manager)
    written(batch, manager)
    assert User.objects.filter(name__iexact="marlinda tefnai").count() == 2


def test_a_name_taken_meanwhile_leads_to_a_new_preview(manager, regency):
    batch = preview(manager, regency, MARLINDA)
    UserFactory(username="marlinda.tefnai")

    written(batch, manager)

    assert batch.state == BatchState.READING
    assert (batch.slips, User.objects.filter(name="Marlinda Tefnai").count()) == (None, 0)


def test_a_failed_writing_leaves_no_slips(manager, regency, monkeypatch, settings):
    batch = preview(manager, regency, MARLINDA)
    before = files(settings)

    def fail(*args, **words):
        assert len(files(settings)) > len(before)
        raise RuntimeError

    confirm(batch, actor=manager)
    monkeypatch.setattr("exchange.services.writing.advance", fail)
    with pytest.raises(RuntimeError):
        write_batch(batch.pk, Steps())

    assert files(settings) == before
    assert not User.objects.filter(username="marlinda.tefnai").exists()


def test_undoing_removes_who_never_signed_in(manager, regency, client):
    rows = [MARLINDA, person(pengguna="dipakai", lengkap="Dipakai"), person(pengguna="diubah", lengkap="Diubah")]
    batch = written(preview(manager, regency, *rows), manager)
    _, passwords = slips_of(batch)
    sign_in(client, "dipakai", passwords[1])
    assign(User.objects.get(username="diubah"), Role.TREASURER)
    gone = User.objects.get(username="marlinda.tefnai").pk

    undone(batch, manager)

    assert batch.state == BatchState.UNDONE
    assert not User.objects.filter(pk=gone).exists()
    assert [left[:2] for left in batch.left_behind] == [
        ["Dipakai (dipakai)", "Sudah dipakai untuk masuk."], ["Diubah (diubah)", "Sudah diubah orang sesudah dibuka."],
    ]  # fmt: skip
    entry = LogEntry.objects.get(object_id=gone, content_type__model="user", action=LogEntry.Action.DELETE)
    assert entry.actor == manager


def test_undoing_an_unused_import_removes_its_slips(manager, regency, django_capture_on_commit_callbacks, settings):
    batch = written(preview(manager, regency, MARLINDA), manager)
    with django_capture_on_commit_callbacks(execute=True):
        undone(batch, manager)
    assert (batch.slips, User.objects.count()) == (None, 1)
    assert len(files(settings)) == 1


def test_slips_are_for_who_opened_the_accounts(manager, regency, as_user, as_role):
    batch = written(preview(manager, regency, MARLINDA), manager)
    mine, colleague, outsider = (
        as_user(manager),
        as_role(Role.DINAS),
        as_role(Role.DINAS, make_village("73.09.13.2001")),
    )
    url = f"/impor/{batch.pk}/slip/"

    assert "Unduh slip" in mine.get(f"/impor/{batch.pk}/").content.decode()
    assert "Unduh slip" not in colleague.get(f"/impor/{batch.pk}/").content.decode()
    assert b"".join(mine.get(url).streaming_content).startswith(b"%PDF")
    assert [client.get(url).status_code for client in (colleague, outsider)] == [404, 404]
    assert [client.post(f"{url}hapus/").status_code for client in (colleague, mine)] == [404, 302]
    assert mine.get(url).status_code == 404
    assert ImportBatch.objects.get().slips is None


def test_slips_go_after_a_week(manager, regency, settings, django_capture_on_commit_callbacks):
    batch = written(preview(manager, regency, MARLINDA), manager)
    left = files(settings)
    ImportBatch.objects.update(written_at=timezone.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        forget_old()
    batch.refresh_from_db()
    assert batch.slips is None
    assert len(left - files(settings)) == 1


def test_the_list_of_users_leads_to_the_import(as_role):
    dinas, secretary = as_role(Role.DINAS), as_role(Role.SECRETARY)
    assert "/impor/baru/pengguna/" in dinas.get("/pengguna/").content.decode()
    assert "Kata sandi itu harus diganti" in dinas.get("/impor/baru/pengguna/").content.decode()
    assert dinas.get("/impor/templat/pengguna/").status_code == 200
    assert secretary.get("/impor/baru/pengguna/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_statements_does_not_grow(manager, regency, django_assert_num_queries, count):
    for n in range(count):
        make_user(Role.SECRETARY, username=f"orang{n}", name=f"Lain {n}")
    known = [person(pengguna=f"orang{n}", lengkap=f"Orang {n}") for n in range(count)]
    new = [person(pengguna="", lengkap=f"Baru {n}", wilayah="", desa="Tablolong") for n in range(count)]
    batch = preview(manager, regency, *known, *new)
    assert set(verdicts(batch).values()) == {Verdict.CHANGED, Verdict.NEW}
    rows = batch.handler.sheet.clean(table_of(batch), Steps())
    batch = ImportBatch.objects.select_related("region__parent", "owner").get()
    with django_assert_num_queries(8):
        batch.handler.check(batch, rows, Steps())


def test_hashing_tells_how_far_it_is(manager, regency, monkeypatch):
    monkeypatch.setattr("exchange.services.accounts.preparing.TELL_EVERY", 0)
    batch = preview(manager, regency, MARLINDA, person(pengguna="lain", lengkap="Lain"))
    steps = Steps()
    confirm(batch, actor=manager)
    write_batch(batch.pk, steps)
    assert steps.told[:2] == [(1, 2), (2, 2)]
