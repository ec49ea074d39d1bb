from django.db import models


class StageCode(models.TextChoices):
    """The seven stages (seed 000, A). The code stays when a regency rewords a stage or moves it."""

    APPROACH = "approach", "Pendekatan awal"
    PREPARATION = "preparation", "Persiapan sosial"
    ASSESSMENT = "assessment", "Asesmen sosial"
    NEEDS = "needs", "Identifikasi kebutuhan dan sumber"
    DESIGN = "design", "Merancang aksi sosial"
    ACTION = "action", "Proses aksi sosial"
    EVALUATION = "evaluation", "Evaluasi dan tindak lanjut"


# What a stage works on besides its steps.
ASSESSING = {StageCode.ASSESSMENT, StageCode.NEEDS}
ACTION_PLANNING = {StageCode.ASSESSMENT, StageCode.DESIGN, StageCode.ACTION, StageCode.EVALUATION}
# The two that a regency may let change places.
SWAPPABLE = (StageCode.ASSESSMENT, StageCode.NEEDS)


class StepKind(models.TextChoices):
    """What kind of work a step is: the kinds but ``work`` are done by what is recorded of the stage."""

    MEETING = "meeting", "Pertemuan"
    TELLING_BACK = "telling_back", "Penyampaian kembali notulen"
    MINUTES = "minutes", "Notulen"
    REPORT = "report", "Laporan"
    WORK = "work", "Kerja bersama"


class PartyGroup(models.TextChoices):
    """Who is to be involved (seed 000, B)."""

    TARGET = "target", "Keluarga sasaran"
    COMMUNITY = "community", "Masyarakat"
    GOVERNMENT = "government", "Pemerintah daerah"


class PlanState(models.TextChoices):
    RUNNING = "running", "Berjalan"
    STOPPED = "stopped", "Dihentikan"
    CLOSED = "closed", "Selesai"


class StageState(models.TextChoices):
    WAITING = "waiting", "Belum mulai"
    UNDER_WAY = "under_way", "Berjalan"
    REPORTED = "reported", "Menunggu TKSK"
    RETURNED = "returned", "Dikembalikan TKSK"
    ACCEPTED = "accepted", "Diterima TKSK"


# A report of these lies with the TKSK, or is through.
TOLD_STATES = (StageState.REPORTED, StageState.ACCEPTED)
# Work of a stage is written in these.
OPEN_STATES = (StageState.UNDER_WAY, StageState.RETURNED)

PLAN_BADGES = {
    PlanState.RUNNING: ("live", "half"), PlanState.STOPPED: ("mute", "stop"), PlanState.CLOSED: ("ok", "ok"),
}  # fmt: skip
STAGE_BADGES = {
    StageState.WAITING: ("mute", "ring"), StageState.UNDER_WAY: ("live", "half"), StageState.REPORTED: ("wait", "out"),
    StageState.RETURNED: ("bad", "back"), StageState.ACCEPTED: ("ok", "ok"),
}  # fmt: skip


class FollowUp(models.TextChoices):
    """What comes after the seventh stage."""

    NEXT_PLAN = "next_plan", "Rencana kerja berikutnya"
    AGENDA = "agenda", "Dilanjutkan dalam agenda kerja tahunan"
    BOTH = "both", "Rencana kerja berikutnya dan agenda kerja tahunan"


class Gravity(models.IntegerChoices):
    """How grave a need is for those it meets, as the residents say."""

    LIGHT = 1, "Ringan"
    MIDDLING = 2, "Sedang"
    GRAVE = 3, "Berat"


class NeedAnswer(models.TextChoices):
    """What becomes of a need without a source in the village."""

    REFERRAL = "referral", "Dirujuk"
    ADVOCACY = "advocacy", "Diadvokasikan"


class SourceKind(models.TextChoices):
    PEOPLE = "people", "Orang"
    INSTITUTION = "institution", "Lembaga"
    FUNDS = "funds", "Dana"
    NATURE = "nature", "Alam"
