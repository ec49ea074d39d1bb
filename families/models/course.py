"""The life of a file: family cards, what happened to it as a whole, transfers between villages, merges."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from families.enums import OPEN_TRANSFERS, CloseReason, FileEventKind, TransferState
from families.workflow import SENDER_STEPS

TRANSFER_BADGES = {
    TransferState.REQUESTED: ("wait", "clock", "Diminta"),
    TransferState.RELEASED: ("info", "right", "Dilepas"),
    TransferState.ACCEPTED: ("ok", "ok", "Sudah pindah"),
    TransferState.REFUSED: ("bad", "stop", "Ditolak"),
    TransferState.WITHDRAWN: ("mute", "back", "Dibatalkan"),
}


class FamilyCard(models.Model):
    """A family card that the family had: numbers change when a card is issued anew."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="cards")
    number = models.CharField("No. KK", max_length=16)
    starts_on = models.DateField("sejak", default=timezone.localdate)
    ends_on = models.DateField("sampai", null=True, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Kartu Keluarga"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["number"])]
        constraints = [
            models.CheckConstraint(name="card_in_order", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
            models.UniqueConstraint(name="one_card_at_a_time", fields=["family"], condition=Q(ends_on=None)),
        ]

    def __str__(self):
        return f"Kartu Keluarga sejak {self.starts_on:%d-%m-%Y}"


class FileEvent(models.Model):
    """Append-only: what happened to the file as a whole, in which village, and with which other file."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="file_events")
    kind = models.CharField("apa", max_length=12, choices=FileEventKind)
    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    happened_on = models.DateField("tanggal", default=timezone.localdate)
    reason = models.CharField("sebab", max_length=12, choices=CloseReason, blank=True)
    other = models.ForeignKey("families.Family", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("catatan", max_length=300, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "perjalanan berkas"
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["village", "happened_on"])]
        constraints = [models.CheckConstraint(name="file_event_known", condition=Q(kind__in=FileEventKind.values))]

    def __str__(self):
        return f"{self.get_kind_display()} {self.happened_on:%d-%m-%Y}"


class TransferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those out of and into the villages where the user writes families."""
        if not user.is_authenticated:
            return self.none()
        sent = user.scope(Capability.CHANGE_FAMILIES, "from_village__code")
        return self.filter(sent | user.scope(Capability.CHANGE_FAMILIES, "to_village__code"))

    def open(self):
        return self.filter(state__in=OPEN_TRANSFERS)


class Transfer(models.Model):
    """A file on its way to another village: asked for by the receiver or sent, released, accepted.

    Until it is released the receiver knows no more of it than the village that holds it.
    """

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="transfers")
    from_village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa asal")
    to_village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa tujuan")
    state = models.CharField("keadaan", max_length=10, choices=TransferState)
    state_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    moved_on = models.DateField("tanggal pindah", null=True, blank=True)
    accepted_on = models.DateField("diterima", null=True, blank=True)  # since then it counts in the other village
    reason = models.CharField("alasan", max_length=300)
    old_file_number = models.CharField("nomor berkas lama", max_length=30, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "pindah desa"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["from_village", "state"]), models.Index(fields=["to_village", "state"])]
        constraints = [
            models.CheckConstraint(name="transfer_state_known", condition=Q(state__in=TransferState.values)),
            models.CheckConstraint(name="transfer_goes_elsewhere", condition=~Q(from_village=F("to_village"))),
            models.UniqueConstraint(
                name="one_open_transfer", fields=["family"], condition=Q(state__in=OPEN_TRANSFERS)
            ),
        ]

    def __str__(self):
        return f"Pindah desa {self.pk}"

    def get_absolute_url(self):
        return reverse("families:transfer", args=[self.pk])

    def allows(self, actor, step):
        """The sender releases and refuses, the receiver accepts and declines, each may take back its own."""
        side = self.from_village_id if step in SENDER_STEPS else self.to_village_id
        return actor.can(step.capability, side)

    @property
    def badge(self):
        return TRANSFER_BADGES[self.state]


class TransferEvent(StepEvent):
    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="transfer_event_once", fields=["transfer", "number"])]


class Merge(models.Model):
    """Two files of one family made one. What stood in both is kept, so that it can be undone for thirty days.

    ``moved``: model label → keys of the rows that went from ``absorbed`` to ``kept``; ``before`` and ``after``: the
    changed fields of the kept file and its members, as they were and as the merge left them.
    """

    kept = models.ForeignKey("families.Family", models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey("families.Family", models.PROTECT, related_name="merged_into")
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    merged_on = models.DateField(default=timezone.localdate)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "penggabungan berkas"
        ordering = ["-merged_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("absorbed"))),
            models.UniqueConstraint(name="absorbed_once", fields=["absorbed"], condition=Q(undone_on=None)),
        ]

    def __str__(self):
        return f"{self.absorbed_id} → {self.kept_id}"
