from django.db.models import Q
from django.utils import timezone

from core.forms import DateField, FcuForm, FcuModelForm
from institutions.forms.filling import DATE_HELP, Filled
from institutions.forms.meetings import MemberPicks
from institutions.models import Membership, WorkingGroup


class GroupForm(Filled, FcuModelForm):
    members = MemberPicks(
        Membership.objects.none(), required=False, label="Anggota", help_text="Ketua ikut dengan sendirinya."
    )

    class Meta:
        model = WorkingGroup
        fields = ["name", "purpose", "chair", "members", "starts_on", "ends_on"]
        field_classes = {"starts_on": DateField, "ends_on": DateField}
        labels = {"starts_on": "Mulai bekerja", "ends_on": "Berakhir"}
        help_texts = {
            "name": "Contoh: Pokja Identifikasi dan Seleksi",
            "purpose": "Contoh: memilih keluarga pionir dan plasma di tiap dusun",
            "starts_on": DATE_HELP,
            "ends_on": f"{DATE_HELP}. Kosong bila belum tahu.",
        }

    def __init__(self, *args, unit, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        offered = _who_may_belong(unit, record)
        self.fields["chair"].queryset = self.fields["members"].queryset = offered
        self.fields["starts_on"].initial = timezone.localdate
        self.guard(record)

    def saved(self, record):
        return {**super().saved(record), "members": list(record.members.all())}

    def _get_validation_exclusions(self):
        """That it ends after it starts is the service's rule, told in a sentence."""
        return super()._get_validation_exclusions() | {"starts_on", "ends_on"}


def _who_may_belong(unit, record):
    """Members of today, and those of the group: who has left since still worked in it."""
    members = unit.memberships.select_related("institution")
    in_group = Q(working_groups=record) | Q(pk=record.chair_id) if record else Q()
    today = Q(pk__in=members.current().values("pk"))
    return members.filter(today | in_group).distinct() if record else members.filter(today)


class GroupEndForm(FcuForm):
    ends_on = DateField(label="Hari terakhir pokja bekerja", initial=timezone.localdate)
