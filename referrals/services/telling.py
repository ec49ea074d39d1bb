"""Who is told of which step. The text stays in the system and may name the family; the mail never does."""

from accounts.capabilities import Capability
from accounts.models import User
from cases.enums import Urgency
from core.formatting import date_long
from notices.services import notify
from referrals.enums import AT_PROVIDER_STATES, ReferralState
from referrals.models import Referral

S = ReferralState


def tell(referral, event):
    _say(referral, event.from_state, _TOLD.get(event.step, ()), but=event.actor_id)


def tell_of_withdrawal(consent):
    """A consent ended: of each file that still goes on with it, all who are to stop, and who must take it back."""
    running = Referral.objects.filter(consent=consent, state__in=_TOLD_OF_WITHDRAWAL)
    linked = "family", "case", "member", "consent", "village__parent__parent", "placement__institution"
    for referral in running.select_related(*linked):
        if not referral.consent_stands:
            _say(referral, referral.state, _CONSENT_ENDED)


def _say(referral, state, told, but=None):
    """``state``: where the file lay when it happened; ``but``: who did it, and knows."""
    for audience, text, mail in told:
        people = [user for user in audience(referral, state) if user.pk != but]
        notify(
            people,
            text=text.format(**_words(referral)),
            url=referral.get_absolute_url(),
            mail_text=mail,
            urgent=referral.urgency == Urgency.EMERGENCY,
        )


def _words(referral):
    return {
        "what": f"{referral.need} ({referral.listed_name}, {referral.village.full_name})",
        "need": referral.need,
        "provider": referral.placement.institution.name if referral.placement else "",
        "due": date_long(referral.due_on) if referral.due_on else "",
    }


def _district(referral, state):
    return User.objects.holding(Capability.DECIDE_REFERRALS, referral.village_id)


def _regency(referral, state):
    return User.objects.holding(Capability.PLACE_REFERRALS, referral.village_id)


def _unit(referral, state):
    """The FCU; of a sensitive case only who may open it, its author and its handler while they serve here."""
    officers = User.objects.holding(Capability.WRITE_REFERRALS, referral.village_id)
    if referral.case.sensitive:
        officers = officers & User.objects.holding(Capability.SEE_SENSITIVE_CASES, referral.village_id)
    own = User.objects.serving(referral.village_id).filter(pk__in=[referral.author_id, referral.case.handler_id])
    return (officers | own).distinct()


def _provider(referral, state):
    people = User.objects.holding(Capability.ANSWER_REFERRALS, referral.village_id)
    return people.filter(institution_staff__institution=referral.placement.institution_id)


def _placing_tier(referral, state):
    return User.objects.holding(referral.placement.holder, referral.village_id)


def _other_tiers(referral, state):
    """Those of the chain who did not place it themselves: the TKSK, and LK3 when it passed there."""
    tiers = _district(referral, state)
    if referral.reached_regency:
        tiers = tiers | _regency(referral, state)
    return tiers.exclude(pk__in=_placing_tier(referral, state)).distinct()


def _provider_and_placer(referral, state):
    """Where nobody has an account, whoever placed it tells them."""
    return (_provider(referral, state) | _placing_tier(referral, state)).distinct()


def _holder(referral, state):
    """On whose desk it lay."""
    desks = {S.SUBMITTED: _district, S.ESCALATED: _regency, S.DECLINED: _placing_tier}
    desk = desks.get(S(state)) or (_provider_and_placer if state in AT_PROVIDER_STATES else None)
    return desk(referral, state) if desk else ()


_WAITS = "Ada rujukan yang menunggu keputusan Anda."
_MOVED = "Ada perkembangan pada rujukan FCU Anda."
_ASKED = "Ada rujukan baru untuk lembaga Anda."
_TOLD_OF_WITHDRAWAL = {S.SUBMITTED, S.ESCALATED, S.DECLINED, *AT_PROVIDER_STATES}
_CONSENT_ENDED = (
    (_unit, "Keluarga menarik izin, rujukannya masih berjalan: {what}. Tarik, atau catat kesediaan baru.", _MOVED),
    (_holder, "Keluarga menarik izin berbagi data: {need}. Jangan teruskan datanya lagi.", _MOVED),
)
_PLACED = (
    (_provider, "Rujukan baru untuk {provider}: {need}. Jawab paling lambat {due}.", _ASKED),
    (_unit, "Rujukan ditempatkan pada {provider}: {what}.", _MOVED),
)
_FOR_DISTRICT = ((_district, "Rujukan menunggu keputusan Anda: {what}.", _WAITS),)
_FOR_REGENCY = (
    (_regency, "Rujukan diteruskan kepada LK3: {what}.", _WAITS),
    (_unit, "Rujukan diteruskan ke LK3: {what}.", _MOVED),
)

_TOLD = {
    "write": ((_unit, "Usulan rujukan dari pendamping: {what}. Periksa, lalu ajukan.", _MOVED),),
    "submit": _FOR_DISTRICT,
    "refer_again": _FOR_DISTRICT,
    "send_back": ((_district, "LK3 mengembalikan rujukan: {what}.", _WAITS),),
    "escalate": _FOR_REGENCY,
    "escalate_declined": _FOR_REGENCY,
    "rise": (
        *_FOR_REGENCY,
        (_district, "Rujukan naik ke LK3 karena dua kali batas waktu terlewat: {what}.", _MOVED),
    ),
    "return": ((_unit, "Rujukan perlu dilengkapi: {what}.", _MOVED),),
    "reject": ((_unit, "Rujukan ditolak: {what}.", _MOVED),),
    "approve": _PLACED,
    "place": _PLACED,
    "place_again": _PLACED,
    "place_again_regency": _PLACED,
    "accept": ((_unit, "Diterima {provider}: {what}.", _MOVED),),
    "decline": (
        (_placing_tier, "{provider} tidak dapat menerima: {what}.", _WAITS),
        (_unit, "{provider} tidak dapat menerima: {what}.", _MOVED),
        (_other_tiers, "{provider} tidak dapat menerima: {what}.", _MOVED),
    ),
    "start": ((_unit, "Layanan dimulai di {provider}: {what}.", _MOVED),),
    "complete": (
        (_unit, "Rujukan balik dari {provider}: {what}. Kunjungi keluarga paling lambat {due}, lalu tutup.", _MOVED),
        (_placing_tier, "Rujukan balik dari {provider}: {what}.", _MOVED),
        (_other_tiers, "Rujukan balik dari {provider}: {what}.", _MOVED),
    ),
    "close": ((_placing_tier, "Rujukan ditutup FCU: {what}.", _MOVED),),
    "withdraw": ((_holder, "Rujukan ditarik FCU: {need}.", _MOVED),),
}
