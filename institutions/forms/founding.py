from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, FcuModelForm, TokenField
from institutions.documents import legal_basis, usual_copies
from institutions.forms.filling import DATE_HELP, Filled
from institutions.models import FoundingStep

MOST_LINES = 20
LONGEST_LINE = 300


class FoundingStepForm(Filled, FcuModelForm):
    class Meta:
        model = FoundingStep
        fields = ["kind", "held_on", "place", "led_by", "participants", "minutes"]
        field_classes = {"held_on": DateField}
        widgets = {
            "kind": forms.RadioSelect,
            "participants": forms.Textarea(attrs={"rows": 4}),
            "minutes": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "held_on": DATE_HELP,
            "place": "Contoh: Balai desa",
            "led_by": "Contoh: Kepala Desa, TKSK Kupang Barat",
            "participants": "Siapa yang hadir: LK3, TKSK, wakil lembaga, tokoh",
            "minutes": "Apa yang dibahas dan disepakati",
        }

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = FoundingStep._meta.get_field("kind").choices
        self.fields["held_on"].initial = timezone.localdate
        self.guard(record)


class PaperForm(FcuForm):
    form_token = TokenField()
    file = forms.FileField(label="Berkas", help_text="Foto paling besar 15 MB, PDF paling besar 5 MB")
    caption = forms.CharField(
        label="Keterangan", max_length=200, required=False, help_text="Contoh: daftar hadir, undangan, foto"
    )


class LinesField(forms.CharField):
    """One sentence a line → a list of them, without what people put at their ends."""

    widget = forms.Textarea(attrs={"rows": 8})

    def to_python(self, value):
        lines = value.splitlines() if isinstance(value, str) else value or ()
        return [line.strip(" ;.\t") for line in lines if line.strip(" ;.\t")]

    def validate(self, lines):
        super().validate(lines)
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"Paling banyak {MOST_LINES} baris, sekarang {len(lines)}.")
        long = [line for line in lines if len(line) > LONGEST_LINE]
        if long:
            raise forms.ValidationError(
                f"Baris “{long[0][:40]}…” terlalu panjang, paling banyak {LONGEST_LINE} huruf."
            )

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else "\n".join(value)


class DecreeDraftForm(FcuForm):
    """Starts from the draft before, so that a second one takes little typing."""

    form_token = TokenField()
    number = forms.CharField(
        label="Nomor keputusan",
        max_length=60,
        required=False,
        help_text="Contoh: 11 Tahun 2026. Kosong berarti diisi kantor desa.",
    )
    decided_on = DateField(
        label="Tanggal ditetapkan", required=False, help_text=f"{DATE_HELP}. Kosong berarti ditulis tangan."
    )
    signed_by = forms.CharField(label="Nama kepala desa atau lurah", max_length=120)
    address = forms.CharField(
        label="Alamat pada kop", max_length=200, required=False, help_text="Alamat dan telepon kantor desa"
    )
    basis = LinesField(label="Mengingat", help_text="Satu baris satu peraturan. Sesuaikan dengan kebiasaan daerah.")
    copies = LinesField(label="Tembusan", required=False, help_text="Satu baris satu penerima")

    def __init__(self, *args, unit, decree, draft, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "basis": legal_basis(unit.village),
            "copies": usual_copies(unit.village),
            **_decided(decree),
            **_drafted(draft),
            **self.initial,
        }

    @property
    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "form_token"}


def _decided(decree):
    if decree is None:
        return {}
    return {"number": decree.number, "decided_on": decree.decided_on, "signed_by": decree.signed_by}


def _drafted(draft):
    if draft is None:
        return {}
    said = draft.content
    kept = {name: said[name] for name in ("decided_on", "signed_by", "basis", "copies")}
    return kept | {"number": draft.number, "address": said["office"]["address"][0]}
