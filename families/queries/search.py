"""What people type into the search box, and which families it means."""

import re
from functools import reduce
from operator import add

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from core.identity import DIGITS
from families.models import Family, FamilyCard, FamilyMember
from families.models.search import name_key, words_of

# “rt 4”, “RT.004/RW.002”, “rt 4/2”
NEIGHBOURHOOD = re.compile(r"\b(rt|rw)[ .:]*0*(\d{1,3})\b(?: */ *(?:rw[ .:]*)?0*(\d{1,3})\b)?", re.IGNORECASE)
MOST_ALIKE = 25  # one page
CANDIDATES = 300  # of which the most alike are chosen, so that a common name costs no more than a rare one
# A first key that is the same for all and stands in no index: PostgreSQL finds what fits and sorts that, instead of
# walking along an index of the order until enough have turned up, which may be at its very end.
FOUND_FIRST = F("pk") * 0
ALIKE = 0.5  # the part of a word's trigrams that must be there


def found_by_words(families, text, *, one_village=False):
    """Each word somewhere in the names, the numbers or the place; RT and RW by themselves; 16 digits exactly.

    The families of ``one_village`` are few: PostgreSQL reads them one by one, where with LIKE it would gather from its
    trigrams the families of the whole country that have the word, and then keep those of the village.
    """
    digits = "".join(text.split())
    if len(digits) == DIGITS and digits.isdecimal():
        return families.filter(pk__in=keys_of_number(digits))
    places, words = read_words(text)
    families = families.filter(**places)
    for word in words:
        within = GreaterThan(StrIndex("search_text", Value(word)), 0)
        families = families.filter(within if one_village else Q(search_text__contains=word))
    return families


def read_words(text):
    """“Boimau rt 4” → ({"rt": "004"}, ["boimau"])."""
    places = {}
    for name, number, second in NEIGHBOURHOOD.findall(text):
        places[name.lower()] = number.zfill(3)
        if second:
            places["rw"] = second.zfill(3)
    rest = NEIGHBOURHOOD.sub(" ", text) if places else text
    return places, [word for word in words_of(rest) if word not in {"/", ","}]


def keys_of_number(number):
    """Families that bear a NIK or No. KK. The conditions of the unique indexes are repeated for the planners."""
    people = FamilyMember.objects.filter(national_id=number, left_on=None).exclude(national_id="")
    cards = Family.objects.active().filter(family_card_number=number).exclude(family_card_number="")
    return [*people.values_list("family", flat=True), *cards.values_list("pk", flat=True)]


def former_keys_of_number(number):
    """Families that bore it: a file that is closed, a member who left, a card from before."""
    people = FamilyMember.objects.filter(national_id=number).exclude(national_id="")
    cards = FamilyCard.objects.filter(number=number)
    return [*people.values_list("family", flat=True), *cards.values_list("family", flat=True)]


def found_by_number(families, number):
    """The open files with this NIK or No. KK; where there are none, those that had it."""
    if len(number) != DIGITS:
        return []
    found = families.filter(pk__in=keys_of_number(number), closed_on=None)
    return list(found) or list(families.filter(pk__in=former_keys_of_number(number))[:MOST_ALIKE])


def found_by_phone(families, text):
    """Families with this telephone number, however it is written; many may share one."""
    try:
        phone = PhoneNumber.from_string(text, region="ID")
    except NumberParseException:
        return []
    found = families.active().filter(phone=phone.as_e164).exclude(phone="")
    return list(found.order_by("head_name", "pk")[:MOST_ALIKE])


def similar_to(families, text):
    """Families of whom a member's name sounds like ``text``, else those that are spelt much like it; MOST_ALIKE."""
    places, words = read_words(text)
    names = [word for word in words if word.isalpha()]
    if not names:
        return families.none()
    families = families.filter(**places)
    people = FamilyMember.objects.filter(name_key=name_key(" ".join(names)), left_on=None)
    sounding = families.filter(pk__in=people.values("family")).order_by(FOUND_FIRST, "head_name", "pk")
    keys = list(sounding.values_list("pk", flat=True)[:MOST_ALIKE])
    return families.filter(pk__in=keys or _ALIKE[connection.vendor](families, names))


def _alike_in_trigrams(families, words):
    alike = families.order_by()
    for word in words:
        alike = alike.filter(TrigramWordSimilar(F("search_text"), word))
    likeness = reduce(add, (TrigramWordSimilarity(word, "search_text") for word in words))
    candidates = Family.objects.filter(pk__in=alike.values("pk")[:CANDIDATES])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
        return list(candidates.order_by(-likeness, "pk").values_list("pk", flat=True)[:MOST_ALIKE])


def _alike_in_sound(families, words):
    """Where there are no trigrams: one member's name has a word that sounds like each of them."""
    people = FamilyMember.objects.filter(left_on=None, family__in=families.order_by().values("pk"))
    people = people.annotate(sounds=Concat(Value(" "), "name_key", Value(" ")))
    for key in filter(None, map(name_key, words)):
        people = people.filter(sounds__contains=f" {key} ")
    return list(people.order_by().values_list("family", flat=True).distinct()[:MOST_ALIKE])


_ALIKE = {"postgresql": _alike_in_trigrams, "sqlite": _alike_in_sound}
