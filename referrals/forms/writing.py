from django import forms
from django.db.models import Exists, OuterRef
from django.utils.html import format_html

from cases.forms import CaseForm
from cases.forms.handling import problem_line
from core.forms import LONGEST_KEY, FcuForm, FcuModelForm, PicksField, TokenField, VersionField
from families.queries import members_of
from institutions.enums import Sector
from institutions.queries import offers_for
from referrals.models import Referral
from referrals.queries import suggest

TKSK_CHOOSES = "Biarkan TKSK yang memilih"
OTHER = "Lainnya"
LABELS = ("KK", "SKTM", "Foto rumah", "KTP", "Surat keterangan sakit", "Rapor atau ijazah", OTHER)


class ReferralForm(FcuModelForm):
    """What the family needs, for whom, and what has been tried. The service writes it down."""

    form_token = TokenField()
    version = VersionField(required=False)
    wanted_offer = forms.ChoiceField(label="Layanan yang cocok", required=False, widget=forms.RadioSelect)

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
            "tried": "Contoh: enam kali latihan di Posyandu. Dibaca TKSK dan penyedia.",
        }

    def __init__(self, data=None, *, case, **kwargs):
        super().__init__(data, **kwargs)
        self.case = case
        self.fields["sector"].choices = [("", "Pilih"), *Sector.choices]
        self._offer_members()
        self._offer_services(self._offer_problems())

    def _offer_members(self):
        """Of a case that concerns one member alone, that one is chosen."""
        concerned = self.case.members.through.objects.filter(case=self.case, familymember=OuterRef("pk"))
        members = members_of(self.case.family).annotate(concerned=Exists(concerned))
        field, alone = self.fields["member"], [member.pk for member in members if member.concerned]
        field.queryset = members
        field.choices = [("", "Seluruh keluarga"), *((member.pk, str(member)) for member in members)]
        self.initial.setdefault("member", alone[0] if len(alone) == 1 else None)

    @property
    def member_so_far(self):
        """Key of whoever is chosen on the page as it stands; None for the whole family and for what is not offered."""
        chosen = str(self["member"].value() or "")
        return next((key for key, _ in self.fields["member"].choices if key and str(key) == chosen), None)

    def _offer_problems(self):
        """{key: category} of those of the case; all of them are chosen."""
        problems = self.case.problems.select_related("category", "member")
        field = self.fields["problems"]
        field.queryset = problems
        field.choices = [(problem.pk, problem_line(problem)) for problem in problems]
        self.initial.setdefault("problems", [problem.pk for problem in problems])
        return {str(problem.pk): problem.category_id for problem in problems}

    def _offer_services(self, codes):
        """Those that fit what is chosen so far, each with its reason."""
        sector = self["sector"].value()
        picked = [codes[str(pk)] for pk in self["problems"].value() or () if str(pk) in codes]
        best = suggest(self.case.village_id, sector=sector, problem_codes=picked) if sector or picked else []
        shown = {str(offer.pk): offer_line(offer) for offer in best}
        self.offers = {str(offer.pk): offer for offer in best}
        for offer in self._chosen_before(shown):
            self.offers[str(offer.pk)], shown[str(offer.pk)] = offer, named(offer)
        self.fields["wanted_offer"].choices = [("", TKSK_CHOOSES), *shown.items()]

    def _chosen_before(self, shown):
        """What was picked when other services were shown."""
        key = str(self["wanted_offer"].value() or "")
        if key in shown or not key.isdecimal() or len(key) > LONGEST_KEY:
            return []
        return offers_for(self.case.village_id).filter(pk=key)

    def clean_wanted_offer(self):
        return self.offers.get(self.cleaned_data["wanted_offer"])

    def be_quiet(self):
        """A draft is shown as it was left, without judging it."""
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self):
        """The service makes the record; nothing is put on an instance here."""


def offer_line(offer):
    """A suggestion and, below it, why it is one."""
    return format_html('{}<span class="d-block small soft">{}</span>', named(offer), offer.why)


def named(offer):
    return f"{offer.name} – {offer.institution.name}"


class FirstCaseForm(CaseForm):
    """The minimum of a case, which whoever writes its first referral handles."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        for name in ("members", "handler"):
            del self.fields[name]


class AttachmentForm(FcuForm):
    form_token = TokenField()
    label = forms.ChoiceField(
        label="Isi lampiran", choices=[(each, each) for each in LABELS], widget=forms.RadioSelect
    )
    other_label = forms.CharField(label="Bila lainnya, apa isinya", max_length=80, required=False)
    file = forms.FileField(label="Berkas", help_text="Foto paling besar 15 MB, PDF paling besar 5 MB")
    for_provider = forms.BooleanField(
        label="Ikut dikirim ke penyedia", required=False,
        help_text="Tanpa centang hanya FCU, TKSK, dan LK3 yang membacanya",
    )  # fmt: skip

    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(data, files, auto_id="id_lampiran_%s", **kwargs)
        self.fields["file"].widget.attrs["accept"] = "image/jpeg,image/png,image/webp,application/pdf"

    def clean(self):
        super().clean()
        if self.cleaned_data.get("label") != OTHER:
            return
        self.cleaned_data["label"] = self.cleaned_data.get("other_label", "").strip()
        if not self.cleaned_data["label"] and "other_label" not in self.errors:
            self.add_error("other_label", "Tulis apa isi lampirannya, contoh: surat domisili.")
