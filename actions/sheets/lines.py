"""A sheet as text, for the chat and for what goes along with a booking. The headings come from the flow's words."""

from collections.abc import Callable, Sequence

from babel.dates import format_date

from actions.contacts.slots import LOCALES
from actions.flows.words import FlowWords
from actions.measures.measure import Agreed, Measure
from actions.phrases import folded
from actions.sheets.sheet import MOST_QUESTIONS, WINDOWS, MeetingSheet

DAYS = {"da": "EEEE 'den' d. MMMM", "nb": "EEEE d. MMMM", "en": "EEEE d MMMM"}


def meeting_text(sheet: MeetingSheet, words: FlowWords, over: int = 0) -> str:
    """Heading and words of each window that was filled, then the questions. `over`: how many were asked for."""
    said = _headings(words)
    parts = [
        f"{said(f'line_{window}')}:\n{text}"
        for window in WINDOWS
        if (text := getattr(sheet, window)) is not None
    ]
    if sheet.questions:
        parts.append("\n".join((f"{said('line_questions')}:", *(f"- {each}" for each in sheet.questions))))
    if over > MOST_QUESTIONS:
        parts.append(said("limit").format(limit=MOST_QUESTIONS))
    return "\n\n".join(parts) or said("empty")


def measures_text(measures: Sequence[Measure], words: FlowWords, language: str) -> str:
    """Agreed, done, helped: a paragraph a measure, what is left open said as such."""
    return "\n\n".join(measure_text(each, words, language) for each in measures)


def measure_text(measure: Measure, words: FlowWords, language: str) -> str:
    """One measure: what was agreed, and once she has told of it, how it went and whether it helped."""
    said, told = _headings(words), measure.told
    lines = [f"{said('line_agreed')}: {agreed_line(measure.agreed, words, language)}"]
    if told.state:
        lines.append(f"- {said('line_done')}: {said(f'state_{told.state}')}")
    if told.helped:
        lines.append(f"- {said('line_helped')}: {said(f'helped_{told.helped}')}")
    if told.note:
        lines.append(f"- {said('line_note')}: {told.note}")
    return "\n".join(lines)


def agreed_line(agreed: Agreed, words: FlowWords, language: str) -> str:
    """`Ella bliver mødt ved døren. Hvem: Jonas. Hvornår: fredag den 27. november.`"""
    said = _headings(words)
    parts = [agreed.what.rstrip(".")]
    if agreed.who:
        parts.append(f"{said('line_who')}: {agreed.who.rstrip('.')}")
    if agreed.until:
        parts.append(f"{said('line_until')}: {until_shown(agreed, language)}")
    return ". ".join(parts) + "."


def until_shown(agreed: Agreed, language: str) -> str:
    """Her words; beside them, or where they say no more than that instead of them, the day."""
    until = (agreed.until or "").rstrip(".")
    if agreed.until_day is None:
        return until
    day = format_date(
        agreed.until_day, DAYS.get(language, DAYS["en"]), locale=LOCALES.get(language, LOCALES["en"])
    )
    return day if set(folded(until).split()) <= set(folded(day).split()) else f"{until} ({day})"


def _headings(words: FlowWords) -> Callable[[str], str]:
    return lambda key: words.said(key).text
