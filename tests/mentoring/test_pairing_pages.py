"""The pages of pairing: each does what its act does, once, and for those who may."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from mentoring.models import MentoringRule, Mentorship
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.guiding import make_pioneer, make_plasma, paired

pytestmark = pytest.mark.django_db


def form(pioneer, **fields):
    return {"form_token": uuid.uuid4(), "pioneer": pioneer.pk, "on": f"{timezone.localdate():%d-%m-%Y}"} | fields


def test_the_page_pairs_once(village, as_role):
    coordinator, plasma, pioneer = as_role(Role.COORDINATOR), make_plasma(village), make_pioneer(village)
    url = reverse("mentoring:pair", args=[plasma.pk])
    assert pioneer.head_name in coordinator.get(url).content.decode()
    sent = form(pioneer)
    first, second = coordinator.post(url, sent), coordinator.post(url, sent)
    assert first.url == second.url == Mentorship.objects.get().get_absolute_url()
    again = coordinator.post(url, form(make_pioneer(village)))
    assert again.status_code == 422
    assert "sudah dibina" in again.content.decode()


def test_nobody_to_pair_with_is_said(village, as_role):
    page = as_role(Role.COORDINATOR).get(reverse("mentoring:pair", args=[make_plasma(village).pk]))
    assert "selesai penyiapan" in page.content.decode()


def test_who_may_open_the_acts(village, other_village, as_role):
    plasma, mentorship = make_plasma(village), MentorshipFactory(village=village)
    urls = [reverse("mentoring:pair", args=[plasma.pk])]
    urls += [reverse(f"mentoring:{name}", args=[mentorship.pk]) for name in ("change_pioneer", "change_mentor", "end")]
    for url in urls:
        assert as_role(Role.COORDINATOR).get(url).status_code == 200
        assert as_role(Role.SECRETARY).get(url).status_code == 403
        assert as_role(Role.COORDINATOR, other_village).get(url).status_code == 404
        assert as_role(Role.COORDINATOR).put(url).status_code == 405
    assert as_role(Role.COORDINATOR).get(reverse("mentoring:pair", args=[999_999])).status_code == 404


def test_the_pages_change_and_end_a_pair(village, as_role):
    client = as_role(Role.COORDINATOR)
    mentorship, other = paired(village, coordinator=client.user), make_pioneer(village)
    mentor = make_user(Role.MENTOR, village)
    client.post(reverse("mentoring:change_mentor", args=[mentorship.pk]), {"version": 1, "mentor": mentor.pk})
    mentorship.refresh_from_db()
    assert mentorship.mentor == mentor
    answer = client.post(
        reverse("mentoring:change_pioneer", args=[mentorship.pk]), form(other, reason="Pindah kerja", version=2)
    )
    second = Mentorship.objects.open().get()
    assert (answer.url, second.pioneer) == (second.get_absolute_url(), other)
    end = {"version": 1, "end": "moved", "on": f"{timezone.localdate():%d-%m-%Y}"}
    client.post(reverse("mentoring:end", args=[second.pk]), end)
    assert not Mentorship.objects.open().exists()
    assert client.get(reverse("mentoring:end", args=[second.pk])).status_code == 404


def test_the_limit_is_set_for_ones_own_village(village, other_village, as_role):
    client, url = as_role(Role.COORDINATOR), reverse("mentoring:rule", args=[village.pk])
    assert client.post(url, {"most": "3"}).status_code == 302
    assert MentoringRule.objects.get().most_families == 3
    assert client.post(url, {"most": "0"}).status_code == 422
    assert client.get(reverse("mentoring:rule", args=[other_village.pk])).status_code == 404
    assert as_role(Role.SECRETARY).get(url).status_code == 403


def test_no_version_is_a_stale_page(village, as_role):
    client = as_role(Role.COORDINATOR)
    mentorship = paired(village, coordinator=client.user)
    sent = {"end": "moved", "on": f"{timezone.localdate():%d-%m-%Y}"}
    assert client.post(reverse("mentoring:end", args=[mentorship.pk]), sent).status_code == 422
    assert client.post(reverse("mentoring:end", args=[mentorship.pk]), sent | {"version": 7}).status_code == 422
    mentorship.refresh_from_db()
    assert mentorship.is_open
