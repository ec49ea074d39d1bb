from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import DomainError
from documents.views import serve
from institutions.forms import ActivityPhotoForm
from institutions.services import add_activity_photo, remove_activity_photo
from institutions.views.activities import find_activity, find_changeable_activity, on_activity
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS


@require_http_methods(FORM_METHODS)
def add(request, pk):
    activity = find_changeable_activity(request, pk)
    form = ActivityPhotoForm(request.POST or None, request.FILES or None)

    def make():
        upload, caption = form.cleaned_data["file"], form.cleaned_data["caption"]
        add_activity_photo(activity, upload, caption=caption, actor=request.user)
        return activity

    save = once(request, form, f"activity-photo-{activity.pk}", make)
    context = {"title": "Tambah foto kegiatan", "button": "Simpan foto", "upload": True, **on_activity(activity)}
    return fill(request, form, save, **context)


@require_safe
def download(request, pk, file_pk):
    activity = find_activity(request, pk)
    photo = get_object_or_404(activity.photos.filter(removed_on=None).select_related("file"), pk=file_pk)
    return serve(request, photo.file, subject=activity)


@require_POST
def remove(request, pk, file_pk):
    activity = find_changeable_activity(request, pk)
    photo = get_object_or_404(activity.photos.select_related("activity__care_unit"), pk=file_pk)
    try:
        remove_activity_photo(photo, actor=request.user)
        messages.success(request, "Foto dihapus dari kegiatan ini.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(activity)
