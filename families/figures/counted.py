from dataclasses import dataclass

from families.figures.course import assessments, consents, problems, ratings
from families.figures.files import happenings, statuses, transfers
from families.figures.people import came_and_went, members
from families.figures.standing import aid, bands, money


@dataclass(frozen=True, slots=True)
class FamilyFigures:
    """Stocks are of the period's last day; all else happened within the period.

    ``stock``: status → families; ``graduated``: plasma before, pioneer since; ``closed``: reason → files;
    ``transferred_in`` and ``_out``: from and to villages that are not counted here; ``split``: files that part of a
    family left for one of its own; ``members``: sex → age group → people; ``left``: reason → people who are members no
    more, the dead among them; ``problems``: one dict a category with code, name, before, new, handled, solved, open;
    ``ratings``: dimension → {families, ratings, points, value}, the last the mean of the assessments made, only for
    dimensions assessed;
    ``deciles``: "1" to "10" and "unknown" → families; ``completeness``: band → families, as complete as they are when
    it is counted; ``consents``: purpose → {given, withdrawn}; ``money``: see families.figures.standing; ``aid``: one
    dict a programme with code, name and the families that receive it.
    """

    stock: dict
    new: int
    became_plasma: int
    graduated: int
    closed: dict
    reopened: int
    split: int
    transferred_in: int
    transferred_out: int
    members: dict
    births: int
    deaths: int
    left: dict
    problems: list
    assessments: int
    families_assessed: int
    ratings: dict
    deciles: dict
    completeness: dict
    consents: dict
    money: dict
    aid: list


def family_flows(codes, period):
    """Stock, new, became_plasma and graduated as a dict, in two statements: what a home page needs of the figures."""
    return statuses(codes, period)


def family_figures(codes, period):
    """``codes``: the region codes whose subtrees count, as User.codes() gives them."""
    return FamilyFigures(
        **statuses(codes, period),
        **happenings(codes, period),
        **transfers(codes, period),
        members=members(codes, period.last_day),
        **came_and_went(codes, period),
        problems=problems(codes, period),
        **assessments(codes, period),
        ratings=ratings(codes, period),
        **bands(codes, period.last_day),
        consents=consents(codes, period),
        money=money(codes, period.last_day),
        aid=aid(codes, period.last_day),
    )
