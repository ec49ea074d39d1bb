from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self):
        from referrals.views import panels  # noqa: PLC0415 -- needs the models, which are ready only now

        panels.register()
