from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self):
        # These need the models, which are ready only now.
        from accounts.services.deputies import register_listener  # noqa: PLC0415
        from cases.services import register_case_hold  # noqa: PLC0415
        from core import answers  # noqa: PLC0415
        from families.services import (  # noqa: PLC0415
            register_hold,
            register_section,
            register_withdrawal,
            register_withheld,
        )
        from institutions.figures import ANSWERS  # noqa: PLC0415
        from referrals.documents.copies import referral_sections  # noqa: PLC0415
        from referrals.figures import records_of  # noqa: PLC0415
        from referrals.queries import what_holds, what_holds_a_case  # noqa: PLC0415
        from referrals.services.copies import withheld_of  # noqa: PLC0415
        from referrals.services.posts import tell_of_deputy  # noqa: PLC0415
        from referrals.services.telling import tell_of_withdrawal  # noqa: PLC0415
        from referrals.views import panels  # noqa: PLC0415

        panels.register()
        register_hold(what_holds)
        register_case_hold(what_holds_a_case)
        register_withdrawal(tell_of_withdrawal)
        register_section(20, referral_sections)
        register_withheld(withheld_of)
        register_listener(tell_of_deputy)
        answers.register(ANSWERS, records_of)
