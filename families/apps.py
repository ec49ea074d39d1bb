from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"

    def ready(self):
        from families.resources import kinds  # noqa: PLC0415 -- needs the models, which are ready only now
        from families.views import panels  # noqa: PLC0415

        panels.register()
        kinds.register()
