"""Who is reminded of files that wait: the desk when time runs out, the tier above after twice the limit.

Once for a kind and for the step a file waits since. A notice tells of all that one person has to know at once.
"""

import logging
from collections import defaultdict

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.enums import Urgency
from core.formatting import date_long
from core.holidays import add_working_days
from notices.services import notify
from referrals.enums import Desk, Pace, ReminderKind
from referrals.models import Referral, Reminder, TimeLimit
from referrals.models.desks import AT_DISTRICT, past_twice
from referrals.services.audiences import Office
from regions.enums import zone_name
from regions.models import Region

logger = logging.getLogger("referrals")
K = ReminderKind
MOST = 500  # files of a regency in one run; the next one goes on
TO_DESK, TO_PROVIDER, TO_TIER_ABOVE, TO_DINAS = "desk", "provider", "above", "dinas"

# (kind, to whom): of one file, of several, in a mail. Only the first may name the family, and a provider hears none.
WORDS = {
    (K.NEAR, TO_DESK): (
        "Batas waktunya {due}: {what}.",
        "{n} rujukan hampir tiba batas waktunya.",
        "Ada rujukan yang hampir tiba batas waktunya.",
    ),
    (K.LATE, TO_DESK): (
        "Lewat batas waktu sejak {due}: {what}.",
        "{n} rujukan lewat batas waktu.",
        "Ada rujukan yang lewat batas waktu.",
    ),
    (K.TWICE, TO_TIER_ABOVE): (
        "Dua kali batas waktu terlewat di {desk}: {what}.",
        "{n} rujukan melewati dua kali batas waktu.",
        "Ada rujukan yang melewati dua kali batas waktu.",
    ),
    (K.CONSENT, TO_DESK): (
        "Tidak naik ke LK3 karena kesediaan ditarik: {what}. Catat kesediaan baru, atau tarik rujukannya.",
        "{n} rujukan tidak naik ke LK3 karena kesediaan ditarik. Catat kesediaan baru, atau tarik rujukannya.",
        "Ada rujukan FCU Anda yang tertahan.",
    ),
    (K.LATE, TO_DINAS): (
        "{n} rujukan lewat batas waktu di pos yang kosong.",
        "{n} rujukan lewat batas waktu di pos yang kosong.",
        "Ada rujukan yang menunggu di pos yang kosong.",
    ),
    (K.TWICE, TO_DINAS): (
        "{n} rujukan melewati dua kali batas waktu. Periksa pos TKSK dan LK3.",
        "{n} rujukan melewati dua kali batas waktu. Periksa pos TKSK dan LK3.",
        "Ada rujukan yang melewati dua kali batas waktu.",
    ),
}
WORDS |= {(kind, TO_PROVIDER): WORDS[kind, TO_DESK] for kind in (K.NEAR, K.LATE)}


def remind():
    """All regencies, each by its own clock; one that fails holds up no other."""
    for code in Referral.objects.timed_regencies():
        try:
            with timezone.override(zone_name(code)):
                _remind_in(code)
        except Exception as error:  # whatever is wrong in one regency, the others are told
            logger.error("reminders of %s failed (%s)", code, type(error).__name__)


@transaction.atomic
def _remind_in(code):
    """Statements do not grow with the files. The lock keeps two workers from telling the same twice."""
    Region.objects.select_for_update(no_key=True).get(pk=code)
    files = list(_not_yet_told(code, timezone.localdate()))
    if not files:
        return
    Reminder.objects.bulk_create([Reminder(referral=file, number=file.version, kind=file.kind) for file in files])
    heard = _heard(files, Office(code, files))
    people = User.objects.in_bulk({user for users in heard.values() for user in users})
    for (kind, to, told), users in heard.items():
        _tell(kind, to, told, [people[user] for user in sorted(users)])


def _not_yet_told(code, today):
    twice = past_twice(TimeLimit.objects.of(code), today)
    late = Q(due_on__lt=today)
    kind = Case(
        When(twice & AT_DISTRICT & Q(consent__withdrawn_on__isnull=False), then=Value(K.CONSENT)),
        When(AT_DISTRICT & late, then=Value(K.LATE)),  # beyond twice it rises, which tells of itself
        When(twice, then=Value(K.TWICE)),
        When(late, then=Value(K.LATE)),
        default=Value(K.NEAR),
    )
    told = Reminder.objects.filter(referral=OuterRef("pk"), number=OuterRef("version"), kind=OuterRef("kind"))
    ending = Referral.objects.in_regency(code).open().filter(due_on__lte=add_working_days(today, 1))
    waiting = ending.annotate(kind=kind).filter(~Exists(told)).order_by("due_on", "pk")
    return waiting.select_related("village", "family", "case", "placement")[:MOST]


def _heard(files, office):
    """{(kind, to whom, files): users}: people who hear of the same files hear it in the same words."""
    told = defaultdict(list)
    for file in files:
        to, users = _audience(file, office)
        for user in users:
            told[file.kind, to, user].append(file)
    heard = defaultdict(set)
    for (kind, to, user), own in told.items():
        heard[kind, to, tuple(own)].add(user)
    return heard


def _audience(file, office):
    if file.kind == K.CONSENT:
        return TO_DESK, office.unit(file)
    to, users = _above(file, office) if file.kind == K.TWICE else _at_desk(file, office)
    return (to, users) if users or file.kind == K.NEAR else (TO_DINAS, office.dinas(file))


def _at_desk(file, office):
    """A provider without an account is answered for by the tier that placed it."""
    if file.desk == Desk.PROVIDER and (staff := office.provider(file)):
        return TO_PROVIDER, staff
    desks = {Desk.UNIT: office.unit, Desk.DISTRICT: office.district, Desk.REGENCY: office.regency}
    return TO_DESK, desks.get(file.desk, office.placing_tier)(file)


def _above(file, office):
    if file.desk == Desk.REGENCY:
        return TO_DINAS, office.dinas(file)
    return TO_TIER_ABOVE, office.placing_tier(file) if file.desk == Desk.PROVIDER else office.district(file)


def _tell(kind, to, files, users):
    one, several, mail = WORDS[kind, to]
    first = files[0]
    words = {"n": len(files), "what": _what(first, to), "due": date_long(first.due_on), "desk": first.desk.label}
    notify(
        users,
        text=(several if len(files) > 1 else one).format(**words),
        url=_address(files, to),
        mail_text=mail,
        urgent=any(file.urgency == Urgency.EMERGENCY for file in files),
    )


def _what(file, to):
    if to == TO_PROVIDER:
        return f"{file.need} ({file.number})"
    return f"{file.need} ({file.listed_name}, {file.village.full_name})"


def _address(files, to):
    if to == TO_DINAS:
        return reverse("referrals:posts")
    if len(files) == 1:
        return files[0].get_absolute_url()
    pace = Pace.NEAR if files[0].kind == K.NEAR else Pace.LATE
    return f"{reverse('referrals:all')}?waktu={pace}"
