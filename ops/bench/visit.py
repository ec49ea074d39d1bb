"""A visit entered on a page as wide as a telephone, by keys alone, with JavaScript and without: a task of the visit
before is settled, two were there, something was found, one task is agreed."""

import re
from datetime import timedelta

from django.utils import timezone

from ops.bench.keyboard import Keyboard, make_secretary, signed_in, web_server
from ops.bench.people import first_village

PHONE = {"width": 360, "height": 740}
SAVED = re.compile(r"/pembinaan/(kunjungan/)?\d+/(#.*)?$")
FOUND = "Anak sudah sekolah lagi, seragam belum lengkap. Kebun sudah ditanami."
TASK = "Mengurus akta kelahiran anak"
BEGAN_BEFORE = timedelta(days=60)


def measure(size, runs):
    """How long a person takes does not hang on ``runs``; once, in the fullest database."""
    if not size.is_last:
        return []
    village = first_village(size.region)
    user = make_secretary(village.code)
    with web_server() as url:
        return [_measured(url, user, village, size, script) for script in (True, False)]


def _measured(url, user, village, size, with_script):
    mentorship, task = _make_pair(village, user)
    keys = _entered(url, user.username, mentorship, task, with_script)
    task.refresh_from_db()
    if task.state != "done" or mentorship.visits.count() != 2:
        raise SystemExit("The visit was not stored as it was typed.")
    return keys.row(f"visit, JavaScript {'on' if with_script else 'off'}", size)


def _make_pair(village, user):
    """Two families that nothing else hangs on, a visit ten days ago and the task that was agreed then."""
    from families.enums import FamilyStatus  # noqa: PLC0415 -- models exist only after django.setup()
    from families.models import Family  # noqa: PLC0415 -- as above
    from mentoring.models import AgreedTask, MentoringVisit, Mentorship  # noqa: PLC0415 -- as above

    today = timezone.localdate()
    free = Family.objects.active().filter(village=village, status=FamilyStatus.PLASMA)
    plasma = free.exclude(pk__in=Mentorship.objects.open().values("plasma")).first()
    pioneer = Family.objects.active().filter(village=village).exclude(pk=plasma.pk).first()
    mentorship = Mentorship.objects.create(
        village=village, pioneer=pioneer, plasma=plasma, course_began_on=today - BEGAN_BEFORE,
        starts_on=today - BEGAN_BEFORE, code=f"K{plasma.pk:07}", paired_by=user,
    )  # fmt: skip
    visit = MentoringVisit.objects.create(
        mentorship=mentorship, visited_on=today - timedelta(days=10), topics=["health"], found="Baik.",
        recorded_by=user,
    )  # fmt: skip
    return mentorship, AgreedTask.objects.create(mentorship=mentorship, agreed_at=visit, text=TASK, doer="plasma")


def _entered(url, username, mentorship, task, with_script):
    """From the empty page to the saved visit → the keys, with what they counted."""
    with signed_in(url, username, with_script) as page:
        page.set_viewport_size(PHONE)
        page.goto(f"/pembinaan/{mentorship.pk}/kunjungan/")
        keys = Keyboard(page)
        keys.choose(f"settled_{task.pk}", "done")
        for box in ("who_0", "who_1", "topics_1", "topics_3"):
            keys.toggle(f"id_{box}")
        keys.fill("found", FOUND)
        keys.fill("task_1", TASK)
        keys.press_button("Simpan kunjungan")
        keys.stop()
        if not SAVED.search(page.url):
            raise SystemExit(f"The visit was not saved: {page.url} {page.locator('main').inner_text()[:600]}")
    return keys
