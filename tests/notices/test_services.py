from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job
from jobs.services import run_job
from notices import tasks
from notices.models import Notice
from notices.queries import unread_count
from notices.services import mark_read, notify, send_digests
from tests.factories.accounts import UserFactory
from tests.factories.notices import NoticeFactory

pytestmark = pytest.mark.django_db
WORDS = {"text": "Rujukan keluarga Tefnai disetujui", "url": "/rujukan/7/", "mail_text": "Ada rujukan yang disetujui"}


def run_again():
    job = Job.objects.latest("pk")
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
    run_job(job.pk)
    job.refresh_from_db()
    return job


def digest():
    send_digests()
    return run_again()


def test_each_is_told_once_and_only_here():
    first, second = UserFactory.create_batch(2)

    notify([first, second, first], **WORDS)

    assert (unread_count(first), unread_count(second)) == (1, 1)
    assert (mail.outbox, Job.objects.count()) == ([], 0)


def test_nobody_to_tell_is_no_fault():
    assert notify([], urgent=True, **WORDS) == []
    assert not Job.objects.exists()


def test_long_words_are_cut_not_refused():
    notify([UserFactory()], text="x" * 300, mail_text="y" * 300, url="")

    notice = Notice.objects.get()
    assert (len(notice.text), notice.text[-1], len(notice.mail_text)) == (240, "…", 160)


@pytest.mark.parametrize("url", ["https://jahat.id/", "//jahat.id/", "javascript:alert(1)", "/\\jahat.id"])
def test_a_notice_leads_nowhere_else(url):
    with pytest.raises(ValueError, match="path of this site"):
        notify([UserFactory()], text="x", url=url)


def test_urgent_news_goes_out_by_mail_without_a_name(settings):
    settings.SITE_URL = "https://fcu.contoh.go.id"
    user = UserFactory(email="sekretaris@contoh.id")

    notify([user], urgent=True, **WORDS)
    job = run_again()

    (sent,) = mail.outbox
    assert job.state == JobState.DONE
    assert sent.to == ["sekretaris@contoh.id"]
    assert "Ada rujukan yang disetujui" in sent.body
    assert "https://fcu.contoh.go.id/pemberitahuan/" in sent.body
    assert "Tefnai" not in sent.subject + sent.body
    assert "Tefnai" not in job.title + str(job.args)
    assert Notice.objects.get().mailed_at


def test_each_gets_a_mail_of_their_own():
    notify(UserFactory.create_batch(2), urgent=True, **WORDS)
    run_again()

    assert [len(sent.recipients()) for sent in mail.outbox] == [1, 1]


@pytest.mark.parametrize("changes", [{"email": ""}, {"is_active": False}])
def test_who_cannot_get_mail_still_has_the_notice(changes):
    user = UserFactory(**changes)

    notify([user], urgent=True, **WORDS)

    assert run_again().state == JobState.DONE
    assert mail.outbox == []
    assert unread_count(user) == 1
    assert Notice.objects.get().mailed_at is None


def test_what_was_read_in_the_meantime_is_not_mailed():
    user = UserFactory()
    notify([user], urgent=True, **WORDS)
    mark_read(user)

    run_again()

    assert mail.outbox == []


def refusing(monkeypatch, address):
    send = mail.EmailMessage.send

    def send_or_refuse(self, *args, **kwargs):
        if self.to == [address]:
            raise SMTPRecipientsRefused({address: (550, b"no such user")})
        return send(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", send_or_refuse)


def test_a_mail_that_fails_is_tried_again_and_the_others_go_out_once(monkeypatch, caplog):
    lost, other = UserFactory(email="salah@contoh.id"), UserFactory()
    notify([lost, other], urgent=True, **WORDS)

    with monkeypatch.context() as patch:
        refusing(patch, "salah@contoh.id")
        assert run_again().state == JobState.QUEUED
        assert [sent.to for sent in mail.outbox] == [[other.email]]
        assert "salah@contoh.id" not in caplog.text

    assert run_again().state == JobState.DONE
    assert [sent.to for sent in mail.outbox] == [[other.email], [lost.email]]


def test_a_mail_that_never_gets_out_loses_no_notice(monkeypatch):
    user = UserFactory(email="salah@contoh.id")
    notify([user], urgent=True, **WORDS)
    refusing(monkeypatch, "salah@contoh.id")

    states = [run_again().state for _ in range(5)]

    assert states[-1] == JobState.FAILED
    assert unread_count(user) == 1


def test_one_mail_a_day_tells_of_all_that_is_unread():
    user = UserFactory()
    NoticeFactory.create_batch(2, user=user)
    NoticeFactory(user=user, mail_text="")
    NoticeFactory(user=user, read=True, mail_text="Sudah dibaca")
    NoticeFactory(user=user, mailed=True, urgent=True, mail_text="Sudah dikirim")
    NoticeFactory()

    assert digest().state == JobState.DONE

    assert len(mail.outbox) == 2
    (body,) = [sent.body for sent in mail.outbox if sent.to == [user.email]]
    assert "Ada rujukan yang diputuskan (2 kali)" in body
    assert "Ada pemberitahuan baru" in body
    assert "Sudah" not in body
    assert "Tefnai" not in body


def test_the_daily_mail_sent_twice_is_one_mail():
    user = NoticeFactory().user
    digest()
    NoticeFactory(user=user)

    digest()
    assert len(mail.outbox) == 1

    Notice.objects.filter(mailed_at__isnull=False).update(mailed_at=timezone.now() - timedelta(days=1))
    digest()
    assert len(mail.outbox) == 2


def test_asked_for_twice_before_it_ran_it_is_one_job():
    tasks.send_digests()
    tasks.send_digests()

    assert Job.objects.count() == 1


def test_with_nothing_to_tell_no_mail_server_is_needed(settings):
    settings.EMAIL_BACKEND = "no.such.Backend"

    assert digest().state == JobState.DONE


@pytest.mark.parametrize("people", [1, 3])
def test_the_daily_mail_reads_all_at_once(people, django_assert_num_queries):
    NoticeFactory.create_batch(people)

    with django_assert_num_queries(1 + people):
        tasks.mail_digests(lambda done, total: None)
