"""The language of a message: evidence in the words, the session and the school's country as prior."""

from .detector import Heard, LanguageDetector, ReplyLanguage
from .own_line import OwnLines

__all__ = ["Heard", "LanguageDetector", "OwnLines", "ReplyLanguage"]
