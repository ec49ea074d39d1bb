"""What a list of people is judged by: the accounts that bear its user names, and those who hold the same already."""

from collections import defaultdict

from accounts.services.people import may_manage
from exchange.queries.accounts import accounts_named, holders, taken_names, visible_names
from exchange.services.accounts.naming import candidates, name_key

CONTACT = ("email", "phone")


def holding(row):
    """What makes a person of one row that of another: name, role, region."""
    return name_key(row.values["name"]), row.values["role"], row.plan["region"]


def differs(row, name, held):
    """Does the row say something else than ``held``? An empty cell says nothing; names are read without capitals."""
    told = row.values.get(name, "")
    same = name_key(told) == name_key(held) if name == "name" else told.lower() == held.lower()
    return bool(told) and not same


class Scene:
    """``owner`` has sent ``rows``, each with its region in ``regions`` (row number → Region or None)."""

    def __init__(self, owner, rows, regions):
        self.owner = owner
        asked = {row.values["username"] for row in rows if "username" in row.values}
        self.offered = {
            row.number: candidates(row.values["name"], regions[row.number])
            for row in rows
            if "username" not in row.values
        }
        self.users = accounts_named(asked)
        self.visible = visible_names(asked, owner)
        self.taken = taken_names({name for names in self.offered.values() for name in names}) | asked
        self.namesakes = self._namesakes(rows)

    @staticmethod
    def _namesakes(rows):
        """(name's key, role, region's code) → users who hold just that."""
        found = defaultdict(list)
        roles, codes = {row.values["role"] for row in rows}, {row.plan["region"] for row in rows}
        for held in holders(roles, codes):
            found[name_key(held.user.name), held.role, held.region_id or ""].append(held.user)
        return found

    def user_of(self, row):
        return self.users.get(row.values.get("username"))

    def sees(self, user):
        return user.username in self.visible

    def may_change(self, user):
        return self.sees(user) and may_manage(self.owner, user, user.held)

    def already(self, row):
        """The account that an earlier import of this row made, where the row itself names none."""
        offered = self.offered.get(row.number, ())
        return next((user for user in self.namesakes[holding(row)] if self._made_from(user, row, offered)), None)

    @staticmethod
    def _made_from(user, row, offered):
        return user.username in offered and not any(differs(row, name, str(getattr(user, name))) for name in CONTACT)

    def namesake(self, row):
        return next(iter(self.namesakes[holding(row)]), None)
