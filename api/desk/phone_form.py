"""What a parent tells on the phone, from the form into a draft, and from a draft back into the form."""

from collections.abc import Callable
from datetime import datetime

from actions.contacts import ContactDraft, ContactError, ContactServices, Item
from api.desk.form import Form

Words = Callable[..., str]
WAYS = ("way1", "way2")


def values_of(draft: ContactDraft) -> dict[str, str]:
    """A draft as the form shows it."""
    values = {
        "school": draft.school,
        "grade": "" if draft.grade is None else str(draft.grade),
        "topic": draft.topic or "",
        "name": draft.name or "",
        "about": draft.about or "",
        "urgency": draft.urgency or "",
        "language": draft.language or "",
        "interpreter": "yes" if draft.interpreter else "",
    }
    for field, way in zip(WAYS, draft.ways, strict=False):
        values |= {field: way.shown, f"{field}_label": way.label or ""}
    return values


def fill_in(
    contacts: ContactServices, draft: ContactDraft, form: Form, now: datetime, words: Words
) -> ContactDraft:
    """Write the whole form into the draft; what is wrong stands in `form.errors`, field by field."""
    drafts, key = contacts.drafts, draft.id
    for way in draft.ways:
        drafts.remove_way(key, way.value, now)
    settings: dict[str, Callable[[], object]] = {
        "grade": lambda: drafts.set_grade(key, int(form["grade"]), now),
        "topic": lambda: drafts.set_topic(key, form["topic"], now),
        "name": lambda: drafts.set_name(key, form["name"], now),
        "about": lambda: drafts.set_about(key, form["about"], now),
        "urgency": lambda: drafts.set_urgency(key, form["urgency"], now),
        "language": lambda: drafts.set_language(key, form["language"], now),
        "interpreter": lambda: drafts.set_interpreter(key, form["interpreter"] == "yes", now),
        **{way: _adding(contacts, key, form, way, now) for way in WAYS},
    }
    for field, setting in settings.items():
        try:
            if form[field]:
                setting()
            elif field not in WAYS:
                drafts.skip(key, Item(field), now)
        except ContactError as error:
            form.errors[field] = words(f"errors.{error.key}", **error.values)
        except ValueError:
            form.errors[field] = words("errors.unknown_choice")
    filled = drafts.open(key)
    if not filled.ways and not any(way in form.errors for way in WAYS):
        form.errors[WAYS[0]] = words("errors.no_way")
    return filled


def _adding(
    contacts: ContactServices, draft: str, form: Form, way: str, now: datetime
) -> Callable[[], object]:
    return lambda: contacts.drafts.add_way(draft, form[way], now, form[f"{way}_label"] or None)
