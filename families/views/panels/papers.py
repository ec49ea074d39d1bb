from documents.queries import papers_about
from families.enums import ConsentPurpose, PaperKind
from families.queries import has_consent, papers_of
from families.views.rights import rights_on


def papers_panel(request, family):
    rights, papers = rights_on(request.user, family), papers_of(family)
    kept = [each for each in papers if not each.removed_on]
    return {
        "family": family,
        "rights": rights,
        "papers": kept if rights.sees_papers else [],
        "removed": [each for each in papers if each.removed_on] if rights.sees_papers else [],
        "hidden": 0 if rights.sees_papers else len(kept),
        "prints": list(papers_about(family)) if rights.prints or rights.sees_papers else [],
        "alerts": _alerts(family, kept) if rights.change else [],
    }


def _alerts(family, kept):
    """Whoever takes back the consent to photos asks for them to be deleted."""
    has_photo = any(each.kind == PaperKind.HOUSE_PHOTO for each in kept)
    if not has_photo or has_consent(family, ConsentPurpose.PHOTO):
        return []
    return [("bad", "Persetujuan foto sudah ditarik. Hapus foto rumah di bagian “Dokumen”.")]
