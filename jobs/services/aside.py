"""How far a job is while it writes inside one transaction, where its row cannot say so: in a small file beside it."""

from jobs.models import aside_path


def note_aside(job_id, done, total):
    path = aside_path(job_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    draft.write_text(f"{done} {total}")
    draft.replace(path)


def drop_aside(job_id):
    aside_path(job_id).unlink(missing_ok=True)
