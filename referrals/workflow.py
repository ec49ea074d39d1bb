"""The referral chain (domain: referrals). Who may is a capability; whose turn it is, the model's ``allows`` says."""

from accounts.capabilities import Capability as C
from core.workflow import Step
from referrals.enums import ReferralState as S

STEPS = {
    "submit": Step("Ajukan ke TKSK", frozenset({S.DRAFT}), S.SUBMITTED, C.WRITE_REFERRALS, tone="primary"),
    "approve": Step(
        "Setujui ke penyedia", frozenset({S.SUBMITTED}), S.PLACED, C.DECIDE_REFERRALS, four_eyes=True, tone="primary",
    ),
    "escalate": Step(
        "Teruskan ke LK3", frozenset({S.SUBMITTED}), S.ESCALATED, C.DECIDE_REFERRALS, note_required=True,
        note_label="Mengapa diteruskan", four_eyes=True,
    ),
    "return": Step(
        "Kembalikan ke FCU", frozenset({S.SUBMITTED}), S.DRAFT, C.DECIDE_REFERRALS, note_required=True,
        note_label="Yang perlu dilengkapi", four_eyes=True,
    ),
    "reject": Step(
        "Tolak", frozenset({S.SUBMITTED}), S.REJECTED, C.DECIDE_REFERRALS, note_required=True,
        note_label="Alasan ditolak", four_eyes=True, tone="bad",
    ),
    "place": Step(
        "Tempatkan pada penyedia", frozenset({S.ESCALATED}), S.PLACED, C.PLACE_REFERRALS, four_eyes=True,
        tone="primary",
    ),
    "send_back": Step(
        "Kembalikan ke TKSK", frozenset({S.ESCALATED}), S.SUBMITTED, C.PLACE_REFERRALS, note_required=True,
        note_label="Catatan untuk TKSK", four_eyes=True,
    ),
    "place_again": Step(
        "Tempatkan pada penyedia lain", frozenset({S.DECLINED}), S.PLACED, C.DECIDE_REFERRALS, four_eyes=True,
        tone="primary",
    ),
    "place_again_regency": Step(
        "Tempatkan pada penyedia lain", frozenset({S.DECLINED}), S.PLACED, C.PLACE_REFERRALS, four_eyes=True,
        tone="primary",
    ),
    "escalate_declined": Step(
        "Teruskan ke LK3", frozenset({S.DECLINED}), S.ESCALATED, C.DECIDE_REFERRALS, note_required=True,
        note_label="Mengapa diteruskan", four_eyes=True,
    ),
    "accept": Step("Terima", frozenset({S.PLACED}), S.ACCEPTED, C.ANSWER_REFERRALS, tone="primary"),
    "decline": Step(
        "Tidak dapat menerima", frozenset({S.PLACED}), S.DECLINED, C.ANSWER_REFERRALS, note_required=True,
        note_label="Alasan", tone="bad",
    ),
    "start": Step("Mulai layanan", frozenset({S.ACCEPTED}), S.IN_SERVICE, C.ANSWER_REFERRALS, tone="primary"),
    "complete": Step(
        "Kirim rujukan balik", frozenset({S.IN_SERVICE}), S.COMPLETED, C.ANSWER_REFERRALS, note_required=True,
        note_label="Apa yang diberikan", tone="primary",
    ),
    "close": Step(
        "Tutup rujukan", frozenset({S.COMPLETED}), S.CLOSED, C.WRITE_REFERRALS, note_required=True,
        note_label="Keadaan keluarga sekarang", tone="primary",
    ),
    "refer_again": Step(
        "Rujuk lagi", frozenset({S.COMPLETED}), S.SUBMITTED, C.WRITE_REFERRALS, note_required=True,
        note_label="Mengapa perlu dirujuk lagi",
    ),
    "withdraw": Step(
        "Tarik rujukan", frozenset({S.DRAFT, S.SUBMITTED, S.ESCALATED, S.PLACED, S.DECLINED}), S.WITHDRAWN,
        C.WRITE_REFERRALS, note_required=True, note_label="Alasan ditarik", tone="bad",
    ),
}  # fmt: skip

# Working days that a file may stay in a state; the second figure holds for emergencies.
TIME_LIMITS = {
    S.SUBMITTED: (3, 1),
    S.ESCALATED: (5, 1),
    S.DECLINED: (3, 1),
    S.PLACED: (7, 2),
    S.ACCEPTED: (30, 30),
    S.IN_SERVICE: (30, 30),
    S.COMPLETED: (14, 14),
}
