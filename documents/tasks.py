from jobs.handlers import job


@job
def render_document(progress, *, document_id, result_url=""):
    from documents.services import render  # noqa: PLC0415 -- a task wraps a service

    render(document_id, progress)
    return result_url
