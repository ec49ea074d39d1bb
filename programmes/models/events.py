"""Events of the tiers: who brought the FCU's idea and skills to whom (guideline II.F.2–5)."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from institutions.enums import PaperKind
from programmes.enums import EventKind, EventLevel, EventState
from regions.models import in_regions
from regions.queries import path_codes

SOMEBODY_CAME = Q(men__gt=0) | Q(women__gt=0)
BADGES = {
    EventState.PLANNED: ("wait", "cal"),
    EventState.UNRECORDED: ("bad", "warn"),
    EventState.HELD: ("ok", "ok"),
    EventState.CALLED_OFF: ("mute", "stop"),
}


class TierEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those held in one's regions, those that reached a place of one's own or a region that it lies in, and the
        nation's."""
        codes = user.codes(Capability.SEE_PROGRAMMES) if user.is_authenticated else ()
        if not codes:
            return self.none()
        if "" in codes:
            return self
        above = {each for code in codes for each in path_codes(code)}
        reached = EventReach.objects.filter(in_regions("region__code", codes) | Q(region__in=above))
        return self.filter(in_regions("region__code", codes) | Q(pk__in=reached.values("event")) | Q(region=None))

    def held(self):
        return self.filter(SOMEBODY_CAME, called_off_because="")

    def planned(self):
        return self._without_result().filter(held_on__gte=timezone.localdate())

    def unrecorded(self):
        """Their day is over and nobody wrote who came."""
        return self._without_result().filter(held_on__lt=timezone.localdate())

    def called_off(self):
        return self.exclude(called_off_because="")

    def _without_result(self):
        return self.filter(men=0, women=0, called_off_because="")

    def with_open_follow_up(self):
        return self.held().filter(follow_up_done=None).exclude(follow_up="")


@auditlog.register(exclude_fields=["version"])
class TierEvent(models.Model):
    """``region`` is that of the tier which held it; None: the centre, for the nation."""

    kind = models.CharField("jenis", max_length=14, choices=EventKind)
    level = models.CharField("tingkat", max_length=10, choices=EventLevel)
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah"
    )
    title = models.CharField("judul", max_length=150)
    held_on = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=120)
    held_by = models.CharField("penyelenggara", max_length=150)
    speakers = models.TextField("pemberi materi dan materinya", max_length=1500, blank=True)
    subjects = models.TextField("pokok bahasan", max_length=1500)
    men = models.PositiveIntegerField("laki-laki", default=0)
    women = models.PositiveIntegerField("perempuan", default=0)
    evaluation = models.TextField("evaluasi", max_length=2000, blank=True)
    follow_up = models.CharField("tindak lanjut", max_length=300, blank=True)
    follow_up_by = models.CharField("oleh", max_length=120, blank=True)
    follow_up_due = models.DateField("paling lambat", null=True, blank=True)
    follow_up_done = models.DateField("selesai", null=True, blank=True)
    called_off_because = models.CharField("sebab dibatalkan", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = TierEventQuerySet.as_manager()

    class Meta:
        verbose_name = "kegiatan berjenjang"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="tier_event_kind_known", condition=Q(kind__in=EventKind.values)),
            models.CheckConstraint(name="tier_event_level_known", condition=Q(level__in=EventLevel.values)),
            models.CheckConstraint(
                name="tier_event_region_unless_centre",
                condition=Q(level=EventLevel.CENTRE, region=None)
                | (~Q(level=EventLevel.CENTRE) & Q(region__isnull=False)),
            ),
            models.CheckConstraint(
                name="tier_event_called_off_without_guests",
                condition=Q(called_off_because="") | Q(men=0, women=0),
            ),
            models.CheckConstraint(
                name="tier_event_follow_up_said",
                condition=~Q(follow_up="") | Q(follow_up_by="", follow_up_due=None, follow_up_done=None),
            ),
            models.CheckConstraint(
                name="tier_event_follow_up_after_event",
                condition=(Q(follow_up_due=None) | Q(follow_up_due__gte=models.F("held_on")))
                & (Q(follow_up_done=None) | Q(follow_up_done__gte=models.F("held_on"))),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programmes:event", args=[self.pk])

    @property
    def people(self):
        return self.men + self.women

    @property
    def state(self):
        if self.called_off_because:
            return EventState.CALLED_OFF
        if self.people:
            return EventState.HELD
        return EventState.UNRECORDED if self.held_on < timezone.localdate() else EventState.PLANNED

    @property
    def badge(self):
        tone, icon = BADGES[self.state]
        return tone, icon, self.state.label

    @property
    def scope_label(self):
        return self.region.full_name if self.region else "Seluruh Indonesia"

    @property
    def follow_up_is_late(self):
        due = self.follow_up_due
        return bool(self.follow_up and due) and self.follow_up_done is None and due < timezone.localdate()


class EventReach(models.Model):
    """A kecamatan or village whose people took part."""

    event = models.ForeignKey(TierEvent, models.CASCADE, related_name="reached")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")

    class Meta:
        verbose_name = "wilayah terjangkau"
        constraints = [models.UniqueConstraint(name="reached_once", fields=["event", "region"])]

    def __str__(self):
        return str(self.region)


class EventGuest(models.Model):
    """An institution or a person of standing as it was written, and how many came with them. ``institution`` where the
    directory has exactly one of that name."""

    event = models.ForeignKey(TierEvent, models.CASCADE, related_name="guests")
    institution = models.ForeignKey(
        "institutions.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lembaga"
    )
    name = models.CharField("nama lembaga atau tokoh", max_length=150)
    people = models.PositiveIntegerField("orang", default=1)

    class Meta:
        verbose_name = "peserta"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="event_guest_once", fields=["event", "name"]),
            models.CheckConstraint(name="event_guest_somebody", condition=Q(people__gt=0)),
        ]

    def __str__(self):
        return str(self.institution) if self.institution_id else self.name


class EventPaper(models.Model):
    event = models.ForeignKey(TierEvent, models.CASCADE, related_name="papers")
    kind = models.CharField("jenis", max_length=10, choices=PaperKind)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField("keterangan", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "berkas kegiatan"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="event_paper_kind_known", condition=Q(kind__in=PaperKind.values))]

    def __str__(self):
        return self.caption or str(self.file)
