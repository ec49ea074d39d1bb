from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self):
        # These need the models, which are ready only now.
        from families.services import register_section  # noqa: PLC0415
        from institutions.documents.copies import membership_sections  # noqa: PLC0415
        from institutions.resources import kinds  # noqa: PLC0415

        register_section(70, membership_sections)
        kinds.register()
