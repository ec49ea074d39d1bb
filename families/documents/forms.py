"""Forms that are filled in by hand: the consent of a family, and the registration form as the screens ask it."""

from dataclasses import dataclass
from datetime import date

from documents.documents import letterhead
from families.documents.words import EDUCATION, shortened
from families.enums import (
    FAMILY_PURPOSES,
    ConsentPurpose,
    DataSource,
    Dimension,
    Disability,
    Electricity,
    Floor,
    House,
    MaritalStatus,
    MarriageStanding,
    Relation,
    Religion,
    Roof,
    Sanitation,
    Severity,
    Wall,
    Water,
)
from families.models import AidProgramme, ProblemCategory
from families.queries import checklist_for, consent_text

CODES = {
    ConsentPurpose.PIONEER: "FK-2", ConsentPurpose.PLASMA: "FK-3", ConsentPurpose.REFERRAL: "FK-4",
    ConsentPurpose.PHOTO: "FK-5",
}  # fmt: skip
REGISTRATION = "FK-1"
HOUSE = (("Rumah", House), ("Atap", Roof), ("Dinding", Wall), ("Lantai", Floor), ("Air minum", Water),
         ("Jamban", Sanitation), ("Listrik", Electricity))  # fmt: skip


@dataclass(frozen=True)
class ConsentPaper:
    """The text in force for one purpose, to be signed. ``family`` is empty on a blank form."""

    office: dict
    code: str
    purpose: str
    version: str
    valid_from: date
    body: str
    whole_family: bool
    family: dict

    @classmethod
    def load(cls, purpose, village, day, family=None):
        text = consent_text(purpose, day)
        return cls(
            office=letterhead(village),
            code=CODES[purpose],
            purpose=ConsentPurpose(purpose).label,
            version=text.version,
            valid_from=text.valid_from,
            body=text.body,
            whole_family=purpose in FAMILY_PURPOSES,
            family=_family(family) if family else {},
        )


def _family(family):
    place = ", ".join(filter(None, [family.address, family.place, family.village.full_name]))
    return {"head": family.head_name, "file_number": family.file_number, "address": shortened(place, 150)}


@dataclass(frozen=True)
class RegistrationForm:
    """Everything that can be ticked or coded comes from the same lists as the screens."""

    office: dict
    code: str
    sources: list
    codes: list
    marriages: list
    problems: list
    house: list
    programmes: list
    checklist: str
    indicators: list

    @classmethod
    def load(cls, village):
        checklist = checklist_for(village.code)
        return cls(
            office=letterhead(village),
            code=REGISTRATION,
            sources=_words(DataSource),
            codes=_codes(),
            marriages=_words(MarriageStanding),
            problems=[(each.code.removeprefix("PPKS-"), each.name) for each in ProblemCategory.objects.all()],
            house=[(label, _words(choices)) for label, choices in HOUSE],
            programmes=list(AidProgramme.objects.values_list("name", flat=True)),
            checklist=checklist.version,
            indicators=_indicators(checklist),
        )


def _words(choices):
    return [str(label) for label in choices.labels]


def _codes():
    """(what, “1 Kepala keluarga, 2 Suami …”) of the columns that take a number."""
    return [
        ("2.6 Hubungan", _numbered(Relation)),
        ("2.7 Kawin", _numbered(MaritalStatus)),
        ("2.8 Agama (boleh kosong)", _numbered(Religion)),
        ("2.9 Pendidikan", ", ".join(f"{each.value} {word}" for each, word in EDUCATION.items())),
        ("2.12 Disabilitas", _numbered(Disability)),
        ("3.4 Berat", _numbered(Severity)),
    ]


def _numbered(choices):
    return ", ".join(f"{value}\N{NO-BREAK SPACE}{label}" for value, label in choices.choices)


def _indicators(checklist):
    """(dimension, its (code, text)) in the order of the checklist."""
    groups = {}
    for each in checklist.indicators.all():
        groups.setdefault(Dimension(each.dimension).label, []).append((each.code, each.text))
    return list(groups.items())
