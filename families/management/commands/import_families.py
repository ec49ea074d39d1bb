"""``import_families FILE --village CODE [--commit]``: the same import as in the browser, from the shell."""

from pathlib import Path
from time import sleep

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from accounts.capabilities import Capability
from accounts.models import User
from core.exceptions import DomainError
from exchange.enums import BatchState, Verdict
from exchange.services import confirm, discard, send_file
from jobs.services import run_job
from regions.models import Region

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Show what a spreadsheet of families would change in a village, and with --commit write it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--village", required=True, help="Kemendagri code, such as 53.01.05.2011")
        parser.add_argument("--commit", action="store_true", help="write what is right; without it nothing changes")
        parser.add_argument("--user", help="who imports; else the first who may write families in the village")

    def handle(self, *, file, village, commit, user, **options):
        region = Region.objects.filter(pk=village, active=True).villages().first()
        if region is None:
            raise CommandError(f"There is no village {village}.")
        actor = self._actor(village, user)
        batch = self._read(file, region, actor)
        self._tell(batch)
        if commit:
            self._write(batch, actor)
        else:
            discard(batch, actor=actor)
            self.stdout.write("Nothing was written. Add --commit to write the new and changed rows.")

    def _actor(self, village, username):
        able = User.objects.holding(Capability.CHANGE_FAMILIES, village).order_by("pk")
        actor = (able.filter(username=username) if username else able).first()
        if actor is None:
            raise CommandError(f"{username or 'Nobody'} may not write families in {village}.")
        return actor

    def _read(self, path, region, actor):
        try:
            with path.open("rb") as file:
                batch = send_file("keluarga", region=region, upload=File(file, name=path.name), actor=actor)
        except (OSError, DomainError) as error:
            raise CommandError(str(error)) from error
        self._work(batch)
        if batch.state != BatchState.READY:
            sentence = batch.failure or "Judul kolomnya belum dikenal. Cocokkan di halaman impor, atau pakai templat."
            discard(batch, actor=actor)
            raise CommandError(sentence)
        return batch

    def _tell(self, batch):
        for verdict in Verdict:
            self.stdout.write(f"{verdict.label:12} {batch.counts.get(verdict, 0):6}")
        for row in batch.rows.filter(verdict__in=[Verdict.WRONG, Verdict.DOUBTFUL]).order_by("number")[:MOST_SHOWN]:
            said = row.doubt or "; ".join(f"{column}: {sentence}" for column, sentence in row.errors)
            self.stdout.write(f"  baris {row.number}: {said}")

    def _write(self, batch, actor):
        try:
            confirm(batch, actor=actor, skips_wrong=True)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._work(batch)
        if batch.state != BatchState.DONE:
            raise CommandError(batch.failure)
        self.stdout.write(f"Written as import {batch.pk}.")

    def _work(self, batch):
        """Here and now, unless a worker was quicker: then its end is waited for."""
        run_job(batch.job_id)
        batch.refresh_from_db()
        while batch.is_working and batch.job.is_open:
            sleep(0.2)
            batch.refresh_from_db()
        if batch.is_working:
            raise CommandError(batch.job.failure)
