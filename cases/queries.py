from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.capabilities import Capability, roles_with
from accounts.models import Assignment, User
from cases.enums import CaseResult, IntakeState
from cases.models import Case, Intake, ServiceGiven
from families.models import Problem
from families.models.search import words_of
from families.services import Hold
from institutions.models import Institution
from regions.queries import path_codes, villages_below

FOUND = 8
MOST_VILLAGES = 100
INTAKE_WAITS = "Ada penerimaan dari keluarga ini yang belum ditindaklanjuti. Selesaikan dahulu di buku penerimaan."


def handler_choices(village_code):
    """Who may be answerable for a case of this village: its officers and its pioneer mentors."""
    roles = {*roles_with(Capability.CHANGE_CASES), *roles_with(Capability.PROPOSE_REFERRALS)}
    posts = Assignment.objects.current().filter(region=village_code, role__in=roles, user=OuterRef("pk"))
    return User.objects.filter(Exists(posts), is_active=True)


def intake_rows(user):
    return Intake.objects.visible_to(user).select_related("village__parent", "family", "case", "taken_by")


def case_rows(user):
    return Case.objects.visible_to(user).select_related("village__parent", "family", "handler")


def services_of(case):
    """Services given with the institutions that shared in them."""
    named = Prefetch("institutions", Institution.objects.only("name"))
    return ServiceGiven.objects.filter(case=case).select_related("given_by").prefetch_related(named)


def families_matching(families, word):
    """The first few whose names, file number or place hold every word."""
    for part in words_of(word):
        families = families.filter(search_text__contains=part)
    return families.order_by("head_name", "pk")[:FOUND]


def cases_matching(cases, word):
    """By number, or by the family; never by the family where its name is hidden."""
    named = Q(sensitive=False)
    for part in words_of(word):
        named &= Q(family__search_text__contains=part)
    return cases.filter(Q(number__icontains=word.strip()) | named)


def intakes_matching(intakes, word):
    word = word.strip()
    named = intakes.filter(sensitive=False).exclude(case__sensitive=True)
    return named.filter(Q(reporter__icontains=word) | Q(need__icontains=word))


def writable_villages(user):
    """(code, name) where ``user`` records intakes and cases."""
    villages = villages_below(user.codes(Capability.CHANGE_CASES))
    return [(village.code, village.full_name) for village in villages[:MOST_VILLAGES]]


def seen_villages(user):
    """(code, name) for the village filter."""
    villages = villages_below(user.codes(Capability.SEE_CASES))
    return [(village.code, village.full_name) for village in villages[:MOST_VILLAGES]]


def partners_near(village_code):
    """Institutions that may share in a service in this village, the near ones first."""
    serving = Q(region__in=path_codes(village_code)) | Q(region=None)
    return Institution.objects.active().filter(serving).order_by("name", "pk")


def case_file(user):
    """For the page of one case."""
    problems = Prefetch("problems", Problem.objects.select_related("category", "member"))
    return case_rows(user).select_related("intake").prefetch_related("members", problems)


def what_holds(family, actor):
    """What is open for a family that is to leave its village, named as far as ``actor`` sees it."""
    cases = Case.objects.open().filter(family=family).order_by("pk")
    intakes = Intake.objects.filter(family=family, state=IntakeState.OPEN)
    known, known_intakes = list(cases.visible_to(actor)), intakes.visible_to(actor).count()
    sentences = [f"{case} masih terbuka. Tutup dahulu dengan hasil “{CaseResult.MOVED.label}”." for case in known]
    more = cases.count() > len(known) or intakes.count() > known_intakes
    return Hold((*sentences, *([INTAKE_WAITS] if known_intakes else [])), more)
