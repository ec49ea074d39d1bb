"""The three papers as PDF, with the longest names that fit the fields: each keeps to its sheet."""

import pytest

from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document, store_bytes
from referrals.documents import ReferralLetter
from referrals.enums import ReferralState
from referrals.models import Referral
from referrals.services.letters import issue_introduction, issue_status
from tests.factories.documents import SignerFactory, StoredFileFactory, read_paper
from tests.factories.institutions import CareUnitFactory
from tests.referrals.filling import photo

pytestmark = pytest.mark.django_db
LONG = "Maria Magdalena Yosefina Ndolu Bria Nahak Taebenu Lakabela "


@pytest.fixture
def file(chain, file_in):
    """A referral with long names everywhere."""
    type(chain.family).objects.filter(pk=chain.family.pk).update(
        head_name=LONG * 2, address="Jalan Pantai Selatan " * 7
    )
    type(chain.clinic).objects.filter(pk=chain.clinic.pk).update(name="Rumah Sakit Umum Daerah " * 4)
    file = file_in(ReferralState.PLACED)
    Referral.objects.filter(pk=file.pk).update(need="Pemeriksaan dan terapi wicara bagi anak " * 3)
    return Referral.objects.get(pk=file.pk)


def test_the_letter_has_its_annexes_behind_it_and_a_second_code_to_answer(chain, file):
    office = SignerFactory().office
    scan = store_bytes(photo().read(), name="sktm.jpg", content_type="image/jpeg", actor=chain.secretary)
    type(office).objects.filter(pk=office.pk).update(logo=scan)
    content = ReferralLetter.load(
        file, annexes=[("SKTM", scan), ("KK", StoredFileFactory())],
        answer_url="https://fcu.example.go.id/j/x/", answer_code="ABCD-2345",
    )  # fmt: skip
    kind = DocumentKind.REFERRAL_LETTER
    paper = issue_document(
        kind=kind, subject=file, region=file.village, number=file.number, title=kind.label, content=content,
        template="referrals/pdf/letter.html", variant=LETTER, actor=chain.tksk,
    )  # fmt: skip
    pages, words = read_paper(paper)

    assert pages == 3  # with names as long as these; with usual ones two
    for part in ("DINAS SOSIAL", "Tembusan", "Jawab tanpa akun", "ABCD-2345", "Balasan Rujukan", "Lampiran 1: SKTM"):
        assert part in words
    assert "Lampiran 2" not in words


def test_the_familys_page_is_one_page(chain, file):
    CareUnitFactory(village=chain.village, address="Jalan Pantai Selatan, Dusun I " * 4)
    type(chain.coordinator).objects.filter(pk=chain.coordinator.pk).update(name=LONG * 2, phone="+6281234500001")
    pages, words = read_paper(issue_status(file, actor=chain.secretary))

    assert pages == 1
    assert "menarik permintaan ini kapan saja" in words
    assert "0812-3450-0001" in words


def test_the_village_heads_letter_is_one_page(chain, file):
    pages, words = read_paper(issue_introduction(file, actor=chain.secretary))

    assert pages == 1
    assert chain.family.family_card_number in words
    assert "berlaku sejak tanggal" in words
