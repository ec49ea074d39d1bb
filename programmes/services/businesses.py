"""Business groups: about ten members with one business, the capital they received, and whether they go on."""

from django.db import transaction

from core.exceptions import DomainError
from institutions.services.rights import locked, refuse_future, save_changes
from programmes.models import BusinessGroup
from programmes.services.groups import held_group, working_group


@transaction.atomic
def add_business(group, *, actor, capital=None, capital_on=None, **data):
    """``data``: name, business; ``capital`` in rupiah."""
    current = working_group(group, actor)
    _check_capital(capital, capital_on)
    return BusinessGroup.objects.create(group=current, capital=capital, capital_on=capital_on, **data)


@transaction.atomic
def change_business(record, *, actor, seen=None, **data):
    working_group(record.group, actor)
    current = locked(BusinessGroup.objects, record.pk, seen)
    _check_capital(data.get("capital", current.capital), data.get("capital_on", current.capital_on))
    return save_changes(current, data)


def _check_capital(capital, capital_on):
    if capital == 0 or (capital is None) != (capital_on is None):
        raise DomainError("Isi modal dan tanggalnya, atau kosongkan keduanya bila modal belum diterima.")
    refuse_future(capital_on, "Tanggal modal")


@transaction.atomic
def say_whether_it_goes_on(business, goes_on, *, actor, seen=None):
    """What became of it once the programme is over."""
    group = held_group(business.group, actor)
    if group.is_open:
        raise DomainError("Program kelompok ini belum berakhir. Catat sesudah program diakhiri.")
    return save_changes(locked(BusinessGroup.objects, business.pk, seen), {"goes_on": goes_on})
