"""The photos of an activity."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from institutions.models import ActivityPhoto
from institutions.services import add_activity_photo, remove_activity_photo
from tests.factories.institutions import ActivityFactory
from tests.institutions.doing import address, photo


@pytest.fixture
def activity(unit):
    return ActivityFactory(care_unit=unit)


def test_a_photo_is_kept_handed_out_and_taken_away(as_role, activity):
    client, sent = as_role(Role.SECRETARY), {"form_token": uuid4(), "caption": "Ibu-ibu memasak"}
    for _ in range(2):
        client.post(address("units:add_activity_photo", activity), sent | {"file": photo()})
    kept = ActivityPhoto.objects.get()
    args = [activity.pk, kept.pk]
    assert "Ibu-ibu memasak" in client.get(activity.get_absolute_url()).content.decode()
    served = as_role(Role.TKSK).get(reverse("units:activity_photo", args=args))
    assert served["Content-Disposition"].startswith("attachment")
    assert b"".join(served.streaming_content)[:2] == b"\xff\xd8"
    assert AccessLog.objects.filter(kind=AccessKind.DOWNLOAD).exists()
    for _ in range(2):
        assert client.post(reverse("units:remove_activity_photo", args=args)).status_code == 302
    assert client.get(reverse("units:activity_photo", args=args)).status_code == 404
    assert "Ibu-ibu memasak" not in client.get(activity.get_absolute_url()).content.decode()


def test_a_photo_belongs_to_its_activity_and_its_readers(as_role, activity, other_village, secretary):
    kept = add_activity_photo(activity, photo(), actor=secretary)
    other = ActivityFactory(care_unit=activity.care_unit)
    client, stranger = as_role(Role.SECRETARY), as_role(Role.SECRETARY, other_village)
    assert client.get(reverse("units:activity_photo", args=[other.pk, kept.pk])).status_code == 404
    assert stranger.get(reverse("units:activity_photo", args=[activity.pk, kept.pk])).status_code == 404
    assert stranger.post(reverse("units:remove_activity_photo", args=[activity.pk, kept.pk])).status_code == 404
    assert (
        as_role(Role.TKSK).post(reverse("units:remove_activity_photo", args=[activity.pk, kept.pk])).status_code == 403
    )


@pytest.mark.parametrize("content", [b"", b"<script>", b"%PDF-1.4\n1 0 obj\n<<>>\nstartxref\n0\n%%EOF"])
def test_what_is_no_photo_is_refused(as_role, activity, content):
    file = io.BytesIO(content)
    file.name = "foto.jpg"
    response = as_role(Role.SECRETARY).post(
        address("units:add_activity_photo", activity), {"form_token": uuid4(), "file": file}
    )
    assert response.status_code == 422
    assert not ActivityPhoto.objects.exists()


def test_ten_photos_are_enough(activity, secretary):
    kept = add_activity_photo(activity, photo(), actor=secretary)
    ActivityPhoto.objects.bulk_create(
        ActivityPhoto(activity=activity, file=kept.file, added_by=secretary) for _ in range(9)
    )
    with pytest.raises(DomainError, match="Paling banyak 10 foto"):
        add_activity_photo(activity, photo(), actor=secretary)
    remove_activity_photo(kept, actor=secretary)
    add_activity_photo(activity, photo(), actor=secretary)
