"""The results as a table: each figure beside the least it could cost, measured in the same run."""

HEADS = (
    "database", "what", "families", "p50", "p95", "own SQL", "floor", "p95 × floor", "SQL × floor", "statements", "KB",
)  # fmt: skip
NOTE = """
Milliseconds; own SQL and floor at their 95th percentile. Own SQL: the page's statements alone. Floor: bare SQL for
the same rows, of figures their own SQL. What a page costs beside its statements it costs whatever the rows: where the
floor is smaller than that, p95 × floor tells of it and not of the search."""
PAPER_HEADS = ("database", "paper", "pages", "seconds", "ms a page", "peak MB", "floor s", "floor MB", "× floor", "KB")
JOB_HEADS = ("database", "job", "pairs", "rows made", "seconds")
MANY_HEADS = ("database", "reports by jobs", "made", "seconds", "floor s", "× floor", "MB on the way")
IMPORT_HEADS = (
    "database", "what", "rows", "preview s", "written s", "floor s", "preview × floor", "written × floor",
    "worker MB", "reader MB", "longest silence s",
)  # fmt: skip
REFUSAL_HEADS = ("database", "bad file", "seconds", "what is said")
ENTRY_HEADS = ("database", "entered by keyboard", "families", "keys", "fields", "machine s", "human s", "together s")


def print_results(results):
    pages = [row for row in results if row["kind"] == "page"]
    papers = [row for row in results if row["kind"] == "paper"]
    print(NOTE)
    _print(HEADS, [_page_cells(row) for row in pages])
    print("\nThe floor of a paper is WeasyPrint alone on the same HTML, in a process of its own.")
    _print(PAPER_HEADS, [_paper_cells(row) for row in papers])
    print("\nSchedules of visits: made by one job, and the same job again.")
    _print(JOB_HEADS, [_job_cells(row) for row in results if row["kind"] == "job"])
    print("\nReports by jobs: floor is what one process takes for as many, halved; MB held on the way.")
    _print(MANY_HEADS, [_many_cells(row) for row in results if row["kind"] == "many"])
    print("\nSpreadsheets: floor is calamine, checks of type and bulk_create of the same families and people.")
    _print(IMPORT_HEADS, [_import_cells(row) for row in results if row["kind"] == "import"])
    _print(REFUSAL_HEADS, [_refusal_cells(row) for row in results if row["kind"] == "refusal"])
    print("\nHuman seconds by the keystroke-level model: 0.28 a key (a typist who is no secretary), 1.35 a field.")
    _print(ENTRY_HEADS, [_entry_cells(row) for row in results if row["kind"] == "entry"])


def _page_cells(row):
    times = [f"{row[name]:.1f}" for name in ("p50", "p95", "sql_p95", "floor_p95")]
    times += [f"{row[name] / row['floor_p95']:.1f}" for name in ("p95", "sql_p95")]
    size = f"{row['bytes'] / 1000:.0f}" if row["bytes"] else ""
    return (row["database"], row["what"], f"{row['families']:,}", *times, str(row["statements"]), size)


def _paper_cells(row):
    ours, floor = row["ours"], row["floor"]
    return (
        row["database"], row["what"], str(floor["pages"]), f"{ours['seconds']:.2f}",
        f"{ours['seconds'] * 1000 / floor['pages']:.0f}", f"{ours['peak_mb']:.0f}", f"{floor['seconds']:.2f}",
        f"{floor['peak_mb']:.0f}", f"{ours['seconds'] / floor['seconds']:.2f}", f"{ours['bytes'] / 1000:.0f}",
    )  # fmt: skip


def _import_cells(row):
    preview, written, floor = row["preview"], row["written"], row["floor"]
    return (
        row["database"], row["what"], f"{row['rows']:,}", f"{preview:.2f}", f"{written:.2f}", f"{floor:.2f}",
        f"{preview / floor:.2f}", f"{written / floor:.2f}", str(row["worker_mb"]), str(row["reader_mb"]),
        f"{row['silence']:.2f}",
    )  # fmt: skip


def _refusal_cells(row):
    return row["database"], row["what"], f"{row['seconds']:.2f}", row["sentence"][:70]


def _job_cells(row):
    return (row["database"], row["what"], f"{row['pairs']:,}", f"{row['made']:,}", f"{row['seconds']:.1f}")


def _many_cells(row):
    times = (f"{row['seconds']:.1f}", f"{row['floor']:.1f}", f"{row['seconds'] / row['floor']:.2f}")
    return (row["database"], row["what"], str(row["made"]), *times, " ".join(map(str, row["rss"])))


def _entry_cells(row):
    times = (f"{seconds:.1f}" for seconds in (row["machine"], row["human"], row["machine"] + row["human"]))
    return (row["database"], row["what"], f"{row['families']:,}", str(row["keys"]), str(row["fields"]), *times)


def _print(heads, rows):
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    for row in (heads, *rows):
        words = [
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(words))
