"""What every paper of an FCU begins with, and what its letters begin with where the regency has set it."""

from core.formatting import phone_national

UNSIGNED = "(……………………………………)"


def letterhead(village, name="", address=""):
    """``office`` of docs/print.md. The FCU's own name and address where they are known, else the village's."""
    district, regency = village.parent, village.parent.parent
    return {
        "logo": "img/lambang-fcu.svg",
        "lines": ["KOMUNITAS CINTA KELUARGA", "FAMILY CARE UNIT (FCU)"],
        "name": name or f"FCU {village.full_name}",
        "place": f"{district.full_name}, {regency.full_name}",
        "address": [address or f"{village.full_name} {village.postcode}".strip()],
    }


def of_office(office):
    """``office`` of docs/print.md as the Dinas of the regency has set it."""
    phone = f"Telepon {phone_national(office.phone)}" if office.phone else ""
    email = f"Pos-el {office.email}" if office.email else ""
    contact = " – ".join(filter(None, [phone, email]))
    return {
        "logo": stored_picture(office.logo) if office.logo else "img/lambang-dinas.svg",
        "lines": office.heading.splitlines(),
        "name": office.name,
        "place": "",
        "address": [line for line in (*office.address.splitlines(), contact) if line],
    }


def stored_picture(file):
    """How frozen content names a stored picture; ``services.rendering`` puts the picture itself in its place."""
    return {"stored": file.pk, "sha256": file.sha256}
