from django.db import models

from accounts.enums import Role


class VisitKind(models.TextChoices):
    """Guideline III.C.1."""

    SUPERVISION = "supervision", "Supervisi"
    MONITORING = "monitoring", "Monitoring"
    EVALUATION = "evaluation", "Evaluasi"


# Who holds a supervision (guideline III.C.1.1); monitoring and evaluation are also held by LK3 and TKSK.
SUPERVISORS = frozenset({Role.DINAS, Role.DINAS_PROVINCE, Role.MINISTRY})


class Aspect(models.TextChoices):
    """What a visit looks at (guideline III.C.1)."""

    CONCEPT = "concept", "Pemahaman konsep FCU"
    TASKS = "tasks", "Tugas"
    COMPETENCE = "competence", "Kompetensi"
    ADMINISTRATION = "administration", "Administrasi"
    ACTIVITIES = "activities", "Jenis kegiatan"
    STAGES = "stages", "Tahapan"
    OBSTACLES = "obstacles", "Hambatan"
    SUPPORTS = "supports", "Pendukung"
    PEOPLE = "people", "SDM"
    FACILITIES = "facilities", "Sarana dan prasarana"
    PROCESS = "process", "Proses"
    RESULT = "result", "Hasil"
    REMEDIES = "remedies", "Upaya mengatasi hambatan"
    NETWORK = "network", "Jejaring kerja"


A = Aspect
ASPECTS = {
    VisitKind.SUPERVISION: (A.CONCEPT, A.TASKS, A.COMPETENCE, A.ADMINISTRATION),
    VisitKind.MONITORING: (
        A.ACTIVITIES, A.STAGES, A.OBSTACLES, A.SUPPORTS, A.PEOPLE, A.FACILITIES, A.ADMINISTRATION,
    ),
    VisitKind.EVALUATION: (A.PROCESS, A.RESULT, A.SUPPORTS, A.OBSTACLES, A.REMEDIES, A.NETWORK),
}  # fmt: skip


class AnswerKind(models.TextChoices):
    SCALE = "scale", "Nilai 1 sampai 4"
    YES_NO = "yes_no", "Ya atau tidak"
    TEXT = "text", "Uraian"


class Scale(models.IntegerChoices):
    NOT_YET = 1, "Belum"
    LITTLE = 2, "Sebagian"
    FAIR = 3, "Cukup"
    GOOD = 4, "Baik"


class Repeat(models.TextChoices):
    """How a planned visit comes again, for a year."""

    ONCE = "once", "Sekali"
    MONTHLY = "monthly", "Setiap bulan, 12 kali"
    QUARTERLY = "quarterly", "Setiap 3 bulan, 4 kali"


class VisitState(models.TextChoices):
    DRAFT = "draft", "Sedang diisi"
    SENT = "sent", "Terkirim"


class FindingState(models.TextChoices):
    OPEN = "open", "Belum ditindaklanjuti"
    ANSWERED = "answered", "Dilaporkan selesai"
    DONE = "done", "Selesai"


FINDING_BADGES = {
    FindingState.OPEN: ("wait", "clock"),
    FindingState.ANSWERED: ("info", "right"),
    FindingState.DONE: ("ok", "ok"),
}
