"""The social map as spreadsheets: institutions, services, needs and numbers of families, no family by name."""

from import_export import fields, resources

from institutions.enums import Sector
from institutions.figures import FEW


class MapResource(resources.Resource):
    """Rows of figures.with_services."""

    name = fields.Field("name", "Lembaga")
    kind = fields.Field("get_kind_display", "Jenis")
    place = fields.Field("place", "Wilayah layanan")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    services = fields.Field(column_name="Layanan")
    coordinates = fields.Field("coordinates", "Titik")

    def dehydrate_services(self, institution):
        return "; ".join(offer.name for offer in institution.given)


class UnmetResource(resources.Resource):
    """Rows of figures.unmet_needs."""

    problem = fields.Field("problem", "Masalah keluarga")
    village = fields.Field("village", "Desa")
    district = fields.Field("district", "Kecamatan")
    code = fields.Field("village_code", "Kode desa")
    families = fields.Field(column_name="Keluarga")
    provider = fields.Field(column_name="Penyedia")

    def dehydrate_families(self, need):
        return _told(need)

    def dehydrate_provider(self, need):
        return need.badge[2]


class MatrixResource(resources.Resource):
    """Rows of figures.matrix_rows: a column for each sector of services."""

    place = fields.Field("place", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region__pk", "Kode wilayah")
    kind = fields.Field("kind", "Jenis lembaga")
    institutions = fields.Field("institutions", "Lembaga")

    def __init__(self):
        super().__init__()
        self.fields |= {f"sector_{each}": fields.Field(f"services__{each.label}", each.label) for each in Sector}


class SpotResource(resources.Resource):
    """Rows of figures.family_spots."""

    place = fields.Field("place", "Tempat")
    village = fields.Field("village", "Desa")
    district = fields.Field("district", "Kecamatan")
    families = fields.Field(column_name="Keluarga")

    def dehydrate_families(self, spot):
        return _told(spot)


def _told(row):
    """A number that can be summed; what is hidden on the screen is hidden here too."""
    return row.count if row.families < FEW else row.families
