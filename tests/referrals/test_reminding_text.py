"""The text to send by hand: who may have it, and what it never says."""

import pytest

from cases.models import Case
from referrals.enums import ReferralState
from tests.referrals.waiting import due_in

pytestmark = pytest.mark.django_db
S = ReferralState


def text_on(client, file):
    page = client.get(file.get_absolute_url()).content.decode()
    return page.partition('id="ingatkan"')[2].partition("</textarea>")[0]


@pytest.mark.parametrize(
    ("state", "who", "holder"),
    [
        (S.SUBMITTED, "secretary", "TKSK Kecamatan Kupang Barat"),
        (S.ESCALATED, "tksk", "LK3 Kabupaten Kupang"),
        (S.PLACED, "secretary", "Puskesmas Batakte"),
        (S.IN_SERVICE, "tksk", "Puskesmas Batakte"),
        (S.COMPLETED, "tksk", "FCU Desa Tablolong"),
    ],
)
def test_who_waits_may_remind_without_naming_anybody(chain, file_in, as_user, settings, state, who, holder):
    settings.SITE_URL = "https://fcu.example.go.id"
    file = due_in(file_in(state), -2)

    text = text_on(as_user(getattr(chain, who)), file)

    assert f"Ada pada: {holder}" in text
    assert file.number in text
    assert f"https://fcu.example.go.id{file.get_absolute_url()}" in text
    for private in (chain.family.head_name, "Obaja", file.need, file.details):
        assert private not in text


@pytest.mark.parametrize(
    ("state", "who"),
    [(S.SUBMITTED, "tksk"), (S.COMPLETED, "secretary"), (S.DRAFT, "secretary"), (S.CLOSED, "secretary")],
)
def test_not_on_the_own_turn_nor_when_nobody_has_it(chain, file_in, as_user, state, who):
    assert text_on(as_user(getattr(chain, who)), file_in(state)) == ""


def test_of_a_sensitive_case_not_even_the_sector(chain, file_in, as_user):
    file = due_in(file_in(S.SUBMITTED), 1)
    assert "Layanan: " in text_on(as_user(chain.coordinator), file)
    Case.objects.filter(pk=chain.case.pk).update(sensitive=True)
    text = text_on(as_user(chain.coordinator), file)
    assert file.number in text
    assert "Layanan: " not in text


def test_the_provider_gets_none(chain, file_in, as_user):
    assert text_on(as_user(chain.provider), file_in(S.PLACED)) == ""
