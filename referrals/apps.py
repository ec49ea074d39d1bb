from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self):
        # These need the models, which are ready only now.
        from accounts.services.deputies import register_listener  # noqa: PLC0415
        from cases.services import register_case_hold  # noqa: PLC0415
        from core import answers  # noqa: PLC0415
        from families.services import register_hold, register_withdrawal  # noqa: PLC0415
        from institutions.figures import ANSWERS  # noqa: PLC0415
        from referrals.figures import records_of  # noqa: PLC0415
        from referrals.queries import what_holds, what_holds_a_case  # noqa: PLC0415
        from referrals.services.posts import tell_of_deputy  # noqa: PLC0415
        from referrals.services.telling import tell_of_withdrawal  # noqa: PLC0415
        from referrals.views import panels  # noqa: PLC0415

        panels.register()
        register_hold(what_holds)
        register_case_hold(what_holds_a_case)
        register_withdrawal(tell_of_withdrawal)
        register_listener(tell_of_deputy)
        answers.register(ANSWERS, records_of)
