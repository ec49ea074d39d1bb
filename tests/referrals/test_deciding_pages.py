import pytest
from django.urls import reverse

from accounts.enums import Role
from jobs.models import Job
from jobs.services import run_job
from referrals.enums import ReferralState
from tests.factories.accounts import assign, make_user
from tests.factories.institutions import InstitutionStaffFactory
from tests.referrals.filling import step, today

pytestmark = pytest.mark.django_db
S = ReferralState


def test_the_tksk_approves_from_the_desk_and_the_letter_is_made(chain, file_in, as_user):
    file = file_in(S.SUBMITTED, sector="health")
    client = as_user(chain.tksk)
    desk = client.get(reverse("referrals:list")).content.decode()
    assert "Menunggu keputusan Anda" in desk
    assert "Pemeriksaan kehamilan" in desk

    answer = client.post(step(file, "approve"), {"version": file.version, "offer": chain.offer.pk, "dari": "meja"})

    file.refresh_from_db()
    assert answer.url == reverse("referrals:list")
    assert (file.state, file.placement.institution, file.placement.offer) == (S.PLACED, chain.clinic, chain.offer)
    run_job(Job.objects.get(kind="documents.render_document").pk)
    letter = client.get(reverse("referrals:letter", args=[file.pk]))
    assert letter["Content-Type"] == "application/pdf"
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")


def test_a_letter_that_is_not_ready_says_so(chain, file_in, as_user):
    file = file_in(S.SUBMITTED)
    client = as_user(chain.tksk)
    client.post(step(file, "approve"), {"version": file.version, "institution": chain.clinic.pk})

    page = client.get(reverse("referrals:letter", args=[file.pk]), follow=True)

    assert "Surat sedang dibuat" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "note", "state"),
    [("escalate", "Tidak ada", S.ESCALATED), ("return", "SKTM", S.DRAFT), ("reject", "Ganda", S.REJECTED)],
)
def test_the_other_decisions_of_the_tksk(chain, file_in, as_user, name, note, state):
    file = file_in(S.SUBMITTED)
    client = as_user(chain.tksk)
    assert client.post(step(file, name), {"version": file.version, "reason": "served"}).status_code == 422

    client.post(step(file, name), {"version": file.version, "note": note, "reason": "served"})

    file.refresh_from_db()
    assert file.state == state
    assert client.get(file.get_absolute_url()).status_code == 200


def test_the_desk_shows_the_most_urgent_and_then_the_oldest_first(chain, file_in, as_user):
    usual = file_in(S.SUBMITTED, need="Biasa saja")
    urgent = file_in(S.SUBMITTED, need="Darurat sekali", urgency=3)
    done = file_in(S.PLACED, need="Sudah ditempatkan")

    desk = as_user(chain.tksk).get(reverse("referrals:list"))

    assert [row.pk for row in desk.context["queue"]] == [urgent.pk, usual.pk]
    assert desk.context["chosen"] == urgent
    chosen = as_user(chain.tksk).get(reverse("referrals:list"), {"pilih": usual.pk})
    assert chosen.context["chosen"] == usual
    assert as_user(chain.tksk).get(reverse("referrals:list"), {"pilih": done.pk}).context["acts"] is not None


def test_lk3_places_with_itself(chain, file_in, as_user):
    file = file_in(S.ESCALATED)
    client = as_user(chain.lk3)
    assert "LK3 Kabupaten Kupang" in client.get(reverse("referrals:list")).content.decode()

    client.post(step(file, "place"), {"version": file.version, "institution": chain.centre.pk})

    file.refresh_from_db()
    assert (file.state, file.placement.tier) == (S.PLACED, "regency")


def test_a_placement_needs_exactly_one_provider(chain, file_in, as_user):
    file = file_in(S.SUBMITTED, sector="health")
    client = as_user(chain.tksk)

    none = client.post(step(file, "approve"), {"version": file.version})
    both = client.post(
        step(file, "approve"), {"version": file.version, "offer": chain.offer.pk, "institution": chain.clinic.pk}
    )

    assert "Pilih penyedia layanan." in none.content.decode()
    assert "Pilih satu saja" in both.content.decode()


def test_closing_after_the_visit(chain, file_in, as_user):
    file = file_in(S.COMPLETED)
    client = as_user(chain.coordinator)
    bad = client.post(step(file, "close"), {"version": file.version, "visited_on": "31-12-2099", "note": "Baik"})
    assert "belum tiba" in bad.content.decode()

    client.post(
        step(file, "close"), {"version": file.version, "visited_on": today(), "note": "Baik", "need_met": "yes"}
    )

    file.refresh_from_db()
    assert (file.state, file.need_met) == (S.CLOSED, "yes")
    assert "Sudah terjawab".lower() in client.get(file.get_absolute_url()).content.decode()


@pytest.mark.parametrize("htmx", [True, False])
def test_a_stale_click_shows_the_state_now(chain, file_in, as_user, htmx):
    file = file_in(S.SUBMITTED)
    first, second = as_user(chain.tksk), as_user(make_user(Role.TKSK, chain.village))
    first.post(step(file, "reject"), {"version": file.version, "note": "Ganda", "reason": "served"})

    page = second.post(
        step(file, "return"), {"version": file.version, "note": "Lengkapi"},
        headers={"HX-Request": "true"} if htmx else None, follow=True,
    )  # fmt: skip

    html = page.content.decode()
    assert page.status_code == 200
    assert "tidak bisa lagi. Keadaannya sekarang: Ditolak." in html
    assert ("<html" in html) is not htmx
    assert file.events.filter(step="return").count() == 0


def test_the_desk_opens_nothing_that_one_sees_as_a_provider_only(chain, file_in, as_user, other_village):
    file = file_in(S.PLACED, need="Rahasia dinas")
    both = make_user(Role.TKSK, other_village)
    assign(both, Role.PROVIDER, chain.village)
    InstitutionStaffFactory(institution=chain.clinic, user=both)
    client = as_user(both)

    assert client.get(file.get_absolute_url()).status_code == 200
    assert client.get(reverse("referrals:list"), {"pilih": file.pk}).status_code == 404
