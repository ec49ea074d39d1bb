"""The lists of referrals as files: they say what the screen says, to whom the screen says it."""

import pytest
from django.urls import reverse

from cases.models import Case
from referrals.enums import ReferralState
from tests.factories.exports import csv_rows

pytestmark = pytest.mark.django_db
S = ReferralState


def rows_of(client, name, **asked):
    response = client.get(reverse(f"referrals:{name}"), {"format": "csv", **asked})
    heads, *rows = csv_rows(b"".join(response))
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_file_has_the_filters_of_the_list(chain, file_in, as_user):
    file_in(S.SUBMITTED, need="Alat bantu dengar", sector="health")
    file_in(S.REJECTED, need="Modal usaha", sector="economy")
    [row] = rows_of(as_user(chain.secretary), "export", bidang="health")
    assert (row["Kebutuhan"], row["Keluarga"]) == ("Alat bantu dengar", str(chain.family))
    assert (row["Desa"], row["Kecamatan"]) == ("Desa Tablolong", "Kecamatan Kupang Barat")


def test_names_of_sensitive_cases_stay_out_of_files(chain, file_in, as_user):
    file_in(S.SUBMITTED)
    Case.objects.filter(pk=chain.case.pk).update(sensitive=True)
    for name in ("export", "export_waiting"):
        [row] = rows_of(as_user(chain.tksk), name)
        assert row["Keluarga"] == "Nama disamarkan"


def test_a_provider_takes_no_names_along(chain, file_in, as_user):
    file_in(S.PLACED)
    [row] = rows_of(as_user(chain.provider), "export")
    assert row["Keluarga"] == ""


def test_the_desk_has_files_of_its_queue_and_of_what_is_placed(chain, file_in, as_user):
    waiting, placed = file_in(S.SUBMITTED), file_in(S.PLACED)
    client = as_user(chain.tksk)
    assert [row["Nomor surat"] for row in rows_of(client, "export_waiting")] == [waiting.number]
    assert [row["Nomor surat"] for row in rows_of(client, "export_at_providers")] == [placed.number]
    assert 'href="/rujukan/menunggu/unduh/"' in client.get(reverse("referrals:list")).content.decode()
    assert as_user(chain.secretary).get(reverse("referrals:export_waiting")).status_code == 403
