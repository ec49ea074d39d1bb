"""What every paper of an FCU begins with."""

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
