from dataclasses import dataclass

MOST = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. ``rank``: 0 late, 1 urgent, 2 the rest; ``late`` is said in days."""

    rank: int
    tone: str
    icon: str
    title: str
    text: str
    url: str
    action: str
    late: str = ""
