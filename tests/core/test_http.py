from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from core import views
from core.http import DEEPEST_PAGE, hx_or, page, requires, sort_order
from core.middleware import NoStore

ORDERS = {"nama": ("head", "pk"), "baru": ("-since", "pk")}


@requires("change_families")
def guarded(request):
    return HttpResponse("ya")


def asked(rf, query="", **attributes):
    request = rf.get(f"/{query}")
    vars(request).update(attributes)
    return request


def who(*granted):
    return SimpleNamespace(can=granted.__contains__, is_authenticated=True)


def test_capability_opens_the_view(rf):
    assert guarded(asked(rf, user=who("change_families"))).content == b"ya"
    assert guarded.capability == "change_families"


def test_without_the_capability_it_is_refused(rf):
    with pytest.raises(PermissionDenied):
        guarded(asked(rf, user=who("see_families")))


@pytest.mark.parametrize(
    ("query", "number"), [("", 1), ("?halaman=2", 2), ("?halaman=99", 3), ("?halaman=x", 1), ("?halaman=-1", 3)]
)
def test_any_page_number_gives_a_page(rf, query, number):
    assert page(list(range(60)), asked(rf, query)).number == number


def test_rows_are_counted_once(rf):
    class Counted(list):
        counts = 0

        def __len__(self):
            self.counts += 1
            return super().__len__()

    rows = Counted(range(60))
    shown = page(rows, asked(rf, "?halaman=2"))
    assert (shown.has_next(), shown.window, shown.end_index(), shown.is_cut) == (True, [1, 2, 3], 50, False)
    assert rows.counts == 1


def test_pages_end_where_searching_is_better(rf):
    shown = page(range(100_000), asked(rf, "?halaman=4000"))
    assert (shown.number, shown.is_cut, shown.reach) == (DEEPEST_PAGE, True, 5000)
    assert shown.has_next() is False


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ("head", "pk")),
        ("?urut=baru", ("-since", "pk")),
        ("?urut=-baru", ("since", "-pk")),
        ("?urut=password", ("head", "pk")),
        ("?urut=--nama", ("head", "pk")),
    ],
)
def test_sort_order_takes_known_keys_only(rf, query, order):
    assert sort_order(asked(rf, query), ORDERS, "nama") == order


def test_panel_for_htmx_brings_its_icons(rf):
    context = {"rungs": [{"label": "FCU", "detail": "", "state": "done", "icon": ""}]}
    panel, full = "components/ladder.html", "errors/404.html"
    part = hx_or(asked(rf, htmx=True), panel, full, context, status=422)
    assert part.status_code == 422
    assert 'hx-swap-oob="beforeend"' in part.text
    assert '<symbol id="i-tick"' in part.text
    assert "<html" not in part.text


ANSWERS = {
    views.bad_request: 400,
    views.forbidden: 403,
    views.not_found: 404,
}


@pytest.mark.parametrize(("view", "status"), ANSWERS.items())
def test_error_pages_need_no_database_and_tell_nothing(rf, view, status):
    response = view(rf.get("/"), PermissionDenied("secret"))
    assert response.status_code == status
    assert "secret" not in response.text
    assert 'lang="id"' in response.text


def test_broken_server_and_old_form_have_their_page(rf):
    assert views.server_error(rf.get("/")).status_code == 500
    old = views.csrf_failure(rf.post("/"), reason="CSRF token missing")
    assert old.status_code == 403
    assert "terlalu lama terbuka" in old.text


def test_full_page_without_htmx(rf):
    assert "<html" in hx_or(asked(rf, htmx=False), "components/ladder.html", "errors/404.html", {}).text


@pytest.mark.parametrize(
    ("user", "given", "header"),
    [
        (who(), {}, "no-store, private"),
        (who(), {"Cache-Control": "max-age=60"}, "max-age=60"),
        (AnonymousUser(), {}, None),
    ],
)
def test_pages_of_people_are_not_kept(rf, user, given, header):
    response = NoStore(lambda request: HttpResponse(headers=given))(asked(rf, user=user))
    assert response.get("Cache-Control") == header
