"""The guidance's own words: what an editor wrote in lower case is nobody's name."""

import re
from collections.abc import Iterable

from knowledge.articles import article_questions
from knowledge.model import Article
from knowledge.search_policy import glossary_file

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def lower_case_words(articles: Iterable[Article]) -> frozenset[str]:
    """Every word that articles, their questions or the glossary write in lower case."""
    texts = [text for a in articles for text in (a.title, a.body, *(q.text for q in article_questions(a)))]
    for concept in glossary_file().concepts:
        texts += [
            phrase
            for phrases in (concept.everyday, concept.professional)
            for t in phrases.values()
            for phrase in t
        ]
    return frozenset(word for text in texts for word in WORD.findall(text) if word == word.lower())
