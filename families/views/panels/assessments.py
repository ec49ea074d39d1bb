from datetime import timedelta

from django.utils import timezone

from core.formatting import date_long
from families.queries import assessments_of
from families.views.charts import assessment_charts
from families.views.rights import rights_on

OLD_ASSESSMENT = timedelta(days=90)


def assessments_panel(request, family):
    assessments = assessments_of(family)
    return {
        "family": family,
        "rights": rights_on(request.user, family),
        "assessments": assessments,
        **assessment_charts(assessments),
        "alerts": [] if family.closed_on else _alerts(assessments),
    }


def _alerts(assessments):
    if not assessments:
        return [("info", "Belum pernah diasesmen. Asesmen pertama menjadi titik awal.")]
    if timezone.localdate() - assessments[-1].day > OLD_ASSESSMENT:
        return [("wait", f"Asesmen terakhir {date_long(assessments[-1].day)}, lebih dari 90 hari lalu.")]
    return []
