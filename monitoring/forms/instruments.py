"""The forms of a regency's own instruments."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, TokenField
from families.forms.fields import PlainField
from institutions.forms.filling import NOTHING, Difference
from monitoring.enums import ASPECTS, AnswerKind, Aspect, VisitKind
from monitoring.models import InstrumentQuestion

TEXT, HELP = (InstrumentQuestion._meta.get_field(name).max_length for name in ("text", "help"))


def _note(label):
    return PlainField(
        label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: menambah pertanyaan tentang papan informasi.",
    )  # fmt: skip


class StartForm(FcuForm):
    form_token = TokenField()
    region = forms.ModelChoiceField(label="Kabupaten/kota", queryset=None)
    kind = forms.ChoiceField(label="Jenis kunjungan", choices=VisitKind, widget=forms.RadioSelect)
    note = _note("Apa yang akan berubah")

    def __init__(self, *args, regencies, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        field.queryset = regencies
        if len(regencies) == 1:
            field.initial, field.widget = regencies[0].pk, forms.HiddenInput()


class SeenForm(FcuForm):
    """``seen``: the fingerprint of the draft that the page showed."""

    form_token = TokenField()
    seen = forms.CharField(widget=forms.HiddenInput)

    def compare(self, instrument):
        """Some other line of the draft was changed, which its own page shows; the next save is meant."""
        return []


class QuestionForm(SeenForm):
    text = PlainField(
        label="Pertanyaan", max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu keadaan yang bisa dilihat. Contoh: papan informasi terpasang dan isinya baru.",
    )  # fmt: skip
    help = PlainField(
        label="Penjelasan", max_length=HELP, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bagaimana melihatnya, dalam satu kalimat.",
    )  # fmt: skip
    answer = forms.ChoiceField(
        label="Bentuk jawaban", choices=AnswerKind, initial=AnswerKind.SCALE, widget=forms.RadioSelect
    )


class ChangeForm(QuestionForm):
    def compare(self, question):
        """After a stale save: what is stored now beside what was typed; saving again keeps what was typed."""
        mine, kinds = self.cleaned_data, dict(AnswerKind.choices)
        pairs = [(name, mine[name], getattr(question, name)) for name in ("text", "help")]
        pairs.append(("answer", kinds[mine["answer"]], kinds[question.answer]))
        return [Difference(self[name].label, a or NOTHING, b or NOTHING) for name, a, b in pairs if a != b]


class AddForm(QuestionForm):
    aspect = forms.ChoiceField(label="Aspek", widget=forms.RadioSelect)
    field_order = ["form_token", "seen", "aspect"]

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aspect"].choices = [(each.value, Aspect(each).label) for each in ASPECTS[VisitKind(kind)]]


class EnforceForm(SeenForm):
    on = DateField(label="Berlaku sejak", initial=timezone.localdate)
    note = _note("Apa yang berubah")


class MoveForm(SeenForm):
    """One of the arrows of a draft's page: the key of the question that it moves."""

    form_token = None
    up = forms.IntegerField(required=False, min_value=1, max_value=10**9)
    down = forms.IntegerField(required=False, min_value=1, max_value=10**9)

    def clean(self):
        data = super().clean()
        if not (data.get("up") or data.get("down")):
            raise forms.ValidationError("Tekan satu dari tanda panah.")
        return data
