"""The parts of the family's page that this app brings itself; apps above add theirs in the same way."""

from core.panels import register as register_panel
from families.views.panels.assessments import assessments_panel
from families.views.panels.consents import consents_panel
from families.views.panels.course import course_panel
from families.views.panels.members import members_panel
from families.views.panels.merges import merges_panel

# Tens are ours; what lies between is free for the apps above (cases 30, referrals 40).
PANELS = (
    (5, "families/_merges.html", merges_panel, "", ""),
    (10, "families/_members.html", members_panel, "anggota", "Anggota"),
    (20, "families/_course.html", course_panel, "masalah", "Masalah dan potensi"),
    (50, "families/_assessments.html", assessments_panel, "asesmen", "Asesmen"),
    (80, "families/_consents.html", consents_panel, "kesediaan", "Kesediaan"),
)


def register():
    for order, template, loader, anchor, title in PANELS:
        register_panel("family", order, template, loader, anchor=anchor, title=title)
