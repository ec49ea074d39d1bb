from families.services import Hold
from mentoring.enums import MentorshipEnd
from mentoring.models import Mentorship

GUIDED = f"Keluarga ini masih dibina. Akhiri dahulu pembinaannya dengan sebab “{MentorshipEnd.MOVED.label}”."
GUIDING = "Keluarga ini masih membina keluarga lain. Ganti dahulu keluarga pionirnya, atau akhiri pembinaannya."


def what_holds(family, actor):
    """A family that guides or is guided stays in its village until that is over."""
    rows = Mentorship.objects.open()
    sides = ((GUIDED, rows.filter(plasma=family)), (GUIDING, rows.filter(pioneer=family)))
    known = [sentence for sentence, side in sides if side.visible_to(actor).exists()]
    return Hold(tuple(known), any(side.exists() for _, side in sides) and not known)
