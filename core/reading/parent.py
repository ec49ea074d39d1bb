import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from core.exceptions import Refusal
from core.reading import limits

HERE = Path(__file__).resolve().parents[2]


class UnreadableSheet(Refusal):
    """The file cannot be read as a table; the sentence says why and what to do."""

    trace = "lembar kerja tidak terbaca"


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows``: lists of text and numbers, a date as 2019-02-05. ``first``: Excel's number of the first of them.

    ``merged``: (first row, last row) of each group of merged cells, in Excel's numbers.
    """

    name: str
    rows: list
    first: int = 1
    merged: tuple = ()


def read_sheets(path):
    """The sheets that hold something. Raises UnreadableSheet."""
    answer = _answer_of(path)
    if "refused" in answer:
        raise UnreadableSheet(answer["refused"])
    sheets = [_sheet(each) for each in answer["sheets"] if any(map(any, each["rows"]))]
    if not sheets:
        raise UnreadableSheet(limits.NO_ROWS)
    return sheets


def _answer_of(path):
    """A child that died said nothing: it met a limit of memory or time, or the file broke it."""
    command = [sys.executable, "-m", "core.reading.child", str(path)]
    try:
        child = subprocess.run(  # noqa: S603 -- our own program, a path of our own making
            command, cwd=HERE, capture_output=True, timeout=limits.WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableSheet(limits.TOO_HEAVY) from error
    if child.returncode:
        raise UnreadableSheet(limits.TOO_HEAVY)
    return json.loads(child.stdout)


def _sheet(each):
    return Sheet(each["name"], each["rows"], each["first"], tuple((top, bottom) for top, bottom, _ in each["merged"]))
