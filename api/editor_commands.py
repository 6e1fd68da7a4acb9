"""`skolevej knowledge gaps | work | versions | rollback`: what an editor looks at between two releases."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import typer

from actions.contacts import load_retention
from actions.feedback import Feedback, SourceFeedback
from actions.gaps import Gap, Gaps
from actions.store import Store, open_store
from api.paths import paths_of
from api.settings import Settings, read_settings
from knowledge.articles import read_articles
from knowledge.changed_law import changed_law
from knowledge.index.files import current_version, held_back, roll_back, version_folder, versions
from knowledge.index.files import read_meta as read_version
from knowledge.legal import LegalLock, needs_reading
from knowledge.model import Article
from knowledge.shelf import Shelf

Say = Callable[[str], None]
SOON = timedelta(days=30)
MOST_GAPS = 20
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was said on this day or later")
]


def register(knowledge_app: typer.Typer, say: Say) -> None:
    """Add the commands to `skolevej knowledge`."""

    @knowledge_app.command("gaps")
    def gaps(since: Since = None) -> None:
        """Questions nothing answered, the most frequent first; names and numbers are masked."""
        for gap in _stored_gaps(read_settings(), since):
            say(_gap_line(gap))

    @knowledge_app.command("work")
    def work(since: Since = None) -> None:
        """What waits for an editor: articles to read again, gaps, feedback, documents with older law."""
        for line in worklist(read_settings(), datetime.now(UTC).date(), since):
            say(line)

    @knowledge_app.command("versions")
    def kept_versions() -> None:
        """The index versions that are kept, oldest first."""
        for line in version_lines(read_settings()):
            say(line)

    @knowledge_app.command("rollback")
    def rollback(
        version: Annotated[
            str | None, typer.Argument(help="As `versions` shows it; else the one before")
        ] = None,
    ) -> None:
        """Put an earlier index version in use; it stays until articles or documents change."""
        say(
            f"In use: {roll_back(read_settings().index_dir, version)}. A running server takes it up by itself."
        )


def worklist(settings: Settings, today: date, since: datetime | None = None) -> list[str]:
    """The editor's list, section by section; a section with nothing to do says so."""
    articles, problems = read_articles(paths_of(settings).articles)
    store = open_store(settings.store_url)
    try:
        feedback = Feedback(store, load_retention()).by_source(since.date() if since else None)
        found = _gaps(store).all(since.date() if since else None)
    finally:
        store.close()
    return [
        *_section("Articles that cannot be read", [str(problem) for problem in problems]),
        *_section("Articles to read again", _to_read(articles, today)),
        *_section("Questions nothing answered", [_gap_line(gap) for gap in found[:MOST_GAPS]]),
        *_section("Feedback", [_feedback_line(one) for one in feedback if one.troubles]),
        *_section("Documents that state older law", _older_law(Shelf(settings.documents_dir))),
    ]


def version_lines(settings: Settings) -> list[str]:
    """One line a version: name, when it was built, passages, and whether it is in use."""
    folder = settings.index_dir
    current, behind = current_version(folder), held_back(folder)
    notes = {current: ", in use", behind: ", held back: somebody rolled back from it"}
    lines = []
    for name in versions(folder):
        meta = read_version(version_folder(folder, name))
        lines.append(f"{name}: built {meta['built_at']}, {meta['passages']} passages{notes.get(name, '')}")
    return lines or ["No version has been built yet. Run `skolevej knowledge build`."]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"{title} ({len(lines)})", *(f"  {line}" for line in lines or ["nothing"])]


def _to_read(articles: Sequence[Article], today: date) -> list[str]:
    """Locked ones first, then stale ones, then those due soon."""
    lock = LegalLock.load()
    due = [article for article in articles if needs_reading(article, today + SOON)]
    due.sort(key=lambda a: (not lock.locked(a, today), a.review_by, a.id, a.language))
    return [_article_line(article, lock, today) for article in due]


def _article_line(article: Article, lock: LegalLock, today: date) -> str:
    reason = needs_reading(article, today)
    if reason == "law_changed":
        why = "marked law_changed: mend it, remove the mark, set new dates"
    elif reason == "stale":
        why = f"stale since {article.review_by}: read it again, set new dates"
    else:
        why = f"due {article.review_by}"
    locked = "; LOCKED: it tells law, so nobody is shown it until then" if lock.locked(article, today) else ""
    return f"{article.language}/{article.id}.md ({article.owner}): {why}{locked}"


def _gap_line(gap: Gap) -> str:
    near = f"; nearest: {', '.join(gap.topics)}" if gap.topics else ""
    days = f"{gap.first_on}" if gap.first_on == gap.last_on else f"{gap.first_on} to {gap.last_on}"
    return f"{gap.count} × “{gap.question}” ({gap.language}, {gap.audience}, {gap.school}, {days}{near})"


def _feedback_line(one: SourceFeedback) -> str:
    said = ", ".join(f"{kind.replace('_', ' ')} {times}" for kind, times in sorted(one.counts.items()))
    return f"{one.source} ({one.language}): {said}"


def _older_law(shelf: Shelf) -> list[str]:
    """Passages whose law has changed; the answer says what applies now, a newer edition would be better."""
    noted: dict[str, list[str]] = {}
    for passage in shelf.passages():
        for change in changed_law().of(passage):
            page = f"p. {passage.page}" if passage.page else " › ".join(passage.heading_path) or "?"
            noted.setdefault(passage.document, []).append(f"{change.id} at {page}")
    return [f"{document}: {'; '.join(dict.fromkeys(places))}" for document, places in noted.items()]


def _gaps(store: Store) -> Gaps:
    return Gaps(store, load_retention(), lambda _: False)


def _stored_gaps(settings: Settings, since: datetime | None) -> list[Gap]:
    store = open_store(settings.store_url)
    try:
        return _gaps(store).all(since.date() if since else None)
    finally:
        store.close()
