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


IMPORTS = (C.CHANGE_FAMILIES, C.CHANGE_INSTITUTIONS, C.KEEP_DIRECTORY, C.KEEP_CASH_BOOK, C.MANAGE_ACCOUNTS)
REPORTS = (C.SEE_REPORTS, C.SEE_REGENCY_REPORTS)

MENU = [
    MenuItem("Beranda", "dashboard:home", "home", "/", primary=True),
    MenuItem("Keluarga", "families:list", "fam", "/keluarga/", (C.SEE_FAMILIES, C.SEE_SHARED_FAMILIES), primary=True),
    MenuItem("Kasus", "cases:list", "case", "/kasus/", (C.SEE_CASES,), primary=True),
    MenuItem("Rujukan", "referrals:list", "refer", "/rujukan/", (C.SEE_REFERRALS, C.PROPOSE_REFERRALS), primary=True),
    MenuItem("Laporan", "reporting:list", "report", "/laporan/", REPORTS, primary=True),
    MenuItem("Pembinaan", "mentoring:home", "mentor", "/pembinaan/", (C.RECORD_VISITS, C.SEE_FAMILIES)),
    MenuItem("Penyiapan pionir", "mentoring:trainings", "sprout", "/pembinaan/penyiapan/", (C.LEAD_TRAINING,)),
    MenuItem("Rencana kerja", "workplans:list", "plan", "/rencana-kerja/", (C.SEE_WORK_PLANS,)),
    MenuItem("Program", "programmes:list", "table", "/program/", (C.SEE_PROGRAMMES,)),
    MenuItem("Buku kas", "finance:books", "coin", "/keuangan/", (C.SEE_CASH_BOOK,)),
    MenuItem("Bantuan stimulan", "finance:stimulus_list", "coin", "/keuangan/bantuan/", (C.SEE_STIMULUS,)),
    MenuItem("Pemantauan", "monitoring:visits", "eye", "/pemantauan/", (C.SEE_MONITORING,)),
    MenuItem("FCU dan rapat", "units:list", "inst", "/fcu/", (C.SEE_INSTITUTIONS,)),
    MenuItem("Lembaga", "institutions:list", "box", "/lembaga/", (C.SEE_INSTITUTIONS,)),
    MenuItem("Indikator asesmen", "families:checklists", "plan", "/keluarga/indikator/", (C.MANAGE_INDICATORS,)),
    MenuItem("Susunan tahap", "workplans:templates", "plan", "/rencana-kerja/susunan/", (C.SET_UP_WORK_PLANS,)),
    MenuItem(
        "Laporan insidental",
        "cases:incidentals",
        "file",
        "/kasus/laporan-insidental/",
        (C.PLACE_REFERRALS, C.DOWNLOAD_REPORTS),
    ),
    MenuItem("Pengaturan rujukan", "referrals:posts", "clock", "/rujukan/pengaturan/", (C.SET_UP_REFERRALS,)),
    MenuItem("Angka rujukan", "referrals:figures", "table", "/rujukan/angka/", (C.SEE_FIGURES,)),
    MenuItem("Angkatan pembinaan", "mentoring:cohorts", "table", "/pembinaan/kemajuan/angkatan/", (C.SEE_FIGURES,)),
    MenuItem("Angka rencana kerja", "workplans:figures", "table", "/rencana-kerja/angka/", (C.SEE_FIGURES,)),
    MenuItem("Angka bantuan", "finance:stimulus_figures", "table", "/keuangan/bantuan/angka/", (C.SEE_FIGURES,)),
    MenuItem("Kop surat", "offices:list", "print", "/pengaturan/surat/", (C.SET_OFFICE,)),
    MenuItem("Pengguna", "accounts:users", "user", "/pengguna/", (C.MANAGE_ACCOUNTS,)),
    MenuItem("Impor dari berkas", "exchange:list", "table", "/impor/", IMPORTS),
    MenuItem("Berkas saya", "jobs:mine", "file", "/berkas/"),
]


def menu_for(user):
    return [item for item in MENU if not item.capabilities or any(user.can(c) for c in item.capabilities)]
