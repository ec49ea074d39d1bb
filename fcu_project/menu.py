"""The main menu: what a user finds here follows from the capability table."""

from dataclasses import dataclass

from accounts.capabilities import Capability as C


@dataclass(frozen=True, slots=True)
class MenuItem:
    """``primary`` items stand in the bar, the rest under "Lainnya". ``prefix`` marks the item as current."""

    label: str
    url_name: str
    icon: str
    prefix: str
    capabilities: tuple = ()
    primary: bool = False


MENU = [
    MenuItem("Beranda", "dashboard:home", "home", "/", primary=True),
    MenuItem("Keluarga", "families:list", "fam", "/keluarga/", (C.SEE_FAMILIES, C.SEE_SHARED_FAMILIES), primary=True),
    MenuItem("Kasus", "cases:list", "case", "/kasus/", (C.SEE_CASES,), primary=True),
    MenuItem("Rujukan", "referrals:list", "refer", "/rujukan/", (C.SEE_REFERRALS, C.PROPOSE_REFERRALS), primary=True),
    MenuItem("Laporan", "reporting:list", "report", "/laporan/", (C.SEE_REPORTS,), primary=True),
    MenuItem("FCU dan rapat", "units:list", "inst", "/fcu/", (C.SEE_INSTITUTIONS,)),
    MenuItem("Lembaga", "institutions:list", "box", "/lembaga/", (C.SEE_INSTITUTIONS,)),
    MenuItem("Indikator asesmen", "families:checklists", "plan", "/keluarga/indikator/", (C.MANAGE_INDICATORS,)),
    MenuItem("Pengguna", "accounts:users", "user", "/pengguna/", (C.MANAGE_ACCOUNTS,)),
    MenuItem("Berkas saya", "jobs:mine", "file", "/berkas/"),
]


def menu_for(user):
    return [item for item in MENU if not item.capabilities or any(user.can(c) for c in item.capabilities)]
