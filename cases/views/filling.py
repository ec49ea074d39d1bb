"""One way through every form about a case: show it, save it, say beside it why not."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.services import submit_once
from core.exceptions import DomainError, StaleState
from documents.services import UploadRefused


def fill(request, form, save, *, done, template="cases/form.html", record=None, stored=None, **context):
    """Show ``form``; on a valid POST ``save()`` and go to the address that it returns, saying ``done``.

    ``record`` is what an edit changes and ``stored(record)`` what it holds as (label, value): when somebody saved it
    first, the page shows that beside what was typed, and the next press saves.
    """
    shown = []
    if request.method == "POST" and form.is_valid():
        try:
            url = save()
        except StaleState as error:
            shown = _take_over(form, record, stored) if record else []
            form.add_error(None, str(error))
        except UploadRefused as error:
            form.add_error("photo", str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(url)
    usual = {"tone": "primary", "upload": False, "note": "", "subline": ""}
    context = {**usual, **context, "form": form, "stored": shown}
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def _take_over(form, record, stored):
    record.refresh_from_db()
    form.data = form.data.copy()
    form.data["version"] = record.version
    return stored(record)


def once(request, form, name, make):
    """For ``fill``: makes the record of this form's token once; ``make`` returns what has the address to go to."""
    return lambda: submit_once(form.cleaned_data["form_token"], actor=request.user, form=name, make=make)


def about(case):
    """Context of every form about a case."""
    place = f"{case.family}, {case.village.full_name}"
    return {"back_label": f"Kasus {case.number}", "back_url": case.get_absolute_url(), "subline": place}
