from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self):
        # These need the models, which are ready only now.
        from cases.documents.copies import case_sections  # noqa: PLC0415
        from cases.queries import what_holds  # noqa: PLC0415
        from cases.services.copies import withheld_of  # noqa: PLC0415
        from cases.views import panels  # noqa: PLC0415
        from families.services import register_hold, register_section, register_withheld  # noqa: PLC0415

        panels.register()
        register_hold(what_holds)
        register_section(10, case_sections)
        register_withheld(withheld_of)
