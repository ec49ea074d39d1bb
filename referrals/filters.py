import django_filters
from django import forms
from django.utils import timezone

from cases.filters import ANY, ListForm, VillageChoices, village_filter
from institutions.enums import Sector
from referrals.enums import ReferralState
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
    lewat = django_filters.BooleanFilter(label="Lewat batas waktu", method="only_late", widget=forms.CheckboxInput)

    class Meta:
        model = Referral
        fields = []
        form = ListForm

    def search(self, queryset, name, word):
        return referrals_matching(queryset, word)

    def in_state(self, queryset, name, state):
        return queryset.open() if state == "terbuka" else queryset.filter(state=state)

    def only_late(self, queryset, name, wanted):
        return queryset.late(timezone.localdate()) if wanted else queryset
