"""The life of one import: nothing is written before ``confirm``, and what was written can be taken back."""

from core.workflow import Step
from exchange.enums import BatchState as B

# Who may is a matter of the kind of import: models.ImportBatch.allows asks for the capability of what it writes.
OWN = "own"

STEPS = {
    "read": Step(
        "Baca berkas lagi", frozenset({B.MAPPING, B.READY, B.UNREADABLE}), B.READING, OWN, title="Dibaca lagi",
    ),
    "confirm": Step(
        "Masukkan ke data", frozenset({B.READY}), B.WRITING, OWN, tone="primary", title="Dimasukkan",
        mark=("ok", "ok"),
    ),
    "discard": Step(
        "Buang impor ini", frozenset({B.READING, B.UNREADABLE, B.MAPPING, B.READY}), B.DISCARDED, OWN, title="Dibuang",
        mark=("mute", "x"),
    ),
    "expire": Step(
        "Terlalu lama", frozenset({B.UNREADABLE, B.MAPPING, B.READY}), B.DISCARDED, None, title="Dibuang karena lama",
    ),
    "back_to_preview": Step(
        "Kembali ke pratinjau", frozenset({B.WRITING}), B.READY, OWN, title="Kembali ke pratinjau",
    ),
    "keep": Step("Biarkan seperti sekarang", frozenset({B.UNDOING}), B.DONE, OWN, title="Pembatalan dihentikan"),
    "undo": Step(
        "Batalkan impor ini", frozenset({B.DONE}), B.UNDOING, OWN, tone="bad", title="Dibatalkan",
        mark=("bad", "back"),
    ),
    "found_unreadable": Step("Tidak terbaca", frozenset({B.READING}), B.UNREADABLE, None, title="Tidak terbaca"),
    "ask_columns": Step("Tanyakan kolom", frozenset({B.READING}), B.MAPPING, None, title="Kolom ditanyakan"),
    "found_ready": Step("Pratinjau siap", frozenset({B.READING}), B.READY, None, title="Pratinjau siap"),
    "overtaken": Step("Data berubah", frozenset({B.WRITING}), B.READING, None, title="Data berubah, dibaca lagi"),
    "written": Step("Selesai masuk", frozenset({B.WRITING}), B.DONE, None, title="Sudah masuk", mark=("ok", "ok")),
    "undone": Step("Selesai dibatalkan", frozenset({B.UNDOING}), B.UNDONE, None, title="Dibatalkan"),
}  # fmt: skip
