"""Rows of a posted formset, added and removed by the server: so the form works without JavaScript."""

import re


def with_row(data, prefix):
    """The posted data with one more, empty row; and its index."""
    data = data.copy()
    total = row_count(data, prefix)
    data[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
    return data, total


def without_row(data, prefix, index):
    """The posted data without row ``index``; those after it move up. Rows that stand for stored records stay."""
    total = row_count(data, prefix)
    if not _number(data, f"{prefix}-INITIAL_FORMS") <= index < total:
        return data
    kept = data.copy()
    kept.clear()
    for name in data:
        renamed = _moved_up(name, prefix, index)
        if renamed:
            kept.setlist(renamed, data.getlist(name))
    kept[f"{prefix}-TOTAL_FORMS"] = str(total - 1)
    return kept


def row_count(data, prefix):
    return _number(data, f"{prefix}-TOTAL_FORMS")


def _number(data, name):
    text = data.get(name, "")
    return min(int(text), 100) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def _moved_up(name, prefix, index):
    match = re.fullmatch(rf"{prefix}-(\d+)-(.+)", name)
    if not match or int(match[1]) < index:
        return name
    return None if int(match[1]) == index else f"{prefix}-{int(match[1]) - 1}-{match[2]}"
