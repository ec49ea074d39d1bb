"""The referral chain (domain: referrals). Who may is a capability; whose turn it is, the model's ``allows`` says."""

from accounts.capabilities import Capability as C
from core.workflow import Step
from referrals.enums import DeclineReason, Desk, RejectReason
from referrals.enums import ReferralState as S

STEPS = {
    "submit": Step(
        "Ajukan ke TKSK", frozenset({S.DRAFT}), S.SUBMITTED, C.WRITE_REFERRALS, tone="primary",
        title="Diajukan ke TKSK", mark=("wait", "right"),
    ),
    "approve": Step(
        "Setujui ke penyedia", frozenset({S.SUBMITTED}), S.PLACED, C.DECIDE_REFERRALS, four_eyes=True, tone="primary",
        title="Disetujui TKSK, ditempatkan pada penyedia", mark=("ok", "tick"),
    ),
    "escalate": Step(
        "Teruskan ke LK3", frozenset({S.SUBMITTED}), S.ESCALATED, C.DECIDE_REFERRALS, note_required=True,
        note_label="Mengapa diteruskan", four_eyes=True, title="Diteruskan ke LK3", mark=("info", "higher"),
    ),
    "return": Step(
        "Kembalikan ke FCU", frozenset({S.SUBMITTED}), S.DRAFT, C.DECIDE_REFERRALS, note_required=True,
        note_label="Yang perlu dilengkapi", four_eyes=True, title="Dikembalikan ke FCU", mark=("wait", "back"),
    ),
    "reject": Step(
        "Tolak", frozenset({S.SUBMITTED}), S.REJECTED, C.DECIDE_REFERRALS, note_required=True,
        note_label="Penjelasan penolakan", four_eyes=True, tone="bad", reasons=RejectReason, title="Ditolak",
        mark=("bad", "stop"),
    ),
    "place": Step(
        "Tempatkan pada penyedia", frozenset({S.ESCALATED}), S.PLACED, C.PLACE_REFERRALS, four_eyes=True,
        tone="primary", title="Ditempatkan LK3 pada penyedia", mark=("ok", "tick"),
    ),
    "send_back": Step(
        "Kembalikan ke TKSK", frozenset({S.ESCALATED}), S.SUBMITTED, C.PLACE_REFERRALS, note_required=True,
        note_label="Catatan untuk TKSK", four_eyes=True, title="Dikembalikan ke TKSK", mark=("wait", "back"),
    ),
    "place_again": Step(
        "Tempatkan pada penyedia lain", frozenset({S.DECLINED}), S.PLACED, C.DECIDE_REFERRALS, four_eyes=True,
        tone="primary", title="Ditempatkan pada penyedia lain", mark=("ok", "right"),
    ),
    "place_again_regency": Step(
        "Tempatkan pada penyedia lain", frozenset({S.DECLINED}), S.PLACED, C.PLACE_REFERRALS, four_eyes=True,
        tone="primary", title="Ditempatkan pada penyedia lain", mark=("ok", "right"),
    ),
    "escalate_declined": Step(
        "Teruskan ke LK3", frozenset({S.DECLINED}), S.ESCALATED, C.DECIDE_REFERRALS, note_required=True,
        note_label="Mengapa diteruskan", four_eyes=True, title="Diteruskan ke LK3", mark=("info", "higher"),
    ),
    "rise": Step(
        "Naik ke LK3 karena waktu", frozenset({S.SUBMITTED, S.DECLINED}), S.ESCALATED, None,
        title="Naik ke LK3, dua kali batas waktu terlewat", mark=("bad", "higher"),
    ),
    "accept": Step(
        "Terima", frozenset({S.PLACED}), S.ACCEPTED, C.ANSWER_REFERRALS, tone="primary", title="Diterima penyedia",
        mark=("ok", "calok"),
    ),
    "decline": Step(
        "Tidak dapat menerima", frozenset({S.PLACED}), S.DECLINED, C.ANSWER_REFERRALS, note_label="Penjelasan",
        tone="bad", reasons=DeclineReason, title="Tidak diterima penyedia", mark=("bad", "x"),
    ),
    "start": Step(
        "Mulai layanan", frozenset({S.ACCEPTED}), S.IN_SERVICE, C.ANSWER_REFERRALS, tone="primary",
        title="Layanan dimulai", mark=("live", "half"),
    ),
    "complete": Step(
        "Kirim rujukan balik", frozenset({S.IN_SERVICE}), S.COMPLETED, C.ANSWER_REFERRALS, note_required=True,
        note_label="Apa yang diberikan", tone="primary", title="Rujukan balik dilaporkan", mark=("ok", "ok"),
    ),
    "close": Step(
        "Tutup rujukan", frozenset({S.COMPLETED}), S.CLOSED, C.WRITE_REFERRALS, note_required=True,
        note_label="Keadaan keluarga sekarang", tone="primary", title="Ditutup setelah kunjungan", mark=("ok", "lock"),
    ),
    "refer_again": Step(
        "Rujuk lagi", frozenset({S.COMPLETED}), S.SUBMITTED, C.WRITE_REFERRALS, note_required=True,
        note_label="Mengapa perlu dirujuk lagi", title="Dirujuk lagi", mark=("info", "refer"),
    ),
    "withdraw": Step(
        "Tarik rujukan", frozenset({S.DRAFT, S.SUBMITTED, S.ESCALATED, S.PLACED, S.DECLINED}), S.WITHDRAWN,
        C.WRITE_REFERRALS, note_required=True, note_label="Alasan ditarik", tone="bad", title="Ditarik",
        mark=("bad", "back"),
    ),
}  # fmt: skip

# Who has the file on the desk; an ended one lies on none.
DESKS = {
    S.DRAFT: Desk.UNIT,
    S.SUBMITTED: Desk.DISTRICT,
    S.ESCALATED: Desk.REGENCY,
    S.DECLINED: Desk.PLACER,
    S.PLACED: Desk.PROVIDER,
    S.ACCEPTED: Desk.PROVIDER,
    S.IN_SERVICE: Desk.PROVIDER,
    S.COMPLETED: Desk.UNIT,
}

# Working days that a file may stay in a state; the second figure holds for emergencies. A regency may set its own.
TIME_LIMITS = {
    S.SUBMITTED: (3, 1),
    S.ESCALATED: (5, 1),
    S.DECLINED: (3, 1),
    S.PLACED: (7, 2),
    S.ACCEPTED: (30, 30),
    S.IN_SERVICE: (30, 30),
    S.COMPLETED: (14, 14),
}
