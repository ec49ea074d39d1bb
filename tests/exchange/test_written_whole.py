"""All or nothing, whatever happens in between: a killed worker, two at once, data that changed meanwhile."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from threading import Barrier, Event, Thread
from time import monotonic

import pytest
from auditlog.models import LogEntry
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from accounts.enums import Role
from exchange.enums import BatchState, Verdict
from exchange.models import ImportBatch
from exchange.services import confirm, read_batch, write_batch
from families.models import Family, FamilyCard, FamilyMember, StatusPeriod
from families.services import register_family
from jobs.models import Job
from jobs.services import run_job, sweep
from tests.exchange.rows import household
from tests.factories.accounts import make_user
from tests.factories.regions import in_the_zone_of_the_village, make_village
from tests.factories.sheets import PEOPLE, Steps, imported, verdicts, written, xlsx
from tests.jobs.errands import address_of_database

POINTS = 10
HOLDING = """SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
WRITTEN = (Family, FamilyMember, StatusPeriod, FamilyCard, LogEntry)


def sent(rows):
    village = make_village()
    secretary = make_user(Role.SECRETARY, village)
    batch = imported("keluarga", village, xlsx([PEOPLE, *rows]), secretary)
    return batch, secretary


def counted():
    return [model.objects.count() for model in WRITTEN]


def killed_at(point, job_id):
    """Run the job in a process of its own that ends as by a power cut → how it ended."""
    command = [sys.executable, "-m", "tests.exchange.power_cut", str(job_id), str(point)]
    environment = {**os.environ, "DATABASE_URL": address_of_database()}
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=False).returncode


def wait_for_the_server():
    """PostgreSQL needs a moment to see that a client is dead, and until then holds what that client had locked."""
    if connection.vendor != "postgresql":
        return
    deadline = monotonic() + 60
    with connection.cursor() as cursor:
        while cursor.execute(HOLDING) or cursor.fetchone()[0]:
            assert monotonic() < deadline, "the server still holds the transaction of a dead client"
            Event().wait(0.02)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_of_ten_points_leaves_nothing_and_a_second_try_completes_it():
    batch, secretary = sent(household() + household("0"))
    confirm(batch, actor=secretary)
    before, ended = counted(), []

    for point in range(2, POINTS + 2):
        ended.append(killed_at(point, batch.job_id))
        wait_for_the_server()
        assert counted() == before, f"something was left at point {point}"
        Job.objects.filter(pk=batch.job_id).update(lease_until=timezone.now() - timedelta(seconds=1), attempts=0)
        sweep()

    assert ended == [-signal.SIGKILL] * POINTS
    run_job(batch.job_id)
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    assert (Family.objects.count(), FamilyMember.objects.count()) == (2, 6)


@pytest.mark.django_db
def test_written_twice_is_written_once():
    batch, secretary = sent(household())
    written(batch, secretary)

    write_batch(batch.pk, Steps())

    assert Family.objects.count() == 1


@pytest.mark.django_db
def test_who_was_entered_by_hand_meanwhile_makes_a_new_preview_and_nothing_is_written():
    rows = household()
    batch, secretary = sent(rows)
    members = [{"name": "Lain", "sex": "L", "birth_date": "1988-04-17", "relation": 1, "national_id": rows[0][1]}]
    register_family(village=batch.region, data={"address": "x"}, members=members, actor=secretary)

    written(batch, secretary)

    assert (batch.state, Family.objects.count()) == (BatchState.READING, 1)
    assert "belum ada yang masuk" in batch.failure
    read_batch(batch.pk, Steps())
    batch.refresh_from_db()
    assert batch.state == BatchState.READY
    assert Verdict.CHANGED in verdicts(batch).values()


@pytest.mark.django_db
def test_a_file_that_changed_since_the_preview_is_looked_at_again():
    rows = household()
    batch, secretary = sent(rows)
    written(batch, secretary)
    rows[0][7] = "Jalan Baru 7"
    second = imported("keluarga", batch.region, xlsx([PEOPLE, *rows]), secretary)
    Family.objects.update(version=5)

    written(second, secretary)

    assert second.state == BatchState.READING
    assert Family.objects.get().address == "Dekat dermaga"


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_people_at_once_write_them_once():
    rows = household()
    batch, secretary = sent(rows)
    other = imported("keluarga", batch.region, xlsx([PEOPLE, *rows], name="lain.xlsx"), secretary)
    for each in (batch, other):
        confirm(each, actor=secretary)
    together = Barrier(2)

    def write(pk):
        with in_the_zone_of_the_village():
            together.wait()
            write_batch(pk, Steps())
        connections.close_all()

    threads = [Thread(target=write, args=[each.pk]) for each in (batch, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Family.objects.count(), FamilyMember.objects.count()) == (1, 3)
    assert sorted(ImportBatch.objects.values_list("state", flat=True)) == [BatchState.DONE, BatchState.READING]
