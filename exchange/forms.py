from django import forms
from django.core.exceptions import ValidationError

from core.forms import FcuForm, TokenField
from core.reading import limits
from regions.enums import Level
from regions.models import Region, in_regions

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv"
NATION = ""
MOST_PLACES = 400


def places_for(kind, user):
    """Where ``user`` may write what this kind of file brings: (code, name); "" is the nation."""
    codes = user.codes(kind.capability)
    if kind.level == Level.VILLAGE:
        places = Region.objects.filter(in_regions("code", codes), level=Level.VILLAGE, active=True)
    else:
        places = Region.objects.filter(code__in=codes)
    nation = [(NATION, "Indonesia")] if NATION in codes and kind.level != Level.VILLAGE else []
    return nation + [(place.code, place.full_name) for place in places.order_by("code")[:MOST_PLACES]]


class UploadForm(FcuForm):
    """The file, and for which place it is; who has one place only is not asked."""

    form_token = TokenField()
    place = forms.ChoiceField(label="Untuk", required=False)
    file = forms.FileField(
        label="Berkas", allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="Excel (.xlsx, .xls), .ods, atau .csv; paling besar 5 MB dan 20.000 baris.",
    )  # fmt: skip

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        if len(places) == 1:
            del self.fields["place"]
        else:
            self.fields["place"].choices = places

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > limits.LARGEST_FILE:
            raise ValidationError(limits.TOO_LARGE)
        if not file.size:
            raise ValidationError(limits.EMPTY)
        return file

    @property
    def region(self):
        code = self.cleaned_data.get("place", self.places[0][0])
        return Region.objects.get(pk=code) if code else None


class ColumnsForm(FcuForm):
    """What each column of the file holds. ``headers``: (header, name of ours or "")."""

    mark_optional = False

    def __init__(self, data=None, *, headers, columns, sample=()):
        super().__init__(data)
        choices = [("", "Tidak dipakai"), *((column.name, column.title) for column in columns)]
        self.required_names = {column.name: column.title for column in columns if column.required}
        for n, (header, name) in enumerate(headers):
            if header:
                cells = ", ".join(sample[n]) if n < len(sample) else ""
                self.fields[f"k{n}"] = forms.ChoiceField(
                    label=header[:60], required=False, choices=choices, initial=name,
                    help_text=f"Isinya misalnya: {cells}" if cells else "",
                )  # fmt: skip
        self.headers = headers

    def clean(self):
        chosen = [name for name in self.columns.values() if name]
        twice = {name for name in chosen if chosen.count(name) > 1}
        for field, name in list(self.cleaned_data.items()):
            if name in twice:
                self.add_error(field, "Kolom ini dipilih dua kali. Pilih satu saja.")
        missing = [title for name, title in self.required_names.items() if name not in chosen]
        if missing and not twice:
            self.add_error(None, f"Pilih kolom yang berisi {', '.join(missing)}.")
        return self.cleaned_data

    @property
    def columns(self):
        """Header → chosen name."""
        return {header: self.cleaned_data.get(f"k{n}", "") for n, (header, _) in enumerate(self.headers) if header}


class ConfirmForm(FcuForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    skips_wrong = forms.BooleanField(required=False)
