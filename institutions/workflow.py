from accounts.capabilities import Capability
from core.workflow import Step
from institutions.enums import UnitState

STEPS = {
    "confirm": Step(
        label="Kukuhkan dengan SK",
        sources=frozenset({UnitState.FORMING}),
        target=UnitState.CONFIRMED,
        capability=Capability.CHANGE_INSTITUTIONS,
    ),
    "deactivate": Step(
        label="Nonaktifkan FCU",
        sources=frozenset({UnitState.FORMING, UnitState.CONFIRMED}),
        target=UnitState.INACTIVE,
        capability=Capability.CHANGE_INSTITUTIONS,
        note_required=True,
        note_label="Sebab",
        tone="bad",
    ),
}
