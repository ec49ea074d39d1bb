import gc
import random
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Left
from django.utils import timezone

from accounts.models import User
from core.exceptions import DomainError
from demo.numbers import Numbering
from demo.simulation.chains import ReferralChains
from demo.simulation.courses import CaseCourses
from demo.simulation.guidance import Guidance
from demo.simulation.households import FamilyFiles
from demo.simulation.moves import Moves, Series
from demo.simulation.places import choose_villages, found_unit, make_providers
from demo.simulation.store import Store
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
    numbering, series, providers = Numbering(_numbers_in_use()), Series(), {}
    for place, village in enumerate(villages):
        district = village.code[:8]
        if district not in providers:
            providers[district] = make_providers(store, village, today)
        earlier = [each.code for each in villages[:place]]
        moves = Moves(store, rng, series, earlier, village, actor.pk, today)
        files = FamilyFiles(store, rng, village, numbering, actor, today, moves)
        chains = ReferralChains(store, rng, village, providers[district], actor, today, series)
        courses = CaseCourses(store, rng, village, providers[district], actor, today, chains, series)
        found_unit(store, rng, village, actor, today)
        guidance = Guidance(store, rng, village, actor, today)
        _fill_village(rng, families_per_village, files, courses, guidance)
        store.write()
    store.finish()
    series.write()
    return store.counts


def _fill_village(rng, count, files, courses, guidance):
    for _ in range(count):
        family = files.add()
        guidance.note(family)
        if rng.random() < family.case_chance:
            courses.add(family)
    files.number_on()
    guidance.pair()


def _numbers_in_use():
    """The highest number of each prefix is enough, and a database of millions answers with them alone."""
    for model, name in ((FamilyMember, "national_id"), (Family, "family_card_number")):
        prefixes = model.objects.exclude(**{name: ""}).order_by().values(prefix=Left(name, 12))
        yield from prefixes.annotate(last=Max(name)).values_list("last", flat=True).iterator()


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
