"""Our own stroke icons on a 24 grid, as the inside of a symbol; the page carries only those it uses."""

import re

from django.utils.safestring import mark_safe

ICONS = {
    "back": '<path d="M4 9h10a5.5 5.5 0 0 1 0 11H9M8 5L4 9l4 4"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4"/>',
    "bin": '<path d="M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5"/>',
    "box": '<path d="M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8"/>',
    "brand": (
        '<path d="M3 11.5L12 4l9 7.5M5.5 10v10h13V10"/><circle cx="9.3" cy="12.2" r="1.5"/>'
        '<circle cx="14.7" cy="12.2" r="1.5"/>'
        '<path d="M6.8 20c0-3 1-4.3 2.5-4.3S12 17 12 20c0-3 1.2-4.3 2.7-4.3s2.5 1.3 2.5 4.3"/>'
    ),
    "cal": '<rect x="4" y="5" width="16" height="15" rx="1.5"/><path d="M4 10h16M8 3v4M16 3v4"/>',
    "calok": '<rect x="4" y="5" width="16" height="15" rx="1.5"/><path d="M4 10h16M8 3v4M16 3v4M9 15l2.2 2.2 4-4"/>',
    "cam": '<path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.3"/>',
    "case": '<path d="M3 6.5h6.5l2 2.5H21v10.5H3zM8 14h8"/>',
    "chat": '<path d="M4 5h16v11H10l-4 4v-4H4z"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "coin": '<circle cx="12" cy="12" r="8.5"/><path d="M9 16.5V7.5h3.5a2.5 2.5 0 0 1 0 5H9M12 12.5l3 4"/>',
    "dots": '<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.2"/>',
    "down": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16"/>',
    "empty": (
        '<path d="M4 20h16M6 20v-8l6-5 6 5v8M10 20v-4h4v4"/><circle cx="18.5" cy="5.5" r="2"/>'
        '<path d="M3 15c1-1 2-1 3 0"/>'
    ),
    "eye": (
        '<path d="M2.5 12c2.3-4 5.5-6.5 9.5-6.5s7.2 2.5 9.5 6.5c-2.3 4-5.5 6.5-9.5 6.5S4.8 16 2.5 12z"/>'
        '<circle cx="12" cy="12" r="2.8"/>'
    ),
    "fam": (
        '<circle cx="9" cy="8" r="3.2"/>'
        '<path d="M3 20c0-4 2.6-6 6-6s6 2 6 6M16 5.5a2.7 2.7 0 0 1 0 5.2M17.5 14.5c2.3.6 3.5 2.5 3.5 '
        '5.5"/>'
    ),
    "file": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M12 11v6M9.5 14.5L12 17l2.5-2.5"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "half": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/>',
    "higher": '<path d="M12 20V5M6 11l6-6 6 6"/>',
    "home": '<path d="M4 11l8-7 8 7v8.5a.5.5 0 0 1-.5.5H15v-6H9v6H4.5a.5.5 0 0 1-.5-.5z"/>',
    "infoc": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.7v.01"/>',
    "inst": '<path d="M4 20h16M6 20V9M10 20V9M14 20V9M18 20V9M3 9l9-5 9 5z"/>',
    "key": '<circle cx="8" cy="15" r="4"/><path d="M11 12l8.5-8.5M15.5 7.5l3 3M18 5l2 2"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "mail": '<path d="M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7"/>',
    "mentor": '<path d="M3 12l4-4 5 3 5-3 4 4-7 7-2-2-2 2z"/>',
    "ok": '<circle cx="12" cy="12" r="8.5"/><path d="M8 12.5l2.8 2.8L16 9.5"/>',
    "out": '<path d="M10 4H5v16h5M10 12h10M16 8l4 4-4 4"/>',
    "pen": '<path d="M4 20l1-4.5L15.5 5a1.5 1.5 0 0 1 2 0l1.5 1.5a1.5 1.5 0 0 1 0 2L8.5 19zM13.5 7l3.5 3.5"/>',
    "pin": '<path d="M12 21c4-5 7-8 7-11.5a7 7 0 0 0-14 0c0 3.5 3 6.5 7 11.5z"/><circle cx="12" cy="9.5" r="2.4"/>',
    "plan": '<path d="M4 6h9M4 12h13M4 18h7M17 4v4M20 10v4M15 16v4"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "refer": '<path d="M4 12h11M11 7.5l4.5 4.5-4.5 4.5M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4"/>',
    "report": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "right": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "ring": '<circle cx="12" cy="12" r="8.5" stroke-dasharray="3.4 3.2"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>',
    "shield": '<path d="M12 3l7.5 3v6c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9V6zM8.5 12l2.5 2.5 4.5-4.5"/>',
    "sprout": '<path d="M12 20v-9M12 13c0-4-2.5-6-7.5-6 0 4 2.5 6 7.5 6zM12 11c0-4 2.5-6 7.5-6 0 4-2.5 6-7.5 6z"/>',
    "star": '<path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z"/>',
    "stop": '<path d="M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2zM9 9l6 6M15 9l-6 6"/>',
    "table": '<path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14"/>',
    "tel": (
        '<path d="M6 3h4l1.5 5L9 9.5a12 12 0 0 0 5.5 5.5L16 12.5l5 1.5v4a2 2 0 0 1-2 2C11 20 4 13 4 5a2 '
        '2 0 0 1 2-2z"/>'
    ),
    "tick": '<path d="M5 12.5l4.5 4.5L19 7"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6"/>',
    "warn": '<path d="M12 4l9 16H3zM12 10v4.5M12 17.3v.01"/>',
    "x": '<path d="M6 6l12 12M18 6L6 18"/>',
}

_USED = re.compile(r'href="#i-([a-z]+)"')


def symbols_for(html):
    """The symbols of the icons that ``html`` names, wherever they came from."""
    used = sorted(set(_USED.findall(html)) & ICONS.keys())
    return mark_safe("".join(f'<symbol id="i-{name}" viewBox="0 0 24 24">{ICONS[name]}</symbol>' for name in used))  # noqa: S308 -- our own markup


def sprite_for(html):
    """The hidden SVG at the end of a page."""
    return mark_safe(f'<svg class="d-none" id="icons" aria-hidden="true">{symbols_for(html)}</svg>')  # noqa: S308 -- our own markup


def sprite_beside(fragment):
    """The same for a part of a page that htmx swaps in: its symbols are added to those of the page."""
    return mark_safe(f'<svg id="icons" hx-swap-oob="beforeend" aria-hidden="true">{symbols_for(fragment)}</svg>')  # noqa: S308 -- our own markup
