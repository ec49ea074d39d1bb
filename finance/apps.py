from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self):
        # These need the models, which are ready only now.
        from core import answers  # noqa: PLC0415
        from families.queries import RECEIVES  # noqa: PLC0415
        from families.services import register_hold, register_section  # noqa: PLC0415
        from finance.documents.copies import stimulus_sections  # noqa: PLC0415
        from finance.queries.stimulus import stimulus_received, what_holds  # noqa: PLC0415
        from finance.resources import kinds  # noqa: PLC0415
        from finance.views import stimulus_panels  # noqa: PLC0415

        answers.register(RECEIVES, stimulus_received)
        register_hold(what_holds)
        register_section(40, stimulus_sections)
        stimulus_panels.register()
        kinds.register()
