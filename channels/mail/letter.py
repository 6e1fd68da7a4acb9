"""One mail before it is wrapped."""

from dataclasses import dataclass

from channels.mail.enclosure import Enclosure


@dataclass(frozen=True, slots=True)
class Letter:
    """`paragraphs` may hold line breaks; `link` is a label and an address."""

    recipient: str
    language: str
    subject: str
    paragraphs: tuple[str, ...]
    link: tuple[str, str]
    footer: str
    sender_name: str
    reply_to: str | None
    urgent: bool
    enclosure: Enclosure | None


def tidy(paragraph: str) -> str:
    """Every line starts with a capital, also where a filled-in word begins it."""
    return "\n".join(line[:1].upper() + line[1:] for line in paragraph.strip().splitlines())
