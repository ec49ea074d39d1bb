from django import forms

from cases.forms.handling import problem_line
from core.forms import FcuForm, FcuModelForm, PicksField, TokenField, VersionField
from families.queries import members_of
from institutions.enums import Sector
from institutions.models import ServiceOffer
from institutions.queries import offers_for
from referrals.models import Referral

MOST_OFFERS = 60


class ReferralForm(FcuModelForm):
    """What the family needs, for whom, and what has been tried. The service writes it down."""

    form_token = TokenField()
    version = VersionField(required=False)

    class Meta:
        model = Referral
        fields = ["need", "sector", "urgency", "details", "tried", "member", "problems", "wanted_offer"]
        field_classes = {"problems": PicksField}
        widgets = {
            "urgency": forms.RadioSelect,
            "details": forms.Textarea(attrs={"rows": 4}),
            "tried": forms.Textarea(attrs={"rows": 2}),
            "problems": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "need": "Singkat, contoh: Kejar Paket B, terapi wicara, akta kelahiran tiga anak",
            "details": "Keadaan keluarga dan apa yang diharapkan. Dibaca TKSK dan penyedia.",
            "tried": "Contoh: enam kali latihan di Posyandu",
        }

    def __init__(self, data=None, *, case, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["sector"].choices = [("", "Pilih"), *Sector.choices]
        self.fields["member"].queryset = members_of(case.family)
        self.fields["member"].empty_label = "Seluruh keluarga"
        self.fields["problems"].queryset = case.problems.select_related("category", "member")
        self.fields["problems"].label_from_instance = problem_line
        self.fields["wanted_offer"].label_from_instance = _offer_line
        self.fields["wanted_offer"].empty_label = "Biarkan TKSK yang memilih"
        near = [offer.pk for offer in offers_for(case.village_id)[:MOST_OFFERS]]
        self.fields["wanted_offer"].queryset = ServiceOffer.objects.filter(pk__in=near).select_related("institution")

    def be_quiet(self):
        """A draft is shown as it was left, without judging it."""
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self):
        """The service makes the record; nothing is put on an instance here."""


def _offer_line(offer):
    return f"{offer.name} – {offer.institution.name}"


class AttachmentForm(FcuForm):
    form_token = TokenField()
    label = forms.CharField(label="Isi lampiran", max_length=80, help_text="Contoh: KK, SKTM, foto rumah")
    file = forms.FileField(label="Berkas", help_text="Foto (JPG, PNG) atau PDF, paling besar 5 MB")

    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(data, files, auto_id="id_lampiran_%s", **kwargs)
        self.fields["file"].widget.attrs["accept"] = "image/jpeg,image/png,image/webp,application/pdf"
