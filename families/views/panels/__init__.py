"""The parts of the family's page that this app brings itself; apps above add theirs in the same way."""

from core.panels import register as register_panel
from families.views.panels.assessments import assessments_panel
from families.views.panels.consents import consents_panel
from families.views.panels.course import course_panel
from families.views.panels.life import life_panel
from families.views.panels.members import members_panel
from families.views.panels.merges import merges_panel
from families.views.panels.money import money_panel
from families.views.panels.papers import papers_panel
from families.views.panels.standing import standing_panel

# Tens are ours; what lies between is free for the apps above (cases 30, referrals 40).
PANELS = (
    (5, "families/_merges.html", merges_panel, "", ""),
    (10, "families/_members.html", members_panel, "anggota", "Anggota"),
    (15, "families/_life.html", life_panel, "", ""),
    (20, "families/_course.html", course_panel, "masalah", "Masalah dan potensi"),
    (50, "families/_assessments.html", assessments_panel, "asesmen", "Asesmen"),
    (55, "families/_standing.html", standing_panel, "keadaan", "Sosial dan ekonomi"),
    (60, "families/_money.html", money_panel, "keuangan", "Keuangan"),
    (80, "families/_consents.html", consents_panel, "kesediaan", "Kesediaan"),
    (90, "families/_papers.html", papers_panel, "dokumen", "Dokumen"),
)


def register():
    for order, template, loader, anchor, title in PANELS:
        register_panel("family", order, template, loader, anchor=anchor, title=title)
