from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from accounts.capabilities import Capability, roles_with
from accounts.enums import Role
from accounts.models import AccessLog, Assignment, User
from cases.enums import ENDED_STATES, CaseResult, IntakeState
from cases.models import Case, CaseNote, IncidentalReport, Intake, NotePhoto, PlanAction, ServiceGiven
from families.enums import ConsentPurpose
from families.models import Problem
from families.models.search import words_of
from families.queries import consent_for
from families.services import Hold
from institutions.models import Institution
from regions.queries import path_codes, villages_below

FOUND = 8
MOST_VILLAGES = 100
LOOKS_SHOWN = 20
# Whom a coordinator may let see a sensitive case; a provider sees the referral, the offices above see figures.
NAMEABLE = (Role.SECRETARY, Role.MENTOR, Role.VILLAGE_HEAD, Role.TKSK, Role.LK3, Role.DINAS)
INTAKE_WAITS = "Ada penerimaan dari keluarga ini yang belum ditindaklanjuti. Selesaikan dahulu di buku penerimaan."


def handler_choices(village_code):
    """Who may be answerable for a case of this village: its officers and its pioneer mentors."""
    roles = {*roles_with(Capability.CHANGE_CASES), *roles_with(Capability.PROPOSE_REFERRALS)}
    posts = Assignment.objects.current().filter(region=village_code, role__in=roles, user=OuterRef("pk"))
    return User.objects.filter(Exists(posts), is_active=True)


def nameable_people(village_code):
    """Who works for this village, in it or above it, and could be let into a sensitive case."""
    posts = Assignment.objects.current().filter(region__in=path_codes(village_code), role__in=NAMEABLE)
    return User.objects.filter(Exists(posts.filter(user=OuterRef("pk"))), is_active=True)


def intake_rows(user):
    return Intake.objects.visible_to(user).select_related("village__parent", "family", "case", "taken_by")


def case_rows(user):
    return Case.objects.visible_to(user).select_related("village__parent", "family", "handler")


def with_next_action(cases):
    """``next_what`` and ``next_due``: the open action that is due first."""
    first = PlanAction.objects.open().filter(case=OuterRef("pk")).order_by("due_on", "pk")
    return cases.annotate(next_what=Subquery(first.values("what")[:1]), next_due=Subquery(first.values("due_on")[:1]))


def open_first(cases):
    """``is_over`` to order by: what still needs work comes before what is only history."""
    return cases.annotate(is_over=Q(state__in=ENDED_STATES))


def late_cases(cases):
    """Past the day of the case itself, or of one of its actions."""
    return cases.open().filter(Q(due_on__lt=timezone.localdate()) | _has_late_action())


def cases_with_late_actions(cases):
    return cases.open().filter(_has_late_action())


def _has_late_action():
    return Exists(PlanAction.objects.late(timezone.localdate()).filter(case=OuterRef("pk")))


def state_counts(cases):
    return dict(cases.order_by().values_list("state").annotate(n=Count("pk")))


def board_cards(cases):
    """The most urgent and oldest first, each with what comes next."""
    return with_next_action(cases).select_related("family", "handler").order_by("-urgency", "opened_on", "pk")


def plan_of(case):
    """(goals with their actions, actions without a goal); the open ones first, by their day: the late are on top."""
    actions = list(case.actions.select_related("institution"))
    for action in actions:
        action.case = case
    actions.sort(key=lambda action: (not action.is_open, action.due_on, action.pk))
    goals = list(case.goals.all())
    for goal in goals:
        goal.planned = [action for action in actions if action.goal_id == goal.pk]
    return goals, [action for action in actions if action.goal_id is None]


def open_actions_of(case, most):
    """The first ``most`` that are due, the late ones among them on top."""
    return list(case.actions.open().select_related("institution")[:most])


def notes_of(case):
    """The newest first, each with the number of its photos."""
    notes = case.notes.select_related("author").order_by("-written_at", "-pk")
    return notes.annotate(photo_count=Count("photos", Q(photos__removed_on=None)))


def notes_with_photos(case):
    kept = Prefetch("photos", NotePhoto.objects.filter(removed_on=None).select_related("file"), to_attr="kept_photos")
    return CaseNote.objects.filter(case=case).select_related("author").prefetch_related(kept)


def photos_of(case):
    return NotePhoto.objects.filter(note__case=case, removed_on=None).select_related("note__case", "file")


def consent_of(case):
    """The family's agreement to share its data; where the case is about one member, that member's own will do."""
    members = list(case.members.all()[:2])
    return consent_for(case.family, ConsentPurpose.REFERRAL, members[0] if len(members) == 1 else None)


def conferences_of(case):
    named = Prefetch("institutions", Institution.objects.only("name"))
    return case.conferences.select_related("recorded_by").prefetch_related(named)


def incidental_rows(user):
    rows = IncidentalReport.objects.visible_to(user)
    return rows.select_related("case__village__parent__parent", "case__family", "region", "document__file", "sent_by")


def looks_at(case):
    """Who opened this case lately, the newest first."""
    return AccessLog.objects.about(case).select_related("actor")[:LOOKS_SHOWN]


def services_of(case):
    """Services given with the institutions that shared in them; the cancelled ones too, which say why."""
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
    counted = ServiceGiven.objects.counted().filter(case=OuterRef("pk")).order_by().values("case")
    cases = case_rows(user).select_related("intake").prefetch_related("members", problems)
    return cases.annotate(
        service_count=Subquery(counted.annotate(n=Count("pk")).values("n")),
        last_service_on=Subquery(counted.annotate(on=Max("given_on")).values("on")),
    )


def what_holds(family, actor):
    """What is open for a family that is to leave its village, named as far as ``actor`` sees it."""
    cases = Case.objects.open().filter(family=family).order_by("pk")
    intakes = Intake.objects.filter(family=family, state=IntakeState.OPEN)
    known, known_intakes = list(cases.visible_to(actor)), intakes.visible_to(actor).count()
    sentences = [f"{case} masih terbuka. Tutup dahulu dengan hasil “{CaseResult.MOVED.label}”." for case in known]
    more = cases.count() > len(known) or intakes.count() > known_intakes
    return Hold((*sentences, *([INTAKE_WAITS] if known_intakes else [])), more)
