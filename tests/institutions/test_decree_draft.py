"""The decree drafted for the village head to sign."""

from datetime import date
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError
from core.pdf import Metadata
from documents.models import Document
from documents.services import render
from institutions.enums import Post, UnitState
from institutions.services import draft_decree
from tests.factories.accounts import make_user
from tests.factories.documents import DocumentFactory
from tests.factories.institutions import (
    CareUnitFactory,
    FoundingStepFactory,
    MembershipFactory,
    OfficerFactory,
    WorkingGroupFactory,
    years_ago,
)
from tests.factories.regions import make_village

METADATA = Metadata(title="Keputusan", author="Desa", created=date(2026, 1, 2))


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village, state=UnitState.FORMING, founded_on=None)


def all_officers(unit):
    members = MembershipFactory.create_batch(3, care_unit=unit, joined_on=years_ago(3))
    return [OfficerFactory(membership=member, post=post) for member, post in zip(members, Post, strict=True)]


def test_the_draft_needs_all_officers_and_a_founding_day(unit, secretary):
    given = {"actor": secretary, "signed_by": "Yohanis Nalle"}
    with pytest.raises(DomainError, match="Catat langkah Pembentukan dahulu"):
        draft_decree(unit, **given)
    FoundingStepFactory(care_unit=unit, held_on=years_ago(2))
    with pytest.raises(DomainError, match="Koordinator dan Sekretaris dan Bendahara belum terisi hari ini"):
        draft_decree(unit, **given)
    all_officers(unit)
    with pytest.raises(DomainError, match="tidak boleh sebelum FCU dibentuk"):
        draft_decree(unit, decided_on=years_ago(3), **given)
    with pytest.raises(DomainError, match="belum terisi pada"):
        draft_decree(unit, decided_on=years_ago(2), **given)
    assert not Document.objects.exists()
    assert draft_decree(unit, **given).revision == 1


def test_the_draft_is_made_downloaded_and_made_anew(as_role, unit):
    FoundingStepFactory(care_unit=unit, held_on=years_ago(2))
    all_officers(unit)
    client, address = as_role(Role.SECRETARY), reverse("units:draft_decree", args=[unit.pk])
    form = client.get(address).context["form"]
    given = {
        "form_token": uuid4(),
        "signed_by": "Yohanis Nalle",
        "basis": form["basis"].value(),
        "copies": "Camat Kupang Barat;\n\n TKSK. ",
    }
    assert client.post(address, given).url == unit.get_absolute_url()
    draft = Document.objects.get()
    assert draft.content["copies"] == ["Camat Kupang Barat", "TKSK"]
    download = reverse("units:decree_draft", args=[unit.pk])
    assert client.get(download).url == unit.get_absolute_url(), "not made yet"
    render(draft.pk, lambda *_: None)
    assert b"".join(client.get(download).streaming_content).startswith(b"%PDF-")
    assert b"".join(as_role(Role.TKSK).get(download).streaming_content).startswith(b"%PDF-")
    again = client.get(address).context["form"]
    assert again["signed_by"].value() == "Yohanis Nalle"
    client.post(address, {**given, "form_token": uuid4(), "number": "11 Tahun 2026"})
    assert list(Document.objects.order_by("revision").values_list("revision", "number")) == [
        (1, ""),
        (2, "11 Tahun 2026"),
    ]
    unit.refresh_from_db()
    assert unit.state == UnitState.FORMING, "only the signed decree confirms"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"signed_by": ""}, "Isi nama kepala desa"),
        ({"basis": " \n"}, "Isi mengingat"),
        ({"basis": "UU\n" * 21}, "Paling banyak 20 baris"),
        ({"copies": "x" * 301}, "terlalu panjang"),
    ],
)
def test_a_draft_that_does_not_fit_is_said(as_role, unit, given, sentence):
    typed = {"form_token": uuid4(), "signed_by": "Yohanis Nalle", "basis": "Undang-Undang", **given}
    response = as_role(Role.SECRETARY).post(reverse("units:draft_decree", args=[unit.pk]), typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_the_draft_has_the_official_form(unit, secretary):
    FoundingStepFactory(care_unit=unit, held_on=years_ago(2))
    officers = all_officers(unit)
    group = WorkingGroupFactory(care_unit=unit, name="Pokja Rujukan", chair=officers[0].membership)
    left = MembershipFactory(care_unit=unit, name="Anggota Pergi", left_on=years_ago(1))
    draft = draft_decree(unit, actor=secretary, signed_by="Yohanis Nalle", basis=["Undang-Undang Desa"])
    paper = " ".join(render_to_string(draft.template, {**draft.content, "metadata": METADATA}).split())
    for words in (
        "PEMERINTAH KABUPATEN KUPANG", "KECAMATAN KUPANG BARAT", "Keputusan Kepala Desa Tablolong",
        "Nomor ………", "Menimbang", "Mengingat", "Undang-Undang Desa;", "MEMUTUSKAN:", "Menetapkan", "KESATU", "KELIMA",
        "LAMPIRAN", "YOHANIS NALLE", "berlaku sesudah ditandatangani", f"Ketua {group}",
    ):  # fmt: skip
        assert words in paper, words
    for officer in officers:
        assert officer.membership.name in paper
    assert left.name not in paper


def test_a_kelurahan_is_decided_on_by_its_lurah(secretary):
    town = make_village("53.01.05.1001", "Sulamu")
    unit = CareUnitFactory(village=town)
    all_officers(unit)
    draft = draft_decree(unit, actor=make_user(Role.SECRETARY, town), signed_by="Marta Bessie")
    assert draft.content["head"] == "Lurah Sulamu"
    assert draft.content["office"]["name"] == "KELURAHAN SULAMU"
    assert "tentang Desa" not in str(draft.content["articles"])


def test_a_failed_draft_is_told(as_role, unit):
    DocumentFactory(kind="unit_decree", subject_type="institutions.careunit", subject_id=unit.pk, broken=True)
    assert "Naskah gagal dibuat" in as_role(Role.SECRETARY).get(unit.get_absolute_url()).content.decode()
