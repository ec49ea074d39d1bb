"""Who is prepared: whoever's family attended all required subjects. Derived, never stored."""

from mentoring.models import Subject, TrainingAttendance


def required_subjects():
    return Subject.objects.filter(required=True)


def lacking(family_ids):
    """{family: [subjects still to attend]} in two statements; an empty list means prepared."""
    required = list(required_subjects())
    attended = TrainingAttendance.objects.filter(family__in=family_ids).values_list(
        "family_id", "training__subjects__code"
    )
    heard = {}
    for family, code in attended.distinct():
        heard.setdefault(family, set()).add(code)
    return {pk: [each for each in required if each.code not in heard.get(pk, ())] for pk in family_ids}


def is_prepared(family):
    return not lacking([family.pk])[family.pk]
