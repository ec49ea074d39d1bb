"""What was told back: who hears of it, what the FCU does next, what the case counts."""

import pytest
from django.utils import timezone

from cases.enums import CaseState, ServiceKind
from cases.models import Case
from notices.models import Notice
from referrals.enums import ReferralState, Tier
from referrals.models import Referral
from referrals.services import advance_referral
from tests.factories.institutions import InstitutionFactory
from tests.factories.referrals import PlacementFactory
from tests.referrals.conftest import problem_of
from tests.referrals.filling import MOST_QUERIES_OF_A_FILE

pytestmark = pytest.mark.django_db
S = ReferralState


def told():
    return {notice.user for notice in Notice.objects.all()}


def close(file, actor):
    advance_referral(file, "close", actor=actor, note="Baik.", visited_on=timezone.localdate(), need_met="yes")


@pytest.mark.parametrize("step", ["complete", "decline"])
@pytest.mark.parametrize(("tier", "passed_lk3"), [(Tier.REGENCY, True), (Tier.DISTRICT, False), (Tier.DISTRICT, True)])
def test_everybody_in_the_chain_is_told_once(chain, file_in, step, tier, passed_lk3):
    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)
    file = file_in(S.IN_SERVICE if step == "complete" else S.PLACED, tier=tier)
    Referral.objects.filter(pk=file.pk).update(reached_regency=passed_lk3)
    file.refresh_from_db()
    extra = {"outcome": "full", "note": "Selesai."} if step == "complete" else {"reason": "full"}

    advance_referral(file, step, actor=chain.provider, **extra)

    office = {chain.secretary, chain.coordinator, chain.mentor, chain.tksk}
    assert told() == (office | {chain.lk3} if passed_lk3 else office)
    assert Notice.objects.count() == len(told())


def test_the_office_hears_by_when_the_family_is_visited(chain, file_in, as_user):
    file = file_in(S.IN_SERVICE)
    advance_referral(file, "complete", actor=chain.provider, outcome="full", note="Selesai.")

    assert "paling lambat" in Notice.objects.get(user=chain.secretary).text
    page = as_user(chain.secretary).get(file.get_absolute_url()).content.decode()
    assert f"{chain.coordinator} atau pengurus FCU mengunjungi keluarga paling lambat" in page


@pytest.mark.parametrize(("outcome", "first"), [("full", "close"), ("partly", "refer_again"), ("not", "refer_again")])
def test_after_a_poor_outcome_the_next_referral_stands_first(chain, file_in, as_user, outcome, first):
    file = file_in(S.COMPLETED)
    file.placements.update(outcome=outcome)

    acts = as_user(chain.secretary).get(file.get_absolute_url()).context["acts"]

    assert (acts[0]["name"], acts[0]["open"]) == (first, True)
    assert sum(act["open"] for act in acts) == 1


def test_a_form_that_was_not_right_stays_open_after_a_poor_outcome(chain, file_in, as_user):
    file = file_in(S.COMPLETED)
    file.placements.update(outcome="not")

    page = as_user(chain.secretary).post(f"{file.get_absolute_url()}langkah/close/", {"version": file.version})

    assert [act["name"] for act in page.context["acts"] if act["open"]] == ["close"]


def test_the_placements_are_told_as_one_story(chain, file_in, as_user):
    file = file_in(S.COMPLETED)
    PlacementFactory(
        referral=file, institution=InstitutionFactory(name="Klinik Penuh"), declined_reason="Tempat penuh"
    )
    current = PlacementFactory(
        referral=file, institution=chain.clinic, tier=Tier.REGENCY, outcome="partly", given="Diperiksa sekali.",
        completed_on="2026-10-02", appointment_on="2026-09-20",
    )  # fmt: skip
    Referral.objects.filter(pk=file.pk).update(placement=current)

    page = as_user(chain.secretary).get(file.get_absolute_url())

    assert [part["badge"][2] for part in page.context["placements"]] == [
        "Terlayani penuh", "Tidak menerima", "Terlayani sebagian",
    ]  # fmt: skip
    html = page.content.decode()
    assert "2. Klinik Penuh" in html
    assert "Tidak menerima: Tempat penuh" in html
    assert "Diterima, pertemuan pertama 20 September 2026" in html
    assert "Rujukan balik 2 Oktober 2026: Diperiksa sekali." in html


def test_what_was_served_counts_once_as_a_service_of_the_case(chain, file_in):
    file = file_in(S.COMPLETED)
    PlacementFactory(referral=file, outcome="not", completed_on="2026-09-21")

    close(file, chain.secretary)

    service = chain.case.services.get()
    assert (service.kind, list(service.institutions.all())) == (ServiceKind.REFERRAL, [chain.clinic])
    assert (service.given_by, service.people) == (chain.secretary, chain.family.members.count())
    assert service.description == f"Kejar Paket B (rujukan {file.number})"
    assert service.given_on == file.placement.completed_on


def test_a_member_counts_as_one_and_a_closed_case_keeps_its_count(chain, file_in):
    for_one = file_in(S.COMPLETED, member=chain.family.members.first())
    close(for_one, chain.secretary)
    assert chain.case.services.get().people == 1

    Case.objects.filter(pk=chain.case.pk).update(
        state=CaseState.CLOSED, closed_on=timezone.localdate(), result="solved"
    )
    late = file_in(S.COMPLETED)
    close(late, chain.secretary)

    assert late.state == S.CLOSED
    assert chain.case.services.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "state", "tier"),
    [("tksk", S.DECLINED, Tier.DISTRICT), ("lk3", S.DECLINED, Tier.REGENCY), ("secretary", S.CLOSED, Tier.REGENCY)],
)
def test_the_page_takes_few_queries(chain, file_in, as_user, rows, who, state, tier, django_assert_max_num_queries):
    file = file_in(state, tier=tier, sector="health", institution=chain.centre)
    for _ in range(rows):
        PlacementFactory(referral=file, institution=chain.clinic, declined_reason="Penuh")
        file.problems.add(problem_of(chain.family))
    client = as_user(getattr(chain, who))

    # The page of a declined file shows both where it was and what else the family asked for.
    most = MOST_QUERIES_OF_A_FILE + (state == S.DECLINED)

    for url in (file.get_absolute_url(), f"/rujukan/?pilih={file.pk}"):
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
