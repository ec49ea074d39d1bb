from jobs.services.asking import enqueue, retry_job
from jobs.services.running import run_job
from jobs.services.sweeping import release_left, sweep

__all__ = ["enqueue", "release_left", "retry_job", "run_job", "sweep"]
