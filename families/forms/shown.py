"""What a page showed when it was opened: a short seal for each field, so that a later save can tell who changed what.

A seal is keyed, so that nothing can be read from it, and bound to its record and field.
"""

from base64 import urlsafe_b64encode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

SEAL_LENGTH = 6
SEAL_BYTES = 6  # 8 letters, of which the first 6 are kept: 36 bits


def seal(owner, name, text):
    digest = salted_hmac("families.entry", f"{owner}|{name}|{text}", algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:SEAL_BYTES]).decode()[:SEAL_LENGTH]


def seals_in(base, names):
    """Name → seal as the page carried them; empty where the page carried none, or those of another version of it."""
    if len(base) != SEAL_LENGTH * len(names):
        return {}
    return {name: base[place * SEAL_LENGTH :][:SEAL_LENGTH] for place, name in enumerate(names)}


def raw_of(field, value):
    """What the control shows for a stored value, and posts when nobody touches it."""
    value = field.prepare_value(value)
    if isinstance(field, forms.BooleanField):
        return bool(value)
    shown = field.widget.format_value(value)
    return (shown[0] if isinstance(shown, list) else shown) or ""


def text_of(field, raw):
    """The one form of all that means the same: “4” and “004” of an RT, a name with two spaces and with one."""
    try:
        return str(raw_of(field, field.clean(raw)))
    except ValidationError:
        return str(raw)


def words_of(field, raw):
    """The value as a person reads it."""
    if isinstance(field, forms.BooleanField):
        return "ya" if raw else "tidak"
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(str(raw), str(raw)) or "kosong"
