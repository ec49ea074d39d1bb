"""The pages of the stimulus fund: written, read by who may know what, decided, paid, accounted for."""

from io import BytesIO

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog, FormEntry
from finance.enums import StimulusState
from finance.models import StimulusProposal
from tests.factories.accounts import make_user
from tests.factories.documents import make_photo
from tests.factories.families import AidFactory, FamilyFactory
from tests.factories.stimulus import ACCOUNT, SUM, fresh, make_proposal, spend

pytestmark = pytest.mark.django_db
S = StimulusState
LIST = "/keuangan/bantuan/"
MASKED = "•••• 7509"
READERS = {Role.SECRETARY, Role.COORDINATOR, Role.VILLAGE_HEAD, Role.TKSK, Role.DISTRICT_HEAD, Role.DINAS}


def typed(rows=(("Mesin jahit", "Rp1.500.000,00"), ("Kain", "500000")), **changes):
    """What a browser sends."""
    day = f"{timezone.localdate():%d-%m-%Y}"
    data = {
        "purpose": "Modal usaha menjahit", "plan": "Membeli mesin jahit.", "source": "regency", "bank": "Bank NTT",
        "account_name": "Yuliana Tefnai", "account_number": "0123-01-004567-50-9", "agreed": "on", "agreed_on": day,
        "form_token": "5a1c2f60-0000-4000-8000-00000000000a", "anggaran-TOTAL_FORMS": str(max(len(rows), 3)),
        "anggaran-INITIAL_FORMS": "0", **changes,
    }  # fmt: skip
    for place, (name, amount) in enumerate(rows):
        data |= {f"anggaran-{place}-name": name, f"anggaran-{place}-amount": amount}
    return data


def propose_url(family):
    return reverse("finance:propose", args=[family.pk])


def url_of(name, proposal, *more):
    return reverse(f"finance:{name}", args=[proposal.pk, *more])


def errors_of(response):
    return str(response.context["form"].errors) + str(response.context["form"].rows.errors)


@pytest.fixture
def family(village):
    return FamilyFactory(village=village)


def test_a_proposal_is_written_and_its_sum_computed(as_role, family):
    client = as_role(Role.SECRETARY)
    assert client.get(propose_url(family)).status_code == 200
    response = client.post(propose_url(family), typed())
    proposal = StimulusProposal.objects.get()
    assert response["Location"] == proposal.get_absolute_url()
    assert (proposal.requested, proposal.account_number, proposal.author) == (SUM, ACCOUNT, client.user)


def test_a_double_click_makes_one(as_role, family):
    client = as_role(Role.SECRETARY)
    places = {client.post(propose_url(family), typed())["Location"] for _ in range(2)}
    assert (StimulusProposal.objects.count(), len(places)) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows": ()}, "satu baris"),
        ({"rows": (("Kain", "-5"),)}, "kurang dari nol"),
        ({"rows": (("Kain", "0"),)}, "lebih dari nol"),
        ({"rows": (("Kain", "1,500,000"),)}, "contoh 1.150.000"),
        ({"rows": (("Kain", "dua juta"),)}, "contoh 1.150.000"),
        ({"rows": (("", "5000"),)}, "Isi kebutuhan"),
        ({"account_number": "12AB"}, "6 sampai 20 angka"),
        ({"source": "none"}, "tidak ada"),
        ({"agreed": ""}, "Centang"),
        ({"agreed_on": "31-02-2026"}, "Tanggal belum benar"),
        ({"anggaran-TOTAL_FORMS": "x"}, "Muat ulang"),
    ],
)
def test_bad_input_is_told_beside_the_form_and_nothing_typed_is_lost(as_role, family, changes, said):
    client = as_role(Role.SECRETARY)
    response = client.post(propose_url(family), typed(**changes))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Membeli mesin jahit." in response.content.decode()
    assert not StimulusProposal.objects.exists()


def test_rows_are_added_by_the_server(as_role, family):
    response = as_role(Role.SECRETARY).post(propose_url(family), typed(tambah="1", purpose=""))
    assert response.status_code == 200
    assert len(response.context["form"].rows.forms) == 6
    assert "Mesin jahit" in response.content.decode()
    assert "field-error" not in errors_of(response)


def test_what_was_typed_waits_as_a_draft(as_role, family):
    client = as_role(Role.SECRETARY)
    page = client.get(propose_url(family))
    data = typed(rows=(("Mesin jahit", "1.500.000"),), form_token=str(page.context["form"]["form_token"].value()))
    assert client.post(page.context["draft_url"], data).status_code == 204
    html = client.get(propose_url(family)).content.decode()
    assert "Mesin jahit" in html
    assert "Ini isian yang Anda tinggalkan" in html
    client.post(propose_url(family), {"buang": "ya"})
    assert not FormEntry.objects.unfinished().exists()


def test_a_second_proposal_is_asked_about(as_role, village):
    client = as_role(Role.SECRETARY)
    first = make_proposal(S.PAID, village=village)
    url = propose_url(first.family)
    assert "Bantuan stimulan: Modal usaha menjahit" in client.get(url).content.decode()
    response = client.post(url, typed())
    assert (response.status_code, "others_checked" in response.context["form"].errors) == (422, True)
    assert client.post(url, typed(others_checked="on")).status_code == 302
    assert StimulusProposal.objects.count() == 2


def test_the_families_to_propose_are_chosen_with_what_they_receive(as_role, family, other_village):
    FamilyFactory(village=other_village, head_name="Orang Jauh")
    aid = AidFactory(family=family)
    response = as_role(Role.SECRETARY).get("/keuangan/bantuan/usul/")
    html = response.content.decode()
    assert (family.head_name in html, aid.programme.name in html, "Orang Jauh" in html) == (True, True, False)
    assert as_role(Role.TKSK).get("/keuangan/bantuan/usul/").status_code == 403


def test_who_proposes(as_role, family, other_village):
    assert as_role(Role.COORDINATOR).get(propose_url(family)).status_code == 200
    assert as_role(Role.VILLAGE_HEAD).get(propose_url(family)).status_code == 403
    assert as_role(Role.SECRETARY, other_village).get(propose_url(family)).status_code == 404
    assert as_role(Role.SECRETARY).get("/keuangan/bantuan/usul/999999/").status_code == 404
    assert as_role(Role.SECRETARY).delete(propose_url(family)).status_code == 405


def test_a_draft_is_changed_with_its_version_and_keeps_its_account(as_role, village):
    proposal = make_proposal(village=village)
    client, url = as_role(Role.COORDINATOR), url_of("change_stimulus", proposal)
    html = client.get(url).content.decode()
    assert MASKED in html
    assert ACCOUNT not in html
    changed = typed(version="1", account_number="", purpose="Warung")
    assert client.post(url, changed).status_code == 302
    assert (fresh(proposal).purpose, fresh(proposal).account_number) == ("Warung", ACCOUNT)
    stale = client.post(url, {**changed, "purpose": "Kios"})
    assert stale.status_code == 409
    assert "Kios" in stale.content.decode()
    assert fresh(proposal).purpose == "Warung"


def test_only_the_fcu_sees_a_draft(as_role, village, other_village):
    proposal = make_proposal(village=village)
    url = proposal.get_absolute_url()
    assert as_role(Role.SECRETARY).get(url).status_code == 200
    for role in (Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS, Role.DINAS_PROVINCE, Role.TREASURER, Role.MINISTRY):
        assert as_role(role).get(url).status_code == 404
    assert as_role(Role.SECRETARY, other_village).get(url).status_code == 404


@pytest.mark.parametrize("role", sorted(READERS | {Role.DINAS_PROVINCE}))
def test_who_may_know_the_family_reads_its_name_and_nobody_the_account(as_role, village, role):
    proposal = make_proposal(S.ACCOUNTED, village=village)
    client = as_role(role)
    for url in (proposal.get_absolute_url(), LIST, f"{LIST}?q=menjahit"):
        html = client.get(url).content.decode()
        assert "Modal usaha menjahit" in html
        assert (proposal.family.head_name in html) == (role in READERS), url
        assert ("TRF-001" in html) == (role in READERS and url not in {LIST, f"{LIST}?q=menjahit"})
        assert ACCOUNT not in html
    receipt = proposal.receipts.get()
    answer = client.get(url_of("stimulus_receipt", proposal, receipt.pk))
    list(answer)  # a file that is handed out is read to its end, and so closed
    assert answer.status_code == (200 if role in READERS else 403)
    assert client.get(f"{LIST}?q={proposal.family.head_name}").context["page"].paginator.count == (role in READERS)


def test_notes_that_may_name_the_family_are_kept_from_the_province(as_role, village):
    proposal = make_proposal(S.VERIFIED, village=village)
    proposal.events.filter(step="recommend").update(note="Ibu Yuliana rajin.")
    proposal.events.filter(step="verify").update(note="Mohon diverifikasi.")
    html = as_role(Role.DINAS_PROVINCE).get(proposal.get_absolute_url()).content.decode()
    assert ("Ibu Yuliana" in html, "Mohon diverifikasi." in html, "Membeli mesin" in html) == (False, True, False)


@pytest.mark.parametrize("role", sorted(READERS | {Role.DINAS_PROVINCE}))
def test_the_account_is_opened_with_a_reason_and_a_trace(as_role, village, role):
    proposal, client = make_proposal(S.APPROVED, village=village), as_role(role)
    opens = role in {Role.SECRETARY, Role.COORDINATOR, Role.DINAS}
    url = url_of("reveal_account", proposal)
    assert client.post(url, {"reason": "pay"}).status_code == (302 if opens else 403)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert (ACCOUNT in html) == opens
    log = AccessLog.objects.filter(kind=AccessKind.REVEAL, subject_id=proposal.pk)
    assert [entry.reason for entry in log] == (["Membayar bantuan"] if opens else [])


def test_without_a_reason_the_account_stays_closed(as_role, village):
    proposal, client = make_proposal(S.APPROVED, village=village), as_role(Role.DINAS)
    client.post(url_of("reveal_account", proposal), {"reason": "x"})
    assert ACCOUNT not in client.get(proposal.get_absolute_url()).content.decode()
    assert client.get(url_of("reveal_account", proposal)).status_code == 405


def test_the_change_log_keeps_the_account_masked(as_role, family):
    as_role(Role.SECRETARY).post(propose_url(family), typed())
    logged = [str(entry.changes) for entry in LogEntry.objects.all()]
    assert any(MASKED in changes for changes in logged)
    assert not any(ACCOUNT in changes for changes in logged)


def test_a_step_is_taken_on_the_page(as_role, village):
    proposal = make_proposal(S.SUBMITTED, village=village)
    url = url_of("stimulus_step", proposal, "vouch")
    assert as_role(Role.TKSK).post(url, {"version": proposal.version}).status_code == 403
    assert as_role(Role.VILLAGE_HEAD).post(url, {"version": proposal.version}).status_code == 302
    assert fresh(proposal).state == S.VOUCHED
    assert as_role(Role.VILLAGE_HEAD).get(url).status_code == 405
    assert as_role(Role.VILLAGE_HEAD).post(url_of("stimulus_step", proposal, "dance")).status_code == 404


@pytest.mark.parametrize("amount", ["Rp2.000.001", "0", "1,5 juta", ""])
def test_an_amount_that_cannot_be_leaves_what_was_typed(as_role, village, amount):
    proposal = make_proposal(S.CONFIRMED, village=village)
    sent = {"version": proposal.version, "approved": amount, "note": "Sesuai survei."}
    response = as_role(Role.DINAS).post(url_of("stimulus_step", proposal, "approve"), sent)
    assert response.status_code == 422
    assert "Sesuai survei." in response.content.decode()
    assert fresh(proposal).state == S.CONFIRMED


def test_a_stale_decision_says_so(as_role, village):
    proposal = make_proposal(S.SUBMITTED, village=village)
    url = url_of("stimulus_step", proposal, "vouch")
    response = as_role(Role.VILLAGE_HEAD).post(url, {"version": proposal.version - 1}, follow=True)
    assert "tidak bisa lagi" in response.content.decode()
    assert fresh(proposal).state == S.SUBMITTED


def receipt(**changes):
    day = f"{timezone.localdate():%d-%m-%Y}"
    return {
        "form_token": "5a1c2f60-0000-4000-8000-00000000000b", "dated_on": day, "description": "Toko Maju",
        "amount": "1.500.000", "scan": make_photo(), **changes,
    }  # fmt: skip


def test_a_receipt_is_added_once_and_taken_away(as_role, village):
    proposal, client = make_proposal(S.PAID, village=village), as_role(Role.SECRETARY)
    url = url_of("add_stimulus_receipt", proposal)
    assert client.get(url).status_code == 200
    for _ in range(2):
        assert client.post(url, receipt()).status_code == 302
    assert fresh(proposal).accounted == 1_500_000
    remove = url_of("remove_stimulus_receipt", proposal, proposal.receipts.get().pk)
    assert client.post(remove).status_code == 302
    assert fresh(proposal).accounted == 0
    assert as_role(Role.DINAS).post(remove).status_code == 403
    assert client.post(url_of("remove_stimulus_receipt", proposal, 999_999)).status_code == 404


@pytest.mark.parametrize(
    "changes", [{"amount": "2.000.001"}, {"scan": ""}, {"scan": "teks"}, {"dated_on": "1-1-2020"}]
)
def test_a_wrong_receipt_is_told(as_role, village, changes):
    if changes.get("scan") == "teks":
        changes = {"scan": BytesIO(b"bukan foto")}
        changes["scan"].name = "kuitansi.txt"
    proposal = make_proposal(S.PAID, village=village)
    response = as_role(Role.SECRETARY).post(url_of("add_stimulus_receipt", proposal), receipt(**changes))
    assert response.status_code == 422
    assert "Toko Maju" in response.content.decode()
    assert not proposal.receipts.exists()


def test_who_adds_receipts(as_role, village, other_village):
    proposal = make_proposal(S.PAID, village=village)
    url = url_of("add_stimulus_receipt", proposal)
    assert as_role(Role.VILLAGE_HEAD).get(url).status_code == 403
    assert as_role(Role.SECRETARY, other_village).get(url).status_code == 404
    assert as_role(Role.SECRETARY).put(url).status_code == 405
    early = make_proposal(S.APPROVED, village=village)
    assert as_role(Role.SECRETARY).get(url_of("add_stimulus_receipt", early)).status_code == 302


def test_the_list_has_what_waits_first_and_filters(as_role, village, other_village):
    waiting = make_proposal(S.AGREED, village=village, purpose="Ternak ayam")
    paid = make_proposal(S.PAID, village=village)
    make_proposal(S.AGREED, village=other_village, purpose="Di tempat lain")
    client = as_role(Role.DINAS)
    assert [each.pk for each in client.get(LIST).context["page"]] == [waiting.pk, paid.pk]
    year = timezone.localdate().year
    for asked, found in (
        ("keadaan=menunggu", waiting), ("keadaan=dibayar", paid), ("keadaan=berjalan", waiting), ("q=ternak", waiting),
        ("keadaan=paid", paid),
    ):  # fmt: skip
        assert [each.pk for each in client.get(f"{LIST}?{asked}").context["page"]] == [found.pk], asked
    assert client.get(f"{LIST}?tahun={year}&sumber=regency").context["page"].paginator.count == 2
    assert client.get(f"{LIST}?sumber=csr").context["page"].paginator.count == 0
    assert client.get(f"{LIST}?tahun=abc&desa=x&halaman=99&urut=-diminta").status_code == 200


def test_the_spreadsheet_names_families_only_to_who_may_know(as_role, village):
    proposal = make_proposal(S.VERIFIED, village=village)
    for role in (Role.DINAS, Role.DINAS_PROVINCE):
        response = as_role(role).get("/keuangan/bantuan/unduh/")
        sheet = load_workbook(BytesIO(b"".join(response))).active
        said = " ".join(str(cell) for row in sheet.values for cell in row)
        assert (proposal.family.head_name in said) == (role == Role.DINAS)
        assert "Modal usaha menjahit" in said
        assert ACCOUNT not in said
    assert as_role(Role.TREASURER).get("/keuangan/bantuan/unduh/").status_code == 403


def test_the_list_asks_the_database_the_same_however_long_it_is(as_role, village):
    client, people = as_role(Role.DINAS), {}
    make_proposal(S.AGREED, village=village, people=people)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(LIST).status_code == 200
        counts.append(len(seen))
        for _ in range(2):
            make_proposal(S.AGREED, village=village, people=people)
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.DINAS])
@pytest.mark.parametrize("state", [S.DRAFT, S.CONFIRMED, S.PAID, S.REPORTED])
def test_a_page_takes_few_statements(as_role, village, role, state):
    if (role, state) == (Role.DINAS, S.DRAFT):
        return
    proposal, client = make_proposal(state, village=village), as_role(role)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(proposal.get_absolute_url()).status_code == 200
    assert len(seen) <= 12, [query["sql"][:120] for query in seen]


def test_the_family_page_says_what_the_family_receives(as_role, village):
    proposal = make_proposal(S.PAID, village=village)
    AidFactory(family=proposal.family)
    url = proposal.family.get_absolute_url()
    html = as_role(Role.SECRETARY).get(url).content.decode()
    assert 'id="bantuan"' in html
    assert "Bantuan stimulan: Modal usaha menjahit" in html
    assert propose_url(proposal.family) in html
    assert propose_url(proposal.family) not in as_role(Role.TKSK).get(url).content.decode()


def test_the_list_of_realisation_is_made_and_handed_out(as_role, village):
    secretary = make_user(Role.SECRETARY, village)
    proposal = make_proposal(S.PAID, village=village, people={Role.SECRETARY: secretary})
    spend(proposal, 1_200_000, secretary, description="Kain meteran")
    client, url = as_role(Role.SECRETARY), url_of("make_realisation", proposal)
    assert as_role(Role.DINAS).post(url).status_code == 403
    assert client.post(url).status_code == 302
    paper = url_of("stimulus_paper", proposal, "stimulus_realisation")
    assert client.get(paper).status_code == 404
    assert as_role(Role.DINAS_PROVINCE).get(paper).status_code == 403
    assert client.get(url_of("stimulus_paper", proposal, "family_profile")).status_code == 404


def test_figures_are_open_to_who_sees_figures(as_role, village):
    make_proposal(S.PAID, village=village)
    for role in (Role.MINISTRY, Role.DINAS_PROVINCE, Role.TREASURER, Role.SECRETARY):
        html = as_role(role).get("/keuangan/bantuan/angka/").content.decode()
        assert "Rp2.000.000" in html
        assert "Tablolong" in html
    assert as_role(Role.MENTOR).get("/keuangan/bantuan/angka/").status_code == 403
    assert "Tidak ada usulan" in as_role(Role.DINAS).get("/keuangan/bantuan/angka/?masa=2020").content.decode()


def test_a_returned_draft_tells_why(as_role, village):
    proposal = make_proposal(S.SUBMITTED, village=village)
    sent = {"version": proposal.version, "note": "Anggaran kurang rinci."}
    as_role(Role.VILLAGE_HEAD).post(url_of("stimulus_step", proposal, "return_head"), sent)
    assert "Anggaran kurang rinci." in as_role(Role.SECRETARY).get(proposal.get_absolute_url()).content.decode()
