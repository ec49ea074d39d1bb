"""Consents beside those to a status, and the papers of a few families."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from core.formatting import age_in_years
from families.enums import GROWN_AGE, ConsentMethod, ConsentPurpose, PaperKind
from families.services import add_paper, attach_scan, issue_profile, record_consent, remove_paper, withdraw_consent

BEGINS = timedelta(days=75)
PIONEER, PLASMA, UNWILLING = 1, 30, 31


def begin_papers(diary, world):
    diary.begin(world.today - BEGINS, world.cast, _keep_papers(world))
    diary.begin(world.today - BEGINS, world.cast, _change_ones_mind(world))


def _keep_papers(world):
    """A pioneer family whose file is as full as a file can be."""
    secretary = yield 0, "sekretaris"
    family = world.families[PIONEER]
    usual = {"purpose": ConsentPurpose.PHOTO, "given_by": family.head_name, "actor": secretary}
    record_consent(family, method=ConsentMethod.SIGNED, upload=picture("formulir"), **usual)
    add_paper(family, kind=PaperKind.HOUSE_PHOTO, upload=picture("rumah"), note="Tampak depan", actor=secretary)
    old = add_paper(family, kind=PaperKind.FAMILY_CARD, upload=picture("kk"), note="KK lama", actor=secretary)
    secretary = yield 14, "sekretaris"
    remove_paper(old, actor=secretary)
    add_paper(family, kind=PaperKind.FAMILY_CARD, upload=picture("kk"), note="KK terbaru", actor=secretary)
    own = family.consents.in_force().filter(purpose=ConsentPurpose.PIONEER, scan=None).first()
    if own:
        attach_scan(own, picture("formulir"), actor=secretary)
    _agree_for_child(world, world.families[PLASMA], secretary)
    coordinator = yield 7, "koordinator"
    issue_profile(family, actor=coordinator)


def _agree_for_child(world, family, actor):
    """For whoever is the youngest; a child agrees through somebody grown."""
    youngest = family.members.order_by("-birth_date").first()
    is_child = age_in_years(youngest.birth_date, timezone.localdate()) < GROWN_AGE
    record_consent(
        family, purpose=ConsentPurpose.PHOTO, method=ConsentMethod.SPOKEN, member=youngest,
        guardian="wali lain" if is_child else "", given_by=family.head_name,
        witness=world.families[PIONEER].head_name, actor=actor,
    )  # fmt: skip


def _change_ones_mind(world):
    """A plasma family that steps back: the coordinator has yet to change its status."""
    secretary = yield 70, "sekretaris"
    for consent in world.families[UNWILLING].consents.in_force().filter(purpose=ConsentPurpose.PLASMA):
        withdraw_consent(consent, on=timezone.localdate(), reason="Ingin mengurus sendiri dahulu", actor=secretary)


def picture(name):
    """A small drawing in place of a photo: a sheet of paper, or a house."""
    image = Image.new("RGB", (320, 240), "#dfe8ea" if name == "rumah" else "#ffffff")
    pen = ImageDraw.Draw(image)
    if name == "rumah":
        pen.rectangle((0, 180, 320, 240), fill="#c8b48a")
        pen.polygon(((50, 110), (160, 40), (270, 110)), fill="#8a5a3c")
        pen.rectangle((75, 110, 245, 190), fill="#f2e6cf", outline="#6b5b45")
        pen.rectangle((145, 135, 178, 190), fill="#7a5a3a")
    else:
        for line in range(5):
            pen.line((40, 60 + line * 28, 280 - line * 12, 60 + line * 28), fill="#8a9496", width=4)
    file = BytesIO()
    image.save(file, "PNG")
    return SimpleUploadedFile(f"{name}.png", file.getvalue(), "image/png")
