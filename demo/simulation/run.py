import gc
import random
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.exceptions import DomainError
from demo.numbers import Numbering
from demo.simulation.chains import ReferralChains
from demo.simulation.courses import CaseCourses
from demo.simulation.households import FamilyFiles
from demo.simulation.places import choose_villages, found_unit, make_providers
from demo.simulation.store import Store
from documents.models import NumberSeries
from families.models import Family, FamilyMember

USERNAME = "simulasi"


@transaction.atomic
def simulate(villages, families_per_village, seed, region=""):
    """Fill villages that have no family yet with made-up data of all apps. Returns {table: rows}; DomainError."""
    if villages < 1 or families_per_village < 1:
        raise DomainError("At least one village and one family are needed.")
    rng = random.Random(seed)  # noqa: S311 -- made-up data must be repeatable, not secret
    chosen = choose_villages(rng, villages, region)
    with _no_collections():
        return _fill(rng, chosen, families_per_village)


def _fill(rng, villages, families_per_village):
    store, today, actor = Store(), timezone.localdate(), _actor()
    numbering, providers = Numbering(_numbers_in_use()), {}
    for village in villages:
        district = village.code[:8]
        if district not in providers:
            providers[district] = make_providers(store, village, today)
        _fill_village(store, rng, village, families_per_village, providers[district], numbering, actor, today)
        store.write()
    store.finish()
    return store.counts


def _fill_village(store, rng, village, count, providers, numbering, actor, today):
    files = FamilyFiles(store, rng, village, numbering, actor, today)
    chains = ReferralChains(store, rng, village, providers, actor, today)
    courses = CaseCourses(store, rng, village, providers, actor, today, chains)
    found_unit(store, rng, village, actor, today)
    for _ in range(count):
        family = files.add()
        if rng.random() < family.case_chance:
            courses.add(family)
    # A file entered by hand afterwards goes on from here.
    NumberSeries.objects.bulk_create(
        NumberSeries(office=village.code, kind=kind, year=year, last=last)
        for (kind, year), last in {("family", 0): count, **courses.series, **chains.series}.items()
    )


def _numbers_in_use():
    for model, name in ((FamilyMember, "national_id"), (Family, "family_card_number")):
        yield from model.objects.exclude(**{name: ""}).values_list(name, flat=True).iterator()


def _actor():
    """Whoever did it all; nobody can sign in with it."""
    user, is_new = User.objects.get_or_create(username=USERNAME, defaults={"name": "Simulasi", "is_active": False})
    if is_new:
        user.set_unusable_password()
        user.save()
    return user


@contextmanager
def _no_collections():
    """A million short-lived tuples without cycles: looking for cycles would take a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
