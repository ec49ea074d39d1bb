"""What a browser posts from the page that a family is entered with."""

from families.enums import Relation
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
