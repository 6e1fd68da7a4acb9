"""Which of our languages a message names: "kan vi tage det på engelsk", "in Norwegian please"."""

import re

NAMES = {
    "da": ("dansk", "danish", "danska", "duński", "danca", "датською", "الدنماركية"),
    "nb": ("norsk", "bokmål", "norwegian", "norska", "norweski", "norveççe", "норвезькою", "النرويجية"),
    "en": (
        "engelsk",
        "english",
        "engelska",
        "angielski",
        "ingilizce",
        "англійською",
        "الإنجليزية",
        "ingiriisi",
    ),
}


def language_named(text: str) -> str | None:
    """da, nb or en if the text names exactly one of them, else None."""
    words = set(re.findall(r"\w+", text.casefold()))
    named = [language for language, names in NAMES.items() if words & set(names)]
    return named[0] if len(named) == 1 else None
