"""Prints the document of a browser as the accessibility bus has it: roles, names, descriptions, states.

The argument is a part of the browser's name. An element without a role of its own, a name and a state is left out, and
what is in it takes its place.
"""

import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

STATES = (
    "focusable", "focused", "checked", "selected", "expanded", "collapsed", "invalid-entry", "required", "busy", "pressed",
    "expandable", "modal",
)
ATTRIBUTES = ("level", "live", "current", "roledescription")
# They are left out if all they have is text that the element around them has as well.
SILENT = ("section", "panel", "text leaf", "static", "paragraph", "generic")


def states(node):
    there = node.get_state_set()
    all_states = Atspi.StateType.__enum_values__.values()
    return [one.value_nick for one in all_states if one.value_nick in STATES and there.contains(one)]


def own_text(node):
    if "Text" not in node.get_interfaces():
        return ""
    return Atspi.Text.get_text(node, 0, -1).replace("\ufffc", "").strip()


def line(node, around):
    role, name, about = node.get_role_name(), node.get_name() or "", node.get_description() or ""
    has = node.get_attributes() or {}
    marks = states(node) + [f"{key}={has[key]}" for key in ATTRIBUTES if has.get(key) not in (None, "", "off", "false")]
    text = own_text(node)
    alone = (name or text) and not (about or marks)
    if role in SILENT and ((alone and (text or name) in around) or not (name or text or about or marks)):
        return None
    parts = [role]
    if name:
        parts.append(repr(name))
    elif text:
        parts.append("· " + text)
    if about and about != name:
        parts.append("described " + repr(about))
    return " ".join(parts + marks)


def walk(node, depth, around):
    said = line(node, around)
    if said is not None:
        print("  " * depth + said)
        depth, around = depth + 1, said
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            walk(child, depth, around)


def document(node, depth=0):
    if node is None or depth > 14:
        return None
    if node.get_role_name() in ("document web", "document frame"):
        return node if node.get_state_set().contains(Atspi.StateType.SHOWING) else None
    found = (document(node.get_child_at_index(at), depth + 1) for at in range(node.get_child_count()))
    return next((one for one in found if one is not None), None)


desktop = Atspi.get_desktop(0)
apps = (desktop.get_child_at_index(at) for at in range(desktop.get_child_count()))
shown = [document(app) for app in apps if app and sys.argv[1].lower() in (app.get_name() or "").lower()]
shown = [one for one in shown if one is not None]
if not shown:
    sys.exit("no document of " + sys.argv[1])
walk(shown[0], 0, "")
