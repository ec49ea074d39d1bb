from django.http import FileResponse, Http404

from accounts.enums import AccessKind
from accounts.middleware import client_address
from accounts.services import record_access


def serve(request, stored_file, *, subject, name="", kind=AccessKind.DOWNLOAD, reason=""):
    """Hand out a private file, to be saved and not shown. The calling view has found ``subject`` within the scope.

    ``name``: what it is called on the reader's machine, where the name it came with could tell of a person.
    ``kind`` and ``reason``: how the access log writes it.
    """
    try:
        content = stored_file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    actor = request.user if request.user.is_authenticated else None
    record_access(kind, actor=actor, subject=subject, reason=reason, address=client_address(request))
    response = FileResponse(
        content, as_attachment=True, filename=named(stored_file, name), content_type=stored_file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def named(stored_file, name):
    """``name`` with the ending of the file, or the file's own name."""
    return f"{name}.{stored_file.name.rpartition('.')[2]}" if name else stored_file.name
