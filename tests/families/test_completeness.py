"""How much of a family is known, what is missing, and where it is entered."""

import re
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from families.enums import CloseReason, Education, MaritalStatus, Relation, Schooling
from families.models import Family, FamilyMember
from families.queries import completeness_of
from families.services import close_family, record_decile, record_housing, record_money
from tests.factories.families import (
    DecileFactory,
    FamilyFactory,
    FamilyMemberFactory,
    HousingFactory,
    MoneyFactory,
    make_secretary,
)
from tests.families.reading import text_of

BACKFILL = import_module("families.migrations.0007_standing")
GROWN = {"birth_place": "Kupang", "education": Education.PRIMARY, "marital_status": MaritalStatus.MARRIED}


@pytest.fixture
def family(village):
    """Of the file and its series 4 of 8 are known, of the head 1 of 5."""
    return FamilyFactory(village=village, members=1, head_name="Obaja Tefnai")


def _born(years):
    return timezone.localdate() - timedelta(days=int(years * 365.25) + 2)


def _completeness(family):
    return completeness_of(family, family.members.filter(left_on=None))


def test_what_is_known_counts_and_what_is_not_is_named(family):
    found = _completeness(family)
    assert found.percent == 100 * 5 // 13
    assert {gap.about: gap.labels for gap in found.gaps} == {
        "Keluarga": ("telepon",), "Keadaan rumah": (), "Keuangan": (), "Desil DTSEN": (),
        "Obaja Tefnai": ("tempat lahir", "pendidikan", "status kawin", "pekerjaan"),
    }  # fmt: skip


def test_everything_known_is_a_hundred(family):
    family.phone = "+6281234567890"
    family.members.update(**GROWN, occupation="Nelayan")
    HousingFactory(family=family)
    MoneyFactory(family=family)
    DecileFactory(family=family)
    found = _completeness(family)
    assert (found.percent, found.gaps) == (100, ())


@pytest.mark.parametrize(
    ("years", "asked"),
    [
        (3, ("tempat lahir",)),
        (6, ("tempat lahir", "pendidikan")),
        (7, ("tempat lahir", "pendidikan", "sekolah")),
        (18, ("tempat lahir", "pendidikan", "status kawin", "pekerjaan", "sekolah")),
        (19, ("tempat lahir", "pendidikan", "status kawin", "pekerjaan")),
    ],
)
def test_a_person_is_asked_what_belongs_to_the_age(family, years, asked):
    child = FamilyMemberFactory(family=family, birth_date=_born(years), relation=Relation.CHILD)
    assert next(gap.labels for gap in _completeness(family).gaps if gap.about == child.name) == asked


def test_each_entry_raises_what_the_family_keeps(family):
    actor, day = make_secretary(family.village), date(2026, 1, 5)
    seen = [_completeness(family).percent]
    for record, data in (
        (record_money, {"income": 5}),
        (record_housing, {"roof": "metal"}),
        (record_decile, {"value": 2, "stated_on": day, "source": "SIKS-NG"}),
    ):
        record(family, data=data, actor=actor)
        seen.append(Family.objects.get(pk=family.pk).completeness)
    assert seen == [100 * known // 13 for known in (5, 6, 7, 8)]


def test_the_page_shows_the_percentage_and_links_each_gap_to_where_it_is_entered(as_role, family):
    page = text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    assert "Kelengkapan 38%" in page
    edit = reverse("families:edit", args=[family.pk])
    assert f'<a href="{edit}">Keluarga</a>: telepon' in page
    assert f'<a href="{edit}#anggota-0">Obaja Tefnai</a>: tempat lahir, pendidikan' in page
    for name, words in (("housing", "Keadaan rumah"), ("money", "Keuangan"), ("decile", "Desil DTSEN")):
        assert f'<a href="{reverse(f"families:add_{name}", args=[family.pk])}">{words}</a>' in page


def test_a_reader_sees_what_is_missing_without_links(as_role, family):
    page = text_of(as_role(Role.DINAS).get(family.get_absolute_url()))
    assert "<b>Obaja Tefnai</b>: tempat lahir" in page
    assert reverse("families:edit", args=[family.pk]) not in page


def test_a_closed_file_misses_nothing(as_role, family):
    close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=make_secretary(family.village))
    assert "Kelengkapan" not in text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))


def test_the_backfill_counts_as_the_programme_does(village, monkeypatch):
    monkeypatch.setattr(BACKFILL, "BATCH", 2)
    families = [FamilyFactory(village=village, members=1, phone="" if n % 2 else "+6281234567890") for n in range(5)]
    for age, family in zip((3, 7, 18, 19, 60), families, strict=True):
        FamilyMemberFactory(family=family, birth_date=_born(age), schooling=Schooling.ATTENDING if age == 7 else "")
        FamilyMemberFactory(family=family, left_on=timezone.localdate(), left_reason="moved")
    HousingFactory(family=families[0])
    MoneyFactory(family=families[1])
    DecileFactory(family=families[2])
    FamilyMember.objects.filter(family=families[3]).update(**GROWN)
    BACKFILL.fill(apps, None)
    kept = list(Family.objects.order_by("pk").values_list("completeness", flat=True))
    assert kept == [_completeness(family).percent for family in families]
    assert len(set(kept)) > 3


# The head of the page.


def test_the_head_of_the_page_tells_where_and_how_to_reach_the_family(as_role, family):
    Family.objects.filter(pk=family.pk).update(
        phone="+6281234567890", latitude="-10.316300", longitude="123.485200", data_source="visit",
        data_date=date(2026, 1, 5), decile=2, former_numbers="53.01.05.2004-0007",
    )  # fmt: skip
    page = text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    for shown in (
        '<a href="tel:+6281234567890">0812-3456-7890</a>', "-10.316300, 123.485200", "Kunjungan rumah, 5 Januari 2026",
        "2 <span class=\"soft\">(1 = termiskin)</span>", "sebelumnya 53.01.05.2004-0007",
    ):  # fmt: skip
        assert shown in page


def test_what_is_not_known_says_so(as_role, family):
    page = text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    facts = page[page.index('id="h-id"') : page.index("Kelengkapan")]
    assert facts.count("belum diisi") == 3
    assert "Koordinat" not in facts


def test_the_parts_of_the_page_stand_in_their_order(as_role, family):
    page = text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    jump = page[page.index('class="jump"') :]
    names = re.findall(r'href="#(\w+)"', jump[: jump.index("</nav>")])
    ours = ["anggota", "masalah", "asesmen", "keadaan", "keuangan", "kesediaan", "riwayat"]
    assert [name for name in names if name in ours] == ours
