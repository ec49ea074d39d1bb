from io import BytesIO

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from core.pdf import LETTER
from documents.enums import DocumentKind, DocumentState, SignerOf
from documents.models import Document, Office, Signer, StoredFile
from documents.services import render
from tests.factories.accounts import UserFactory
from tests.factories.regions import make_region, make_village

OFFICE = {
    "logo": "",
    "lines": ["Kecamatan Kupang Barat"],
    "name": "FCU Desa Tablolong",
    "place": "Desa Tablolong",
    "address": ["Jalan Pantai 1"],
}
LETTER_CONTENT = {
    "office": OFFICE,
    "letter": {
        "title": "Surat Rujukan",
        "number": "463/014/2011/IX/2026",
        "recipient": ["Yth. Kepala Puskesmas", "di Batakte"],
        "signs": [{"role": "Koordinator FCU", "name": "Marta Tefnai"}],
        "copies": [],
    },
}


class StoredFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoredFile

    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 isi %%EOF", name="berkas"))
    name = "surat.pdf"
    content_type = "application/pdf"
    size = 18
    sha256 = "9f2c" * 16
    uploaded_by = factory.SubFactory(UserFactory)


class DocumentFactory(factory.django.DjangoModelFactory):
    """A letter that is issued and has its file; ``queued=True`` for one that has none yet."""

    class Meta:
        model = Document

    kind = DocumentKind.REFERRAL_LETTER
    subject_type = "referrals.referral"
    subject_id = factory.Sequence(lambda n: n + 1)
    region = factory.LazyFunction(make_village)
    number = "463/014/2011/IX/2026"
    title = "Surat rujukan"
    template = "print/base_letter.html"
    variant = LETTER
    content = factory.LazyAttribute(
        lambda document: (
            LETTER_CONTENT | {"proof": {"url": "https://a.id/x", "address": "a.id", "code": document.code}}
        )
    )
    code = factory.Sequence(lambda n: f"ABCDEFGH{n + 2222:04}")
    fingerprint = "0" * 64
    state = DocumentState.READY
    file = factory.SubFactory(StoredFileFactory)
    issued_by = factory.SubFactory(UserFactory)

    class Params:
        queued = factory.Trait(state=DocumentState.QUEUED, file=None)
        broken = factory.Trait(state=DocumentState.FAILED, file=None)


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office

    region = factory.LazyFunction(lambda: make_region("53.01"))
    heading = "PEMERINTAH KABUPATEN KUPANG"
    name = "DINAS SOSIAL"
    address = "Jalan Timor Raya KM 36, Oelamasi 85361"
    phone = "0380 8000011"
    email = "dinsos@kupangkab.contoh.id"
    version = 1


class SignerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Signer

    office = factory.SubFactory(OfficeFactory)
    letter = SignerOf.ACKNOWLEDGED
    name = "Dra. Rambu Hawula, M.Si."
    position = "Kepala Dinas Sosial Kabupaten Kupang"
    rank = "Pembina Utama Muda, IV/c"
    nip = "197003121996012001"


def make_photo(name="foto.png"):
    """A picture as a browser sends it."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


def make_file(document):
    """The worker's part: the PDF of an issued paper."""
    render(document.pk, lambda done, total: None)
    document.refresh_from_db()


def read_paper(document):
    """(number of pages, all words with single spaces) of an issued paper."""
    make_file(document)
    with document.file.file.open("rb") as file:
        pages = PdfReader(BytesIO(file.read())).pages
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())
