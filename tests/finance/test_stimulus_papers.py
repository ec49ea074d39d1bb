"""The two papers as they are printed: what they say, and what stands on neither of them."""

import pytest

from accounts.enums import Role
from documents.enums import DocumentKind
from documents.queries import newest_document
from finance.enums import StimulusState
from finance.queries.stimulus import others_of
from finance.services.stimulus_papers import issue_realisation
from tests.factories.accounts import make_user
from tests.factories.documents import read_paper
from tests.factories.merges import merge, register
from tests.factories.stimulus import ACCOUNT, fresh, make_proposal, spend

pytestmark = pytest.mark.django_db
S = StimulusState


def test_the_cover_letter_vouches_for_the_family(village):
    people = {}
    proposal = make_proposal(S.VOUCHED, village=village, people=people)
    pages, words = read_paper(newest_document(proposal, DocumentKind.STIMULUS_LETTER))
    head = proposal.family.members.get()
    assert pages == 1
    for said in (
        "SURAT PENGANTAR", proposal.number, proposal.family.head_name, f"berakhir {head.national_id[-4:]}",
        "Modal usaha menjahit", "Rp2.000.000", "dua juta rupiah", "Kepala Dinas Sosial Kabupaten Kupang",
        people[Role.VILLAGE_HEAD].name,
    ):  # fmt: skip
        assert said in words
    assert head.national_id not in words
    assert ACCOUNT not in words


def test_the_list_of_realisation_adds_up(village):
    people = {}
    proposal = make_proposal(S.PAID, village=village, people=people)
    secretary = people[Role.SECRETARY]
    spend(proposal, 1_500_000, secretary, description="Mesin jahit")
    spend(proposal, 300_000, secretary, description="ke rekening Dinas", is_rest=True)
    pages, words = read_paper(issue_realisation(fresh(proposal), actor=secretary))
    assert pages == 1
    for said in ("Mesin jahit", "Sisa dikembalikan: ke rekening Dinas", "Rp1.800.000", "berakhir 7509"):
        assert said in words
    assert ACCOUNT not in words


def test_a_merge_takes_the_proposals_along(village):
    secretary = make_user(Role.SECRETARY, village)
    kept, absorbed = (register(village, secretary) for _ in range(2))
    people = {Role.SECRETARY: secretary}
    paid = make_proposal(S.PAID, family=absorbed, people=people)
    own = make_proposal(S.SUBMITTED, family=kept, people=people)
    merge(kept, absorbed, secretary)
    assert [each.pk for each in others_of(kept.pk)] == [own.pk, paid.pk]
    assert fresh(paid).state == S.PAID
