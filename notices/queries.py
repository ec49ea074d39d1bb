from notices.models import Notice


def unread_count(user):
    return Notice.objects.visible_to(user).unread().count()
