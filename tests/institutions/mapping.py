"""Addresses of the social map, and families that stand on it."""

from django.urls import reverse

from tests.factories.families import FamilyFactory

MAP, MATRIX = reverse("institutions:map"), reverse("institutions:matrix")


def make_families(number, **fields):
    return [FamilyFactory(**fields) for _ in range(number)]
