"""A list from the village's old computer, sent yesterday: its preview shows a row of every kind, and waits."""

from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from openpyxl import Workbook

from exchange.services import read_batch, send_file
from families.models import FamilyMember

FILE = "penduduk-dusun.xlsx"
HEADERS = (
    "No. KK",
    "NIK",
    "Nama",
    "SHDK",
    "Jenis Kelamin",
    "Tanggal Lahir",
    "Pekerjaan",
    "Alamat",
    "RT",
    "Gol. Darah",
)
KNOWN, ALIKE = 3, 9  # families of the village
LAYOUT_OF_DAYS = "%d-%m-%Y"


def begin_importing(diary, world):
    diary.begin(world.today - timedelta(days=1), world.cast, _send(world))


def _send(world):
    secretary = yield 0, "sekretaris"
    book, file = Workbook(), BytesIO()
    for cells in (HEADERS, *_known(world), *_alike(world), *_new(world), *_wrong()):
        book.active.append(cells)
    book.save(file)
    upload = ContentFile(file.getvalue(), name=FILE)
    batch = send_file("keluarga", region=world.village, upload=upload, actor=secretary)
    read_batch(batch.pk, Untold())


class Untold:
    """Stands for a job's Progress where nobody looks on."""

    def __call__(self, done, total):
        pass

    aside = __call__


def _people_of(world, number):
    return FamilyMember.objects.filter(family=world.families[number], left_on=None).select_related("family")


def _known(world):
    """One family as it is, but that it moved within the village and the head found other work."""
    for place, member in enumerate(_people_of(world, KNOWN)):
        work, address = ("Wiraswasta", "Jalan baru dekat pasar") if place == 0 else ("", "")
        yield (
            member.family.family_card_number, member.national_id, member.name.upper(), member.get_relation_display(),
            member.get_sex_display(), f"{member.birth_date:{LAYOUT_OF_DAYS}}", work, address, member.family.rt, "O",
        )  # fmt: skip


def _alike(world):
    """Somebody known, a day younger and without numbers: another person, or a slip of the pen?"""
    head = _people_of(world, ALIKE).first()
    born = head.birth_date + timedelta(days=1)
    yield (
        "",
        "",
        head.name,
        "Kepala Keluarga",
        head.get_sex_display(),
        f"{born:{LAYOUT_OF_DAYS}}",
        "",
        "",
        head.family.rt,
        "",
    )


def _new(world):
    pool = world.place.pool
    surname = pool.families[-1]
    yield (
        "0",
        "0",
        f"{pool.men[-1]} {surname}",
        "Kepala Keluarga",
        "L",
        "09-05-1979",
        "Petani/Pekebun",
        "Ujung jalan",
        "1",
        "",
    )
    yield "0", "0", f"{pool.women[-1]} {surname}", "Istri", "P", "30-11-1983", "Mengurus rumah tangga", "", "1", ""


def _wrong():
    yield "", "5.30105E+15", "Nama Contoh", "Kepala Keluarga", "L", "01-02-1970", "", "", "2", ""
    yield "", "", "Nama Contoh", "Kepala Keluarga", "L", "31-02-1981", "", "", "2", ""
