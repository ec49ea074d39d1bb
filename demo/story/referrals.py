from datetime import timedelta

from django.utils import timezone

from families.enums import ConsentMethod, ConsentPurpose
from families.services import record_consent
from institutions.models import Institution
from referrals.enums import DeclineReason, NeedMet, Outcome, RejectReason, SessionKind, Tier
from referrals.models import Referral
from referrals.services import advance_referral, record_session, write_referral
from referrals.workflow import STEPS

TIERS = {
    "approve": Tier.DISTRICT,
    "place_again": Tier.DISTRICT,
    "place": Tier.REGENCY,
    "place_again_regency": Tier.REGENCY,
}
AT_FCU = {"submit", "close", "refer_again", "withdraw"}
AT_TKSK = {"approve", "return", "reject", "escalate", "place_again", "escalate_declined"}
AT_LK3 = {"place", "send_back", "place_again_regency"}
REASONS = {"reject": RejectReason.SERVED, "decline": DeclineReason.FULL}
NATIONAL = {"ministry": "Kementerian Sosial"}
HELD = (
    (SessionKind.CONSULTATION, "Mendengarkan suami dan istri, menyepakati tujuan pertemuan."),
    (SessionKind.COUNSELLING, "Berlatih bicara bergantian tanpa memotong; anak ikut di akhir pertemuan."),
    (SessionKind.GUIDANCE, "Menyusun kesepakatan di rumah dan pembagian tugas sehari-hari."),
)
NOTES = {
    "return": "Lampirkan Kartu Keluarga dan tulis nama anggota yang dirujuk.",
    "reject": "Keluarga sudah menerima bantuan yang sama bulan lalu.",
    "escalate": "Layanan ini tidak ada di kecamatan.",
    "send_back": "Puskesmas di kecamatan dapat melayani lebih dekat.",
    "decline": "Kuota bulan ini sudah penuh.",
    "close": "Keluarga sudah dikunjungi; kebutuhan terjawab.",
    "refer_again": "Perlu kontrol lanjutan.",
    "withdraw": "Keluarga memilih menunggu panen berikutnya.",
}


def refer(world, plot, case, officer):
    """The referral of a plot, as far as its path has come; goes on inside the story of the case."""
    actor = yield 1, officer
    referral = write_referral(case, data=_words(world, plot, case), actor=actor)
    for step, days in plot.path:
        actor = yield days, _who(step, officer, plot, referral)
        if step == "submit":
            _agree(case, actor)
        referral = Referral.objects.get(pk=referral.pk)
        advance_referral(referral, step, actor=actor, note=_note(step, plot), **_extra(world, plot, step, referral))
    for kind, done in HELD[: plot.sessions]:
        actor = yield 7, "lk3"
        record_session(Referral.objects.get(pk=referral.pk), data=_session(kind, done), actor=actor)
    if plot.twice:
        actor = yield 3, "koordinator"
        write_referral(case, data=_words(world, plot, case), actor=actor)


def _session(kind, done):
    today = timezone.localdate()
    return {
        "kind": kind, "held_on": today, "place": "Kantor LK3", "people": 2, "done": done,
        "next_on": today + timedelta(days=7),
    }  # fmt: skip


def _words(world, plot, case):
    need = plot.need
    return {
        "member": world.member(case.family), "problems": list(case.problems.all()), "need": need.asked,
        "details": need.summary, "tried": "Sudah dikunjungi dan diberi penjelasan oleh FCU.", "sector": need.sector,
        "urgency": plot.urgency,
    }  # fmt: skip


def _who(step, officer, plot, referral):
    if step in AT_FCU:
        return officer
    if step in AT_TKSK:
        return "tksk"
    if step in AT_LK3:
        return "lk3"
    if plot.at_provider:
        return "penyedia"
    referral.refresh_from_db()
    return "lk3" if referral.placement.tier == Tier.REGENCY else "tksk"


def _agree(case, actor):
    record_consent(
        case.family, purpose=ConsentPurpose.REFERRAL, method=ConsentMethod.SIGNED, given_by=case.family.head_name,
        actor=actor,
    )  # fmt: skip


def _note(step, plot):
    if step == "complete":
        return plot.need.given
    return NOTES.get(step, "") if STEPS[step].note_required or step in REASONS else ""


def _extra(world, plot, step, referral):
    today = timezone.localdate()
    if step in TIERS:
        return _provider(world, plot, TIERS[step], referral)
    if step in REASONS:
        return {"reason": REASONS[step]}
    if step == "accept":
        return {"appointment_on": today + timedelta(days=4)}
    if step == "complete":
        outcome = plot.answers.get("outcome", Outcome.FULL)
        return {"outcome": outcome, "value": plot.need.value or None, "advice": "Kunjungi keluarga dalam dua minggu."}
    if step == "close":
        return {"visited_on": today, "need_met": plot.answers.get("need_met", NeedMet.YES)}
    return {}


def _provider(world, plot, tier, referral):
    """The first who gives it and has not declined."""
    declined = set(referral.placements.exclude(declined_reason="").values_list("institution", flat=True))
    keys = plot.need.above if tier == Tier.REGENCY else plot.need.near
    able = [institution for institution in _institutions(world, keys) if institution.pk not in declined]
    offers = able[0].offers.active()
    return {"institution": able[0], "offer": offers.filter(problems=plot.need.category).first() or offers.first()}


def _institutions(world, keys):
    """Those above the regency stand in the directory of the whole nation."""
    for key in keys:
        yield world.institutions.get(key) or Institution.objects.get(name=NATIONAL[key], region=None)
