from core.views import bad_request

LARGEST_BODY = 32 * 1024 * 1024  # a photo beyond 15 MB still gets its own sentence; a film does not reach the disk


class Readable:
    """400 for what no browser sends: a NUL in an address, at which PostgreSQL fails, and a body beyond any form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        has_nul = "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")
        if has_nul or _length(request) > LARGEST_BODY:
            return bad_request(request, None)
        return self.get_response(request)


def _length(request):
    said = str(request.META.get("CONTENT_LENGTH", ""))
    return int(said[:12]) if said.isascii() and said.isdecimal() else 0


class NoStore:
    """No page of a signed-in user stays in a cache of the browser or of a proxy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response
