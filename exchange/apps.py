from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"

    def ready(self):
        from exchange.resources import accounts  # noqa: PLC0415 -- needs the models, which are ready only now

        accounts.register()
