"""Which rows of a cash book are in the book already, entry by entry: two alike are two."""

from collections import defaultdict

from exchange.enums import Verdict
from exchange.resources import plain
from families.models.search import plain_text
from finance.enums import EntryKind
from institutions.enums import FundSource

WITHDRAWN = "Impor dibatalkan"  # why the entries of an import that is taken back were reversed
OTHER_ENTRY = (
    "Catatan {number} berbunyi lain, dan catatan kas tidak diubah. Balik catatan itu dari halamannya, atau kosongkan "
    "Nomor bila ini catatan baru."
)
NO_REVERSAL = "Jumlahnya kurang dari nol. Pembalik tidak dicatat lewat impor: balik catatannya dari halamannya."


class Known:
    """The entries of the book that no row has claimed yet."""

    def __init__(self, entries):
        self.by_number = {str(entry): entry for entry in entries}
        self.by_words, self.by_sum = defaultdict(list), defaultdict(list)
        for entry in entries:
            self.by_words[_words(_sum_of(entry), entry.purpose, entry.party, entry.evidence)].append(entry)
            self.by_sum[_sum_of(entry)].append(entry)

    def claim(self, entry):
        self.by_words[_words(_sum_of(entry), entry.purpose, entry.party, entry.evidence)].remove(entry)
        self.by_sum[_sum_of(entry)].remove(entry)


def _sum_of(entry):
    """Day, column and amount, as the exported book shows them."""
    return entry.dated_on, entry.side, entry.paid if entry.side == EntryKind.PAYMENT else entry.received


def _words(sum_of, *texts):
    return (*sum_of, *(plain_text(plain(text)) for text in texts))


def sum_of_row(row):
    return row.values["dated_on"], row.plan["kind"], row.plan["amount"]


def words_of_row(row):
    return _words(sum_of_row(row), *(row.values.get(name, "") for name in ("purpose", "party", "evidence")))


def find_same(rows, known):
    """The rows that are in the book get their verdict; those with an entry's own number first."""
    for row in rows:
        if row.values.get("number") in known.by_number:
            _claim_by_number(row, known)
    for row in rows:
        if not (row.verdict or row.errors):
            _claim_by_words(row, known)


def _claim_by_number(row, known):
    entry = known.by_number[row.values["number"]]
    if entry in known.by_words[words_of_row(row)]:
        _claim(row, entry, known)
    else:
        row.errors.append(("Nomor", OTHER_ENTRY.format(number=entry)))


def _claim_by_words(row, known):
    """An entry that was reversed is none any more; its reversal is one only for a row that says so."""
    same = [entry for entry in known.by_words[words_of_row(row)] if entry.reversal is None]
    if same:
        _claim(row, same[0], known)
    elif row.plan["amount"] < 0:
        row.errors.append(("Jumlah", NO_REVERSAL))


def _claim(row, entry, known):
    known.claim(entry)
    row.verdict = Verdict.SAME
    if row.values.get("source", entry.source) != entry.source:
        row.notes.append(f"Tercatat dari {FundSource(entry.source).label}; catatan kas tidak diubah.")


def doubt_about(row, known):
    """The question whether a row that is in no entry word for word is one nevertheless, or ""."""
    alike = known.by_sum[sum_of_row(row)]
    standing = next((entry for entry in alike if entry.reversal is None), None)
    if standing:
        return f"Tanggal dan jumlahnya sama dengan catatan {standing}: {standing.purpose}. Tetap catat?"
    words = words_of_row(row)
    reversed_one = next((each for each in known.by_words[words] if not _is_withdrawn(each)), None)
    return f"Catatan {reversed_one} berbunyi sama dan sudah dibalik. Tetap catat?" if reversed_one else ""


def _is_withdrawn(entry):
    return entry.reversal.purpose.endswith(WITHDRAWN)
