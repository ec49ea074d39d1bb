import io
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from core.exceptions import DomainError
from documents.models import StoredFile
from documents.services import store_upload, uploads

pytestmark = pytest.mark.django_db
PLACE = "Dusun II RT 004"
MB = 1024 * 1024


def keep(data, name="foto.jpg"):
    return store_upload(SimpleUploadedFile(name, data), actor=None)


def image(kind="JPEG", size=(80, 40), mode="RGB", **options):
    written = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(written, kind, **options)
    return written.getvalue()


def pdf(change=None, **options):
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if change:
            change(document)
        document.save(written, **options)
    return written.getvalue()


def content_of(stored):
    with stored.file.open() as file:
        return file.read()


def picture_in(stored):
    with Image.open(io.BytesIO(content_of(stored))) as picture:
        picture.load()
        return picture


def refusal_of(data, name="foto.jpg"):
    with pytest.raises(DomainError) as refused:
        keep(data, name)
    assert not StoredFile.objects.exists()
    return str(refused.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_new_jpeg_whatever_it_is_called(kind):
    stored = keep(image(kind), name="Kartu.exe")

    assert (stored.name, stored.content_type) == ("Kartu.jpg", "image/jpeg")
    kept = picture_in(stored)
    assert (kept.format, kept.size) == ("JPEG", (80, 40))


def test_place_and_camera_are_gone():
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif.get_ifd(0x8825)[2] = (10.0, 15.0, 0.0)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", PLACE)

    for data in (image(exif=exif), image("PNG", pnginfo=notes)):
        assert PLACE.encode() in data
        stored = keep(data)
        assert PLACE.encode() not in content_of(stored)
        kept = picture_in(stored)
        assert not kept.getexif()


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert picture_in(keep(image(exif=exif))).size == (40, 80)


def test_a_large_photo_is_made_smaller():
    assert picture_in(keep(image(size=(4000, 2000)))).size == (1600, 800)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_heavy_photo_of_a_phone_is_taken_and_made_smaller(kind):
    noise = Image.effect_noise((3000, 2200), 100).convert("RGB")
    written = io.BytesIO()
    noise.save(written, kind, **({"quality": 100, "subsampling": 0} if kind == "JPEG" else {}))
    assert 5 * MB < written.tell() < 15 * MB

    stored = keep(written.getvalue())

    assert picture_in(stored).size == (1600, 1173)
    assert stored.size < 2 * MB


def test_every_form_that_says_how_large_a_file_may_be_says_it_of_photos():
    lines = [line for form in Path(settings.BASE_DIR).glob("*/forms*") for line in _lines(form) if " MB" in line]
    lines = [line for line in lines if "Excel" not in line]
    assert len(lines) > 8
    assert [line for line in lines if "15 MB" not in line] == []


def _lines(path):
    files = path.rglob("*.py") if path.is_dir() else [path]
    return [line for file in files for line in file.read_text().splitlines()]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_read(mode):
    assert keep(image("PNG", mode=mode)).content_type == "image/jpeg"


def test_what_is_hidden_behind_a_photo_is_gone():
    stored = keep(image() + b"<script>alert(1)</script>")

    assert b"script" not in content_of(stored)


def test_a_pdf_is_kept_as_it_is():
    data = pdf()

    stored = keep(data, "SK Kepala Desa.pdf")

    assert (stored.name, stored.content_type) == ("SK Kepala Desa.pdf", "application/pdf")
    assert content_of(stored) == data


def with_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_launch(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def with_file(document):
    document.attachments["x.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


@pytest.mark.parametrize("options", [{}, PACKED], ids=["plain", "packed"])
@pytest.mark.parametrize("change", [with_script, with_launch, with_file])
def test_a_pdf_that_acts_is_refused(change, options):
    assert refusal_of(pdf(change, **options)) == uploads.ACTIVE_PDF


def test_a_pdf_in_the_newer_packed_form_is_kept():
    assert keep(pdf(**PACKED)).content_type == "application/pdf"


def test_a_name_in_disguise_is_recognised():
    assert refusal_of(pdf(with_script).replace(b"/JavaScript", b"/J#61vaScript")) == uploads.ACTIVE_PDF


def test_script_cannot_hide_between_two_words_that_only_look_like_a_stream():
    head, tail = pdf(with_script).split(b"\n", 1)

    assert refusal_of(head + b"\n%stream\n" + tail.replace(b"xref", b"%endstream\nxref", 1)) == uploads.ACTIVE_PDF


@pytest.mark.parametrize("filling", [b"stream\n", b"/ObjStm", b"/ObjStm stream\n", b"#41", b"endstream "])
def test_a_pdf_made_to_be_slow_is_read_in_one_pass(filling):
    """Quadratic searching would take hours here, so no clock is needed."""
    body = filling * (4_000_000 // len(filling))

    with pytest.raises(DomainError):
        keep(b"%PDF-1.7\n" + body + b"\n/Launch startxref 0\n%%EOF\n")


def test_a_locked_pdf_is_refused():
    locked = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))

    assert refusal_of(locked) == uploads.LOCKED_PDF


def zipped():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("x.docx", "isi")
    return written.getvalue()


def behind_a_pdf():
    written = io.BytesIO(pdf())
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("x.html", "isi")
        archive.comment = b"\n%%EOF"
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", uploads.EMPTY),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", uploads.UNKNOWN),
        (b"<!doctype html><script>1</script>", uploads.UNKNOWN),
        (b"GIF89a" + b"\0" * 40, uploads.UNKNOWN),
        (b"MZ\x90\0" + b"\0" * 40, uploads.UNKNOWN),
        (zipped(), uploads.UNKNOWN),
        (b"<script>1</script>" + pdf(), uploads.UNKNOWN),
        (behind_a_pdf(), uploads.BROKEN_PDF),
        (pdf()[:200], uploads.BROKEN_PDF),
        (pdf() + b"<script>1</script>", uploads.BROKEN_PDF),
        (image()[:100], uploads.BROKEN_IMAGE),
        (b"\xff\xd8\xff" + b"x" * 300, uploads.BROKEN_IMAGE),
        (image("WEBP")[:30], uploads.BROKEN_IMAGE),
        (b"\xff\xd8\xff" + b"x" * 15 * MB, uploads.PHOTO_TOO_LARGE),
        (b"%PDF-1.7\n" + b"x" * 5 * MB, uploads.TOO_LARGE),
    ],
    ids=[
        "empty",
        "svg",
        "html",
        "gif",
        "exe",
        "zip",
        "html-before-pdf",
        "zip-behind-pdf",
        "cut-pdf",
        "html-after-pdf",
        "cut-jpeg",
        "no-jpeg",
        "cut-webp",
        "large-photo",
        "large-pdf",
    ],
)
def test_what_is_not_taken_is_refused_in_one_sentence(data, words):
    assert refusal_of(data, "surat.pdf") == words


def png_saying_it_is(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_500, 10_000, 60_000])
def test_a_picture_that_unpacks_to_gigabytes_is_refused_unread(side):
    assert refusal_of(png_saying_it_is(side, side)) == uploads.TOO_MANY_PIXELS


def test_a_pdf_that_unpacks_to_gigabytes_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNPACKED", 1000)
    packed = zlib.compress(b" " * 100_000)
    bomb = b"%PDF-1.7\n1 0 obj<</Type/ObjStm>>stream\n" + packed + b"\nendstream endobj startxref 0\n%%EOF\n"

    assert refusal_of(bomb) == uploads.BROKEN_PDF
