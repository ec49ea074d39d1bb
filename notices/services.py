import logging
from collections import Counter
from itertools import groupby

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from jobs.services import enqueue
from notices.models import Notice

logger = logging.getLogger("notices")

MAIL_TIMEOUT = 20
URGENT_SUBJECT = "FCU: ada yang perlu segera"
DIGEST_SUBJECT = "FCU: pemberitahuan baru"
NO_WORDS = "Ada pemberitahuan baru"


class MailError(Exception):
    """Some mails could not be handed over; their notices stay unmailed."""


@transaction.atomic
def notify(users, *, text, url, mail_text="", urgent=False):
    """Tell ``users`` in the application, the urgent by e-mail too; what stays unread goes into the daily mail.

    ``text`` may name a family; ``mail_text`` leaves the system and must not. ``url`` is a path of this site.
    """
    if url and not is_own_path(url):
        raise ValueError("A notice leads to a path of this site.")
    words = {"text": shortened(text, 240), "mail_text": shortened(mail_text, 160)}
    rows = [Notice(user=user, url=url, urgent=urgent, **words) for user in dict.fromkeys(users)]
    notices = Notice.objects.bulk_create(rows)
    if urgent and notices:
        ids = [notice.pk for notice in notices]
        enqueue("notices.mail_urgent", title="Surel pemberitahuan", args={"notice_ids": ids})
    return notices


def mark_read(user):
    return Notice.objects.visible_to(user).unread().update(read_at=timezone.now())


def mark_one_read(notice):
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=timezone.now())


def is_own_path(url):
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def shortened(text, length):
    return text if len(text) <= length else f"{text[: length - 1]}…"


def send_digests():
    """Ask for today's mails: one for each person who has unread notices that no mail has told of."""
    return enqueue("notices.mail_digests", title="Surel harian", args={}, key="digests")


def mail_urgent(notice_ids, progress):
    _mail(Notice.objects.filter(pk__in=notice_ids).waiting_for_mail(), URGENT_SUBJECT, progress)


def mail_digests(progress):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    told = Notice.objects.filter(urgent=False, mailed_at__gte=today)
    _mail(Notice.objects.waiting_for_mail().exclude(user__in=told.values("user")), DIGEST_SUBJECT, progress)


def _mail(notices, subject, progress):
    """One mail a person. A failure does not hold up the others; MailError at the end has the rest tried again."""
    rows = list(notices.select_related("user").order_by("user", "pk"))
    people = [list(group) for _, group in groupby(rows, key=lambda notice: notice.user_id)]
    failures = 0
    if not people:
        return
    with mail.get_connection(timeout=MAIL_TIMEOUT) as connection:
        for number, own in enumerate(people):
            progress(number, len(people))
            failures += not _told(own, subject, connection)
    if failures:
        raise MailError(failures)


def _told(notices, subject, connection):
    message = mail.EmailMessage(subject, _body(notices), to=[notices[0].user.email], connection=connection)
    try:
        message.send()
    except OSError as error:  # smtplib's errors are among them
        logger.warning("a mail could not be handed over (%s)", type(error).__name__)
        return False
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=timezone.now())
    return True


def _body(notices):
    counted = Counter(notice.mail_text or NO_WORDS for notice in notices)
    lines = [f"- {words}" + (f" ({times} kali)" if times > 1 else "") for words, times in counted.items()]
    address = settings.SITE_URL + reverse("notices:list")
    return "\n".join(["Untuk Anda di Family Care Unit:", "", *lines, "", f"Buka {address} untuk membacanya.", ""])
