"""Lists of the apps below this one as spreadsheets."""

from import_export import fields, resources

from exchange.enums import Verdict


class PersonResource(resources.Resource):
    name = fields.Field("name", "Nama")
    username = fields.Field("username", "Nama pengguna")
    duties = fields.Field(column_name="Peran")
    places = fields.Field(column_name="Wilayah")
    villages = fields.Field(column_name="Desa")
    districts = fields.Field(column_name="Kecamatan")
    last_login = fields.Field("last_login", "Terakhir masuk")
    state = fields.Field(column_name="Keadaan")

    def dehydrate_duties(self, person):
        return "; ".join(duty.title for duty in _held(person))

    def dehydrate_places(self, person):
        return "; ".join(duty.place for duty in _held(person))

    def dehydrate_villages(self, person):
        return _joined(duty.region.village_name for duty in _held(person) if duty.region_id)

    def dehydrate_districts(self, person):
        return _joined(duty.region.district_name for duty in _held(person) if duty.region_id)

    def dehydrate_state(self, person):
        return "Aktif" if person.is_active else "Nonaktif"


class ImportResource(resources.Resource):
    """Imports that were sent, with their rows by verdict: how many, never what stands in them."""

    file_name = fields.Field("file_name", "Berkas")
    kind = fields.Field("handler__title", "Jenis")
    state = fields.Field("get_state_display", "Keadaan")
    place = fields.Field("place", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    sent_at = fields.Field("sent_at", "Dikirim")
    owner = fields.Field("owner__name", "Pengirim")
    written_at = fields.Field("written_at", "Masuk")
    written_by = fields.Field("written_by__name", "Dimasukkan oleh")

    def __init__(self):
        super().__init__()
        self.fields |= {f"rows_{each}": fields.Field(f"counts__{each}", f"Baris {each.label}") for each in Verdict}


def _held(person):
    return [duty for duty in person.assignments.all() if not duty.is_over]


def _joined(names):
    return "; ".join(dict.fromkeys(filter(None, names)))
