from documents.enums import DocumentKind
from documents.queries import papers_about

BLANK_FORMS = (
    DocumentKind.FAMILY_FORM,
    DocumentKind.CONSENT_PIONEER,
    DocumentKind.CONSENT_PLASMA,
    DocumentKind.CONSENT_REFERRAL,
    DocumentKind.CONSENT_PHOTO,
)


def papers_of(family):
    """Scans and photos kept of a family, the newest first; those taken away are among them."""
    return list(family.papers.select_related("file", "added_by"))


def blank_forms_for(village):
    """(kind, its newest paper or None) of every form that is printed empty for the village."""
    issued = {paper.kind: paper for paper in papers_about(village).filter(kind__in=BLANK_FORMS)}
    return [(kind, issued.get(kind)) for kind in BLANK_FORMS]
