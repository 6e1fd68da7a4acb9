"""Which grade a typed answer means: "4b", "fjerde", "hun går i 7. klasse", but not "han er 9 år"."""

import re

from actions.booking_talk.words import BookingWords, Words
from actions.phrases import Understood, folded

AGE = re.compile(r"\b\d{1,2}\s?(?:år\w*|aar|years?|yrs?|yo)\b")
BARE = re.compile(r"(\d{1,2})(?:\s?[a-zæøå])?")
NUMBER = re.compile(r"\b(\d{1,2})[a-zæøå]?\b")
SHORT = 4
"""Words in an answer that may stand without the word "class"."""


def grade_in(text: str, language: str, words: BookingWords) -> Understood | None:
    """The grade as a number in a string; `whole` where hardly anything else was said."""
    said = folded(AGE.sub(" ", text.casefold()))
    if len(set(NUMBER.findall(said))) > 1:
        return None  # two children, perhaps: which of them is asked again
    for each in words.in_order(language):
        if found := _with_class_word(said, each) or _alone(said, each):
            return found
    return None


def _with_class_word(said: str, words: Words) -> Understood | None:
    after = "|".join(words.class_words)
    number = re.search(rf"\b(\d{{1,2}})\s?[a-zæøå]?\s(?:{after})\b", said)
    number = number or re.search(rf"\b(?:{after})\s(\d{{1,2}})\s?[a-zæøå]?\b", said)
    if number:
        return Understood(str(int(number[1])), whole=len(said.split()) <= 2 * SHORT)
    for grade, names in words.grades.items():
        if re.search(rf"\b(?:{'|'.join(names)})\s(?:{after})\b", said):
            return Understood(grade, whole=len(said.split()) <= 2 * SHORT)
    return None


def _alone(said: str, words: Words) -> Understood | None:
    tokens = said.split()
    if not 0 < len(tokens) <= SHORT:
        return None
    if number := BARE.fullmatch(said):
        return Understood(str(int(number[1])), whole=True)
    grades = {int(m[1]) for token in tokens if (m := BARE.fullmatch(token)) and m[1]}
    if len(grades) == 1:
        return Understood(str(grades.pop()), whole=True)
    named = [grade for grade, names in words.grades.items() if set(tokens) & set(names)]
    return Understood(named[0], whole=True) if len(named) == 1 and not grades else None
