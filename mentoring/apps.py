from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "mentoring"

    def ready(self):
        # These need the models, which are ready only now.
        from families.services import (  # noqa: PLC0415
            register_hold,
            register_section,
            register_status_hold,
            register_withdrawal,
        )
        from mentoring.documents.copies import guidance_sections  # noqa: PLC0415
        from mentoring.queries.holds import what_holds, what_holds_the_status  # noqa: PLC0415
        from mentoring.services.consents import stop_visits  # noqa: PLC0415
        from mentoring.views import panels  # noqa: PLC0415

        panels.register()
        register_hold(what_holds)
        register_status_hold(what_holds_the_status)
        register_section(30, guidance_sections)
        register_withdrawal(stop_visits)
