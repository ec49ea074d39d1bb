from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self):
        from core import answers  # noqa: PLC0415 -- see below
        from institutions.figures import ANSWERS  # noqa: PLC0415 -- see below
        from referrals.figures import records_of  # noqa: PLC0415 -- see below
        from referrals.views import panels  # noqa: PLC0415 -- needs the models, which are ready only now

        panels.register()
        answers.register(ANSWERS, records_of)
