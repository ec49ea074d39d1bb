"""Stimulus funds of one village: one is reported, one paid and half accounted for, others wait at each desk."""

from datetime import timedelta

from django.utils import timezone

from demo.story.papers import picture
from finance.services.stimulus import advance_stimulus, propose
from finance.services.stimulus_papers import issue_realisation
from finance.services.stimulus_receipts import add_receipt
from institutions.enums import FundSource

# (family, days ago, what for, plan, budget, source, how far it came)
ASKED = (
    (10, 220, "Modal usaha menjahit", "Membeli mesin jahit dan kain, menerima pesanan seragam sekolah.",
     (("Mesin jahit", 1_850_000), ("Kain dan benang", 650_000)), FundSource.REGENCY, "report"),
    (12, 150, "Ternak ayam kampung", "Membuat kandang di belakang rumah, memelihara lima puluh ekor.",
     (("Bibit ayam", 1_250_000), ("Pakan tiga bulan", 900_000), ("Bahan kandang", 850_000)), FundSource.NATIONAL,
     "pay"),
    (14, 95, "Warung di depan rumah", "Mengisi warung dengan kebutuhan harian, dijaga ibu dan anak sulung.",
     (("Barang dagangan", 2_000_000), ("Rak dan meja", 500_000)), FundSource.REGENCY, "account"),
    (16, 70, "Peralatan nelayan", "Mengganti jaring yang rusak dan memperbaiki perahu.",
     (("Jaring", 1_400_000), ("Cat dan kayu", 600_000)), FundSource.NATIONAL, "approve"),
    (17, 48, "Tenun ikat", "Membeli benang untuk sepuluh kain, dijual lewat koperasi.",
     (("Benang dan pewarna", 1_500_000),), FundSource.CSR, "verify"),
    (18, 40, "Kebun sayur pekarangan", "Membuat bedeng dan memasang tandon air.",
     (("Tandon air", 950_000), ("Bibit dan pupuk", 350_000)), FundSource.REGENCY, "recommend"),
    (19, 30, "Kios pulsa", "Menjual pulsa dan token listrik.", (("Modal awal", 3_000_000),), FundSource.REGENCY,
     "reject_tksk"),
    (20, 21, "Modal jualan kue", "Membuat kue untuk sekolah dan pasar.",
     (("Oven", 1_200_000), ("Bahan kue", 400_000)), FundSource.VILLAGE, "vouch"),
    (21, 12, "Bengkel sepeda", "Membeli alat bengkel, belajar dari paman.", (("Alat bengkel", 1_100_000),),
     FundSource.REGENCY, "return_head"),
    (22, 6, "Ternak kambing", "Memelihara dua induk.", (("Induk", 2_400_000),), FundSource.REGENCY, "submit"),
    (23, 2, "Mesin parut kelapa", "Menjual kelapa parut dan minyak.", (("Mesin parut", 1_700_000),),
     FundSource.REGENCY, ""),
)  # fmt: skip
# (step, who, days after the one before)
WAY = (
    ("submit", "sekretaris", 1), ("vouch", "kades", 3), ("recommend", "tksk", 4), ("agree", "camat", 3),
    ("verify", "dinas", 6), ("confirm", "provinsi", 7), ("approve", "dinas", 3), ("pay", "dinas", 8),
)  # fmt: skip
# Where a proposal leaves the way: after which step, who, and why.
LEAVES = {
    "reject_tksk": ("vouch", "tksk", "Sudah ada tiga kios pulsa di dusun ini. Usulkan usaha lain bersama keluarga."),
    "return_head": ("submit", "kades", "Sebutkan alat bengkel satu per satu dengan harganya."),
}


def begin_stimulus(diary, world):
    for number, days_ago, *asked in ASKED:
        diary.begin(world.today - timedelta(days=days_ago), world.cast, _ask(world, number, *asked))


def _ask(world, number, purpose, plan, items, source, last):
    secretary = yield 0, "sekretaris"
    family = world.families[number]
    family.refresh_from_db()
    proposal = propose(
        family, purpose=purpose, plan=plan, source=source, bank="BRI", account_name=family.head_name,
        account_number=f"4821{family.pk:011}", agreed_on=timezone.localdate(), items=list(items), actor=secretary,
    )  # fmt: skip
    for step, who, days in WAY if last else ():
        actor = yield days, who
        advance_stimulus(proposal, step, actor=actor, note=_note(step), **_given(step, proposal))
        if last in LEAVES and LEAVES[last][0] == step:
            yield from _leave(proposal, last)
            return
        if step == last:
            break
    if last in {"pay", "account", "report"}:
        yield from _account(proposal, last)


def _leave(proposal, step):
    _, who, why = LEAVES[step]
    actor = yield 2, who
    advance_stimulus(proposal, step, actor=actor, note=why)


def _note(step):
    return {
        "recommend": "Sudah dikunjungi, rencana usahanya masuk akal.",
        "verify": "Data dan rencana sudah diperiksa di lapangan.",
    }.get(step, "")


def _given(step, proposal):
    if step == "approve":
        return {"approved": proposal.requested}
    if step == "pay":
        reference = f"TRF-{timezone.localdate():%y%m}-{proposal.pk:04}"
        return {"paid": proposal.approved, "paid_on": timezone.localdate(), "payment_reference": reference}
    return {}


def _account(proposal, last):
    """Of the one that is only paid the first receipt; of the others all."""
    for item in list(proposal.items.all())[: 1 if last == "pay" else None]:
        actor = yield 5, "sekretaris"
        add_receipt(
            proposal, dated_on=timezone.localdate(), description=item.name, amount=item.amount,
            upload=picture("kuitansi"), actor=actor,
        )  # fmt: skip
    if last == "pay":
        return
    actor = yield 4, "koordinator"
    issue_realisation(proposal, actor=actor)
    advance_stimulus(proposal, "account", actor=actor)
    if last == "report":
        for step in ("check", "report"):
            actor = yield 6, "dinas"
            advance_stimulus(proposal, step, actor=actor, note="Laporan semester." if step == "report" else "")
