"""Families with everybody in them, under the columns of the import: what is taken out can be put in again."""

from import_export import fields, resources

from core.formatting import ending
from families.enums import MASKED_NAME
from families.resources.people import COLUMNS

OF_THE_FAMILY = {
    "file_number", "family_card_number", "address", "hamlet", "rt", "rw", "phone", "latitude", "longitude",
}  # fmt: skip
NUMBERS = {"national_id", "family_card_number"}
ALIVE = "Hidup"


class MemberResource(resources.Resource):
    """Rows of FamilyMember with their family and its village. Numbers show their last four digits, unless ``full``."""

    def __init__(self, *, full=False, hides_names=False):
        super().__init__()
        self.full, self.hides_names = full, hides_names
        self.fields = {column.name: MemberField(self, column) for column in COLUMNS}
        self.fields["district"] = DistrictField(column_name="Kecamatan")


class MemberField(fields.Field):
    def __init__(self, resource, column):
        super().__init__(column_name=column.title)
        self.resource, self.name, self.field = resource, column.name, None

    def get_value(self, member):
        if self.name == "standing":
            return ALIVE
        if self.name == "village_name":
            return member.family.village.name
        if self.name == "name" and self.resource.hides_names:
            return MASKED_NAME
        record = member.family if self.name in OF_THE_FAMILY else member
        return self._told(record, getattr(record, self.name))

    def _told(self, record, value):
        if self.name in NUMBERS:
            return self._number(record, value)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "Ya" if value else "Tidak"
        if hasattr(record, f"get_{self.name}_display"):
            return getattr(record, f"get_{self.name}_display")()
        return value if self.name == "birth_date" else str(value)

    def _number(self, record, value):
        """A person without a NIK is found again by the number that we gave; a family by that of its file."""
        if not value:
            return record.temporary_number if self.name == "national_id" else ""
        return value if self.resource.full else ending(value)


class DistrictField(fields.Field):
    def get_value(self, member):
        return member.family.village.parent.name
