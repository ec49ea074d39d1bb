"""What a case plans with its family, who meets about it, and who comes back when it is closed."""

from datetime import timedelta

from django.utils import timezone

from cases.enums import CheckResult, Doer, ReportReceiver
from cases.models import Case, PlanAction
from cases.services import (
    advance_action,
    name_person,
    plan_action,
    record_check,
    record_conference,
    send_incidental,
    set_goal,
)
from demo.story.plots import AID, BUSINESS, COUNSEL, DISASTER, HEALTH, PAPERS, SCHOOL, VIOLENCE
from families.enums import ConsentMethod, ConsentPurpose
from families.services import record_consent

# Need → the family's words, what the family does itself, what the FCU does.
PLANS = {
    HEALTH.category: (
        "Ibu bisa tidur tanpa sesak", "Menyiapkan KTP dan KK ibu", "Mengantar ke Puskesmas untuk pemeriksaan pertama"
    ),
    SCHOOL.category: (
        "Anak kami sekolah lagi", "Menyiapkan rapor terakhir anak", "Berbicara dengan kepala sekolah tentang seragam"
    ),
    BUSINESS.category: (
        "Kios bisa buka lagi tiap hari", "Mencatat uang masuk dan keluar setiap hari", "Menghubungkan dengan koperasi"
    ),
    AID.category: (
        "Bapak bisa ke gereja tanpa digendong", "Mengukur tinggi dan berat untuk kursi roda",
        "Mengisi permohonan alat bantu bersama keluarga",
    ),
    PAPERS.category: (
        "Punya KK sendiri", "Meminta surat kematian dari kepala dusun", "Mengantar berkas ke kantor desa"
    ),
    COUNSEL.category: (
        "Bicara tanpa bertengkar di depan anak", "Makan malam bersama tanpa telepon", "Berkunjung setiap dua minggu"
    ),
    DISASTER.category: (
        "Kembali tidur di rumah sendiri", "Mengumpulkan kayu yang masih baik", "Mengajukan bahan bangunan ke desa"
    ),
    VIOLENCE.category: (
        "Tidur dengan tenang di rumah", "Menyimpan nomor telepon pengurus", "Menengok setiap dua hari"
    ),
}  # fmt: skip
FIRST, SECOND = timedelta(days=7), timedelta(days=21)
CHECK_AFTER = timedelta(days=31)


def begin_plan(diary, world, plot, case, number, officer):
    """A goal with two actions. Every third family still waits for the second one, which so comes to be late."""
    words, own, ours = PLANS[plot.need.category]
    actor, today = world.cast[officer], timezone.localdate()
    goal = set_goal(case, words=words, actor=actor)
    first = plan_action(
        case, goal=goal, what=own, doer=Doer.FAMILY, who=case.family.head_name, due_on=today + FIRST, actor=actor
    )
    second = plan_action(case, goal=goal, what=ours, doer=Doer.UNIT, due_on=today + SECOND, actor=actor)
    diary.begin(today + FIRST, world.cast, _finish(first, officer))
    if number % 3:
        diary.begin(today + SECOND, world.cast, _finish(second, officer))


def _finish(action, officer):
    actor = yield 0, officer
    current = PlanAction.objects.select_related("case").get(pk=action.pk)
    if current.is_open and current.case.is_open:
        advance_action(current, "finish", actor=actor, note="Sudah dikerjakan bersama keluarga.")


def finish_plan(case, actor):
    """What is left is done before the case closes."""
    for action in case.actions.open():
        advance_action(action, "finish", actor=actor, note="Selesai sebelum kasus ditutup.")


def begin_check(diary, world, case, number, officer):
    """A month after the closing; every fifth family still waits for it."""
    if case.check_on and number % 5:
        diary.begin(timezone.localdate() + CHECK_AFTER, world.cast, _check(case, officer))


def _check(case, officer):
    actor = yield 0, officer
    current = Case.objects.get(pk=case.pk)
    if current.result and not current.checked_on:
        record_check(current, result=CheckResult.WELL, note="Keadaan keluarga tetap baik.", actor=actor)


def meet(world, case, actor):
    """A conference with those concerned, and what they take upon themselves."""
    _agree(case, actor)
    today, teacher = timezone.localdate(), world.institutions["pkbm"]
    record_conference(
        case, held_on=today, place="Balai desa", institutions=[teacher, world.institutions["office"]],
        people=f"{actor}, FCU\nWali kelas, SD Negeri\nPetugas {teacher}", family_came=True, actor=actor,
        minutes="Anak siap belajar lagi lewat kejar paket. Keluarga menanggung buku, desa menanggung seragam.",
        agreed=[
            {"what": "Mendaftarkan anak ke kejar paket", "doer": Doer.INSTITUTION, "institution": teacher,
             "due_on": today + SECOND},
            {"what": "Mengantar anak setiap sore", "doer": Doer.MENTOR, "due_on": today + SECOND * 6},
        ],
    )  # fmt: skip


def report(case, receiver, actor):
    _agree(case, actor)
    asked = "Pendampingan pekerja sosial bagi keluarga ini."
    send_incidental(case, receiver=ReportReceiver(receiver), asked=asked, actor=actor)


def let_in(world, case, actor):
    """The secretary helps with the papers of a sensitive case, for a time."""
    until = world.today + timedelta(days=60)
    name_person(case, user=world.cast["sekretaris"], reason="Membantu surat-surat keluarga", until=until, actor=actor)


def _agree(case, actor):
    record_consent(
        case.family, purpose=ConsentPurpose.REFERRAL, method=ConsentMethod.SIGNED, given_by=case.family.head_name,
        actor=actor,
    )  # fmt: skip
