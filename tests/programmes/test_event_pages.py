"""The pages of the events of the tiers: who gets in, what each does, and that nothing typed is lost."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from jobs.models import Job
from jobs.services import run_job
from programmes.models import TierEvent
from programmes.services.event_papers import PAPERS
from regions.enums import Level
from regions.models import Region
from tests.factories.groups import days_ago
from tests.factories.regions import make_region, make_village
from tests.factories.tier_events import TierEventFactory, event_form

pytestmark = pytest.mark.django_db
READ = ("event",)
FORMS = ("change_event", "call_off_event", "event_follow_up", "set_reach", "add_event_paper")
PDF = b"%PDF-1.4 startxref %%EOF"


def url(name, event=None):
    return reverse(f"programmes:{name}", args=[event.pk] if event else [])


def text(answer):
    return answer.content.decode()


@pytest.fixture
def event(village):
    return TierEventFactory(region=village.parent, reached=[village])


def test_an_event_is_recorded_once(village, as_role):
    client, form = as_role(Role.TKSK), event_form(place_code=village.parent_id, form_token=uuid4(), men="7")
    form |= {"guests": "PKK Desa, 5\nKarang Taruna; 2 orang"}
    answers = [client.post(url("add_event"), form) for _ in range(2)]
    event = TierEvent.objects.get()
    assert [answer.url for answer in answers] == [event.get_absolute_url()] * 2
    assert [(guest.name, guest.people) for guest in event.guests.all()] == [("PKK Desa", 5), ("Karang Taruna", 2)]
    page = text(client.get(event.get_absolute_url()))
    assert "Bimbingan teknis asesmen" in page
    assert "Karang Taruna" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"guests": "PKK Desa"}, "Baris 1: tulis nama lembaga"),
        ({"guests": "PKK Desa, 0"}, "Baris 1: tulis nama lembaga"),
        ({"guests": "PKK, 2\npkk, 3"}, "tertulis dua kali"),
        ({"held_on": "31-02-2026"}, "Tanggal belum benar"),
        ({"held_on": "01-01-2099", "men": "4"}, "belum diadakan"),
        ({"follow_up_by": "TKSK"}, "Tulis tindak lanjutnya"),
        ({"men": "-3"}, "Paling kecil 0"),
        ({"place_code": "73.09"}, "itu tidak ada"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(village, as_role, fields, words):
    form = event_form(**{"place_code": village.parent_id, "form_token": uuid4(), **fields})
    answer = as_role(Role.TKSK).post(url("add_event"), form)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Cara mengisi asesmen" in text(answer)
    assert not TierEvent.objects.exists()


def test_a_draft_comes_back(village, as_role):
    client = as_role(Role.TKSK)
    page = client.get(url("add_event"))
    token = page.context["form"]["form_token"].value()
    client.post(page.context["draft_url"], event_form(title="Belum dikirim", form_token=token))
    assert 'value="Belum dikirim"' in text(client.get(url("add_event")))


def test_a_second_saver_sees_both(event, as_role):
    client = as_role(Role.TKSK)
    form = event_form(version=event.version, title="Yang pertama", men="2")
    assert client.post(url("change_event", event), form).status_code == 302
    answer = client.post(url("change_event", event), form | {"title": "Yang kedua"})
    assert answer.status_code == 409
    assert "Yang pertama" in text(answer)
    assert 'value="Yang kedua"' in text(answer)


def test_only_the_tier_that_held_it_writes(event, as_role, other_village):
    for name in FORMS:
        assert as_role(Role.TKSK).get(url(name, event)).status_code == 200
        assert as_role(Role.SECRETARY).get(url(name, event)).status_code == 403
        assert as_role(Role.DISTRICT_HEAD).get(url(name, event)).status_code == 403
        assert as_role(Role.TKSK, other_village).get(url(name, event)).status_code == 404
        assert as_role(Role.TKSK).get(url(name, TierEvent(pk=9999))).status_code == 404
        assert as_role(Role.TKSK).delete(url(name, event)).status_code == 405


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.SECRETARY, 200), (Role.LK3, 200), (Role.DINAS, 200), (Role.MINISTRY, 200), (Role.PROVIDER, 404),
     (Role.TREASURER, 404)],
)  # fmt: skip
def test_who_reads(event, as_role, role, code):
    assert as_role(role).get(event.get_absolute_url()).status_code == code


def test_regions_are_ticked_kecamatan_by_kecamatan(village, as_role):
    make_village(code=f"{village.parent_id}.2012", name="Bolok")
    event, client = TierEventFactory(), as_role(Role.DINAS)
    page = text(client.get(url("set_reach", event)))
    assert "Kecamatan Kupang Barat" in page
    here = f"{url('set_reach', event)}?wilayah={village.parent_id}"
    assert client.post(here, {"version": event.version, "semua": "1"}).status_code == 302
    assert event.reached.count() == 2
    stale = client.post(here, {"version": event.version, "regions": [village.pk]})
    assert stale.status_code == 409
    assert client.get(f"{url('set_reach', event)}?wilayah=73.09").status_code == 404
    assert client.get(f"{url('set_reach', event)}?wilayah={village.pk}").status_code == 404


def test_photos_and_letters(event, as_role, published):
    client = as_role(Role.TKSK)
    upload = {"form_token": uuid4(), "file": SimpleUploadedFile("laporan.pdf", PDF), "caption": "Undangan"}
    for _ in range(2):
        client.post(url("add_event_paper", event), upload | {"file": SimpleUploadedFile("laporan.pdf", PDF)})
    paper = event.papers.get()
    address = reverse("programmes:event_paper", args=[event.pk, paper.pk])
    assert b"".join(client.get(address)) == PDF
    client.post(reverse("programmes:remove_event_paper", args=[event.pk, paper.pk]))
    assert client.get(address).status_code == 404
    wrong = client.post(url("add_event_paper", event), {"form_token": uuid4(), "file": SimpleUploadedFile("x", b"MZ")})
    assert wrong.status_code == 422
    issue = reverse("programmes:issue_event_paper", args=[event.pk, "event_report"])
    assert client.post(issue).status_code == 302
    assert client.get(issue).status_code == 405
    assert client.get(reverse("programmes:event_letter", args=[event.pk, "event_report"])).status_code == 302
    assert client.post(reverse("programmes:issue_event_paper", args=[event.pk, "x"])).status_code == 404


@pytest.mark.parametrize("kind", PAPERS)
def test_both_papers_become_a_pdf(event, village, as_role, kind):
    client = as_role(Role.TKSK)
    event.guests.create(name="PKK", people=3)
    event.reached.create(region=village.parent)
    client.post(reverse("programmes:issue_event_paper", args=[event.pk, kind]))
    run_job(Job.objects.get().pk)
    answer = client.get(reverse("programmes:event_letter", args=[event.pk, kind]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "PDF, " in text(client.get(event.get_absolute_url()))


def test_calling_off_and_following_up(village, as_role):
    client = as_role(Role.TKSK)
    planned = TierEventFactory(region=village.parent, men=0, women=0, held_on=timezone.localdate())
    form = {"version": planned.version, "reason": "Jalan putus"}
    assert client.post(url("call_off_event", planned), form).status_code == 302
    assert "Jalan putus" in text(client.get(planned.get_absolute_url()))
    assert client.get(url("change_event", planned)).status_code == 404
    held = TierEventFactory(region=village.parent, follow_up="Profil")
    done = {"version": held.version, "done_on": f"{timezone.localdate():%d-%m-%Y}"}
    assert client.post(url("event_follow_up", held), done).status_code == 302
    assert "Selesai" in text(client.get(held.get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_however_long(village, as_role, django_assert_max_num_queries, rows):
    for _ in range(rows):
        TierEventFactory(reached=[village])
    client = as_role(Role.DINAS)
    client.get(url("events"))
    for name in ("events", "export_events", "reach", "export_reach"):
        with django_assert_max_num_queries(12):
            assert client.get(url(name)).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=fcu", 2), ("?q=laut", 0), ("?jenis=guidance", 1), ("?tingkat=village", 1), ("?keadaan=unrecorded", 1),
     ("?keadaan=held", 1), ("?keadaan=planned", 0), ("?keadaan=called_off", 0), ("?tahun=1999", 2)],
)  # fmt: skip
def test_filters(village, as_role, query, found):
    TierEventFactory(title="Sosialisasi FCU di desa", region=village, kind="guidance")
    TierEventFactory(title="Koordinasi FCU", men=0, women=0)
    assert as_role(Role.DINAS).get(url("events") + query).context["page"].paginator.count == found


def test_the_matrix_leads_from_regency_to_kecamatan(village, as_role, other_village):
    TierEventFactory(reached=[village])
    client = as_role(Role.DINAS)
    assert f"?wilayah={village.parent_id}" in text(client.get(url("reach")))
    page = text(client.get(f"{url('reach')}?wilayah={village.parent_id}"))
    assert village.full_name in page
    assert client.get(f"{url('reach')}?wilayah={other_village.pk}").status_code == 404
    assert "Pilih dahulu" in text(as_role(Role.MINISTRY).get(url("reach")))
    assert as_role(Role.MINISTRY).get(url("export_reach")).status_code == 404
    assert as_role(Role.TREASURER).get(url("reach")).status_code == 403


def test_the_matrix_of_a_large_regency_stays_small(village, as_role, django_assert_max_num_queries):
    """The client here refuses a page of 50 KB."""
    regency = village.parent.parent
    districts = [make_region(f"{regency.pk}.{number:02}") for number in range(10, 35)]
    Region.objects.bulk_create(
        Region(
            code=f"{district.pk}.{2001 + number}", name=f"Desa Makmur {number}", level=Level.VILLAGE, parent=district
        )
        for district in districts
        for number in range(12)
    )
    crowded = districts[0]
    Region.objects.bulk_create(
        Region(code=f"{crowded.pk}.{3001 + number}", name=f"Desa {number}", level=Level.VILLAGE, parent=crowded)
        for number in range(40)
    )
    TierEventFactory(reached=[crowded, *Region.objects.filter(parent=crowded)[:30]])
    client = as_role(Role.DINAS)
    client.get(url("events"))
    for query in ("", f"?wilayah={crowded.pk}"):
        with django_assert_max_num_queries(12):
            page = text(client.get(url("reach") + query))
    assert page.count("Belum terjangkau") == 22 + 1
    assert "kecamatannya, bukan desanya" in page
    page = text(client.get(url("reach")))
    assert "30 dari 52" in page
    assert client.get(f"{url('set_reach', TierEvent.objects.get())}?wilayah={crowded.pk}").status_code == 200


def test_what_was_typed_into_a_change_comes_back_and_is_gone_once_stored(event, as_role):
    client = as_role(Role.TKSK)
    page = client.get(url("change_event", event))
    token = page.context["form"]["form_token"].value()
    form = event_form(version=event.version, title="Belum dikirim", men="3", form_token=token)
    client.post(page.context["draft_url"], form)
    assert 'value="Belum dikirim"' in text(client.get(url("change_event", event)))
    assert client.post(url("change_event", event), form | {"title": "Dikirim"}).status_code == 302
    assert 'value="Dikirim"' in text(client.get(url("change_event", event)))


def test_what_waits_is_told_to_the_tier_that_held_it(village, as_role):
    TierEventFactory(region=village.parent, title="Rapat tanpa hasil", men=0, women=0)
    TierEventFactory(region=village.parent, title="Rapat berlanjut", follow_up="Profil", follow_up_due=days_ago(2))
    TierEventFactory(region=village.parent, follow_up="Tepat waktu", title="Belum waktunya", follow_up_due=days_ago(0))
    page = text(as_role(Role.TKSK).get(reverse("dashboard:home")))
    assert "Hasil belum dicatat: Rapat tanpa hasil" in page
    assert "Tindak lanjut terlambat: Rapat berlanjut" in page
    assert "Belum waktunya" not in page
    assert "Rapat" not in text(as_role(Role.SECRETARY).get(reverse("dashboard:home")))
    assert "Rapat" not in text(as_role(Role.DISTRICT_HEAD).get(reverse("dashboard:home")))
