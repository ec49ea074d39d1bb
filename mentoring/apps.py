from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "mentoring"

    def ready(self):
        # These need the models, which are ready only now.
        from families.services import register_hold  # noqa: PLC0415
        from mentoring.queries.holds import what_holds  # noqa: PLC0415
        from mentoring.views import panels  # noqa: PLC0415

        panels.register()
        register_hold(what_holds)
