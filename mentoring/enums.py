from django.db import models


class CandidateState(models.TextChoices):
    LISTED = "listed", "Calon"
    PROPOSED = "proposed", "Diusulkan diskusi kelompok"
    CONSENTED = "consented", "Bersedia"
    DECLINED = "declined", "Tidak bersedia"
    ESTABLISHED = "established", "Ditetapkan"
    DROPPED = "dropped", "Tidak dilanjutkan"


ENDED_CANDIDATES = frozenset({CandidateState.DECLINED, CandidateState.ESTABLISHED, CandidateState.DROPPED})


class TrainingMethod(models.TextChoices):
    """How a subject was given (guideline III.B.5.3)."""

    PRESENTATION = "presentation", "Ceramah"
    DISCUSSION = "discussion", "Diskusi"
    ROLE_PLAY = "role_play", "Bermain peran"


class Topic(models.TextChoices):
    SOCIAL = "social", "Sosial"
    ECONOMIC = "economic", "Ekonomi"
    HEALTH = "health", "Kesehatan"
    EDUCATION = "education", "Pendidikan"
    SPIRITUAL = "spiritual", "Spiritual"


class MentorshipEnd(models.TextChoices):
    CHANGED = "changed", "Ganti keluarga pionir"
    GRADUATED = "graduated", "Lulus menjadi keluarga pionir"
    TERMINATED = "terminated", "Terminasi"
    MOVED = "moved", "Keluarga pindah"
    WITHDRAWN = "withdrawn", "Keluarga menarik kesediaan"
    CLOSED = "closed", "Berkas keluarga ditutup"


class TaskState(models.TextChoices):
    OPEN = "open", "Belum selesai"
    DONE = "done", "Selesai"
    DROPPED = "dropped", "Tidak jadi"


class Doer(models.TextChoices):
    """Who does what was agreed at a visit."""

    PLASMA = "plasma", "Keluarga plasma"
    PIONEER = "pioneer", "Keluarga pionir"
    UNIT = "unit", "FCU"


class TerminationWay(models.TextChoices):
    NEW_PLAN = "new_plan", "Rencana baru"
    REFERRAL = "referral", "Dirujuk ke layanan yang lebih sesuai"


class WatchResult(models.TextChoices):
    """What became of a graduated family in its 12 months of watch."""

    RUNNING = "running", "Masih dipantau"
    STEADY = "steady", "Tetap mandiri"
    RELAPSED = "relapsed", "Kembali menjadi keluarga plasma"
