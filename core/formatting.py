"""How numbers, money, dates and names of time are written. One place; templates reach it through {% load format %}.

Dates come as date, datetime or ISO text (frozen documents hold text). An aware datetime is shown in its own zone:
convert it before calling. Nothing to show is an en dash.
"""

from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal

import lokal
import phonenumbers

NOTHING = "–"
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def number(value, digits=0):
    """1234.5 → “1.235”; with one digit “1.234,5”. Halves are rounded up, as at school."""
    amount = _decimal(value)
    if amount is None:
        return NOTHING
    rounded = amount.quantize(Decimal(1).scaleb(-digits), context=ROUNDING)
    text = f"{abs(rounded):,.{digits}f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if rounded < 0 else text


def signed(value, digits=0):
    """A change: “+7”, “−2”, “0”."""
    text = number(value, digits)
    rises = text != NOTHING and text[0] != "−" and text.strip("0,")
    return f"+{text}" if rises else text


def rupiah(value):
    """1250500 → “Rp1.250.500”."""
    text = number(value)
    if text == NOTHING:
        return text
    return f"−Rp{text[1:]}" if text[0] == "−" else f"Rp{text}"


def percent(value, digits=0):
    """85.4 → “85%”: the value counts in hundredths already."""
    text = number(value, digits)
    return text if text == NOTHING else f"{text}%"


def share(part, whole, digits=0):
    """Part of a whole in percent; of nothing there is no share."""
    if part is None or not whole:
        return NOTHING
    return percent(Decimal(part) * 100 / Decimal(whole), digits)


def terbilang(value):
    """1250500 → “satu juta dua ratus lima puluh ribu lima ratus”."""
    return NOTHING if value is None else lokal.terbilang(int(value))


def as_date(value):
    """date, datetime or ISO text → date; nothing → None."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).date() if value else None
    return value.date() if isinstance(value, datetime) else value


def as_moment(value):
    return datetime.fromisoformat(value) if isinstance(value, str) and value else value


def date_long(value):
    """“17 Agustus 2026”."""
    day = as_date(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else NOTHING


def date_short(value):
    """“17-08-2026”."""
    day = as_date(value)
    return f"{day.day:02}-{day.month:02}-{day.year}" if day else NOTHING


def day_name(value):
    day = as_date(value)
    return DAYS[day.weekday()] if day else NOTHING


def time_short(value):
    """“14.05”."""
    moment = as_moment(value)
    return f"{moment.hour:02}.{moment.minute:02}" if moment else NOTHING


def zone_name(value):
    """WIB, WITA or WIT, as the moment's own offset says; empty elsewhere."""
    offset = as_moment(value).utcoffset()
    return "" if offset is None else ZONES.get(offset.total_seconds() / 3600, "")


def moment(value):
    """“2 Oktober 2026 pukul 09.15 WITA”."""
    if not value:
        return NOTHING
    return f"{date_long(value)} pukul {time_short(value)} {zone_name(value)}".rstrip()


def due_words(due, today, *, own_work=False):
    """“sisa 1 hari”, “hari ini batasnya”; past it “lewat 2 hari”, for one's own work “terlambat 2 hari”."""
    if not due:
        return NOTHING
    days = (as_date(due) - as_date(today)).days
    if days == 0:
        return "hari ini batasnya"
    return f"sisa {days} hari" if days > 0 else f"{'terlambat' if own_work else 'lewat'} {-days} hari"


def in_sentence(label):
    """A label inside a sentence: “Kunjungan rumah” → “kunjungan rumah”, while “RT/RW” and “No. KK” stay."""
    return label if label[1:2].isupper() or label.startswith("No.") else label[:1].lower() + label[1:]


def age_in_months(birth_date, on):
    born, day = as_date(birth_date), as_date(on)
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def age_in_years(birth_date, on):
    return age_in_months(birth_date, on) // 12


def age(birth_date, on):
    """“34 tahun”; below two years “14 bulan”."""
    if not birth_date:
        return NOTHING
    months = age_in_months(birth_date, on)
    if months < 1:
        return "di bawah 1 bulan"
    return f"{months} bulan" if months < 24 else f"{months // 12} tahun"


def mask_number(value):
    """“5301050101260007” → “•••• 0007”; a text too short to hide anything is hidden whole."""
    if not value:
        return NOTHING
    return f"•••• {value[-4:]}" if len(value) >= 8 else "••••"


def ending(value):
    """The masked form on paper: “berakhir 0007”."""
    return f"berakhir {value[-4:]}" if value and len(value) >= 8 else NOTHING


def roman(value):
    """1 to 12, for months and quarters."""
    return ROMAN[int(value) - 1]


def phone_national(value):
    """“+6281234567890” → “0812-3456-7890”; what is no number stays as it was typed."""
    if not value:
        return NOTHING
    try:
        parsed = value if isinstance(value, phonenumbers.PhoneNumber) else phonenumbers.parse(value, "ID")
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def fingerprint(value):
    """The ends of a SHA-256 for paper: “9f2c 41d8 … 7be0 13a5”."""
    return f"{value[:4]} {value[4:8]} … {value[-8:-4]} {value[-4:]}" if value else NOTHING


def _decimal(value):
    if value is None or value == "":
        return None
    amount = Decimal(str(value))
    return amount if amount.is_finite() else None
