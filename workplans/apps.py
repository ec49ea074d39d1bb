from django.apps import AppConfig


class WorkPlansConfig(AppConfig):
    name = "workplans"

    def ready(self):
        # These need the models, which are ready only now.
        from families.services import register_section  # noqa: PLC0415
        from workplans.documents.copies import plan_sections  # noqa: PLC0415

        register_section(60, plan_sections)
