"""Events that were written before they had a day of their own count for the day on which they were written; the last
closing of a case has the day and the result that the case still holds."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import TruncDate


def fill(apps, schema_editor):
    cases, events = apps.get_model("cases", "Case"), apps.get_model("cases", "CaseEvent")
    events.objects.update(on=TruncDate("happened_at"))
    last = events.objects.filter(number=F("case__version"), case__closed_on__isnull=False)
    case = cases.objects.filter(pk=OuterRef("case"))
    last.update(on=Subquery(case.values("closed_on")[:1]), result=Subquery(case.values("result")[:1]))


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_corrections")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
