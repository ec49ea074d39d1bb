from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self):
        from institutions.resources import kinds  # noqa: PLC0415 -- needs the models, which are ready only now

        kinds.register()
