"""The life of a month of the cash book (domain: fcu, Money) and of a stimulus proposal (domain: programmes)."""

from accounts.capabilities import Capability as C
from core.workflow import Step
from finance.enums import MonthState as M
from finance.enums import StimulusState as S

MONTH_STEPS = {
    "close": Step(
        "Tutup bulan ini", frozenset({M.OPEN}), M.CLOSED, C.KEEP_CASH_BOOK, tone="primary",
        title="Ditutup bendahara", mark=("wait", "lock"),
    ),
    "check": Step(
        "Sudah diperiksa", frozenset({M.CLOSED}), M.CHECKED, C.CHECK_CASH_BOOK, four_eyes=True, tone="primary",
        title="Diperiksa koordinator", mark=("ok", "ok"),
    ),
    "return": Step(
        "Kembalikan ke bendahara", frozenset({M.CLOSED}), M.OPEN, C.CHECK_CASH_BOOK, note_required=True,
        note_label="Yang perlu diperbaiki", four_eyes=True, title="Dikembalikan ke bendahara", mark=("bad", "back"),
    ),
}  # fmt: skip


def _return(state, capability):
    return Step(
        "Kembalikan ke FCU", frozenset(state), S.DRAFT, capability, note_required=True,
        note_label="Yang perlu diperbaiki", title="Dikembalikan ke FCU", mark=("bad", "back"),
    )  # fmt: skip


def _reject(state, capability):
    return Step(
        "Tolak", frozenset(state), S.REJECTED, capability, note_required=True, note_label="Alasan penolakan",
        tone="bad", title="Ditolak", mark=("bad", "stop"),
    )  # fmt: skip


STIMULUS_STEPS = {
    "submit": Step(
        "Ajukan ke kepala desa", frozenset({S.DRAFT}), S.SUBMITTED, C.PROPOSE_STIMULUS, tone="primary",
        title="Diajukan ke kepala desa", mark=("wait", "right"),
    ),
    "withdraw": Step(
        "Tarik usulan", frozenset({S.DRAFT, S.SUBMITTED, S.VOUCHED, S.RECOMMENDED, S.AGREED, S.VERIFIED, S.CONFIRMED}),
        S.WITHDRAWN, C.PROPOSE_STIMULUS, note_required=True, note_label="Alasan", title="Ditarik FCU",
        mark=("mute", "back"),
    ),
    "vouch": Step(
        "Data benar, beri surat pengantar", frozenset({S.SUBMITTED}), S.VOUCHED, C.VOUCH_STIMULUS, tone="primary",
        title="Dibenarkan kepala desa", mark=("ok", "tick"),
    ),
    "return_head": _return({S.SUBMITTED}, C.VOUCH_STIMULUS),
    "reject_head": _reject({S.SUBMITTED}, C.VOUCH_STIMULUS),
    "recommend": Step(
        "Dukung usulan", frozenset({S.VOUCHED}), S.RECOMMENDED, C.RECOMMEND_STIMULUS, tone="primary",
        title="Didukung TKSK", mark=("ok", "tick"),
    ),
    "return_tksk": _return({S.VOUCHED}, C.RECOMMEND_STIMULUS),
    "reject_tksk": _reject({S.VOUCHED}, C.RECOMMEND_STIMULUS),
    "agree": Step(
        "Mengetahui dan menyetujui", frozenset({S.RECOMMENDED}), S.AGREED, C.AGREE_STIMULUS, tone="primary",
        title="Disetujui camat", mark=("ok", "tick"),
    ),
    "return_camat": _return({S.RECOMMENDED}, C.AGREE_STIMULUS),
    "reject_camat": _reject({S.RECOMMENDED}, C.AGREE_STIMULUS),
    "verify": Step(
        "Sudah diverifikasi, minta provinsi", frozenset({S.AGREED}), S.VERIFIED, C.DECIDE_STIMULUS, tone="primary",
        title="Diverifikasi Dinas, dimintakan ke provinsi", mark=("info", "higher"),
    ),
    "confirm": Step(
        "Hasil verifikasi sesuai", frozenset({S.VERIFIED}), S.CONFIRMED, C.CONFIRM_STIMULUS, tone="primary",
        title="Diverifikasi provinsi", mark=("ok", "tick"),
    ),
    "confirm_by_letter": Step(
        "Catat surat provinsi", frozenset({S.VERIFIED}), S.CONFIRMED, C.DECIDE_STIMULUS, note_required=True,
        note_label="Nomor dan tanggal surat provinsi", title="Verifikasi provinsi dicatat dari suratnya",
        mark=("ok", "tick"),
    ),
    "return_province": Step(
        "Kembalikan ke Dinas", frozenset({S.VERIFIED}), S.AGREED, C.CONFIRM_STIMULUS, note_required=True,
        note_label="Yang perlu diperiksa lagi", title="Dikembalikan provinsi ke Dinas", mark=("bad", "back"),
    ),
    "approve": Step(
        "Setujui pembayaran", frozenset({S.CONFIRMED}), S.APPROVED, C.DECIDE_STIMULUS, tone="primary",
        title="Disetujui dibayar", mark=("ok", "tick"),
    ),
    "return_dinas": _return({S.AGREED, S.CONFIRMED}, C.DECIDE_STIMULUS),
    "reject_dinas": _reject({S.AGREED, S.VERIFIED, S.CONFIRMED, S.APPROVED}, C.DECIDE_STIMULUS),
    "pay": Step(
        "Catat pembayaran", frozenset({S.APPROVED}), S.PAID, C.DECIDE_STIMULUS, tone="primary",
        title="Dibayarkan ke rekening keluarga", mark=("live", "half"),
    ),
    "account": Step(
        "Kirim pertanggungjawaban", frozenset({S.PAID}), S.ACCOUNTED, C.PROPOSE_STIMULUS, tone="primary",
        title="Pertanggungjawaban dikirim", mark=("wait", "out"),
    ),
    "return_accounts": Step(
        "Kembalikan pertanggungjawaban", frozenset({S.ACCOUNTED}), S.PAID, C.DECIDE_STIMULUS, note_required=True,
        note_label="Yang perlu diperbaiki", title="Pertanggungjawaban dikembalikan", mark=("bad", "back"),
    ),
    "check": Step(
        "Bukti sesuai", frozenset({S.ACCOUNTED}), S.CHECKED, C.DECIDE_STIMULUS, tone="primary",
        title="Diperiksa Dinas", mark=("ok", "tick"),
    ),
    "report": Step(
        "Sudah dilaporkan", frozenset({S.CHECKED}), S.REPORTED, C.DECIDE_STIMULUS, tone="primary",
        title="Dilaporkan Dinas", mark=("ok", "ok"),
    ),
}  # fmt: skip

# On whose turn a proposal waits: who takes the step that leads on from its state.
STIMULUS_TURNS = {
    source: step.capability for step in STIMULUS_STEPS.values() if step.tone == "primary" for source in step.sources
}
