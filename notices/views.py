from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from core.http import page
from notices.models import Notice
from notices.services import is_own_path, mark_one_read, mark_read


@require_safe
def notice_list(request):
    notices = Notice.objects.visible_to(request.user)
    return render(request, "notices/list.html", {"page": page(notices, request)})


@require_POST
def open_notice(request, pk):
    """A post, not a link: looking ahead must not mark anything as read."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_one_read(notice)
    return redirect(notice.url if is_own_path(notice.url) else "notices:list")


@require_POST
def read_all(request):
    mark_read(request.user)
    return redirect("notices:list")
