import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from accounts.services.passwords import request_reset
from accounts.tasks import send_reset_mail
from jobs.models import Job
from tests.factories.accounts import PASSWORD, UserFactory, make_user

NEW = "kebun-kopi-lereng-7"
CHANGE = "/akun/kata-sandi/"


def change(client, **more):
    return client.post(CHANGE, {"current": PASSWORD, "password": NEW, "again": NEW} | more)


def test_the_new_password_counts_and_other_sessions_end(as_user, client):
    user = make_user(Role.SECRETARY, must_change_password=True)
    here, elsewhere = as_user(user), as_user(user)
    assert change(here)["Location"] == "/akun/"
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not user.must_change_password
    assert here.get("/akun/").status_code == 200
    assert elsewhere.get("/akun/").status_code == 302
    assert AccessLog.objects.get().kind == AccessKind.PASSWORD


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"current": "salah"}, "Kata sandi sekarang tidak benar. Ketik lagi."),
        ({"again": "lain"}, "Tidak sama dengan yang di atas."),
        ({"password": "12345678", "again": "12345678"}, "angka"),
        ({"password": "pendek", "again": "pendek"}, "8"),
        ({"password": "Tablolong2026", "again": "Tablolong2026"}, "nama desa"),
        ({"password": "kupang barat 1", "again": "kupang barat 1"}, "nama desa"),
        ({"password": "familycareunit", "again": "familycareunit"}, "nama desa"),
        ({"password": PASSWORD, "again": PASSWORD}, "yang lain daripada yang sekarang"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_in_words(as_role, typed, words):
    client = as_role(Role.SECRETARY)
    response = change(client, **typed)
    assert response.status_code == 422
    assert words in response.content.decode()
    client.user.refresh_from_db()
    assert client.user.check_password(PASSWORD)


def ask(client, email):
    return client.post("/masuk/lupa/", {"email": email}, follow=True).content.decode()


def test_nobody_learns_from_the_answer_who_has_an_account(client, db):
    user = UserFactory()
    known, unknown = ask(client, user.email), ask(client, "tidak.ada@contoh.id")
    assert re.sub("csrf.*", "", known) == re.sub("csrf.*", "", unknown)
    assert Job.objects.get().args == {"user_id": user.pk}


def link_for(user):
    mail.outbox.clear()
    send_reset_mail(lambda done, total: None, user_id=user.pk)
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.outbox[0].body)[1]


def test_the_link_opens_a_form_and_works_once(client, db):
    user = UserFactory()
    link = link_for(user)
    opened = client.get(link)
    assert opened["Location"] == "/masuk/baru/"
    assert client.get("/masuk/baru/").status_code == 200
    saved = client.post("/masuk/baru/", {"password": NEW, "again": NEW})
    assert saved["Location"] == "/masuk/"
    user.refresh_from_db()
    assert user.check_password(NEW)
    client.get(link)
    broken = client.get("/masuk/baru/")
    assert broken.status_code == 410
    assert "tidak berlaku lagi" in broken.content.decode()


@pytest.mark.parametrize("link", ["/masuk/baru/x/y/", "/masuk/baru/OTk5OTk/abc-def/", "/masuk/baru/%FF/1/"])
def test_a_broken_link_says_so(client, db, link):
    assert client.get(link, follow=True).status_code == 410


def test_a_refused_new_password_keeps_the_link(client, db):
    client.get(link_for(UserFactory()))
    assert client.post("/masuk/baru/", {"password": NEW, "again": "lain"}).status_code == 422
    assert client.post("/masuk/baru/", {"password": NEW, "again": NEW}).status_code == 302


def test_an_account_that_is_switched_off_gets_no_mail(db):
    request_reset(UserFactory(is_active=False).email)
    request_reset("")
    assert not Job.objects.exists()


def test_one_mail_in_five_minutes(db):
    user = UserFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        request_reset(user.email)
        Job.objects.update(state="done")
        request_reset(user.email)
        assert Job.objects.count() == 1
        clock.shift(timedelta(minutes=6))
        request_reset(user.email)
        assert Job.objects.count() == 2


def test_ones_own_name_is_no_password(as_user):
    user = make_user(Role.SECRETARY, name="Marlinda Tefnai")
    assert change(as_user(user), password="marlindatefnai", again="marlindatefnai").status_code == 422
