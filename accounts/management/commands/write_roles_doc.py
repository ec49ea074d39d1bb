from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

from accounts.capabilities import GIVES, GRANTS, Capability
from accounts.enums import ROLE_LEVELS, Role

FILE = Path(settings.BASE_DIR) / "docs" / "roles.md"


class Command(BaseCommand):
    help = "Writes docs/roles.md from the capability table."

    def handle(self, **options):
        FILE.write_text(roles_document())
        self.stdout.write("docs/roles.md written")


def roles_document():
    roles = [
        {"role": role, "level": ROLE_LEVELS[role], "gives": [given for given in Role if given in GIVES.get(role, ())]}
        for role in Role
    ]
    rows = [{"capability": c, "marks": ["✓" if c in GRANTS[role] else "–" for role in Role]} for c in Capability]
    return render_to_string("accounts/roles.md", {"roles": roles, "rows": rows})
