"""Tags for printed documents."""

from django import template

from core.qr import qr_svg

register = template.Library()


@register.simple_tag
def qr_code(text, title):
    return qr_svg(text, title)
