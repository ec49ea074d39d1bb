"""Forms of what happens to a household: a part splits off, a member leaves or returns, a file is opened again."""

from django import forms

from core.formatting import date_long
from core.forms import FamilyCardField, FcuForm, TokenField
from families.enums import CHOSEN_LEAVE_REASONS, CORRECTED_LEAVES, LeaveReason, Relation
from families.forms.acts import PastDateField, today
from families.forms.fields import NeighbourhoodField, PlainField
from families.services.splitting import SPLIT_REASONS

NOT_HEAD = [choice for choice in Relation.choices if choice[0] != Relation.HEAD]
PLACE = ("address", "hamlet", "rt", "rw")


class RelationField(forms.TypedChoiceField):
    def __init__(self, choices=Relation.choices, **kwargs):
        super().__init__(coerce=int, choices=[("", "Pilih"), *choices], **kwargs)


class PlaceFields(forms.Form):
    """Where a family lives inside its village."""

    address = PlainField(label="Alamat", max_length=200, help_text="Jalan, dan patokan yang mudah dicari.")
    hamlet = PlainField(label="Dusun", max_length=60, required=False)
    rt = NeighbourhoodField(label="RT")
    rw = NeighbourhoodField(label="RW")

    def place(self):
        return {name: self.cleaned_data[name] for name in PLACE}


class LeaveForm(FcuForm):
    """``others``: who stays; their relations are asked where the head leaves."""

    form_token = TokenField()
    reason = forms.ChoiceField(
        label="Sebab keluar", choices=[(each.value, each.label) for each in CHOSEN_LEAVE_REASONS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = PastDateField(label="Sejak", initial=today)
    note = PlainField(label="Catatan", max_length=200, required=False)

    def __init__(self, *args, member, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = others if member.relation == Relation.HEAD else []
        for other in self.others:
            self.fields[f"relation_{other.pk}"] = RelationField(
                label=other.name, error_messages={"required": f"Pilih hubungan {other.name}."}
            )

    def clean(self):
        data = super().clean()
        if self.others and not any(bound.errors for bound in self.relation_fields):
            heads = list(self.relations().values()).count(Relation.HEAD)
            if heads != 1:
                self.add_error(None, "Pilih tepat satu kepala keluarga di antara anggota yang tinggal.")
        return data

    @property
    def relation_fields(self):
        return [self[f"relation_{other.pk}"] for other in self.others]

    def relations(self):
        return {other.pk: self.cleaned_data[f"relation_{other.pk}"] for other in self.others}


class ReturnForm(FcuForm):
    form_token = TokenField()
    relation = RelationField(NOT_HEAD, label="Hubungan dengan kepala keluarga")
    note = PlainField(label="Catatan", max_length=200, required=False)

    def __init__(self, *args, member, **kwargs):
        relation = member.relation if member.relation != Relation.HEAD else ""
        super().__init__(*args, initial={"relation": relation}, **kwargs)
        if member.left_reason in CORRECTED_LEAVES:
            note = self.fields["note"]
            note.required, note.label = True, "Apa yang keliru"
            note.help_text = f"Tercatat: {member.get_left_reason_display().lower()}, {date_long(member.left_on)}."
            note.error_messages["required"] = "Isi apa yang keliru pada catatan itu."


class ReopenForm(FcuForm):
    form_token = TokenField()
    on = PastDateField(label="Dibuka kembali pada", initial=today)
    reason = PlainField(
        label="Alasan", max_length=200, help_text="Contoh: keluarga ternyata masih tinggal di Dusun II."
    )


class SplitForm(PlaceFields, FcuForm):
    """Each member goes or stays, and has a relation to the head of the family it is in afterwards."""

    form_token = TokenField()
    reason = forms.ChoiceField(
        label="Sebab berpisah", choices=[(each.value, LeaveReason(each).label) for each in SPLIT_REASONS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = PastDateField(label="Sejak", initial=today)
    family_card_number = FamilyCardField(
        label="No. KK baru", required=False, help_text="Kosongkan bila kartunya belum terbit."
    )

    def __init__(self, *args, family, members, **kwargs):
        super().__init__(*args, initial={name: getattr(family, name) for name in PLACE}, **kwargs)
        self.members = members
        for member in members:
            self.fields[f"go_{member.pk}"] = forms.BooleanField(label="Ikut ke keluarga baru", required=False)
            self.fields[f"relation_{member.pk}"] = RelationField(label="Hubungan", initial=member.relation)

    @property
    def rows(self):
        """(member, its check box, its relation)."""
        return [(each, self[f"go_{each.pk}"], self[f"relation_{each.pk}"]) for each in self.members]

    def clean(self):
        data = super().clean()
        if not any(relation.errors for _, _, relation in self.rows):
            self._check_heads(self.going(), self.staying())
        return data

    def _check_heads(self, going, staying):
        if not going or not staying:
            self.add_error(None, "Beri tanda pada anggota yang ikut. Paling sedikit satu ikut, dan satu tinggal.")
            return
        for relations, family in ((going, "yang baru"), (staying, "yang lama")):
            if list(relations.values()).count(Relation.HEAD) != 1:
                self.add_error(None, f"Pilih tepat satu kepala untuk keluarga {family}.")

    def going(self):
        return self._relations(True)

    def staying(self):
        return self._relations(False)

    def _relations(self, goes):
        chosen = [each.pk for each in self.members if self.cleaned_data.get(f"go_{each.pk}") is goes]
        return {pk: self.cleaned_data[f"relation_{pk}"] for pk in chosen}

    def values(self):
        return self.place() | {"family_card_number": self.cleaned_data["family_card_number"]}
