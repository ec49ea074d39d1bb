"""What is published of the figures of FCUs, and how it adds up. docs/open-data.md tells it to readers.

The alias of a variable is its code in the data; it never changes its meaning: what is counted in another way gets
another alias.
"""

from reporting.documents.variables.people import people
from reporting.documents.variables.shape import Group, Variable
from reporting.documents.variables.work import work

__all__ = ["Group", "Variable", "groups_of"]


def groups_of(categories):
    """All of them in the order of the file. ``categories``: (code, name) of the PPKS."""
    return [*people(categories), *work()]
