"""Ages that are possible but rare inside one household: worth a second look, never an error."""

from families.enums import Relation

SPOUSES = {Relation.HUSBAND: "suami", Relation.WIFE: "istri"}
YOUNGER = {Relation.CHILD: "Anak", Relation.GRANDCHILD: "Cucu"}


def implausible(staying):
    """Who was born before a parent, or after a child: a warning on the member, to be confirmed."""
    heads = _born(staying, {Relation.HEAD: "kepala keluarga"})
    spouses = _born(staying, SPOUSES)
    for form in staying:
        relation, born = form.cleaned_data.get("relation"), form.cleaned_data.get("birth_date")
        if not born:
            continue
        if relation in YOUNGER:
            form.warn([_sentence(YOUNGER[relation], "sebelum", who) for who, day in heads + spouses if born <= day])
        elif relation == Relation.PARENT:
            form.warn([_sentence("Orang tua", "sesudah", who) for who, day in heads if born >= day])
        elif relation == Relation.PARENT_IN_LAW:
            form.warn([_sentence("Mertua", "sesudah", who) for who, day in spouses if born >= day])


def _born(staying, relations):
    found = [(form.cleaned_data.get("relation"), form.cleaned_data.get("birth_date")) for form in staying]
    return [(relations[relation], born) for relation, born in found if relation in relations and born]


def _sentence(person, when, who):
    return f"{person} lahir {when} {who}. Periksa tanggal lahir dan hubungannya."
