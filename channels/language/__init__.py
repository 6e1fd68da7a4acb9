"""The language of a message: evidence in the words, the session and the school's country as prior."""

from .detector import Heard, LanguageDetector, ReplyLanguage

__all__ = ["Heard", "LanguageDetector", "ReplyLanguage"]
