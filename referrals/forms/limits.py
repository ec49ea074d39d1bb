from django import forms

from core.forms import FcuForm
from referrals.enums import Desk, ReferralState
from referrals.models.limits import LONGEST, SHORTEST
from referrals.services.limits import fingerprint
from referrals.workflow import DESKS, TIME_LIMITS


class LimitsForm(FcuForm):
    """Two figures for each timed state. ``limits``: those in force, {state: (usual, emergency)}."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, limits, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["seen"].initial = fingerprint(limits)
        for state, (usual, emergency) in limits.items():
            self.fields[f"{state}_usual"] = _days("Biasa dan segera", usual)
            self.fields[f"{state}_emergency"] = _days("Darurat", emergency)

    def clean(self):
        for state in TIME_LIMITS:
            usual, emergency = self._figures(state)
            if usual and emergency and emergency > usual:
                self.add_error(f"{state}_emergency", "Darurat tidak boleh lebih lama daripada biasa.")

    def limits(self):
        return {state: self._figures(state) for state in TIME_LIMITS}

    def _figures(self, state):
        return self.cleaned_data.get(f"{state}_usual"), self.cleaned_data.get(f"{state}_emergency")

    def rows(self):
        """For the page: what each limit is about, whose it is, what holds where nothing was set."""
        for state, default in TIME_LIMITS.items():
            yield {
                "label": ReferralState(state).label,
                "desk": DESKS[state].label if DESKS[state] != Desk.PLACER else "TKSK atau LK3 yang menempatkan",
                "default": default,
                "usual": self[f"{state}_usual"],
                "emergency": self[f"{state}_emergency"],
            }


def _days(label, value):
    field = forms.IntegerField(label=label, min_value=SHORTEST, max_value=LONGEST, initial=value)
    field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
    field.error_messages |= {
        "required": f"Isi hari kerja untuk {label.lower()}.",
        "invalid": "Tulis dengan angka saja, contoh 5.",
        "min_value": f"Paling sedikit {SHORTEST} hari kerja.",
        "max_value": f"Paling banyak {LONGEST} hari kerja.",
    }
    return field
