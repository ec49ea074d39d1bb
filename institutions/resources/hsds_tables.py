"""Which tables and columns of Open Referral HSDS 3.0 the directory fills, and how datapackage.json tells of them."""

from dataclasses import dataclass

PROFILE = "https://docs.openreferral.org/en/v3.0.0/"


@dataclass(frozen=True, slots=True)
class Column:
    """``refers`` names the table whose id stands here."""

    name: str
    type: str = "string"
    format: str = "default"
    required: bool = False
    unique: bool = False
    values: tuple = ()
    refers: str = ""

    @property
    def field(self):
        constraints = {"required": self.required, "unique": self.unique}
        if self.values:
            constraints["enum"] = list(self.values)
        return {"name": self.name, "type": self.type, "format": self.format, "constraints": constraints}


def must(name, **more):
    return Column(name, required=True, **more)


def key_to(table, name="", required=False):
    return Column(name or f"{table}_id", format="uuid", required=required, refers=table)


ID = must("id", format="uuid", unique=True)
KINDS_OF_PLACE = ("physical", "postal", "virtual")
STATES = ("active", "inactive", "defunct", "temporarily closed")

# table: (file, columns)
TABLES = {
    "organization": (
        "organizations.csv",
        (ID, must("name"), must("description"), Column("email", format="email"), Column("legal_status")),
    ),
    "organization_identifier": (
        "organization_identifiers.csv",
        (ID, key_to("organization", required=True), must("identifier_type"), must("identifier")),
    ),
    "service": (
        "services.csv",
        (
            ID,
            key_to("organization", required=True),
            must("name"),
            Column("description"),
            must("status", values=STATES),
            Column("fees_description"),
            Column("eligibility_description"),
            Column("assured_date", "date"),
        ),
    ),
    "location": (
        "locations.csv",
        (
            ID,
            must("location_type", values=KINDS_OF_PLACE),
            key_to("organization"),
            Column("name"),
            Column("description"),
            Column("latitude", "number"),
            Column("longitude", "number"),
            Column("external_identifier"),
            Column("external_identifier_type"),
        ),
    ),
    "address": (
        "addresses.csv",
        (
            ID,
            key_to("location"),
            must("address_1"),
            Column("address_2"),
            must("city"),
            Column("region"),
            must("state_province"),
            must("postal_code"),
            must("country"),
            must("address_type", values=KINDS_OF_PLACE),
        ),
    ),
    "phone": ("phones.csv", (ID, key_to("organization"), must("number"), Column("type"))),
    "service_at_location": (
        "service_at_location.csv",
        (ID, key_to("service", required=True), key_to("location", required=True)),
    ),
    "service_area": ("service_areas.csv", (ID, key_to("service"), Column("name"), Column("uri"))),
    "schedule": ("schedules.csv", (ID, key_to("service"), Column("description"))),
    "required_document": ("required_documents.csv", (ID, key_to("service"), Column("document"))),
    "cost_option": (
        "cost_options.csv",
        (
            ID,
            key_to("service", required=True),
            Column("currency"),
            Column("amount", "number"),
            Column("amount_description"),
        ),
    ),
    "taxonomy": ("taxonomies.csv", (ID, must("name"), must("description"))),
    "taxonomy_term": (
        "taxonomy_terms.csv",
        (
            ID,
            Column("code", unique=True),
            must("name"),
            must("description"),
            Column("taxonomy"),
            Column("language"),
            key_to("taxonomy"),
        ),
    ),
    "attribute": (
        "attributes.csv",
        (
            ID,
            must("link_id", format="uuid"),
            key_to("taxonomy_term", required=True),
            must("link_entity"),
        ),
    ),
}


def descriptor():
    """The content of datapackage.json."""
    return {
        "profile": "tabular-data-package",
        "name": "fcu-directory",
        "title": "Direktori lembaga dan layanan",
        "description": "Lembaga dan layanan sosial menurut Open Referral HSDS 3.0, tanpa data keluarga.",
        "version": "3.0.0",
        "homepage": PROFILE,
        "resources": [_resource(name, *table) for name, table in TABLES.items()],
    }


def _resource(name, path, columns):
    keys = [
        {"fields": column.name, "reference": {"resource": column.refers, "fields": "id"}}
        for column in columns
        if column.refers
    ]
    schema = {"fields": [column.field for column in columns], "primaryKey": "id"}
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }
