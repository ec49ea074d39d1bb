"""How the family lives: money, house, decile, aid."""

from families.documents.copies.section import Column, Section
from families.models import AidReceived, Decile, Housing, MoneyRecord


def standing_sections(family):
    return [_money(family), _housing(family), _deciles(family), _aid(family)]


def _money(family):
    return Section.of(
        "money", "Keuangan", MoneyRecord.objects.filter(family=family),
        "noted_on", "income", "expenses", "monthly_savings", "savings", "debt", "business", "business_times",
        "business_rhythm", "note",
    )  # fmt: skip


def _housing(family):
    return Section.of(
        "housing", "Keadaan rumah", Housing.objects.filter(family=family),
        "noted_on", "house", "roof", "wall", "floor", "water", "sanitation", "electricity", "assets",
    )  # fmt: skip


def _deciles(family):
    return Section.of("deciles", "Desil DTSEN", Decile.objects.filter(family=family), "stated_on", "value", "source")


def _aid(family):
    rows = AidReceived.objects.filter(family=family).select_related("programme", "member")
    member = Column("member", "Anggota", lambda row: row.member.name if row.member else "seluruh keluarga")
    return Section.of(
        "aid",
        "Program bantuan yang diterima",
        rows,
        ("programme.name", "Program"),
        member,
        "starts_on",
        "ends_on",
        "note",
    )
