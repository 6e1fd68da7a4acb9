"""Which language a message is in, and which language the reply is in."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .voices import LATIN, FirstVoice, SecondVoice
from .words import WordLists, load_word_lists, words_in

ReplyLanguage = Literal["da", "nb", "en"]
REPLY_LANGUAGES: tuple[ReplyLanguage, ...] = ("da", "nb", "en")
_OF_COUNTRY: dict[str, ReplyLanguage] = {"dk": "da", "no": "nb"}
_PRIOR = 0.15
"""What the conversation's language is worth before anything is said, on a scale where all evidence is 1."""
_COUNTRY_PRIOR = 0.08
"""What the language of the school's country is worth where the conversation is in another."""
_SURE = 0.25
"""Below this distance between the two likeliest languages, the second voice is asked."""
_SECOND_VOICE = 0.1
_WORD_SHARE = 0.65
"""The most that function words can weigh against lingua; reached at one and a half points."""
_PERSIAN = set("پچژگ")
_RUSSIAN = set("ыэъё")


@dataclass(frozen=True, slots=True)
class Heard:
    """`reply`: the language to answer in. `heard`: ISO 639-1 code of the message. `certain`: evidence is clear."""

    reply: ReplyLanguage
    heard: str
    certain: bool


class LanguageDetector:
    """Stateless after loading; the same message in the same session always gives the same result."""

    def __init__(self, words: WordLists, first: FirstVoice, second: SecondVoice) -> None:
        self._words, self._first, self._second = words, first, second

    @classmethod
    def load(cls, folder: Path | None = None) -> "LanguageDetector":
        """Load models (about half a second) and words.yml; raises WordListError when a list is unusable."""
        words = load_word_lists((folder or Path(__file__).parent) / "words.yml", tuple(LATIN))
        detector = cls(words, FirstVoice(), SecondVoice())
        detector.detect("hej med dig", session=None, country=None)  # the models load at the first message
        return detector

    def detect(self, text: str, *, session: str | None, country: str | None) -> Heard:
        """Hear one message. `session`: the conversation's language so far; `country`: the school's, dk or no."""
        home = _home(session, country)
        by_script = _by_script(text)
        if by_script:
            return Heard(home or "en", by_script, certain=True)
        words = words_in(text)
        if whole := _reply_language(self._words.alone.get(" ".join(words))):
            return Heard(whole, whole, certain=False)
        if not words or (len(words) == 1 and home):
            return Heard(home or "en", home or "en", certain=False)
        return self._from_evidence(text, words, home, _OF_COUNTRY.get(country or ""))

    def _from_evidence(
        self, text: str, words: list[str], home: ReplyLanguage | None, local: ReplyLanguage | None
    ) -> Heard:
        points = self._words.evidence(words)
        scores = self._scores(text, points, home, local)
        (best, score), (_, runner_up) = scores.most_common(2)
        if (
            home
            and best != home
            and (_too_little(words, points, best, home) or _same_in_both(points, best, home))
        ):
            return Heard(home, home, certain=False)
        reply = _reply_language(best) or home or "en"
        return Heard(reply, best, certain=len(words) >= 3 and score - runner_up >= _SURE)

    def _scores(
        self, text: str, points: Counter[str], home: ReplyLanguage | None, local: ReplyLanguage | None
    ) -> Counter[str]:
        weight = _WORD_SHARE * min(1.0, points.total() / 1.5)
        total = points.total() or 1
        guesses = self._first.confidences(text)
        scores: Counter[str] = Counter()
        for language, guess in guesses.items():
            scores[language] = (1 - weight) * guess + weight * points[language] / total  # type: ignore[assignment]
        if home:
            scores[home] += _PRIOR  # type: ignore[assignment]
        if local and local != home:
            scores[local] += _COUNTRY_PRIOR  # type: ignore[assignment]
        (_, best), (_, runner_up) = scores.most_common(2)
        heard = self._second.choice(text) if best - runner_up < _SURE else None
        if heard:
            scores[heard] += _SECOND_VOICE  # type: ignore[assignment]
        return scores


def _reply_language(code: str | None) -> ReplyLanguage | None:
    return next((one for one in REPLY_LANGUAGES if one == code), None)


def _home(session: str | None, country: str | None) -> ReplyLanguage | None:
    """The language the conversation is in: its own so far, else that of the school's country."""
    return _reply_language(session) or _OF_COUNTRY.get(country or "")


def _too_little(words: list[str], points: Counter[str], best: str, home: str) -> bool:
    """Two words switch only when one of them belongs to the new language and none to the old."""
    return len(words) == 2 and (points[best] < 1 or points[home] > 0)


def _same_in_both(points: Counter[str], best: str, home: str) -> bool:
    """Danish and Norwegian share most short sentences: without a word of its own, neither replaces the other."""
    return {best, home} == {"da", "nb"} and points[best] <= points[home]


def _by_script(text: str) -> str | None:
    """Languages told by their letters, when most letters are theirs."""
    letters = [c for c in text.casefold() if c.isalpha()]
    scripts = Counter(unicodedata.name(c, "").split(" ")[0] for c in letters)
    if not letters or scripts["LATIN"] * 2 > len(letters):
        return None
    if scripts["ARABIC"] * 2 > len(letters):
        return "fa" if _PERSIAN & set(letters) else "ar"
    if scripts["CYRILLIC"] * 2 > len(letters):
        return "ru" if _RUSSIAN & set(letters) else "uk"
    return None
