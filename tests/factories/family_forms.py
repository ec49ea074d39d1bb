"""What a browser posts from the page that a family is entered with."""

from uuid import uuid4

from families.enums import Relation
from families.forms.entry import FamilyEntry
from families.forms.shown import raw_of
from families.queries import everybody_of
from tests.factories.families import make_card_number, member_data


def posted_family(*people, token, **fields):
    """The fields of the household and of ``people`` (see posted_member), as request.POST holds them."""
    data = {
        "form_token": str(token), "family_card_number": make_card_number(), "address": "Dekat dermaga",
        "hamlet": "Dusun II", "rt": "4", "rw": "", "phone": "", "anggota-TOTAL_FORMS": str(len(people)),
        "anggota-INITIAL_FORMS": "0",
    }  # fmt: skip
    for index, person in enumerate(people):
        data |= {f"anggota-{index}-{name}": value for name, value in person.items()}
    return data | {name.replace("__", "-"): value for name, value in fields.items()}


def posted_member(name="Yuliana Boimau", relation=Relation.HEAD, **fields):
    """One member; a field given as None is left out."""
    person = member_data(name, relation, **{k: v for k, v in fields.items() if k in {"sex", "birth_date"} and v})
    data = {
        "name": name, "relation": str(int(relation)), "sex": str(person["sex"]),
        "birth_date": f"{person['birth_date']:%d-%m-%Y}", "national_id": person["national_id"],
    }  # fmt: skip
    data |= {key: value for key, value in fields.items() if key != "birth_date"}
    return {key: value for key, value in data.items() if value is not None}


def page_of(family):
    """What FamilyEntry takes to show the page on which ``family`` is changed, as it stands now."""
    family.refresh_from_db()
    villages = [(family.village_id, family.village.full_name)]
    return {"villages": villages, "family": family, "people": list(everybody_of(family))}


def opened_page(family, **changes):
    """The page of ``family`` as it stands now, as a browser posts it; ``anggota__0__name="…"`` changes a field."""
    entry = FamilyEntry(**page_of(family), token=uuid4())
    rows = len(entry.members.forms)
    data = {"anggota-TOTAL_FORMS": str(rows), "anggota-INITIAL_FORMS": str(rows)}
    for form in (entry.form, *entry.members):
        data |= {bound.html_name: raw_of(bound.field, bound.value()) for bound in form}
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: "on" if value is True else str(value) for name, value in data.items() if value is not False}
