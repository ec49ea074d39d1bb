from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self):
        # These need the models, which are ready only now.
        from cases.queries import what_holds  # noqa: PLC0415
        from cases.views import panels  # noqa: PLC0415
        from families.services import register_hold  # noqa: PLC0415

        panels.register()
        register_hold(what_holds)
