"""Answers to what went wrong. They need neither the database nor a context, so they work on the worst day."""

from django.http import HttpResponse
from django.template import loader


def _answer(name, status):
    return HttpResponse(loader.render_to_string(f"errors/{name}.html"), status=status)


def bad_request(request, exception):
    return _answer("400", 400)


def forbidden(request, exception):
    return _answer("403", 403)


def not_found(request, exception):
    return _answer("404", 404)


def server_error(request):
    return _answer("500", 500)


def csrf_failure(request, reason=""):
    return _answer("403_csrf", 403)
