"""The directory with 5,000 institutions and 20,000 services: its list, a search by words, and who can help."""

import random
from datetime import timedelta
from functools import partial

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from demo.bulk import Rows, reset_sequences
from families.models import ProblemCategory
from institutions.enums import InstitutionKind, Sector
from institutions.models import Institution, ServiceOffer
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.people import make_user
from regions.models import Region

INSTITUTIONS, OFFERS_OF_EACH = 5_000, 4
WORDS, PROBLEM = "posyandu melati", "PPKS-08"
NAMES = ("Melati", "Mawar", "Kasih", "Harapan", "Bina Muda", "Tunas", "Mitra", "Sejahtera", "Karya", "Setia")
SERVICES = ("Penimbangan balita", "Kursus menjahit", "Pendampingan lansia", "Simpan pinjam", "Bimbingan keluarga")

# Bare SQL for the same rows as each page: those of the regency, and those that serve from above.
HERE = "i.active AND (r.code LIKE %(below)s OR r.code = %(above)s OR i.region_id IS NULL)"
LIST = """SELECT i.*, r.name,
    (SELECT COUNT(*) FROM institutions_serviceoffer o WHERE o.institution_id = i.id AND o.active)
    FROM institutions_institution i LEFT JOIN regions_region r ON r.code = i.region_id WHERE"""
LIST_COUNT = """SELECT COUNT(*) FROM institutions_institution i LEFT JOIN regions_region r ON r.code = i.region_id
    WHERE"""
OFFERS = """FROM institutions_serviceoffer o JOIN institutions_institution i ON i.id = o.institution_id
    LEFT JOIN regions_region r ON r.code = i.region_id WHERE o.active AND"""
NAMED = "SELECT 1 FROM institutions_serviceoffer_problems p WHERE p.serviceoffer_id = o.id"
FITS = f" AND (EXISTS ({NAMED} AND p.problemcategory_id = %(problem)s) OR NOT EXISTS ({NAMED}))"
NEAREST = """ ORDER BY CASE r.level WHEN 'village' THEN 0 WHEN 'district' THEN 1 WHEN 'regency' THEN 2
    WHEN 'province' THEN 3 ELSE 4 END, i.name, o.name, o.id LIMIT 25"""


def measure(size, runs):
    if not size.is_last:
        return []
    region = size.region
    _fill(region)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make_user(Role.DINAS, region))
    values = {"below": f"{region}%", "above": region[:2], "problem": PROBLEM}
    pages = (
        ("directory, list", "institutions:list", {}, _bare_list("")),
        ("directory, search", "institutions:list", {"q": WORDS}, _bare_list(WORDS)),
        ("who can help", "institutions:offers", {}, _bare_offers("", "")),
        ("who can help, problem", "institutions:offers", {"masalah": PROBLEM}, _bare_offers("", FITS)),
        ("who can help, words", "institutions:offers", {"q": WORDS}, _bare_offers(WORDS, "")),
    )
    return [
        _measured(what, partial(_open, client, name, asked), bare, values, runs) for what, name, asked, bare in pages
    ]


def _fill(region):
    """Most in the villages, each with its services and each service for two problems."""
    rng = random.Random(1)  # noqa: S311 -- made-up data must be repeatable, not secret
    codes = list(Region.objects.filter(code__within=region).values_list("pk", flat=True))
    problems = list(ProblemCategory.objects.values_list("pk", flat=True))
    institutions = Rows(Institution, "name", "kind", "region_id", "address", "contact_person", "confirmed_on")
    offers = Rows(ServiceOffer, "institution_id", "sector", "name", "conditions")
    links = Rows(ServiceOffer.problems.through, "serviceoffer_id", "problemcategory_id")
    for number in range(INSTITUTIONS):
        kind = rng.choice(InstitutionKind.values)
        name = f"{InstitutionKind(kind).label} {rng.choice(NAMES)} {number}"
        confirmed_on = timezone.localdate() - timedelta(days=rng.randrange(700))
        institution = institutions.add(name, kind, rng.choice(codes), "Dusun II", "Marta Koa", confirmed_on)
        for service in rng.sample(SERVICES, OFFERS_OF_EACH):
            offer = offers.add(institution, rng.choice(Sector.values), service, "Membawa KK dan surat pengantar")
            for problem in rng.sample(problems, 2):
                links.add(offer, problem)
    for rows in (institutions, offers, links):
        rows.write()
    reset_sequences(rows.model for rows in (institutions, offers, links))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{INSTITUTIONS:,} institutions, {offers.count:,} services", flush=True)


def _bare_list(words):
    where = f" {HERE}{_holding(words, ('i.name', 'i.address', 'i.contact_person'))}"
    return [f"{LIST}{where} ORDER BY i.name, i.id LIMIT 25", f"{LIST_COUNT}{where}"]


def _bare_offers(words, fits):
    where = f"{OFFERS} {HERE}{fits}{_holding(words, ('o.name', 'i.name', 'o.conditions', 'o.papers'))}"
    return [f"SELECT o.*, i.*, r.name {where}{NEAREST}", f"SELECT COUNT(*) {where}"]  # noqa: S608 -- our own words


def _holding(words, columns):
    like = "LIKE" if connection.vendor == "sqlite" else "ILIKE"
    return "".join(f" AND ({' OR '.join(f'{c} {like} {_quoted(word)}' for c in columns)})" for word in words.split())


def _quoted(word):
    return f"'%%{word}%%'"


def _measured(what, open_page, bare, values, runs):
    open_page()  # the first one of a session also stores when the session began
    statements = statements_of(open_page)
    reading = [statement for statement in statements if statement[0].startswith("SELECT")]
    p50, p95 = times_of(open_page, runs)
    return {
        "kind": "page",
        "what": what,
        "families": INSTITUTIONS,
        "p50": p50,
        "p95": p95,
        "sql": times_of(partial(ask_again, reading), runs)[0],
        "floor": times_of(partial(ask_again, [(sql, values) for sql in bare]), runs)[0],
        "statements": len(statements),
        "bytes": len(open_page().content),
    }


def _open(client, name, asked):
    response = client.get(reverse(name), asked)
    if response.status_code != 200:
        raise SystemExit(f"{name} answered {response.status_code}.")
    return response
