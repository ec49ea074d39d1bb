"""The directory as HSDS package: written for a regency whose directory is large. Run alone, on a database of its own:

FCU_BENCH=1 with FCU_DATA_DIR or DATABASE_URL of an empty installation, then ``python -m ops.bench.hsds``.
"""

import random
import resource
import time
from io import BytesIO

import django

INSTITUTIONS, OFFERS_EACH = 5_000, 4


def main():
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- models exist only after django.setup()

    from institutions.models import Institution  # noqa: PLC0415 -- see above
    from institutions.resources import write_package  # noqa: PLC0415 -- see above

    call_command("migrate", verbosity=0)
    call_command("load_regions", province="53", verbosity=0)
    fill(random.Random(1))  # noqa: S311 -- sample data
    file, began, worked = BytesIO(), time.perf_counter(), time.process_time()
    write_package(file, Institution.objects.active())
    took, worked = time.perf_counter() - began, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{took:.1f} s, of which {worked:.1f} s of this process; {file.tell():,} bytes, {memory} MB at most")


def fill(rng):
    from families.models import ProblemCategory  # noqa: PLC0415 -- see main
    from institutions.enums import InstitutionKind, Sector  # noqa: PLC0415 -- see main
    from institutions.models import Institution, ServiceOffer  # noqa: PLC0415 -- see main
    from regions.queries import villages_below  # noqa: PLC0415 -- see main

    villages, codes = list(villages_below(["53.01"])), list(ProblemCategory.objects.values_list("code", flat=True))
    made = Institution.objects.bulk_create(
        Institution(name=f"Lembaga {n}", kind=rng.choice(InstitutionKind.values), region=rng.choice(villages))
        for n in range(INSTITUTIONS)
    )
    offers = ServiceOffer.objects.bulk_create(
        ServiceOffer(
            institution=institution,
            sector=rng.choice(Sector.values),
            name=f"Layanan {n}",
            papers="KK, KTP, surat pengantar",
            cost="Gratis",
            schedule="Senin–Jumat",
        )
        for institution in made
        for n in range(OFFERS_EACH)
    )
    named = ServiceOffer.problems.through
    named.objects.bulk_create(
        named(serviceoffer=offer, problemcategory_id=code) for offer in offers for code in rng.sample(codes, 2)
    )


if __name__ == "__main__":
    main()
