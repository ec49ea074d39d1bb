"""Brings the data folder up to the code: tables, static files, regions, demo data; prints the demo sign-ins.

A second start finds nothing to do and must take no time, so each step first looks whether it is needed.
"""

import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ops.venv import REQUIREMENTS, ROOT


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fcu_project.settings")
    django.setup()
    _make_folders()
    _migrate()
    _collect_static_files()
    _load_regions()
    if settings.FCU_DEMO:
        _seed_demo()


def _make_folders():
    for folder in (settings.MEDIA_ROOT, settings.BROKER_DIR / "queue", settings.BROKER_DIR / "control"):
        Path(folder).mkdir(parents=True, exist_ok=True, mode=0o700)


def _migrate():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _say("Preparing the database ...")
        call_command("migrate", interactive=False, verbosity=0)


def _collect_static_files():
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    wanted = _static_fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        _say("Collecting static files ...")
        # No --clear: another run of this clone may still serve the old names.
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)


def _static_fingerprint():
    """The packages' own files change only with the requirements."""
    files = [ROOT / REQUIREMENTS[0], ROOT / "core" / "finders.py", ROOT / "fcu_project" / "settings.py"]
    files += sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _load_regions():
    from regions.models import Region  # noqa: PLC0415 -- models exist only after django.setup()

    if not Region.objects.exists():
        _say("Loading the regions of Indonesia ...")
        call_command("load_regions", verbosity=0, stdout=sys.stderr)


def _seed_demo():
    from accounts.models import User  # noqa: PLC0415 -- models exist only after django.setup()

    if not User.objects.exists():
        _say("Loading the demo data ...")
        call_command("seed_demo", verbosity=0, stdout=sys.stderr)
    call_command("seed_demo", list=True)


def _say(sentence):
    os.write(2, f"{sentence}\n".encode())


if __name__ == "__main__":
    main()
