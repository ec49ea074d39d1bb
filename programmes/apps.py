from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"

    def ready(self):
        # These need the models, which are ready only now.
        from core import answers  # noqa: PLC0415
        from families.queries.received import RECEIVES  # noqa: PLC0415
        from families.services import register_section  # noqa: PLC0415
        from programmes.documents.copies import group_sections  # noqa: PLC0415
        from programmes.queries.groups import groups_of_families  # noqa: PLC0415

        answers.register(RECEIVES, groups_of_families)
        register_section(50, group_sections)
