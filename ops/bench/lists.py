"""The list of families and its search, as a secretary and as a Dinas open them, beside bare SQL for the same rows."""

from functools import partial

from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.people import first_village, make_user

# Two common names: many families hold one of them, few hold both.
SEARCH = "yohanis tefa"
ROWS = """
    SELECT f.id, f.file_number, f.head_name, f.family_card_number, f.status, f.hamlet, f.rt, f.rw, v.name
    FROM families_family f JOIN regions_region v ON v.code = f.village_id"""
ORDER = "ORDER BY f.head_name, f.id LIMIT 25"
COUNT = "SELECT COUNT(*) FROM families_family f"


def measure(region, families, runs):
    village = first_village(region)
    viewers = (("secretary", Role.SECRETARY, village.code), ("dinas", Role.DINAS, region))
    results = []
    for name, role, code in viewers:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(make_user(role, code))
        for what, words in (("list", ""), ("search", SEARCH)):
            results.append(_measured(f"{what}, {name}", client, code, words, families, runs))
    return results


def _measured(what, client, code, words, families, runs):
    open_page = partial(_open, client, words)
    open_page()  # the first one of a session also stores when the session began
    statements = statements_of(open_page)
    p50, p95 = times_of(open_page, runs)
    return {
        "kind": "page",
        "what": what,
        "families": families,
        "p50": p50,
        "p95": p95,
        "sql": times_of(partial(ask_again, _reading(statements)), runs)[0],
        "floor": times_of(partial(_bare, code, words.split()), runs)[0],
        "statements": len(statements),
        "bytes": len(open_page().content),
    }


def _open(client, words):
    response = client.get(reverse("families:list"), {"q": words} if words else {})
    if response.status_code != 200:
        raise SystemExit(f"The list of families answered {response.status_code}.")
    return response


def _reading(statements):
    return [(sql, parameters) for sql, parameters in statements if sql.startswith("SELECT")]


def _bare(code, words):
    """The rows of the first page with their place, and how many there are in all."""
    within = "GLOB" if connection.vendor == "sqlite" else "LIKE"
    ending = "*" if connection.vendor == "sqlite" else "%"
    wanted = "".join(" AND f.search_text LIKE %s" for _ in words)
    where = f"f.closed_on IS NULL AND f.village_id {within} %s{wanted}"
    parameters = [f"{code}{ending}", *(f"%{word}%" for word in words)]
    ask_again([(f"{ROWS} WHERE {where} {ORDER}", parameters), (f"{COUNT} WHERE {where}", parameters)])
