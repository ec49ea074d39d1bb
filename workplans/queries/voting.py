"""The meeting at which a stage votes: how many were there, and whether votes can be counted."""

from dataclasses import dataclass

from workplans.enums import ASSESSING, OPEN_STATES, StageState

NOT_ASSESSING = "Suara warga hanya dihitung pada tahap asesmen serta identifikasi kebutuhan dan sumber."
NOT_BEGUN = "Tahap ini belum dimulai. Mulai dahulu tahapnya, lalu hitung suaranya."
TOLD = "Laporan tahap ini sudah dikirim, jadi suaranya tidak bisa diubah lagi."
NO_MEETING = "Pilih dahulu pertemuan tahap ini, lengkap dengan daftar hadirnya."
PLANNED = "Pertemuan tahap ini baru direncanakan. Catat hasil dan daftar hadirnya dahulu."
NOBODY = "Pertemuan tahap ini belum punya daftar hadir. Catat dahulu siapa yang hadir."


@dataclass(frozen=True, slots=True)
class Hall:
    """``closed_because``: why votes cannot be counted now, in words for the user; empty when they can."""

    attended: int
    closed_because: str

    @classmethod
    def of(cls, stage):
        held = stage.meeting and not stage.meeting.is_planned
        attended = stage.meeting.attendances.count() if held else 0
        return cls(attended, _closed_because(stage, attended))


def _closed_because(stage, attended):
    if stage.code not in ASSESSING:
        return NOT_ASSESSING
    if stage.state not in OPEN_STATES:
        return NOT_BEGUN if stage.state == StageState.WAITING else TOLD
    if stage.meeting is None:
        return NO_MEETING
    if stage.meeting.is_planned:
        return PLANNED
    return "" if attended else NOBODY
