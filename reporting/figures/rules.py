"""How each figure of a snapshot adds up, over regions and over time.

``FLOW``: what happened; adds up over both. ``STOCK``: how things stood at the end; over time the last one counts.
``OPENING``: how they stood at the beginning; over time the first one. Of the people and families served,
the sum of a year counts each one once a quarter.
"""

from enum import Enum


class Rule(Enum):
    FLOW = "flow"
    STOCK = "stock"
    OPENING = "opening"
    SPREAD = "spread"
    RATINGS = "ratings"
    MONEY = "money"


FLOW, STOCK, OPENING, SPREAD, RATINGS, MONEY = Rule


def _all(rule, *names):
    return dict.fromkeys(names, rule)


# A list of rows is added up by their “code”; its dict says how each field of a row does.
RULES = {
    "families": {
        **_all(STOCK, "stock", "members", "deciles", "completeness"),
        **_all(
            FLOW, "new", "became_plasma", "graduated", "closed", "reopened", "split", "transferred_in",
            "transferred_out", "births", "deaths", "left", "assessments", "families_assessed", "consents",
        ),
        "problems": {"before": OPENING, "new": FLOW, "handled": FLOW, "solved": FLOW, "open": STOCK},
        "ratings": RATINGS,
        "money": MONEY,
        "aid": {"families": STOCK},
    },
    "unit": {
        **_all(STOCK, "units", "with_decree", "officers", "members", "active_members", "institutions", "offers"),
        **_all(FLOW, "meetings", "members_present", "guests_present"),
    },
    "activities": FLOW,
    "cases": {
        **_all(
            FLOW, "intakes", "intakes_by_source", "intakes_by_urgency", "informed", "opened", "closed",
            "closed_by_result", "dropped", "reopened", "services", "services_by_kind", "integrated_services",
            "people_served", "families_served",
        ),
        "open_at_end": STOCK,
        **_all(SPREAD, "days_to_service", "days_to_closing"),
    },
    "referrals": {
        **_all(
            FLOW, "made", "by_sector", "by_urgency", "by_tier", "approved", "escalated", "returned", "rejected",
            "declined", "completed", "withdrawn", "closed", "need_met", "timed", "within_limit", "families_helped",
            "value",
        ),
        "by_state": STOCK,
        "decision_days": SPREAD,
    },
    "mentoring": {
        **_all(
            FLOW, "candidates", "established", "trainings_attended", "begun", "planned", "visits", "families_visited",
            "missed", "tasks_agreed", "tasks_done", "graduated", "terminated", "relapsed", "ended",
        ),
        **_all(STOCK, "pioneers_at_end", "prepared_at_end", "pairs_at_end", "guiding_at_end", "late"),
    },
    "plans": {
        **_all(FLOW, "begun", "closed", "reported", "accepted", "actions_carried_out"),
        **_all(STOCK, "plans", "late", "needs", "needs_met", "actions", "families_targeted", "families_reached"),
    },
    "groups": {
        **_all(FLOW, "sessions", "attendances", "attendances_possible", "suggestions", "capital", "follow_ups"),
        **_all(STOCK, "groups", "members", "businesses", "businesses_known", "businesses_going_on", "income"),
    },
    "ledger": {
        "opening": OPENING,
        **_all(FLOW, "receipts", "payments", "by_kind", "closed", "checked", "late"),
        "closing": STOCK,
        "by_source": {"opening": OPENING, "receipts": FLOW, "payments": FLOW, "closing": STOCK},
    },
    "stimulus": {
        "total": FLOW,
        "by_source": _all(FLOW, "proposals", "asked", "approved", "paid", "accounted"),
        "states": STOCK,
    },
    "monitoring": {
        **_all(
            FLOW, "visits", "units_visited", "planned", "made", "overdue", "found", "open", "answered", "done", "late"
        ),
    },
}  # fmt: skip
