from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self):
        from cases.views import panels  # noqa: PLC0415 -- needs the models, which are ready only now

        panels.register()
