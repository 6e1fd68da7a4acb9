"""What the app itself says, in every language: errors, glue around an answer, contact lines."""

from channels.texts.texts import Texts, TextsError

__all__ = ["Texts", "TextsError"]
