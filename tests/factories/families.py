"""Families by the service, so that whatever a test starts from is a state that the programme can reach."""

import itertools
from datetime import date

import factory
from django.utils import timezone

from accounts.enums import Role
from families.enums import ConsentMethod, ConsentPurpose, FamilyStatus, PaperKind, Rate, Relation, Roof, Sex
from families.models import (
    AidReceived,
    Assessment,
    Consent,
    ConsentText,
    DataCopy,
    Decile,
    Family,
    FamilyMember,
    FamilyPaper,
    Housing,
    Indicator,
    IndicatorSet,
    MoneyRecord,
    Problem,
    ProblemCategory,
    Rating,
    StatusPeriod,
    Strength,
)
from tests.factories.accounts import UserFactory, make_user
from tests.factories.documents import StoredFileFactory
from tests.factories.regions import make_village

_serial = itertools.count(1)


def make_national_id(sex=Sex.MALE, birth_date=date(1985, 4, 17), region="530105"):
    """A NIK that nobody bears, of this sex, birth date and kecamatan."""
    day = birth_date.day + (40 if sex == Sex.FEMALE else 0)
    return f"{region}{day:02}{birth_date:%m%y}{next(_serial) % 9999 + 1:04}"


def make_card_number(region="530105", issued=date(2020, 1, 1)):
    return f"{region}{issued:%d%m%y}{next(_serial) % 9999 + 1:04}"


class FamilyFactory(factory.django.DjangoModelFactory):
    """A family with its head; ``members=3`` for three people in all."""

    class Meta:
        model = Family
        skip_postgeneration_save = True

    village = factory.LazyFunction(make_village)
    file_number = factory.Sequence(lambda n: f"53.01.05.2011-9{n:05}")
    family_card_number = factory.LazyFunction(make_card_number)
    head_name = factory.Sequence(lambda n: f"Kepala Keluarga {chr(65 + n % 26)}{chr(97 + n // 26 % 26)}")
    address = "Dekat dermaga"
    hamlet = "Dusun II"
    rt = "004"
    rw = "002"
    recorded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def members(family, wanted, extracted, **fields):
        if not wanted:
            return
        FamilyMemberFactory(family=family, name=family.head_name, relation=Relation.HEAD, **fields)
        for n in range(1, extracted or 1):
            FamilyMemberFactory(family=family, position=n + 1)
        StatusPeriod.objects.get_or_create(
            family=family,
            ends_on=None,
            defaults={
                "status": family.status,
                "village": family.village,
                "starts_on": timezone.localdate(family.recorded_at),
                "actor": family.recorded_by,
            },
        )
        family.make_searchable(member.name for member in family.members.all())
        Family.objects.filter(pk=family.pk).update(search_text=family.search_text)


class FamilyMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FamilyMember

    family = factory.SubFactory(FamilyFactory)
    name = factory.Sequence(lambda n: f"Anggota {chr(65 + n % 26)}{chr(97 + n // 26 % 26)}")
    sex = Sex.MALE
    birth_date = factory.LazyAttribute(
        lambda member: date(1985, 4, 17) if member.relation == Relation.HEAD else date(2012, 8, 5)
    )
    relation = Relation.CHILD
    national_id = factory.LazyAttribute(lambda member: make_national_id(member.sex, member.birth_date))


class ProblemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Problem

    family = factory.SubFactory(FamilyFactory)
    category = factory.LazyFunction(lambda: category("PPKS-24"))
    recorded_by = factory.SubFactory(UserFactory)


class StrengthFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strength

    family = factory.SubFactory(FamilyFactory)
    text = "Pandai menenun"
    recorded_by = factory.SubFactory(UserFactory)


class MoneyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MoneyRecord

    family = factory.SubFactory(FamilyFactory)
    income = 900_000
    recorded_by = factory.SubFactory(UserFactory)


class HousingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Housing

    family = factory.SubFactory(FamilyFactory)
    roof = Roof.METAL
    recorded_by = factory.SubFactory(UserFactory)


class DecileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decile

    family = factory.SubFactory(FamilyFactory)
    value = 2
    source = "SIKS-NG desa"
    recorded_by = factory.SubFactory(UserFactory)


class AidFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AidReceived

    family = factory.SubFactory(FamilyFactory)
    programme_id = "PKH"
    starts_on = date(2025, 1, 1)
    recorded_by = factory.SubFactory(UserFactory)


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    family = factory.SubFactory(FamilyFactory)
    purpose = ConsentPurpose.REFERRAL
    text = factory.LazyAttribute(lambda consent: ConsentText.objects.filter(purpose=consent.purpose).first())
    method = ConsentMethod.SIGNED
    given_by = factory.SelfAttribute("family.head_name")
    taken_by = factory.SubFactory(UserFactory)


class PaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FamilyPaper

    family = factory.SubFactory(FamilyFactory)
    kind = PaperKind.FAMILY_CARD
    file = factory.SubFactory(StoredFileFactory, name="kk.jpg", content_type="image/jpeg")
    added_by = factory.SubFactory(UserFactory)


class CopyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DataCopy

    family = factory.SubFactory(FamilyFactory)
    asked_by = factory.SelfAttribute("family.head_name")
    identity_checked = True
    file = factory.SubFactory(StoredFileFactory, name="salinan.zip", content_type="application/zip")
    made_by = factory.SubFactory(UserFactory)


def category(code):
    return ProblemCategory.objects.get(code=code)


def national_set():
    return IndicatorSet.objects.get(region=None)


def make_checklist(regency, *, valid_from=None, added=0, reworded=None, long_words=False):
    """The next version of the regency, of the nation's set and ``added`` own ones; a draft without ``valid_from``.

    ``reworded``: code → words. ``long_words``: each text as long as the forms let it be.
    """
    number = IndicatorSet.objects.filter(region=regency).count() + 1
    checklist = IndicatorSet.objects.create(
        version=f"{regency.pk}-{number}", region=regency, valid_from=valid_from, based_on=national_set(),
        made_by=make_user(Role.DINAS, regency),
    )  # fmt: skip
    indicators = list(national_set().indicators.all())
    indicators[11:11] = [Indicator(code=f"{regency.pk}/3.{n + 1}", dimension="family_life") for n in range(added)]
    for order, each in enumerate(indicators, start=1):
        each.pk, each.indicator_set, each.order = None, checklist, order
        each.text = (reworded or {}).get(each.code, each.text or f"Indikator daerah {each.code}")
        if long_words:
            each.text, each.help, each.plasma_sign = "x" * 160, "y" * 200, "z" * 120
    Indicator.objects.bulk_create(indicators)
    return checklist


def make_assessment(family, *, value=Rate.FAIR, on=None, assessor=None, checklist=None, **values):
    """Every indicator at ``value``; ``values`` by dimension override it: ``planning=Rate.NOT_YET``."""
    checklist = checklist or national_set()
    assessment = Assessment.objects.create(
        family=family,
        indicator_set=checklist,
        assessed_on=on or timezone.localdate(),
        assessor=assessor or UserFactory(),
    )
    Rating.objects.bulk_create(
        Rating(assessment=assessment, indicator=each, value=values.get(each.dimension, value))
        for each in checklist.indicators.all()
    )
    return assessment


def make_secretary(village):
    return make_user(Role.SECRETARY, village)


def make_status(family, status, *, on, actor=None):
    """The family has ``status`` since ``on``, as set_status would write it but without asking who may."""
    actor = actor or family.recorded_by
    family.status_periods.filter(ends_on=None).delete()
    StatusPeriod.objects.create(
        family=family, village_id=family.village_id, status=FamilyStatus(status), starts_on=on, actor=actor
    )
    Family.objects.filter(pk=family.pk).update(status=status)
    family.status = FamilyStatus(status)
    return family


def member_data(
    name="Yuliana Boimau", relation=Relation.HEAD, *, sex=Sex.FEMALE, birth_date=date(1988, 4, 17), **fields
):
    """One member as families.services.register_family takes it."""
    number = make_national_id(sex, birth_date)
    return {
        "name": name, "relation": relation, "sex": sex, "birth_date": birth_date, "national_id": number, **fields,
    }  # fmt: skip
