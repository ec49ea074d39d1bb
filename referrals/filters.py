import django_filters
from django.utils import timezone

from cases.filters import ANY, ListForm, VillageChoices, village_filter
from institutions.enums import Sector
from referrals.enums import Pace, ReferralState
from referrals.models import Referral
from referrals.queries import referrals_matching


class ReferralFilter(VillageChoices, django_filters.FilterSet):
    q = django_filters.CharFilter(method="search")
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan", empty_label=ANY, choices=[("terbuka", "Semua yang berjalan"), *ReferralState.choices],
        method="in_state",
    )  # fmt: skip
    bidang = django_filters.ChoiceFilter(field_name="sector", label="Bidang", empty_label=ANY, choices=Sector)
    desa = village_filter()
    waktu = django_filters.ChoiceFilter(label="Waktu", empty_label=ANY, choices=Pace, method="in_pace")

    class Meta:
        model = Referral
        fields = []
        form = ListForm

    def __init__(self, data=None, *args, **kwargs):
        """``?lewat=on`` is what addresses kept from earlier say."""
        if data and data.get("lewat") and not data.get("waktu"):
            data = data.copy()
            data["waktu"] = Pace.LATE
        super().__init__(data, *args, **kwargs)

    def search(self, queryset, name, word):
        return referrals_matching(queryset, word, self.request.user)

    def in_state(self, queryset, name, state):
        return queryset.open() if state == "terbuka" else queryset.filter(state=state)

    def in_pace(self, queryset, name, pace):
        return queryset.paced(pace, timezone.localdate())
