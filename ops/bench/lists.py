"""The list of families and its search, as a secretary and as a Dinas use them, beside bare SQL for the same rows."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from families.models import Family, FamilyMember
from ops.bench import floors
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.people import first_village, make_user

LONG_NAME = 7  # letters, so that one wrong letter leaves enough of it


@dataclass(frozen=True, slots=True)
class Case:
    """``filters`` stand in the address of the list; ``typed`` is sent from the search box, to go to one file."""

    what: str
    floor: Any
    filters: tuple = ()
    typed: str = ""


def measure(size, runs):
    village = first_village(size.region)
    results = []
    for name, role, code in (("secretary", Role.SECRETARY, village.code), ("dinas", Role.DINAS, size.region)):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(make_user(role, code))
        for case in _cases(village):
            measured = _measured(partial(_ask, client, case), partial(ask_again, case.floor(code)), runs)
            results.append({"kind": "page", "what": f"{case.what}, {name}", "families": size.families, **measured})
    return results


def _cases(village):
    """One family's numbers and its head's two common names: many families hold one of them, few hold both."""
    families = Family.objects.active().filter(village=village).exclude(phone="").order_by("pk")
    family = next(each for each in families if len(each.head_name.split()[0]) >= LONG_NAME)
    bearers = FamilyMember.objects.filter(family__in=families, left_on=None).exclude(national_id="")
    nik = bearers.order_by("pk").first().national_id
    names = family.head_name.lower()
    given = names.split()[0]
    misheard, mistyped = _misheard(names), _MISTYPED[connection.vendor](given)
    return (
        Case("list", floors.listed()),
        Case("search", floors.holding(names.split()), (("q", names),)),
        Case("one name", floors.holding([given]), (("q", given),)),
        Case("RT", floors.listed("f.rt = %s", "004"), (("q", "rt 4"),)),
        Case("sound", floors.sounding(misheard), (("q", misheard),)),
        Case("typo", floors.alike(mistyped), (("q", mistyped),)),
        Case("decile 1-4", floors.listed("f.decile BETWEEN 1 AND 4"), (("desil", "1-4"),)),
        Case("telephone", floors.reached_at(family.phone.as_e164), typed=family.phone.as_national),
        Case("NIK", floors.bearing(nik), typed=nik),
    )


def _misheard(names):
    """“Yohaniss Tefaa”: it sounds the same and nobody is called so."""
    return " ".join(f"{name}{name[-1]}" for name in names.split())


def _slipped(name):
    """“Yohxnis”."""
    middle = len(name) // 2
    return f"{name[:middle]}x{name[middle + 1 :]}"


# SQLite knows no slip of the finger, but a part of a name by its sound.
_MISTYPED = {"postgresql": _slipped, "sqlite": _misheard}


def _measured(ask, bare, runs):
    ask()  # the first one of a session also stores when the session began
    statements = statements_of(ask)
    p50, p95 = times_of(ask, runs)
    sql, sql_p95 = times_of(partial(ask_again, _reading(statements)), runs)
    floor, floor_p95 = times_of(bare, runs)
    return {
        "p50": p50, "p95": p95, "sql": sql, "sql_p95": sql_p95, "floor": floor, "floor_p95": floor_p95,
        "statements": len(statements), "bytes": len(ask().content),
    }  # fmt: skip


def _ask(client, case):
    """A number that is looked up answers with the way to its file, the list with rows."""
    if case.typed:
        response = client.post(reverse("families:search"), {"q": case.typed})
        expected = response.status_code == 302 and response["Location"].rstrip("/").rpartition("/")[2].isdecimal()
    else:
        response = client.get(reverse("families:list"), dict(case.filters))
        expected = response.status_code == 200 and b'scope="row"' in response.content
    if not expected:
        raise SystemExit(f"{case.what}: the list of families answered {response.status_code} without its rows.")
    return response


def _reading(statements):
    return [(sql, parameters) for sql, parameters in statements if sql.startswith("SELECT")]
