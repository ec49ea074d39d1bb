"""Which services are suggested, why, and who may be chosen."""

import pytest
from django.urls import reverse

from institutions.enums import InstitutionKind
from referrals.enums import ReferralState, Tier
from referrals.forms import step_form
from referrals.models import Placement, Referral
from referrals.queries import provider_choices, suggest
from referrals.workflow import STEPS
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory
from tests.factories.regions import make_region
from tests.referrals.conftest import problem_of
from tests.referrals.filling import form_for

pytestmark = pytest.mark.django_db
S = ReferralState


def offer(region, name, *, codes=(), **fields):
    made = ServiceOfferFactory(
        institution=InstitutionFactory(name=name, region=region), **{"sector": "economy"} | fields
    )
    made.problems.set(codes)
    return made


def test_the_best_comes_first_and_says_why(chain, file_in):
    village = chain.village
    anybody = offer(village, "Untuk semua", sector="religion")
    near = offer(village, "Desa", codes=["PPKS-24"], sector="religion")
    far = offer(
        village.parent, "Kecamatan", codes=["PPKS-24"], sector="religion", capacity=3, schedule="Senin", cost="gratis"
    )
    full = offer(village, "Penuh", codes=["PPKS-24"], sector="religion", capacity=1)
    for each in (far, full):
        file = file_in(S.PLACED, institution=each.institution)
        Placement.objects.filter(pk=file.placement_id).update(offer=each)

    found = suggest(village.pk, sector="religion", problem_codes=["PPKS-24"])

    assert found == [near, far, anybody, full]
    assert found[1].why == (
        "Menangani masalah ini · di kecamatan · belum menjawab 1 rujukan · 1 dari 3 tempat terisi · Senin · gratis"
    )
    assert found[3].why.endswith("penuh, 1 dari 1 tempat terisi")


def test_who_accepts_more_often_comes_before_who_declines(chain, file_in):
    declines, accepts = offer(chain.village, "A menolak"), offer(chain.village, "B menerima")
    for each, changes in ((declines, {"declined_reason": "Penuh"}), (accepts, {"appointment_on": "2026-09-09"})):
        file = file_in(S.PLACED, institution=each.institution)
        Placement.objects.filter(pk=file.placement_id).update(**changes)
        step = "decline" if "declined_reason" in changes else "accept"
        file.events.create(number=3, step=step, from_state="placed", to_state="accepted", actor=chain.tksk)

    assert suggest(chain.village.pk, sector="economy")[:2] == [accepts, declines]


def test_a_place_that_is_free_again_counts_no_more(chain, file_in):
    small = offer(chain.village, "Kecil", capacity=1)
    file = file_in(S.CLOSED, institution=small.institution)
    Placement.objects.filter(pk=file.placement_id).update(offer=small)

    assert next(each for each in suggest(chain.village.pk, sector="economy") if each == small).taken == 0


def test_lk3_chooses_among_regency_province_and_nation(chain, file_in):
    make_region("53")
    province = InstitutionFactory(name="Sentra Provinsi", region=make_region("53"))
    nation = InstitutionFactory(name="Balai Nasional", region=None)

    groups = dict(provider_choices(file_in(S.ESCALATED), Tier.REGENCY))

    assert groups["Kabupaten/kota"][0] == (chain.centre.pk, chain.centre.name)
    assert groups["Provinsi"] == [(province.pk, province.name)]
    assert (nation.pk, nation.name) in groups["Nasional"]
    tksk = provider_choices(file_in(S.SUBMITTED), Tier.DISTRICT)
    assert [pk for pk, _ in tksk] == [chain.clinic.pk]


def test_lk3_places_with_a_national_institution(chain, file_in, as_user):
    nation, file = InstitutionFactory(name="Balai Nasional", region=None), file_in(S.ESCALATED)
    client = as_user(chain.lk3)
    assert '<optgroup label="Nasional">' in client.get(file.get_absolute_url()).content.decode()

    client.post(
        reverse("referrals:step", args=[file.pk, "place"]), {"version": file.version, "institution": nation.pk}
    )

    file.refresh_from_db()
    assert (file.state, file.placement.institution) == (S.PLACED, nation)


def test_the_placing_form_shows_the_reason_of_each(chain, file_in):
    form = step_form("approve", STEPS["approve"], file_in(S.SUBMITTED, sector="health"))

    assert "Di kecamatan · belum pernah dirujuk" in str(form.fields["offer"].choices[0][1])


def test_the_writing_form_matches_again_without_judging(chain, as_user):
    client = as_user(chain.secretary)
    url = reverse("referrals:write", args=[chain.case.pk])
    assert "Pemeriksaan kehamilan" not in client.get(url).content.decode()

    page = client.post(url, form_for(need="", sector="health") | {"cocokkan": "ya"})

    assert page.status_code == 200
    assert "Pemeriksaan kehamilan" in page.content.decode()
    assert "Isi layanan" not in page.content.decode()
    assert not Referral.objects.exists()


def test_matching_minds_no_member_that_is_not_offered(chain, as_user):
    url = reverse("referrals:write", args=[chain.case.pk])
    for member in ("xyz", "999999"):
        page = as_user(chain.secretary).post(url, form_for(sector="health", member=member) | {"cocokkan": "ya"})
        assert page.status_code == 200


def test_what_was_chosen_stays_when_the_sector_changes(chain, as_user):
    client, url = as_user(chain.secretary), reverse("referrals:write", args=[chain.case.pk])

    answer = client.post(url, form_for(sector="education", wanted_offer=chain.offer.pk))

    file = Referral.objects.get()
    assert answer.status_code == 302
    assert file.wanted_offer == chain.offer
    form = client.get(reverse("referrals:change", args=[file.pk])).context["form"]
    assert form["wanted_offer"].value() == chain.offer.pk
    assert str(chain.offer.pk) in dict(form.fields["wanted_offer"].choices)


@pytest.mark.parametrize("wrong", ["x", "9" * 30, "99999"])
def test_a_service_that_is_not_in_reach_is_refused(chain, as_user, wrong):
    url = reverse("referrals:write", args=[chain.case.pk])

    page = as_user(chain.secretary).post(url, form_for(wanted_offer=wrong))

    assert page.status_code == 422
    assert not Referral.objects.exists()


def test_the_centre_of_the_nation_is_not_the_regencys_own(chain, file_in, as_user):
    national = InstitutionFactory(name="LK3 contoh nasional", region=None, kind=InstitutionKind.LK3)
    file_in(S.PLACED, institution=national, tier=Tier.REGENCY, need="Di pusat")
    file_in(S.PLACED, institution=chain.centre, tier=Tier.REGENCY, need="Di sini")
    client = as_user(chain.lk3)

    assert [row.need for row in client.get(reverse("referrals:served_here")).context["page"]] == ["Di sini"]
    assert [row.need for row in client.get(reverse("referrals:at_providers")).context["page"]] == ["Di pusat"]


def test_suggestions_name_the_problem_of_the_file(chain, file_in, as_user):
    file = file_in(S.SUBMITTED, sector="economy")
    file.problems.add(problem_of(chain.family, "PPKS-24"))
    offer(chain.village, "Modal", codes=["PPKS-24"])

    assert "Menangani masalah ini · di desa" in as_user(chain.tksk).get(file.get_absolute_url()).content.decode()
