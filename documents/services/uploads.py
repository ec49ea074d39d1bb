"""What a person sends us: known by its content, never by its name, and rewritten where it can be."""

import io
import re
import zipfile
import zlib

from PIL import Image, ImageOps

from core.exceptions import Refusal
from documents.services.files import store_bytes

JPEG = "image/jpeg"
LARGEST_PHOTO = 15 * 1024 * 1024
LARGEST = 5 * 1024 * 1024
LONGEST_MARK = 12  # by these first bytes a photo is known
LONGEST_SIDE = 1600
MOST_PIXELS = 50_000_000
MOST_UNPACKED = 20 * 1024 * 1024

EMPTY = "Berkas ini kosong. Pilih berkas yang berisi."
TOO_LARGE = "Berkas ini lebih dari 5 MB. Kecilkan ukurannya, atau kirim fotonya (sampai 15 MB)."
PHOTO_TOO_LARGE = "Foto ini lebih dari 15 MB. Foto ulang dengan mutu lebih rendah."
UNKNOWN = "Jenis berkas ini tidak diterima. Kirim foto (JPG, PNG, WebP) atau PDF."
NO_PICTURE = "Berkas ini bukan gambar. Kirim gambar JPG, PNG, atau WebP."
BROKEN_IMAGE = "Foto ini rusak atau tidak lengkap. Foto ulang, lalu kirim lagi."
TOO_MANY_PIXELS = "Foto ini terlalu besar, lebih dari 50 megapiksel. Foto ulang dengan mutu lebih rendah."
BROKEN_PDF = "PDF ini rusak atau tidak lengkap. Simpan ulang sebagai PDF, lalu kirim lagi."
ACTIVE_PDF = "PDF ini berisi kode atau berkas lain di dalamnya. Cetak ke PDF baru, lalu kirim yang baru."
LOCKED_PDF = "PDF ini dikunci kata sandi. Buka kuncinya, simpan ulang, lalu kirim lagi."

_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA(?=[\s\[]))(?![A-Za-z0-9])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
LONGEST_HEAD = 1000
_ODD_IMAGE = (OSError, ValueError, SyntaxError, EOFError)


class UploadRefused(Refusal):
    """It is the file that is wrong: the sentence belongs beside its field."""

    trace = "berkas tidak diterima"


def store_upload(upload, *, actor):
    """Check an uploaded file and keep it privately. UploadRefused says in one sentence why it was refused."""
    data, stem = _read(upload)
    if _is_image(data):
        return store_bytes(_rewritten(data), name=f"{stem}.jpg", content_type=JPEG, actor=actor)
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return store_bytes(data, name=f"{stem}.pdf", content_type="application/pdf", actor=actor)
    raise UploadRefused(UNKNOWN)


def store_picture(upload, *, longest, actor):
    """Like store_upload, for a picture that is printed small: no PDF, and no side longer than ``longest`` dots."""
    data, stem = _read(upload)
    if not _is_image(data):
        raise UploadRefused(NO_PICTURE)
    return store_bytes(_rewritten(data, longest), name=f"{stem}.jpg", content_type=JPEG, actor=actor)


def _read(upload):
    """(bytes, name without its ending)."""
    data = upload.read(LONGEST_MARK)
    if not data:
        raise UploadRefused(EMPTY)
    most, too_large = (LARGEST_PHOTO, PHOTO_TOO_LARGE) if _is_image(data) else (LARGEST, TOO_LARGE)
    data += upload.read(most + 1 - len(data))
    if len(data) > most:
        raise UploadRefused(too_large)
    return data, (upload.name or "").rpartition(".")[0] or "berkas"


def _is_image(data):
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _rewritten(data, longest=LONGEST_SIDE):
    """A new JPEG of the picture alone: no place, no camera, nothing hidden behind it."""
    try:
        image = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
        _check_pixels(image)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.thumbnail((longest, longest))
        return _jpeg(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadRefused(TOO_MANY_PIXELS) from error
    except _ODD_IMAGE as error:
        raise UploadRefused(BROKEN_IMAGE) from error


def _check_pixels(image):
    if image.width * image.height > MOST_PIXELS:
        raise UploadRefused(TOO_MANY_PIXELS)


def _jpeg(image):
    coloured = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(coloured, mask=coloured.getchannel("A"))
    rewritten = io.BytesIO()
    ground.save(rewritten, "JPEG", quality=85, optimize=True)
    return rewritten.getvalue()


def _check_pdf(data):
    """A structure that reads from the first byte to the last, and nothing in it that acts.

    A search by names, not a parser: an attacker with patience hides from it. The file is only ever handed out as a
    download, so this is the second wall. Everything here is linear in the size of the file.
    """
    is_whole = b"startxref" in data and data.rstrip(b"\r\n\0 \t").endswith(b"%%EOF")
    if not is_whole or zipfile.is_zipfile(io.BytesIO(data)):
        raise UploadRefused(BROKEN_PDF)
    plain = _plain_names(data)
    if _LOCKED.search(plain):
        raise UploadRefused(LOCKED_PDF)
    if _ACTIVE.search(plain) or any(_ACTIVE.search(_plain_names(part)) for part in _packed_objects(data)):
        raise UploadRefused(ACTIVE_PDF)


def _plain_names(part):
    """A name may be spelt /J#61vaScript."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _packed_objects(data):
    """The unpacked object streams, where newer PDFs keep their dictionaries."""
    view, left = memoryview(data), MOST_UNPACKED
    for found in _PACKED.finditer(data):
        start = data.find(b"stream", found.end(), found.end() + LONGEST_HEAD)
        if start < 0:
            continue
        unpacked = _unpacked(view[start + len(b"stream") :], left)
        left -= len(unpacked)
        if left <= 0:
            raise UploadRefused(BROKEN_PDF)
        yield unpacked


def _unpacked(packed, most):
    line_end = 2 if packed[:2] == b"\r\n" else 1
    try:
        return zlib.decompressobj().decompress(packed[line_end:], most)
    except zlib.error as error:
        raise UploadRefused(BROKEN_PDF) from error
