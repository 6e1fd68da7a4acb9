"""Words that no mail and no calendar may hold: each would tell a stranger what the talk is about."""

import re

WORDS = (
    # what it is about
    "fravær", "fraver", "absence", "absent", "vægring", "vegring", "refusal", "refuse", "pjæk", "skulk", "truan",
    "trivsel", "wellbeing", "well-being", "mobning", "mobbing", "bully", "angst", "anxi", "depress", "psyk", "psych",
    "diagnos", "bekymr", "worr", "concern", "underretning", "barnevern", "selvskade", "self-harm", "syg", "sykdom",
    r"\bill\b", "illness", r"\bppr\b", r"\bppt\b", r"\bbup\b", "rådgiver", "social", "sosial",
    # whom it is about
    r"\bbarn", r"\bchild", r"\bdatter", r"\bsøn", r"\bsønn", r"\bdaughter", r"\bson\b", r"\belev", r"\bpupil", r"\bstudent",
    r"\bklasse", r"\btrinn", r"\bgrade",
)  # fmt: skip


def sensitive_in(text: str) -> list[str]:
    """The sensitive words in `text`, as found."""
    return [found[0] for word in WORDS for found in re.finditer(word, text.casefold())]
