"""Two files of one family, and their merge."""

import factory

from families.models import Merge
from tests.factories.accounts import UserFactory
from tests.factories.families import FamilyFactory


class MergeFactory(factory.django.DjangoModelFactory):
    """The row alone; families.services.merge_families does the rest."""

    class Meta:
        model = Merge

    kept = factory.SubFactory(FamilyFactory)
    absorbed = factory.SubFactory(FamilyFactory)
    merged_by = factory.SubFactory(UserFactory)
