from django import forms
from django.db.models import Q
from django.utils import timezone

from core.forms import DateField, FcuModelForm, PicksField
from families.models import Family
from institutions.forms.filling import DATE_HELP, Filled
from mentoring.enums import TrainingMethod
from mentoring.models import Subject, Training
from mentoring.queries.training import attendable


class FamiliesField(PicksField):
    def label_from_instance(self, family):
        return family.head_name


class TrainingForm(Filled, FcuModelForm):
    """A class meeting that was held: what was covered, how, and who was there."""

    methods = forms.MultipleChoiceField(
        label="Cara", choices=TrainingMethod, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih caranya."},
    )  # fmt: skip
    subjects = PicksField(
        label="Materi yang dibahas", queryset=Subject.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    families = FamiliesField(
        label="Keluarga yang hadir", queryset=Family.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Training
        fields = ["held_on", "place", "given_by", "methods", "subjects", "families", "note"]
        field_classes = {"held_on": DateField}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"held_on": DATE_HELP, "given_by": "Contoh: Ferdi Sabuin, TKSK", "place": "Contoh: Balai desa"}

    def __init__(self, data=None, *, village, record=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["held_on"].initial = timezone.localdate
        self.fields["subjects"].error_messages["required"] = "Pilih paling sedikit satu materi yang dibahas."
        may_attend = attendable(village.pk)
        if record:
            # Whoever was there stays on the list, whatever became of the family since.
            attended = Q(trainings__training=record)
            may_attend = Family.objects.filter(Q(pk__in=may_attend.values("pk")) | attended).distinct()
        self.fields["families"].queryset = may_attend.order_by("head_name", "pk")
        self.guard(record)

    def saved(self, record):
        kept = {name: getattr(record, name) for name in ("held_on", "place", "given_by", "methods", "note")}
        attended = Family.objects.filter(trainings__training=record)
        return kept | {"subjects": list(record.subjects.all()), "families": list(attended)}

    def _post_clean(self):
        """The service makes the record; nothing is put on an instance here."""
