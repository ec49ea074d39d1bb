from django import forms

from core.forms import DateField, FcuForm, FcuModelForm, RupiahField
from institutions.forms.filling import DATE_HELP, Filled
from programmes.models import BusinessGroup


class BusinessForm(Filled, FcuModelForm):
    capital = RupiahField(required=False, label="Modal diterima", help_text="Rupiah, contoh 5.000.000")

    class Meta:
        model = BusinessGroup
        fields = ["name", "business", "capital", "capital_on"]
        field_classes = {"capital_on": DateField}
        help_texts = {"business": "Contoh: ikan asin dan abon", "capital_on": DATE_HELP}

    def __init__(self, data=None, *, record=None):
        super().__init__(data)
        self.guard(record)

    def _post_clean(self):
        """The service checks the pair of capital and day; nothing is put on an instance here."""


WORDS = {True: "ya", False: "tidak", None: ""}


class GoesOnForm(Filled, FcuForm):
    goes_on = forms.TypedChoiceField(
        label="Usaha berlanjut sesudah program", choices=(("ya", "Ya"), ("tidak", "Tidak")),
        coerce=lambda word: word == WORDS[True], widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, data=None, *, record):
        super().__init__(data)
        self.guard(record)

    def saved(self, record):
        return {"goes_on": WORDS[record.goes_on]}

    def said(self, name, value):
        return super().said(name, WORDS.get(value, value))
