"""A form that keeps what was typed into it and not sent (static/js/draft.js)."""

from django.shortcuts import redirect

from accounts.services import discard_draft, entry_behind, open_entry

DROP = "buang"


class Draft:
    """What this user left in the form ``name``. ``lists`` are the fields of several values."""

    def __init__(self, request, name, lists=()):
        self.request, self.name, self.lists = request, name, lists
        self.left = open_entry(request.user, name) if request.method == "GET" or self.is_dropped else None

    @property
    def is_dropped(self):
        return DROP in self.request.POST

    def drop(self):
        discard_draft(self.left.token, actor=self.request.user)
        return redirect(self.request.get_full_path())

    @property
    def initial(self):
        """For a form that is shown first: what was typed before, under the token that it was typed under."""
        if self.left is None:
            return {}
        kept = {name: self._value(name, values) for name, values in self.left.data.items() if values}
        return kept | {"form_token": self.left.token}

    def _value(self, name, values):
        return values if name in self.lists else values[-1]

    def discard(self, form):
        """What was typed is stored now."""
        if token := form.cleaned_data["form_token"]:
            discard_draft(token, actor=self.request.user)

    def context(self, form):
        """A page that answers goes on with the entry whose token was sent."""
        entry = self.left or entry_behind(self.request.user, self.name, form["form_token"].value())
        return {
            "draft_url": entry.draft_url,
            "draft_version": entry.version,
            "has_draft": bool(self.left and self.left.data),
        }
