"""On track, near, late: derived from the due date and the calendar of working days, never stored."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.holidays import add_working_days, nth_last_working_day, working_days_between
from referrals.enums import Pace, ReferralState
from referrals.models import Referral
from referrals.models.desks import pace_of

S = ReferralState
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("today", "pace"),
    [
        (date(2026, 11, 19), Pace.ON_TRACK),
        (date(2026, 11, 20), Pace.NEAR),
        (date(2026, 11, 22), Pace.NEAR),
        (MONDAY, Pace.NEAR),
        (date(2026, 11, 24), Pace.LATE),
    ],
)
def test_near_is_the_last_working_day_and_the_one_before(today, pace):
    assert pace_of(MONDAY, today) == pace


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-1, 0, 1, 2, 3, 4, 7])
def test_lists_and_files_say_the_same(file_in, days):
    today = timezone.localdate()
    file = file_in(S.SUBMITTED)
    Referral.objects.filter(pk=file.pk).update(due_on=today + timedelta(days=days))
    file.refresh_from_db()

    assert [pace for pace in Pace if Referral.objects.paced(pace, today).exists()] == [file.pace]


@pytest.mark.django_db
def test_what_is_ended_or_has_no_limit_has_no_pace(file_in):
    for file in (file_in(S.DRAFT), file_in(S.WITHDRAWN), file_in(S.CLOSED)):
        assert (file.pace, file.is_late, file.due_words) == (None, False, "")


@given(DAYS, st.integers(1, 60))
def test_a_due_day_before_the_nth_last_is_passed_by_n_working_days(today, count):
    first = nth_last_working_day(today, count)
    assert working_days_between(first - timedelta(days=1), today) == count
    assert working_days_between(first, today) == count - 1


@pytest.mark.django_db
def test_the_words_say_it_on_the_page_and_the_list(chain, file_in, as_user):
    file, today = file_in(S.SUBMITTED), timezone.localdate(timezone=chain.village.zone)
    due = add_working_days(today, 1)
    Referral.objects.filter(pk=file.pk).update(due_on=due)
    words = f"hampir batas, sisa {(due - today).days} hari"

    for url in (file.get_absolute_url(), reverse("referrals:all")):
        assert words in as_user(chain.secretary).get(url).content.decode()


@pytest.mark.django_db
def test_the_list_is_filtered_by_pace_and_by_the_address_of_before(chain, file_in, as_user):
    today = timezone.localdate(timezone=chain.village.zone)
    dues = {"tepat": today + timedelta(days=60), "hampir": today, "lewat": today - timedelta(days=1)}
    files = {pace: file_in(S.SUBMITTED) for pace in dues}
    for pace, due in dues.items():
        Referral.objects.filter(pk=files[pace].pk).update(due_on=due)

    for query, pace in [*(({"waktu": pace}, pace) for pace in dues), ({"lewat": "on"}, "lewat")]:
        page = as_user(chain.secretary).get(reverse("referrals:all"), query).content.decode()
        assert {p for p in files if files[p].get_absolute_url() in page} == {pace}, query
    refused = as_user(chain.secretary).get(reverse("referrals:all"), {"waktu": "besok"})
    assert refused.status_code == 200
