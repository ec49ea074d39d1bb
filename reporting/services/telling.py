"""Who hears of a report, and in which words."""

from accounts.models import User
from notices.services import notify


def tell_writers(report, text):
    notify(
        User.objects.holding(report.it.write, report.region_id),
        text=text,
        mail_text="Ada kabar tentang laporan Anda.",
        url=report.get_absolute_url(),
    )


def tell_receivers(report, text):
    notify(
        User.objects.holding(report.it.receive, report.region_id),
        text=text,
        mail_text="Ada laporan yang menunggu Anda terima.",
        url=report.get_absolute_url(),
    )
