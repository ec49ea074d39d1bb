from django.core.management.base import BaseCommand, CommandError

from accounts.enums import DEMO_PASSWORD
from accounts.queries import demo_accounts
from core.exceptions import DomainError
from demo.guards import refuse_outside_demo
from demo.story import seed
from demo.story.places import NATIONAL, PLACES
from demo.story.run import is_seeded, render_reports


class Command(BaseCommand):
    help = "Loads the demo: two villages, who works there, and a year of their work. Run again, it does nothing."

    def add_arguments(self, parser):
        parser.add_argument("--list", action="store_true", help="only print who can sign in")

    def handle(self, **options):
        refuse_outside_demo()
        if options["list"]:
            self._print_sign_ins()
        elif is_seeded():
            self.stdout.write("The demo is there already.")
        else:
            self._seed()

    def _seed(self):
        try:
            seed()
        except DomainError as error:
            raise CommandError(str(error)) from error
        render_reports()

    def _print_sign_ins(self):
        first, second = PLACES
        self.stdout.write(f"Demo sign-ins, password {DEMO_PASSWORD} (second regency: add {second.suffix}):")
        for name, assignment in demo_accounts():
            other = "" if name in NATIONAL else f", {name}{second.suffix}"
            self.stdout.write(f"  {name + other:<36}{assignment.get_role_display()}")
