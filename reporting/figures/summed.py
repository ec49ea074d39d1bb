"""The figures of a recap: the sums of frozen snapshots, over the regions below or over the periods within."""

# A stock holds at the end of a period: over time the last one counts, over regions they add up.
STOCKS = {
    ("families", "stock"), ("families", "members"), ("families", "deciles"), ("families", "completeness"),
    ("families", "money"), ("families", "aid"), ("cases", "open_at_end"), ("referrals", "by_state"),
    ("unit", "units"), ("unit", "with_decree"), ("unit", "officers"), ("unit", "members"),
    ("unit", "active_members"), ("unit", "institutions"), ("unit", "offers"),
}  # fmt: skip


def sum_regions(snapshots):
    """Snapshots of different regions and one period as one."""
    return _sum(list(snapshots), (), over_time=False)


def sum_periods(snapshots):
    """Snapshots of one region and periods in their order as one."""
    return _sum(list(snapshots), (), over_time=True)


def _sum(values, path, over_time):
    known = [value for value in values if value is not None]
    if not known:
        return None
    if over_time and path in STOCKS:
        return known[-1]
    if isinstance(known[0], dict):
        names = dict.fromkeys(name for value in known for name in value)
        return {name: _sum([value.get(name) for value in known], (*path, name), over_time) for name in names}
    if isinstance(known[0], list):
        return _sum_rows(known, path, over_time)
    return sum(known) if isinstance(known[0], int | float) else known[0]


def _sum_rows(lists, path, over_time):
    rows = {}
    for row in (row for each in lists for row in each):
        rows.setdefault(row["code"], []).append(row)
    return [_sum(same, path, over_time) for same in rows.values()]
