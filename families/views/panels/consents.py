from core.formatting import date_long, in_sentence
from families.enums import STATUS_CONSENTS, ConsentMethod, ConsentPurpose
from families.queries import consents_of
from families.views.rights import rights_on

ON_PAPER = {ConsentMethod.SIGNED, ConsentMethod.THUMB}


def consents_panel(request, family):
    rights, consents = rights_on(request.user, family), consents_of(family)
    return {
        "family": family,
        "rights": rights,
        "in_force": [_row(each) for each in consents if not each.withdrawn_on],
        "ended": [_row(each) for each in consents if each.withdrawn_on],
        "purposes": ConsentPurpose.choices,
        "alerts": _alerts(family, consents, rights),
    }


def _row(consent):
    """``lacks_scan``: there is a signed paper, but it is not with us yet."""
    return {"consent": consent, "lacks_scan": consent.method in ON_PAPER and not consent.scan_id}


def _alerts(family, consents, rights):
    if family.closed_on:
        return []
    withdrawn = _withdrawn_for_status(family, consents)
    if withdrawn and (rights.change or rights.set_status):
        words, day = in_sentence(withdrawn.get_purpose_display()), date_long(withdrawn.withdrawn_on)
        what = "Ubah statusnya." if rights.set_status else "Beri tahu koordinator untuk mengubah statusnya."
        return [("bad", f"Kesediaan “{words}” ditarik {day}. {what}")]
    if any(not each.withdrawn_on for each in consents):
        return []
    return [("wait", "Kesediaan belum ada. Mintalah sebelum dibina atau dirujuk.")]


def _withdrawn_for_status(family, consents):
    """The consent to the family's status, if it was withdrawn and not given anew."""
    purpose = STATUS_CONSENTS.get(family.status)
    given = [each for each in consents if each.purpose == purpose and each.member_id is None]
    if not given or any(not each.withdrawn_on for each in given):
        return None
    return max(given, key=lambda each: each.withdrawn_on)
