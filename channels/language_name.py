"""The name of a language in another one."""

from babel import Locale

NAMES = {"nb": {"da": "norsk", "nb": "norsk", "en": "Norwegian"}}
"""Where people say less than the standard does: "norsk", not "norsk bokmål"."""


def language_name(code: str, language: str) -> str:
    """`arabisk` for `ar` in Danish; the code itself where no name is known."""
    own = NAMES.get(code, {}).get(language)
    return own or str(Locale(language).languages.get(code, code))
