"""Lists of the apps below this one as spreadsheets."""

from import_export import fields, resources


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


def _held(person):
    return [duty for duty in person.assignments.all() if not duty.is_over]


def _joined(names):
    return "; ".join(dict.fromkeys(filter(None, names)))
