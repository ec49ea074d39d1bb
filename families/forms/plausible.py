"""Ages that are possible but rare inside one household: worth a second look, never an error."""

from families.enums import Relation

YOUNGER = {Relation.CHILD: "Anak", Relation.GRANDCHILD: "Cucu"}
OLDER = {Relation.PARENT: "Orang tua", Relation.PARENT_IN_LAW: "Mertua"}


def implausible(head_form, staying):
    """Children born before the head, parents born after: a warning on the member, to be confirmed."""
    head_born = head_form.cleaned_data.get("birth_date")
    if not head_born:
        return
    for form in staying:
        relation, born = form.cleaned_data.get("relation"), form.cleaned_data.get("birth_date")
        if born and relation in YOUNGER and born <= head_born:
            form.warn([f"{YOUNGER[relation]} lahir sebelum kepala keluarga. Periksa tanggal lahir dan hubungannya."])
        elif born and relation in OLDER and born >= head_born:
            form.warn([f"{OLDER[relation]} lahir sesudah kepala keluarga. Periksa tanggal lahir dan hubungannya."])
