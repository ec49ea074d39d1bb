"""Tags for the components of docs/screens.md."""

from django import template
from django.conf import settings
from django.http import QueryDict  # noqa: TID251 -- an address is put together here
from django.urls import reverse
from django.utils.html import format_html

from core import icons
from core.formatting import mask_number

register = template.Library()


@register.simple_tag
def icon(name):
    """A decorative icon; an unknown name fails loudly, in tests and for the developer."""
    if name not in icons.ICONS:
        raise template.TemplateSyntaxError(f"There is no icon called {name!r}; core/icons.py has them all.")
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


class WithIcons(template.Node):
    """Not a simple_block_tag: that hides the blocks inside from {{ block.super }}."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        content = self.nodelist.render(context)
        return content + icons.sprite_for(content)


@register.tag
def with_icons(parser, token):
    """Everything inside, and then the symbols of the icons it used."""
    nodelist = parser.parse(("endwith_icons",))
    parser.delete_first_token()
    return WithIcons(nodelist)


@register.simple_tag
def state_badge(tone, icon_name=None, label=None):
    """``{% state_badge "wait" "clock" "Diajukan" %}``, or one triple: ``{% state_badge referral.badge %}``."""
    if icon_name is None:
        tone, icon_name, label = tone
    return format_html('<span class="state {}">{}{}</span>', tone, icon(icon_name), label)


@register.simple_tag
def dot(tone, icon_name):
    return format_html('<span class="dot {}">{}</span>', tone, icon(icon_name))


NOTE_ICONS = {"ok": "ok", "wait": "clock", "bad": "warn", "info": "infoc", "live": "half", "mute": "infoc"}


@register.simple_block_tag
def note(content, tone="info"):
    return format_html('<div class="note {}">{}<div>{}</div></div>', tone, icon(NOTE_ICONS[tone]), content)


@register.filter
def message_tone(level_tag):
    return {"success": "ok", "warning": "wait", "error": "bad"}.get(level_tag, "info")


@register.filter
def note_icon(tone):
    return NOTE_ICONS[tone]


@register.filter
def mask_id(number):
    """``5301050101260007`` → ``•••• 0007``; nothing known → ``belum ada``."""
    return mask_number(number) if number else "belum ada"


@register.simple_tag
def app_version():
    return settings.VERSION


@register.inclusion_tag("components/error_summary.html")
def error_summary(*sources):
    """What is wrong in these forms and formsets, each line a link to its field."""
    forms = [form for source in sources if source for form in _forms_of(source)]
    problems = [problem for source in sources if source for problem in _whole_problems(source)]
    for form in forms:
        form.errors_shown = True
        problems += _field_problems(form)
    return {"problems": problems}


def _forms_of(source):
    return list(source.forms) if hasattr(source, "management_form") else [source]


def _whole_problems(source):
    is_set = hasattr(source, "management_form")
    whole = list(source.non_form_errors()) if is_set else []
    return [("", message) for message in whole + [m for form in _forms_of(source) for m in form.non_field_errors()]]


def _field_problems(form):
    return [(_anchor(bound), message) for bound in form for message in bound.errors]


def _anchor(bound):
    if bound.is_hidden:  # nothing to see, so nothing to link to
        return ""
    return bound.auto_id if bound.use_fieldset else bound.id_for_label


@register.inclusion_tag("_nav.html")
def main_nav(items):
    """On a phone: four primary ones and Lainnya. On a wide screen two more fit."""
    primary = [item for item in items if item.primary][:4] if len(items) > 5 else list(items)
    others = [item for item in items if item not in primary]
    return {"primary": primary, "wide": others[:2], "narrow": others[2:], "others": others}


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(context, key, label, css=""):
    """A column head that sorts: ``?urut=key``, and ``?urut=-key`` on the second click."""
    chosen = context["request"].GET.get("urut", context.get("sorted_by", ""))
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen, "none")
    wanted = f"-{key}" if direction == "ascending" else key
    return {"request": context["request"], "label": label, "css": css, "direction": direction, "wanted": wanted}


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(context, address, *args, query=None):
    """``{% downloads "units:export" %}``: this list as a file, with the filters of the page or with ``query``."""
    url, kept = reverse(address, args=args), QueryDict(query, mutable=True)
    if query is None:
        kept = context["request"].GET.copy()
    for name in ("halaman", "format"):
        kept.pop(name, None)
    xlsx = f"{url}?{kept.urlencode()}" if kept else url
    kept["format"] = "csv"
    return {"xlsx": xlsx, "csv": f"{url}?{kept.urlencode()}"}


@register.inclusion_tag("bootstrap5/field.html")
def field(bound, css=""):
    """One field of a form: label, control, error, help."""
    return {"field": bound, "wrapper_class": css, "form_show_labels": True, "form_show_errors": True}


@register.simple_tag
def control(bound):
    """The control of a bound field with the classes of its kind."""
    css = CONTROL_CLASSES.get(bound.field.widget.input_type if hasattr(bound.field.widget, "input_type") else "")
    classes = [css or "form-control", bound.field.widget.attrs.get("class", ""), "is-invalid" if bound.errors else ""]
    return bound.as_widget(attrs={"class": " ".join(filter(None, classes))})


CONTROL_CLASSES = {"select": "form-select", "checkbox": "form-check-input", "radio": "form-check-input"}


@register.simple_tag
def option_control(option, bound):
    """One radio button or check box of a group."""
    css = "form-check-input is-invalid" if bound.errors else "form-check-input"
    option.data["attrs"]["class"] = css
    return option.tag()
