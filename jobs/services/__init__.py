from jobs.services.asking import enqueue, retry_job
from jobs.services.cancelling import cancel_job, cancel_jobs
from jobs.services.running import run_job
from jobs.services.sweeping import release_left, sweep

__all__ = ["cancel_job", "cancel_jobs", "enqueue", "release_left", "retry_job", "run_job", "sweep"]
