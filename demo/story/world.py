from dataclasses import dataclass, field
from random import Random
from typing import Any

from demo.households import HouseholdMaker
from demo.story.places import Place


@dataclass(slots=True)
class World:
    """What the stories of one village share."""

    place: Place
    village: Any
    cast: dict
    rng: Random
    makers: HouseholdMaker
    today: Any
    unit: Any = None
    families: dict = field(default_factory=dict)
    institutions: dict = field(default_factory=dict)

    def member(self, family):
        """The head, to whom most things happen."""
        return family.members.get(position=1)
