from cases.services.handling import advance_case, assign_handler, open_case, set_sensitive
from cases.services.intakes import give_information, link_family, record_intake
from cases.services.records import add_note, record_service

__all__ = [
    "add_note",
    "advance_case",
    "assign_handler",
    "give_information",
    "link_family",
    "open_case",
    "record_intake",
    "record_service",
    "set_sensitive",
]
