from families.services import Hold
from mentoring.enums import MentorshipEnd
from mentoring.models import Mentorship

GUIDED = f"Keluarga ini masih dibina. Akhiri dahulu pembinaannya dengan sebab “{MentorshipEnd.MOVED.label}”."
GUIDING = "Keluarga ini masih membina keluarga lain. Ganti dahulu keluarga pionirnya, atau akhiri pembinaannya."


STAYS_PLASMA = "Keluarga ini sedang dibina. Luluskan, atau akhiri dahulu pembinaannya."
STAYS_PIONEER = "Keluarga ini sedang membina keluarga lain. Ganti dahulu keluarga pionirnya, atau akhiri pembinaannya."


def what_holds_the_status(family):
    """Who is guided becomes a pioneer by graduation, and who guides stays one as long as it does."""
    rows = Mentorship.objects.open()
    sides = ((STAYS_PLASMA, rows.filter(plasma=family)), (STAYS_PIONEER, rows.filter(pioneer=family)))
    return [sentence for sentence, side in sides if side.exists()]


def what_holds(family, actor):
    """A family that guides or is guided stays in its village until that is over."""
    rows = Mentorship.objects.open()
    sides = ((GUIDED, rows.filter(plasma=family)), (GUIDING, rows.filter(pioneer=family)))
    known = [sentence for sentence, side in sides if side.visible_to(actor).exists()]
    return Hold(tuple(known), any(side.exists() for _, side in sides) and not known)
