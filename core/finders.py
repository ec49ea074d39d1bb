"""Front-end files that come with Python packages: the named ones only, found under names of our own."""

import re
from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

# htmx 2, not the 4 that django-htmx ships too: 4 needs newer browsers than the offices have.
FILES = {
    "bootstrap/bootstrap.min.css": ("bootstrap", "css/bootstrap.min.css"),
    "leaflet/leaflet.css": ("leaflet", "static/leaflet/leaflet.css"),
    "leaflet/leaflet.js": ("leaflet", "static/leaflet/leaflet.js"),
    # Named in leaflet.css; our map draws circles, not pictures.
    "leaflet/images/layers.png": ("leaflet", "static/leaflet/images/layers.png"),
    "leaflet/images/layers-2x.png": ("leaflet", "static/leaflet/images/layers-2x.png"),
    "leaflet/images/marker-icon.png": ("leaflet", "static/leaflet/images/marker-icon.png"),
    "htmx/htmx.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
}
_MAP_POINTER = re.compile(rb"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*")


def _place(name):
    package, path = FILES[name]
    return Path(find_spec(package).submodule_search_locations[0]) / path


class _Renamed(FileSystemStorage):
    """Opens the package's file when asked for our name of it, without its pointer to a map that is not served."""

    def path(self, name):
        return str(_place(name))

    def _open(self, name, mode="rb"):
        return ContentFile(_MAP_POINTER.sub(b"", _place(name).read_bytes()), name=name)


class PackageFinder(BaseFinder):
    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = [str(_place(path))] if path in FILES else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        storage = _Renamed()
        for name in FILES:
            if not matches_patterns(name, ignore_patterns):
                yield name, storage
