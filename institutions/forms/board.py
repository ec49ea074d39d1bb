from django import forms

from core.forms import FcuForm
from core.periods import Period
from documents.enums import PUBLIC_PAPERS, DocumentKind

MONTHS_AHEAD = 3
PAPERS = {
    DocumentKind.NOTICE_BOARD_A3: "Papan A3, terbaca dari dua meter",
    DocumentKind.NOTICE_BOARD_A4: "Papan A4",
    DocumentKind.LEAFLET: "Leaflet A4 lipat tiga, bolak-balik",
}


class MonthForm(FcuForm):
    """The month that the board is about: last month, this one and the next ones."""

    bulan = forms.ChoiceField(
        label="Bulan", error_messages={"required": "Pilih bulannya.", "invalid_choice": "Pilih bulan dari daftar."}
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        this_month = Period.of("M", today)
        months = [this_month.previous(), this_month]
        for _ in range(MONTHS_AHEAD):
            months.append(months[-1].next())
        self.fields["bulan"].choices = [(month.code, month.label) for month in months]
        self.initial.setdefault("bulan", this_month.code)

    @property
    def month(self):
        """The chosen one; this month when nothing valid was chosen."""
        chosen = self.cleaned_data.get("bulan") if self.is_bound and self.is_valid() else None
        return Period.parse(chosen or self.initial["bulan"])


class BoardPaperForm(MonthForm):
    kertas = forms.ChoiceField(
        label="Kertas", choices=list(PAPERS.items()), widget=forms.RadioSelect, initial=PUBLIC_PAPERS[0],
        error_messages={"required": "Pilih kertasnya.", "invalid_choice": "Pilih kertas dari daftar."},
    )  # fmt: skip
