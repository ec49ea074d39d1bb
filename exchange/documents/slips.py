"""Start passwords on paper: A4, ten slips a page, to be cut apart and handed over in person."""

from dataclasses import dataclass, field

from core.pdf import LETTER, Metadata, render_pdf

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Slip:
    name: str
    role: str
    place: str
    username: str
    password: str = field(repr=False)


def slips_pdf(slips, *, site, day):
    """``site``: the address at which people sign in."""
    pages = [slips[start : start + PER_PAGE] for start in range(0, len(slips), PER_PAGE)]
    metadata = Metadata("Slip kata sandi awal", "Family Care Unit", day)
    return render_pdf("exchange/pdf/slips.html", {"pages": pages, "site": site}, variant=LETTER, metadata=metadata)
