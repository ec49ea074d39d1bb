"""One import, or the least that its rows could cost, in a process of its own: ``floor|import FILE VILLAGE USER``.

Tells as JSON: seconds, the peaks of memory in MB (also of the reader, who is gone before the worker grows), and the
longest time in which nothing was told of the progress.
"""

import json
import re
import resource
import sys
import time
from datetime import date
from pathlib import Path

import django

SEXES, RELATIONS = {"L": "L", "P": "P"}, {"KEPALA KELUARGA": 1, "ISTRI": 3, "ANAK": 4}
SIXTEEN = re.compile(r"[0-9]{16}")


def main(mode, path, village, username):
    django.setup()
    measured = {"floor": floor, "import": ours}[mode](Path(path), village, username)
    peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps(measured | {"worker_mb": peaks[0], "reader_mb": peaks[1]}))


def floor(path, village, username):
    """Calamine, checks of type, and bulk_create of the same families and people; rolled back."""
    from django.db import transaction  # noqa: PLC0415 -- models exist only after django.setup()

    began = time.perf_counter()
    with transaction.atomic():
        _store(_checked(path), village, username)
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return {"seconds": took}


def _checked(path):
    import python_calamine  # noqa: PLC0415 -- only the floor needs it

    _, *rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    for card, number, name, relation, sex, place, born, *_, address, hamlet, rt, rw in rows:
        if not (SIXTEEN.fullmatch(card) and SIXTEEN.fullmatch(number)):
            raise SystemExit("a number is wrong")
        day = date(int(born[6:]), int(born[3:5]), int(born[:2]))
        person = {
            "national_id": number, "name": name.title(), "sex": SEXES[sex], "relation": RELATIONS[relation],
            "birth_place": place.title(), "birth_date": day,
        }  # fmt: skip
        yield card, person, {"address": address, "hamlet": hamlet, "rt": rt, "rw": rw}


def _store(rows, village, username):
    from accounts.models import User  # noqa: PLC0415 -- as above
    from families.models import Family, FamilyMember  # noqa: PLC0415 -- as above

    user, families, members = User.objects.get(username=username), {}, []
    for card, person, file in rows:
        if card not in families:
            number = f"floor-{len(families)}"
            families[card] = Family(
                village_id=village, file_number=number, family_card_number=card, head_name=person["name"],
                recorded_by=user, **file,
            )  # fmt: skip
        members.append((card, FamilyMember(**person)))
    Family.objects.bulk_create(families.values(), batch_size=2000)
    for card, member in members:
        member.family = families[card]
    FamilyMember.objects.bulk_create([member for _, member in members], batch_size=2000)


class Watch:
    """A job's Progress that remembers the longest silence."""

    def __init__(self):
        self.last, self.longest = time.perf_counter(), 0

    def __call__(self, done, total):
        now = time.perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now

    aside = __call__


def ours(path, village, username):
    from django.core.files import File  # noqa: PLC0415 -- as above

    from accounts.models import User  # noqa: PLC0415 -- as above
    from exchange import services  # noqa: PLC0415 -- as above
    from regions.models import Region  # noqa: PLC0415 -- as above

    user = User.objects.get(username=username)
    with path.open("rb") as file:
        batch = services.send_file(
            "keluarga", region=Region.objects.get(pk=village), upload=File(file, name=path.name), actor=user
        )
    preview = _timed(services.read_batch, batch)
    services.decide(batch, decision="take", actor=user)
    services.confirm(batch, actor=user, skips_wrong=True)
    written = _timed(services.write_batch, batch)
    return {
        "preview": preview[0], "written": written[0], "silence": max(preview[1], written[1]), "state": batch.state,
        "counts": batch.counts,
    }  # fmt: skip


def _timed(work, batch):
    watch, began = Watch(), time.perf_counter()
    work(batch.pk, watch)
    watch(1, 1)
    took = time.perf_counter() - began
    batch.refresh_from_db()
    return took, watch.longest


if __name__ == "__main__":
    main(*sys.argv[1:])
