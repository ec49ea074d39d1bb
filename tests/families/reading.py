"""Where a page of a family stands and what it says."""

import re

from django.urls import reverse


def url_of(name, family, *more):
    return reverse(f"families:{name}", args=[family.pk, *more])


def text_of(response):
    """The page on one line, as long as it is broken for the editor only."""
    return re.sub(r"\s+", " ", response.content.decode())
