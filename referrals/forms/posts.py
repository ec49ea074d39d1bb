from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, PlainSelect, TokenField


class DeputyForm(FcuForm):
    """Who stands in, and until when. ``people``: assignments to choose from; ``waiting``: files at each post."""

    form_token = TokenField()
    person = forms.ChoiceField(
        label="Pengganti", widget=PlainSelect, help_text="Angka: rujukan yang sudah menunggu pada posnya sendiri."
    )
    starts_on = DateField(label="Mulai", initial=timezone.localdate)
    ends_on = DateField(
        label="Sampai", required=False, help_text="Kosongkan bila belum tahu. Berakhir sendiri bila pos terisi."
    )

    def __init__(self, data=None, *, people, waiting, **kwargs):
        super().__init__(data, **kwargs)
        posts = {}
        for assignment in people:
            posts.setdefault(assignment.user, []).append(assignment)
        self.people = {str(user.pk): user for user in posts}
        choices = [(user.pk, _line(user, own, waiting)) for user, own in posts.items()]
        self.fields["person"].choices = [("", "Pilih petugas"), *choices]

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]


def _line(user, assignments, waiting):
    files = sum(waiting.get(assignment.region_id, (0, 0))[0] for assignment in assignments)
    return f"{user}, {', '.join(str(assignment) for assignment in assignments)} ({files})"
