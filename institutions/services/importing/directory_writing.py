"""Institutions and their services written as their forms write them, one by one."""

from core.exceptions import DomainError
from exchange.services import Overtaken
from families.services.changes import as_text
from institutions.models import Institution, ServiceOffer
from institutions.services.directory import add_institution, add_offer, change_institution, change_offer
from institutions.services.importing.facts import typed
from regions.models import Region

OTHERS = "Direktori berubah sejak pratinjau."


class Made:
    """What undoing needs. ``institutions``: new ones with the day of confirmation; ``offers``: new ones;
    ``before`` and ``after``: as in families.services.changes; ``problems``: offer → [codes before, codes after]."""

    def __init__(self):
        self.institutions, self.offers, self.problems, self.before, self.after = {}, [], {}, {}, {}

    def keep(self, before, after, names):
        after.refresh_from_db()
        for kept, record in ((self.before, before), (self.after, after)):
            kept.setdefault(record._meta.label_lower, {})[str(record.pk)] = {n: as_text(record, n) for n in names}

    def as_json(self):
        return {name: getattr(self, name) for name in ("institutions", "offers", "problems", "before", "after")}


def write(batch, rows, *, actor, progress):
    """→ Made as JSON."""
    made, institutions = Made(), {}
    for done, row in enumerate(rows, start=1):
        try:
            if row.group not in institutions:
                institutions[row.group] = _institution(row, made, actor)
            _write_one(row, institutions[row.group], made, actor)
        except DomainError as error:
            raise Overtaken(str(error)) from error
        progress(done, len(rows))
    return made.as_json()


def _institution(row, made, actor):
    """The one that the row is about; a new one is made with the first of its rows."""
    if "make" in row.plan:
        region = Region.objects.get(pk=row.plan["region"])
        institution = add_institution(actor=actor, region=region, **typed(row.plan["make"]))
        made.institutions[institution.pk] = institution.confirmed_on.isoformat()
        return institution
    institution = Institution.objects.active().select_related("region").filter(pk=row.plan["institution"]).first()
    if institution is None:
        raise Overtaken(OTHERS)
    return institution


def _write_one(row, institution, made, actor):
    plan = row.plan
    if "set" in plan:
        data = typed(plan["set"])
        after = change_institution(institution, actor=actor, seen=plan["version"], **data)
        made.keep(institution, after, {*data, "psks"} if "kind" in data else data)
    if plan.get("offer_set"):
        _change_offer(plan, institution, made, actor)
    if "add" in plan:
        _add_offer(plan["add"], institution, made, actor)


def _change_offer(plan, institution, made, actor):
    offer = institution.offers.filter(pk=plan["offer"]).first()
    if offer is None:
        raise Overtaken(OTHERS)
    before, facts = _codes(offer), plan["offer_set"]
    after = change_offer(offer, actor=actor, seen=plan["offer_version"], **facts)
    fields = [name for name in facts if name != "problems"]
    made.keep(offer, after, fields)
    if "problems" in facts:
        made.problems[offer.pk] = [before, facts["problems"]]


def _add_offer(facts, institution, made, actor):
    if ServiceOffer.objects.filter(institution=institution, name__iexact=facts["name"]).exists():
        raise Overtaken(OTHERS)
    made.offers.append(add_offer(institution, actor=actor, **facts).pk)


def _codes(offer):
    return sorted(offer.problems.values_list("pk", flat=True))
