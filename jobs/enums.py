from django.db import models


class JobState(models.TextChoices):
    QUEUED = "queued", "Menunggu giliran"
    RUNNING = "running", "Sedang dikerjakan"
    DONE = "done", "Selesai"
    FAILED = "failed", "Gagal"
    CANCELLED = "cancelled", "Dibatalkan"


OPEN = (JobState.QUEUED, JobState.RUNNING)
# They may be tried again.
ENDED_BADLY = (JobState.FAILED, JobState.CANCELLED)

# Tone, icon and word of the badge on the screen.
BADGES = {
    JobState.QUEUED: ("wait", "clock", JobState.QUEUED.label),
    JobState.RUNNING: ("live", "half", JobState.RUNNING.label),
    JobState.DONE: ("ok", "ok", JobState.DONE.label),
    JobState.FAILED: ("bad", "stop", JobState.FAILED.label),
    JobState.CANCELLED: ("mute", "stop", JobState.CANCELLED.label),
}
