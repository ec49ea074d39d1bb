from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Lookup, Q

from regions.enums import PAPUA, Level, zone_name

VILLAGE_LENGTH = 13


@models.CharField.register_lookup
class Within(Lookup):
    """``code__within="53.01"``: the region itself and all below it, by one indexed prefix condition."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        return self._compare(compiler, connection, "LIKE", "%")

    def as_sqlite(self, compiler, connection):
        return self._compare(compiler, connection, "GLOB", "*")

    def _compare(self, compiler, connection, operator, anything):
        """Below a village there is nothing: equality, so that an index on (village, name) also gives the order."""
        left, params = self.process_lhs(compiler, connection)
        if len(self.rhs) == VILLAGE_LENGTH:
            return f"{left} = %s", [*params, self.rhs]
        return f"{left} {operator} %s", [*params, f"{self.rhs}{anything}"]


def in_regions(path, codes):
    """A condition: the region code at ``path`` lies in one of the subtrees. "" is the nation; no codes, nothing."""
    if "" in codes:
        return Q()
    return reduce(or_, (Q(**{f"{path}__within": code}) for code in codes), Q(pk__in=[]))


class RegionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Names of regions are public; only those in force are offered."""
        return self.filter(active=True) if user.is_authenticated else self.none()

    def villages(self):
        return self.filter(level=Level.VILLAGE)


class Region(models.Model):
    """Province, regency, district or village by its Kemendagri code; the code is the path: 53.01.05.2011."""

    code = models.CharField("kode", max_length=13, primary_key=True)
    name = models.CharField("nama", max_length=100)
    level = models.CharField("tingkat", max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name="induk")
    postcode = models.CharField("kode pos", max_length=5, blank=True)
    active = models.BooleanField("masih berlaku", default=True)
    source = models.CharField("sumber", max_length=80, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        ordering = ["code"]
        indexes = [models.Index(fields=["parent", "name"])]
        constraints = [models.CheckConstraint(name="region_level_known", condition=Q(level__in=Level.values))]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        """With the word that officials put before it: Desa Tablolong, Kecamatan Kupang Barat."""
        prefix = {
            Level.PROVINCE: "Provinsi ",
            Level.DISTRICT: "Distrik " if self.code[:2] in PAPUA else "Kecamatan ",
            Level.VILLAGE: "Kelurahan " if self.code[9:10] == "1" else "Desa ",
        }
        return prefix.get(self.level, "") + self.name

    @property
    def village_name(self):
        """For the column of villages in a list of regions of any level."""
        return self.full_name if self.level == Level.VILLAGE else ""

    @property
    def district_name(self):
        if self.level == Level.VILLAGE:
            return self.parent.full_name
        return self.full_name if self.level == Level.DISTRICT else ""

    @property
    def zone_name(self):
        return zone_name(self.code)

    @property
    def zone(self):
        return ZoneInfo(self.zone_name)
