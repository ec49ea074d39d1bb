"""The form of a visit: what a thumb can tick, and a few short texts."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, TokenField, VersionField
from families.forms.acts import PastDateField, today
from families.forms.fields import PlainField, ScanField
from families.queries import members_of
from mentoring.enums import Doer, TaskState, Topic
from mentoring.services.visiting import MOST_TASKS, NewTask

PIONEER = "Keluarga pionir"
SETTLING = (("", "Belum"), (TaskState.DONE, "Selesai"), (TaskState.DROPPED, "Tidak jadi"))
FIELDS = ("visited_on", "place", "who", "topics", "found", "obstacle", "solution", "next_on", "case")


def _task(number):
    return PlainField(label=f"Tugas {number}", max_length=200, required=False)


def _doer(number):
    return forms.ChoiceField(
        label=f"Siapa melakukan tugas {number}", choices=Doer, required=False, initial=Doer.PLASMA
    )


def _by(number):
    return DateField(label=f"Tugas {number} sampai tanggal", required=False, help_text="")


class VisitForm(FcuForm):
    form_token = TokenField()
    visited_on = PastDateField(label="Tanggal kunjungan", initial=today)
    who = forms.MultipleChoiceField(label="Siapa yang hadir", required=False, widget=forms.CheckboxSelectMultiple)
    topics = forms.MultipleChoiceField(label="Bidang", choices=Topic, widget=forms.CheckboxSelectMultiple)
    found = PlainField(
        label="Yang ditemukan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: anak sudah masuk sekolah, kebun belum ditanami.",
    )  # fmt: skip
    obstacle = PlainField(
        label="Kendala", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: belum ada bibit.",
    )  # fmt: skip
    solution = PlainField(
        label="Solusi", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: meminjam bibit dari kelompok tani.",
    )  # fmt: skip
    task_1, doer_1, by_1 = _task(1), _doer(1), _by(1)
    task_2, doer_2, by_2 = _task(2), _doer(2), _by(2)
    task_3, doer_3, by_3 = _task(3), _doer(3), _by(3)
    next_on = DateField(label="Kunjungan berikutnya", required=False)
    place = PlainField(label="Tempat", max_length=120, required=False, help_text="Kosong: di rumah keluarga.")
    case = forms.ModelChoiceField(label="Untuk kasus", queryset=None, required=False, empty_label="Tidak ada")
    photo = ScanField(
        label="Foto", required=False, help_text="Hanya bila keluarga sudah menyetujui foto. Paling besar 15 MB."
    )

    def __init__(self, data=None, files=None, *, mentorship, cases, waiting, **kwargs):
        super().__init__(data, files, **kwargs)
        names = [member.name for member in members_of(mentorship.plasma)]
        kept = [name for name in (self.initial.get("who") or ()) if name not in names and name != PIONEER]
        self.fields["who"].choices = [(name, name) for name in (*names, PIONEER, *kept)]
        self.fields["case"].queryset = cases
        if not cases:
            del self.fields["case"]
        self.waiting, self.mentorship = list(waiting), mentorship
        for task in self.waiting:
            self.fields[_settling(task)] = forms.ChoiceField(
                label=task.text, choices=SETTLING, required=False, widget=forms.RadioSelect, initial=""
            )

    @property
    def task_rows(self):
        """(task, doer, until) as bound fields; rows beyond the first stay folded while they are empty."""
        return [(self[f"task_{n}"], self[f"doer_{n}"], self[f"by_{n}"]) for n in range(1, MOST_TASKS + 1)]

    @property
    def settling_rows(self):
        return [(task, self[_settling(task)]) for task in self.waiting]

    def clean(self):
        super().clean()
        for n in range(1, MOST_TASKS + 1):
            if self.cleaned_data.get(f"by_{n}") and not self.cleaned_data.get(f"task_{n}"):
                self.add_error(f"task_{n}", "Isi tugasnya, atau kosongkan tanggalnya.")

    def values(self):
        """The fields of the visit, as services.visiting takes them."""
        return {name: self.cleaned_data.get(name) for name in FIELDS}

    def tasks(self):
        given = self.cleaned_data
        return [
            NewTask(given[f"task_{n}"], given[f"doer_{n}"] or Doer.PLASMA, given[f"by_{n}"])
            for n in range(1, MOST_TASKS + 1)
            if given[f"task_{n}"]
        ]

    def settled(self):
        answers = {task.pk: self.cleaned_data[_settling(task)] for task in self.waiting}
        return {pk: state for pk, state in answers.items() if state}


class ChangeVisitForm(VisitForm):
    version = VersionField()

    def be_quiet(self):
        """A draft is shown as it was left, without judging it."""
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}


def _settling(task):
    return f"settled_{task.pk}"


def told(visit):
    """A visit as the form shows it again."""
    initial = {name: getattr(visit, name) for name in FIELDS} | {"version": visit.version}
    for number, task in enumerate(visit.tasks.all()[:MOST_TASKS], start=1):
        initial |= {f"task_{number}": task.text, f"doer_{number}": task.doer, f"by_{number}": task.due_on}
    for task in visit.settled.all():
        initial[_settling(task)] = task.state
    return initial


class ReplanForm(FcuForm):
    day = DateField(label="Kunjungan berikutnya pada", initial=today)

    def clean_day(self):
        if self.cleaned_data["day"] < timezone.localdate():
            raise forms.ValidationError("Tanggalnya sudah lewat. Isi hari ini atau sesudahnya.")
        return self.cleaned_data["day"]
