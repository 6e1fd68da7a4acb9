"""The walk through the early signs: what a typed answer means, and which article fits what was seen.

The options and the ways parents type them are data: assistant/early_signs/<language>.yml; the article
for each sign stands in knowledge/policy/early_signs.yml.
"""

from collections.abc import Mapping
from pathlib import Path

import yaml

from actions.phrases import Phrases, Understood, best_option, folded

QUESTIONS = ("sign_where", "sign_since", "sign_grade")
UNSURE = {"sign_where": "other", "sign_since": "unsure", "sign_grade": "unsure"}
"""What a skipped question counts as."""
Options = Mapping[str, Phrases]


class EarlySignsDataError(ValueError):
    """The data of the walk is incomplete; the message names file and field."""


class EarlySigns:
    """The walk's data, read once."""

    def __init__(self, options: Mapping[str, Options], articles: Mapping[str, str]) -> None:
        self._options = options
        self._articles = articles

    @classmethod
    def load(cls, options: Path, policy: Path) -> "EarlySigns":
        """Read `<options>/<language>.yml` and the policy file. Raises EarlySignsDataError."""
        read = {path.stem: _options(path) for path in sorted(options.glob("*.yml"))}
        articles: dict[str, str] = yaml.safe_load(policy.read_text(encoding="utf-8"))["articles"]
        for language, questions in read.items():
            for sign in questions["sign_where"]:
                if sign not in articles:
                    raise EarlySignsDataError(
                        f"{policy.name}: no article for {sign} ({language}.yml); add one"
                    )
        return cls(read, articles)

    @property
    def articles(self) -> Mapping[str, str]:
        """Article id by sign."""
        return self._articles

    def is_option(self, question: str, value: str) -> bool:
        return any(value in questions[question] for questions in self._options.values())

    def understand(self, question: str, text: str, language: str) -> Understood | None:
        """The option a typed answer means, or None. Looks in the given language first, then the others."""
        order = sorted(self._options, key=lambda known: known != language)
        for known in order:
            if found := best_option(self._options[known][question], text):
                return found
        return None

    def article_for(self, sign: str) -> str:
        return self._articles[sign]


def _options(path: Path) -> Options:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for question in QUESTIONS:
        if not content.get(question):
            raise EarlySignsDataError(
                f"{path.name}: {question} is missing; each language needs all questions"
            )
    return {
        question: {
            option: tuple(dict.fromkeys(folded(p) for p in [entry["label"], *entry["phrases"]]))
            for option, entry in content[question].items()
        }
        for question in QUESTIONS
    }
