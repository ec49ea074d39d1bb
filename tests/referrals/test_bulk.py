"""One decision on the ticked files of the desk."""

import uuid

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import FormEntry
from core.exceptions import DomainError
from families.services import withdraw_consent
from notices.models import Notice
from referrals.enums import ReferralState, Tier
from referrals.models import Referral
from referrals.services import MOST_TOGETHER, advance_referral, decide_together
from tests.factories.accounts import assign, make_user
from tests.factories.cases import CaseFactory
from tests.factories.families import FamilyFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.regions import make_village
from tests.referrals.filling import step

pytestmark = pytest.mark.django_db
S = ReferralState
DECIDE = reverse("referrals:decide")


def form(files, decision, **given):
    ticked = [f"{file.pk}:{file.version}" for file in files]
    return {"form_token": uuid.uuid4(), "berkas": ticked, "putusan": decision} | given


def confirmed(files, decision, **given):
    return form(files, decision, yakin="ya", **given)


def states(*files):
    return [Referral.objects.get(pk=file.pk).state for file in files]


def test_tick_choose_look_confirm_and_read(chain, file_in, as_user):
    files = [file_in(S.SUBMITTED), file_in(S.SUBMITTED, need="Kursi roda")]
    client = as_user(chain.tksk)
    desk = client.get(reverse("referrals:list")).content.decode()
    assert all(f'name="berkas" value="{file.pk}"' in desk for file in files)

    chosen = client.get(DECIDE, {"berkas": [file.pk for file in files]}).content.decode()
    assert "Putuskan 2 rujukan bersama" in chosen
    look = client.post(DECIDE, form(files, "return", note="Lampirkan KK."))
    assert "Dikembalikan ke FCU" in look.content.decode()
    assert "Lampirkan KK." in look.content.decode()
    assert states(*files) == [S.SUBMITTED] * 2
    result = client.post(DECIDE, confirmed(files, "return", note="Lampirkan KK."), follow=True).content.decode()

    assert "2 diputus" in result
    assert states(*files) == [S.DRAFT] * 2
    assert {file.events.get(step="return").note for file in files} == {"Lampirkan KK."}


@pytest.mark.parametrize(
    ("decision", "given", "state"),
    [
        ("reject", {"reason": "served", "note": "Sudah dapat."}, S.REJECTED),
        ("escalate", {"note": "Tidak ada di kecamatan."}, S.ESCALATED),
        ("approve", {}, S.PLACED),
    ],
)
def test_each_decision_of_the_tksk(chain, file_in, as_user, decision, given, state):
    files = [file_in(S.SUBMITTED), file_in(S.SUBMITTED)]
    given |= {"institution": chain.clinic.pk} if decision == "approve" else {}

    as_user(chain.tksk).post(DECIDE, confirmed(files, decision, **given))

    assert states(*files) == [state] * 2
    if decision == "approve":
        assert {Referral.objects.get(pk=file.pk).placement.institution for file in files} == {chain.clinic}


def test_lk3_decides_on_what_was_passed_on_and_what_was_declined(chain, file_in, as_user):
    files = [file_in(S.ESCALATED), file_in(S.DECLINED, tier=Tier.REGENCY)]

    as_user(chain.lk3).post(DECIDE, confirmed(files, "approve", institution=chain.centre.pk))

    assert states(*files) == [S.PLACED] * 2
    back = file_in(S.SUBMITTED)
    advance_referral(back, "escalate", actor=chain.tksk, note="Tidak ada di kecamatan.")
    as_user(chain.lk3).post(DECIDE, confirmed([back], "return", note="Ada di kecamatan."))
    assert states(back) == [S.SUBMITTED]


def test_what_cannot_be_decided_is_said_beforehand_and_left(chain, file_in, as_user):
    free, own, other = file_in(S.SUBMITTED), file_in(S.SUBMITTED, author=chain.tksk), file_in(S.PLACED)
    files, client = [free, own, other], as_user(chain.tksk)

    look = client.post(DECIDE, form(files, "reject", reason="served", note="Ganda.")).content.decode()
    result = client.post(DECIDE, confirmed(files, "reject", reason="served", note="Ganda."), follow=True)

    for page in (look, result.content.decode()):
        assert "Anda ikut menulis atau mengajukan" in page
        assert "menunggu jawaban penyedia" in page
    assert "1 diputus, 2 tidak berubah" in result.content.decode()
    assert states(*files) == [S.REJECTED, S.SUBMITTED, S.PLACED]


def test_one_that_fails_does_not_stop_the_others(chain, file_in, as_user):
    """Somebody was faster with one, the family of another took its consent back."""
    calm, quick = file_in(S.SUBMITTED), file_in(S.SUBMITTED)
    moved = file_in(S.SUBMITTED, case=CaseFactory(family=FamilyFactory(village=chain.village)))
    form = confirmed([calm, quick, moved], "escalate", note="Tidak ada.")
    as_user(make_user(Role.TKSK, chain.village)).post(
        step(quick, "reject"), {"version": quick.version, "note": "Ganda", "reason": "served"}
    )
    withdraw_consent(moved.consent, on=moved.consent.given_on, reason="Tidak jadi", actor=chain.secretary)

    page = as_user(chain.tksk).post(DECIDE, form, follow=True).content.decode()

    assert "1 diputus, 2 tidak berubah" in page
    assert "ditolak" in page
    assert "menarik kesediaannya" in page
    assert states(calm, quick, moved) == [S.ESCALATED, S.REJECTED, S.SUBMITTED]
    assert list(quick.events.values_list("step", flat=True)) == ["reject"]


def test_a_version_that_is_not_the_one_shown_decides_nothing(chain, file_in, as_user):
    file = file_in(S.SUBMITTED)
    form = confirmed([file], "escalate", note="Tidak ada.")
    Referral.objects.filter(pk=file.pk).update(version=9)

    page = as_user(chain.tksk).post(DECIDE, form, follow=True).content.decode()

    assert "1 tidak berubah" in page
    assert states(file) == [S.SUBMITTED]


def test_a_second_press_decides_nothing_and_shows_the_same(chain, file_in, as_user):
    files = [file_in(S.SUBMITTED), file_in(S.SUBMITTED)]
    client, form = as_user(chain.tksk), confirmed([*files], "escalate", note="Tidak ada.")

    first, second = client.post(DECIDE, form), client.post(DECIDE, form)

    assert first.url == second.url
    assert "2 diputus" in client.get(second.url).content.decode()
    assert [file.events.count() for file in files] == [1, 1]
    assert Notice.objects.filter(user=chain.lk3).count() == 2


def test_the_press_that_came_while_the_first_works_sees_what_is_not_done_yet(chain, file_in, as_user):
    file, token = file_in(S.SUBMITTED), uuid.uuid4()
    url = decide_together([(file, file.version)], "escalate", actor=chain.tksk, token=token, note="Tidak ada.")
    FormEntry.objects.filter(pk=token).update(data={str(file.pk): None})

    assert "1 rujukan belum sempat diputus" in as_user(chain.tksk).get(url).content.decode()
    FormEntry.objects.filter(pk=token).update(data={})
    assert "sedang dikerjakan" in as_user(chain.tksk).get(url).content.decode()


def test_the_result_is_for_who_decided(chain, file_in, as_user):
    file, token = file_in(S.SUBMITTED), uuid.uuid4()
    url = decide_together([(file, file.version)], "escalate", actor=chain.tksk, token=token, note="Tidak ada.")

    assert as_user(chain.tksk).get(url).status_code == 200
    assert as_user(make_user(Role.TKSK, chain.village)).get(url).status_code == 404
    assert as_user(chain.tksk).get(reverse("referrals:decided", args=[uuid.uuid4()])).status_code == 404
    assert as_user(chain.tksk).post(url).status_code == 405


def test_only_providers_in_reach_of_all_are_offered(chain, file_in, as_user):
    north = make_village("53.01.06.2001")
    tksk = chain.tksk
    assign(tksk, Role.TKSK, north)
    files = [file_in(S.SUBMITTED), file_in(S.SUBMITTED, case=CaseFactory(family=FamilyFactory(village=north)))]
    client = as_user(tksk)

    page = client.post(DECIDE, confirmed(files, "approve", institution=chain.clinic.pk))

    assert page.status_code == 422
    assert "Tempatkan satu per satu" in page.content.decode()
    assert states(*files) == [S.SUBMITTED] * 2


@pytest.mark.parametrize(
    ("decision", "given", "words"),
    [
        ("reject", {"note": "Ganda."}, "Pilih alasan."),
        ("return", {}, "Isi yang perlu dilengkapi."),
        ("approve", {}, "Pilih penyedia layanan."),
        ("approve", {"institution": "abc"}, "Pilihan satu penyedia untuk semuanya itu tidak ada"),
    ],
)
def test_what_is_missing_is_said_and_nothing_happens(chain, file_in, as_user, decision, given, words):
    file = file_in(S.SUBMITTED)

    page = as_user(chain.tksk).post(DECIDE, confirmed([file], decision, **given))

    assert page.status_code == 422
    assert words in page.content.decode()
    assert states(file) == [S.SUBMITTED]


def test_nothing_or_too_much_ticked_leads_back(chain, file_in, as_user):
    client = as_user(chain.tksk)

    assert "Centang dahulu" in client.get(DECIDE, follow=True).content.decode()
    many = client.get(DECIDE, {"berkas": range(1, MOST_TOGETHER + 2)}, follow=True)
    assert "Paling banyak 25" in many.content.decode()
    with pytest.raises(DomainError, match="Paling banyak"):
        decide_together([(None, 1)] * (MOST_TOGETHER + 1), "return", actor=chain.tksk, token=uuid.uuid4())


@pytest.mark.parametrize("ticked", ["x", "1;2", "9" * 40, "1:x"])
def test_nonsense_is_404(chain, as_user, ticked):
    assert as_user(chain.tksk).get(DECIDE, {"berkas": ticked}).status_code == 404


def test_who_may(chain, file_in, as_user, as_role, other_village):
    file = file_in(S.SUBMITTED)

    assert as_user(chain.secretary).get(DECIDE, {"berkas": file.pk}).status_code == 403
    assert as_role(Role.TKSK, other_village).get(DECIDE, {"berkas": file.pk}).status_code == 404
    assert as_user(chain.tksk).get(DECIDE, {"berkas": [file.pk, 10**9]}).status_code == 404
    assert as_user(chain.tksk).put(DECIDE).status_code == 405
    assert as_user(chain.tksk).post(DECIDE, form([file], "fly")).status_code == 404
    stranger = as_role(Role.TKSK, other_village)
    assert stranger.post(DECIDE, confirmed([file], "escalate", note="Ambil")).status_code == 404
    assert states(file) == [S.SUBMITTED]


def test_the_desk_counts_all_and_shows_a_page(chain, file_in, as_user):
    for number in range(27):
        file_in(S.SUBMITTED, urgency=3 if number == 26 else 1, due_on="2099-01-01")
    late = file_in(S.SUBMITTED, due_on="2026-01-05")
    client = as_user(chain.tksk)

    desk = client.get(reverse("referrals:list"))

    tiles = {tile["label"]: (tile["value"], tile["detail"]) for tile in desk.context["tiles"]}
    assert tiles["Menunggu keputusan"] == (28, "1 darurat")
    assert tiles["Lewat batas"][0] == 1
    assert len(desk.context["queue"].object_list) == 25
    assert desk.context["queue"][0] == late
    assert desk.context["queue"][1].urgency == 3
    assert len(client.get(reverse("referrals:list"), {"halaman": 2}).context["queue"].object_list) == 3


def test_each_tier_has_its_own_queue(chain, file_in, as_user):
    below = [file_in(S.SUBMITTED), file_in(S.DECLINED)]
    above = [file_in(S.ESCALATED), file_in(S.DECLINED, tier=Tier.REGENCY)]

    for user, files in ((chain.tksk, below), (chain.lk3, above)):
        desk = as_user(user).get(reverse("referrals:list"))
        assert list(desk.context["queue"]) == files
        assert desk.context["tiles"][0]["value"] == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_few_queries(chain, file_in, as_user, rows, django_assert_max_num_queries):
    files = [file_in(S.SUBMITTED) for _ in range(rows)]
    for _ in range(rows):
        file_in(S.PLACED, institution=InstitutionFactory(region=chain.village))
    client = as_user(chain.tksk)

    for ask in (
        lambda: client.get(DECIDE, {"berkas": [file.pk for file in files]}),
        lambda: client.post(DECIDE, form(files, "approve", institution=chain.clinic.pk)),
        lambda: client.get(reverse("referrals:at_providers")),
    ):
        with django_assert_max_num_queries(12):
            assert ask().status_code == 200
    token = uuid.uuid4()
    url = decide_together([(file, file.version) for file in files], "return", actor=chain.tksk, token=token, note="KK")
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200
