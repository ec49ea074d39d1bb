"""One text, two numbers: as phones give them, inside Indonesia, and whole."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError
from institutions.forms.coordinates import Coordinates, CoordinatesField
from institutions.models import Institution
from institutions.services import add_institution, change_institution
from tests.factories.accounts import make_user
from tests.factories.institutions import InstitutionFactory

POINT = Coordinates(Decimal("-10.312300"), Decimal("123.567800"))


@pytest.mark.parametrize(
    "text",
    [
        "-10.3123, 123.5678",
        " -10.3123,123.5678 ",
        "(-10.3123 123.5678)",
        "-10,3123, 123,5678",
        "-10,3123; 123,5678",
        "−10.3123°, 123.5678°",
        "-10.31230000000001, 123.5678",
    ],
)
def test_a_point_is_read_as_people_write_it(text):
    assert CoordinatesField().clean(text) == POINT


@pytest.mark.parametrize("text", ["-10.3123", "-10,3123", "-10.3123,", "di depan gereja", "-10, 123", "1e9, 2e9"])
def test_half_a_point_asks_for_both_numbers(text):
    with pytest.raises(ValidationError, match="dua angka"):
        CoordinatesField().clean(text)


@pytest.mark.parametrize(
    "text", ["10.3123, 123.5678", "123.5678, -10.3123", "-12.0, 123.5", "-10.3, 142.0", "0.0, 0.0", "999.9, 999.9"]
)
def test_a_point_abroad_is_refused_with_what_to_do(text):
    with pytest.raises(ValidationError, match="di luar Indonesia"):
        CoordinatesField().clean(text)


def test_no_point_is_no_mistake():
    assert CoordinatesField(required=False).clean("") is None


def test_the_service_refuses_them_too(village):
    actor = make_user(Role.SECRETARY, village)
    data = {"name": "PKK", "kind": "pkk", "region": village}
    for latitude, longitude in ((Decimal("51.5"), Decimal("0.1")), (Decimal("-10.3"), None), (None, Decimal("123"))):
        with pytest.raises(DomainError):
            add_institution(actor=actor, latitude=latitude, longitude=longitude, **data)
        with pytest.raises(DomainError):
            change_institution(InstitutionFactory(region=village), actor=actor, latitude=latitude, longitude=longitude)


def test_the_form_keeps_what_was_typed_and_saves_the_mended_point(as_role, village):
    client, token = as_role(Role.SECRETARY), uuid4()
    typed = {"name": "Posyandu Melati", "kind": "posyandu", "region": village.pk, "address": "Dusun II"}
    wrong = client.post(reverse("institutions:add"), {**typed, "coordinates": "51.5072, 0.1276", "form_token": token})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "di luar Indonesia" in page
    assert 'value="51.5072, 0.1276"' in page
    assert 'value="Dusun II"' in page
    client.post(reverse("institutions:add"), {**typed, "coordinates": "-10.3123, 123.5678", "form_token": token})
    made = Institution.objects.get(name="Posyandu Melati")
    assert made.coordinates == "-10.3123, 123.5678"
    assert "geo:-10.3123,123.5678" in client.get(made.get_absolute_url()).content.decode()
    assert 'value="-10.3123, 123.5678"' in client.get(reverse("institutions:change", args=[made.pk])).content.decode()


def test_a_point_is_taken_away_again(as_role, village):
    institution = InstitutionFactory(region=village, latitude=POINT.latitude, longitude=POINT.longitude)
    typed = {"name": institution.name, "kind": "posyandu", "region": village.pk, "active": "on", "version": 1}
    as_role(Role.SECRETARY).post(reverse("institutions:change", args=[institution.pk]), typed)
    institution.refresh_from_db()
    assert (institution.latitude, institution.longitude) == (None, None)
