from django.db import models


class BatchState(models.TextChoices):
    READING = "reading", "Sedang dibaca"
    UNREADABLE = "unreadable", "Tidak terbaca"
    MAPPING = "mapping", "Kolom perlu dicocokkan"
    READY = "ready", "Siap dimasukkan"
    WRITING = "writing", "Sedang dimasukkan"
    DONE = "done", "Sudah masuk"
    UNDOING = "undoing", "Sedang dibatalkan"
    UNDONE = "undone", "Dibatalkan"
    DISCARDED = "discarded", "Dibuang"


# A job works on it now.
WORKING = (BatchState.READING, BatchState.WRITING, BatchState.UNDOING)
# Nothing was written, and it can still be.
OPEN = (BatchState.READING, BatchState.UNREADABLE, BatchState.MAPPING, BatchState.READY)

BADGES = {
    BatchState.READING: ("live", "half"),
    BatchState.UNREADABLE: ("bad", "stop"),
    BatchState.MAPPING: ("wait", "table"),
    BatchState.READY: ("info", "eye"),
    BatchState.WRITING: ("live", "half"),
    BatchState.DONE: ("ok", "ok"),
    BatchState.UNDOING: ("live", "half"),
    BatchState.UNDONE: ("mute", "back"),
    BatchState.DISCARDED: ("mute", "x"),
}


class Verdict(models.TextChoices):
    """What becomes of a row of the file."""

    NEW = "new", "Baru"
    CHANGED = "changed", "Berubah"
    SAME = "same", "Sama"
    DOUBTFUL = "doubtful", "Meragukan"
    WRONG = "wrong", "Salah"
    LEFT = "left", "Dilewati"


VERDICT_BADGES = {
    Verdict.NEW: ("ok", "plus"),
    Verdict.CHANGED: ("info", "pen"),
    Verdict.SAME: ("mute", "tick"),
    Verdict.DOUBTFUL: ("wait", "warn"),
    Verdict.WRONG: ("bad", "stop"),
    Verdict.LEFT: ("mute", "right"),
}


class Decision(models.TextChoices):
    """On a doubtful row: it goes in, or stays out."""

    TAKE = "take", "Masukkan"
    LEAVE = "leave", "Jangan masukkan"
