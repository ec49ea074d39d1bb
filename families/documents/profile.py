"""“Profil keluarga”: one A4 page that says how a family stands. It travels, so nothing sensitive is named in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from accounts.enums import Role
from accounts.queries import holder_of
from core.formatting import age, date_long, date_short, in_sentence, number, phone_national, rupiah
from documents.documents import UNSIGNED, letterhead
from families.documents.words import EDUCATION, first_few, shortened
from families.enums import Dimension, ProblemState
from families.queries import assessments_of, members_of

MOST_MEMBERS = 10
MOST_LINES, LINE = 4, 54
DIMENSIONS = {
    Dimension.MARRIAGE: "Perkawinan",
    Dimension.DEVOTION: "Ketakwaan",
    Dimension.FAMILY_LIFE: "Kehidupan keluarga",
    Dimension.RESILIENCE: "Ketahanan",
    Dimension.PLANNING: "Perencanaan",
}
MONEY = (
    ("income", "Pendapatan sebulan"), ("expenses", "Pengeluaran sebulan"), ("monthly_savings", "Menabung sebulan"),
    ("savings", "Tabungan"), ("debt", "Utang"),
)  # fmt: skip
HOUSING = (
    ("house", "Rumah"), ("roof", "Atap"), ("wall", "Dinding"), ("floor", "Lantai"), ("water", "Air minum"),
    ("sanitation", "Jamban"), ("electricity", "Listrik"),
)  # fmt: skip


@dataclass(frozen=True)
class FamilyProfile:
    """``facts`` fill two columns, row by row. ``more``: members not shown. Sensitive problems leave no trace."""

    office: dict
    head: str
    status: dict
    as_of: date
    facts: list
    members: list
    more: int
    housing: dict
    money: dict
    decile: str
    aid: list
    problems: list
    strengths: list
    assessment: dict
    consents: str
    signs: list

    @classmethod
    def load(cls, family, today):
        members = list(members_of(family))
        problems = list(_open_problems(family))
        plain = [each for each in problems if not each.category.sensitive]
        return cls(
            office=letterhead(family.village),
            head=shortened(family.head_name, 40),
            status=_status(family),
            as_of=today,
            facts=_facts(family),
            members=[_person(each, today) for each in members[:MOST_MEMBERS]],
            more=max(len(members) - MOST_MEMBERS, 0),
            housing=_housing(family.housings.first()),
            money=_money(list(family.money_records.all())),
            decile=_decile(family.deciles.first()),
            aid=first_few(_aid(family, today), MOST_LINES, LINE),
            problems=first_few([_problem(each) for each in plain], MOST_LINES, LINE),
            strengths=first_few([each.text for each in family.strengths.all()], MOST_LINES, LINE),
            assessment=_assessment(assessments_of(family)),
            consents=shortened("; ".join(_consents(family)), 260),
            signs=_signs(family, today),
        )


def _status(family):
    period = family.status_periods.filter(ends_on=None).first()
    return {"label": family.get_status_display(), "since": period and period.starts_on}


def _facts(family):
    card = family.family_card_number
    place = ", ".join(filter(None, [family.address, family.place, family.village.full_name]))
    return [
        ("Alamat", shortened(place, 104)),
        ("Nomor berkas", family.file_number),
        ("Telepon", phone_national(family.phone) if family.phone else "belum dicatat"),
        ("No. KK", f"berakhir {card[-4:]}" if card else "belum ada"),
    ]


def _person(member, today):
    return {
        "name": shortened(member.name, 28),
        "relation": shortened(member.get_relation_display(), 16),
        "born": date_short(member.birth_date),
        "age": age(member.birth_date, today).replace(" tahun", " th").replace(" bulan", " bln"),
        "sex": member.sex,
        "education": EDUCATION.get(member.education, ""),
        "occupation": shortened(member.occupation, 18),
        "ending": member.national_id[-4:] or "belum ada",
        "conditions": shortened(", ".join(_conditions(member)), 26),
    }


def _conditions(member):
    if member.disability:
        yield f"disab. {member.get_disability_display().lower()}"
    if member.has_chronic_illness:
        yield "sakit menahun"
    if member.lives_elsewhere:
        yield "tinggal di luar"


def _housing(found):
    """``rows``: what is known of the house on ``day``."""
    if found is None:
        return {"day": None, "rows": []}
    known = [(label, getattr(found, f"get_{name}_display")()) for name, label in HOUSING]
    rows = [(label, in_sentence(value)) for label, value in known if value]
    return {"day": found.noted_on, "rows": rows + ([("Aset", shortened(found.assets, 40))] if found.assets else [])}


def _money(records):
    """Each amount now and how far it is from the first record; ``since`` is None while there is but one."""
    if not records:
        return {"day": None, "since": None, "rows": []}
    now, first = records[0], records[-1]
    since = first.noted_on if first != now else None
    amounts = [(label, getattr(now, name), getattr(first, name)) for name, label in MONEY]
    rows = [(label, rupiah(new), _change(old, new) if since else "") for label, new, old in amounts if new is not None]
    return {"day": now.noted_on, "since": since, "rows": rows}


def _change(old, new):
    """“+Rp250.000 (+20%)”; from nothing there is no percentage."""
    if old is None or old == new:
        return "" if old is None else "tetap"
    sign = "+" if new > old else "−"
    part = f" ({sign}{number(abs(new - old) * 100 / old)}%)" if old else ""
    return f"{sign}{rupiah(abs(new - old))}{part}"


def _decile(stated):
    return f"{stated.value}, {date_short(stated.stated_on)}, {shortened(stated.source, 24)}" if stated else ""


def _aid(family, today):
    received = family.aid.select_related("programme", "member")
    for each in received:
        if each.ends_on is None or each.ends_on >= today:
            person = f" ({each.member})" if each.member else ""
            yield f"{each.programme}{person}, sejak {date_short(each.starts_on)}"


def _open_problems(family):
    """The gravest first, of those the oldest: where not all fit, the others are counted."""
    unsolved = family.problems.exclude(state=ProblemState.SOLVED).select_related("category")
    return unsolved.order_by("-severity", "since", "pk")


def _problem(problem):
    return f"{problem.category}, {problem.get_state_display().lower()}"


def _assessment(lines):
    """The chart as its description, the mean without the outcomes, the day and who rated; empty without one."""
    if not lines:
        return {}
    last = lines[-1]
    values = [None if last.means.get(each) is None else round(float(last.means[each]), 1) for each in DIMENSIONS]
    said = ", ".join(f"{label} {number(value, 1)}" for label, value in zip(DIMENSIONS.values(), values, strict=True))
    args = {"rows": list(DIMENSIONS.values()), "values": values, "digits": 1, "top": 3}
    return {
        "chart": {"shape": "bars", "title": f"Nilai lima dimensi: {said}", "args": args},
        "mean": number(last.mean, 1),
        "day": last.day,
        "assessor": shortened(last.assessment.rated_by, 40),
    }


def _consents(family):
    """What the whole family agreed to, with the day; then how many members agreed for themselves alone."""
    given = list(family.consents.in_force())
    for each in given:
        if each.member_id is None:
            yield f"{each.get_purpose_display()}, {date_short(each.given_on)}"
    for label, count in Counter(each.get_purpose_display() for each in given if each.member_id).items():
        yield f"{label}, {count} anggota"


def _signs(family, today):
    village = family.village
    return [
        {
            "intro": f"{village.name}, {date_long(today)}",
            "role": "Koordinator FCU",
            "name": holder_of(Role.COORDINATOR, village.code) or UNSIGNED,
        }
    ]
