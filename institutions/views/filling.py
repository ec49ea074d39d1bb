"""One way through every form: show it, save it, say beside it why not."""

from django.shortcuts import redirect, render, resolve_url

from accounts.services import submit_once
from core.exceptions import DomainError, StaleState


def fill(request, form, save, template="institutions/form.html", record=None, **context):
    """Show ``form``; on a valid POST ``save()`` and go to the record or address that it returns.

    ``record`` is what an edit changes: when somebody saved it first, the page shows both values and keeps the typed.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(save())
        except StaleState as error:
            record.refresh_from_db()
            form.add_error(None, str(error))
            return show(request, form, template, 409, **context, differences=form.compare(record))
        except DomainError as error:
            form.add_error(None, str(error))
    return show(request, form, template, 422 if form.is_bound else 200, **context)


def show(request, form, template, status=200, **context):
    """The page of a form as it stands, with what every such page needs."""
    usual = {"tone": "primary", "upload": False, "place": "", "differences": []}
    context = {**usual, **context, "form": form, "back_url": resolve_url(context["back_url"])}
    return render(request, template, context, status=status)


def once(request, form, name, make):
    """For ``fill``: makes the record of this form's token once and gives its address."""
    return lambda: submit_once(form.cleaned_data["form_token"], actor=request.user, form=name, make=make)
