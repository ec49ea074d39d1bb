from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from accounts.enums import Role
from accounts.forms.people import ChangeUserForm, EndAssignmentForm, NewUserForm, PeopleFilter, RoleForm
from accounts.models import User
from accounts.queries import people_managed_by, roles_given_by, search_people
from accounts.services import submit_once
from accounts.services.people import change_user, create_user, may_manage
from core.exceptions import DomainError
from core.http import chips, page, requires, sort_order

ORDERS = {"nama": ("name", "pk"), "masuk": ("last_login", "pk")}
SHOW_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Capability.MANAGE_ACCOUNTS)
def people(request):
    form, rows = narrowed_people(request)
    context = {"page": page(rows, request), "filter_form": form, "chips": chips(request, form), "sorted_by": "nama"}
    return render(request, "accounts/people.html", context)


def narrowed_people(asked):
    form = PeopleFilter(asked.GET)
    form.is_valid()
    found = search_people(people_managed_by(asked.user), form.cleaned_data)
    return form, found.order_by(*sort_order(asked, ORDERS, "nama"))


def person_or_404(request, pk):
    """A user in the manager's regions; without the capability nobody learns who is there."""
    if not request.user.can(Capability.MANAGE_ACCOUNTS):
        raise PermissionDenied(str(Capability.MANAGE_ACCOUNTS))
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)


@require_safe
@requires(Capability.MANAGE_ACCOUNTS)
def person(request, pk):
    return show_person(request, person_or_404(request, pk))


def show_person(request, user, status=200, **more):
    """The page of an account; ``more`` carries the start password that was just made, shown this once."""
    context = {
        "person": user,
        "assignments": user.assignments.select_related("region").order_by("-starts_on", "-pk"),
        "manageable": may_manage(request.user, user),
        "end_form": EndAssignmentForm(),
        "start_password": "",
    } | more
    return render(request, "accounts/person.html", context, status=status)


def chosen_role(request):
    """The role of the first step, from the address; None until one is chosen that the manager may give."""
    role = request.GET.get("peran", "")
    return Role(role) if role in roles_given_by(request.user) else None


def ask_role(request, heading):
    asked = {"role": request.GET["peran"]} if "peran" in request.GET else None
    form = RoleForm(asked, roles=roles_given_by(request.user))
    context = {"form": form, "heading": heading}
    return render(request, "accounts/choose_role.html", context, status=422 if form.is_bound else 200)


@SHOW_AND_SEND
@requires(Capability.MANAGE_ACCOUNTS)
def add(request):
    role = chosen_role(request)
    if role is None:
        return ask_role(request, "Tambah pengguna")
    codes = request.user.codes(Capability.MANAGE_ACCOUNTS)
    form = NewUserForm(request.POST or None, role=role, codes=codes)
    if form.is_bound and form.is_valid():
        answer = _create(request, form)
        if answer:
            return answer
    status = 422 if form.is_bound and not form.is_choosing else 200
    return render(request, "accounts/add.html", {"form": form, "role": role}, status=status)


def _create(request, form):
    """The start password goes straight onto the answer, never into a session; a repeat leads to the account's page."""
    values = {name: form.cleaned_data[name] for name in ("name", "username", "email", "phone", "region")}
    made = []

    def make():
        made.extend(create_user(**values, role=form.role, actor=request.user))
        return made[0]

    try:
        url = submit_once(form.cleaned_data["form_token"], actor=request.user, form="user", make=make)
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    return show_person(request, made[0], start_password=made[1]) if made else redirect(url)


@SHOW_AND_SEND
@requires(Capability.MANAGE_ACCOUNTS)
def change(request, pk):
    user = person_or_404(request, pk)
    if not may_manage(request.user, user):
        raise PermissionDenied(str(Capability.MANAGE_ACCOUNTS))
    form = ChangeUserForm(request.POST or None, instance=user, initial={"version": user.version})
    if form.is_bound and form.is_valid() and _save_change(request, form):
        messages.success(request, "Data pengguna tersimpan.")
        return redirect(user)
    context = {"form": form, "person": user}
    return render(request, "accounts/change.html", context, status=422 if form.is_bound else 200)


def _save_change(request, form):
    values = {name: form.cleaned_data[name] for name in ("name", "email", "phone")}
    try:
        change_user(form.instance, **values, actor=request.user, seen=form.cleaned_data["version"])
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
