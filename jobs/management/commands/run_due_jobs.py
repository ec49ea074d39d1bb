from django.core.management.base import BaseCommand, CommandError

from jobs.enums import JobState
from jobs.models import Job
from jobs.queries import due_jobs
from jobs.services import release_left, run_job


class Command(BaseCommand):
    help = "Run the queued jobs in this process, without a broker. Ends with 1 when one of them was not done."

    def handle(self, *args, **options):
        release_left()
        undone = 0
        for job_id in due_jobs():
            run_job(job_id)
            undone += not self._report(job_id)
        if undone:
            raise CommandError(f"{undone} job(s) not done")

    def _report(self, job_id):
        job = Job.objects.get(pk=job_id)
        self.stdout.write(f"{job.pk} {job.kind}: {job.state}{f' ({job.failure})' if job.failure else ''}")
        return job.state == JobState.DONE
