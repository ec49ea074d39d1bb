from dataclasses import dataclass

from django.urls import reverse

from accounts.capabilities import Capability as C


@dataclass(frozen=True, slots=True)
class Shortcut:
    label: str
    icon: str
    url: str


SHORTCUTS = (
    (C.CHANGE_CASES, "Catat penerimaan", "chat", "cases:record_intake"),
    (C.CHANGE_FAMILIES, "Tambah keluarga", "plus", "families:add"),
    (C.DECIDE_REFERRALS, "Meja rujukan", "refer", "referrals:list"),
    (C.PLACE_REFERRALS, "Meja rujukan", "refer", "referrals:list"),
    (C.SEE_CASES, "Lihat kasus", "case", "cases:list"),
    (C.CHANGE_INSTITUTIONS, "FCU dan rapat", "inst", "units:list"),
    (C.DOWNLOAD_REPORTS, "Unduh laporan", "down", "reporting:downloads"),
    (C.SEE_REPORTS, "Laporan", "report", "reporting:list"),
    (C.SEE_FAMILIES, "Cari keluarga", "search", "families:list"),
    (C.SEE_SHARED_FAMILIES, "Keluarga Anda", "fam", "families:list"),
    (C.SEE_INSTITUTIONS, "Cari layanan", "search", "institutions:offers"),
    (C.MANAGE_ACCOUNTS, "Kelola pengguna", "user", "accounts:users"),
    (C.SEE_FIGURES, "Angka wilayah", "table", "reporting:figures"),
)


def shortcuts_for(user, most=4):
    """The first few things that the user may do, no address twice."""
    found = {}
    for capability, label, icon, url_name in SHORTCUTS:
        if user.can(capability):
            found.setdefault(url_name, (label, icon))
    return [Shortcut(label, icon, reverse(url_name)) for url_name, (label, icon) in list(found.items())[:most]]
