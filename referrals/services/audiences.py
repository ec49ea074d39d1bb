"""Who works on the files of one regency today, loaded once for all of them."""

from collections import defaultdict

from accounts.capabilities import Capability, roles_with
from accounts.models import Assignment
from institutions.models import InstitutionStaff
from referrals.enums import Desk
from regions.models import in_regions
from regions.queries import path_codes


class Office:
    """Answers with ids of users; two statements, however many files and people."""

    def __init__(self, regency_code, files):
        held = Assignment.objects.current().filter(in_regions("region__code", (regency_code,)), user__is_active=True)
        self._held = defaultdict(set)
        for user, role, place in held.values_list("user", "role", "region"):
            self._held[role, place].add(user)
        self._staff = defaultdict(set)
        places = {file.placement.institution_id for file in files if file.desk == Desk.PROVIDER}
        staff = InstitutionStaff.objects.filter(institution__in=places)
        for institution, user in staff.values_list("institution", "user"):
            self._staff[institution].add(user)

    def holding(self, capability, village_code):
        places = path_codes(village_code)
        return set().union(*(self._held[role, place] for role in roles_with(capability) for place in places))

    def dinas(self, file):
        return self.holding(Capability.SET_UP_REFERRALS, file.village_id)

    def district(self, file):
        return self.holding(Capability.DECIDE_REFERRALS, file.village_id)

    def regency(self, file):
        return self.holding(Capability.PLACE_REFERRALS, file.village_id)

    def placing_tier(self, file):
        return self.holding(file.placement.holder, file.village_id)

    def provider(self, file):
        """Its staff with an account."""
        staff = self._staff[file.placement.institution_id]
        return staff & self.holding(Capability.ANSWER_REFERRALS, file.village_id)

    def unit(self, file):
        """The FCU; of a sensitive case only who may open it, its author and its handler while they serve here."""
        officers = self.holding(Capability.WRITE_REFERRALS, file.village_id)
        if file.case.sensitive:
            officers &= self.holding(Capability.SEE_SENSITIVE_CASES, file.village_id)
        serving = set().union(*self._held.values())
        return officers | ({file.author_id, file.case.handler_id} & serving)
