"""The demo as `make run` loads it, for tests that walk through the whole application."""

import pytest
from django.core.management import call_command

from fcu_project.celery import app as celery_app

PROVINCES = ("53", "73")


def load_demo(*, with_reports=False):
    """Its letters stay unmade: their messages end here, so that a worker of the test has only the test's own work.

    The reports are made as papers only for a test that downloads one.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(celery_app, "send_task", lambda *args, **options: None)
        if not with_reports:
            patch.setattr("demo.management.commands.seed_demo.render_reports", lambda: None)
        for province in PROVINCES:
            call_command("load_regions", province=province, verbosity=0, stdout=_Nowhere())
        call_command("seed_demo", verbosity=0)


class _Nowhere:
    def write(self, text):
        pass
