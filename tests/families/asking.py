"""How a village asks for the file of a family that lives there now."""

from families.services import request_transfer


def ask_for(family, near, actor, **values):
    number = family.members.first().national_id
    return request_transfer(
        **{"number": number, "village": near, "reason": "Tinggal di sini", "actor": actor} | values
    )
