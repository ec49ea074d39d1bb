"""The directory for other systems."""

from io import BytesIO

from django.http import FileResponse
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import record_access
from core.http import requires
from institutions.models import Institution
from institutions.resources import write_package

FILE_NAME = "direktori-hsds-3.0.zip"


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def export(request):
    """Made while the reader waits: a regency with 20,000 services takes seconds."""
    record_access(AccessKind.EXPORT, actor=request.user, reason="hsds", address=request.client_address)
    file = BytesIO()
    write_package(file, Institution.objects.visible_to(request.user).active())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=FILE_NAME, content_type="application/zip")
