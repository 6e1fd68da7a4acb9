"""`skolevej knowledge …`: what the commands do, in words for the person at the keyboard."""

from pathlib import Path
from typing import Literal, cast

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from api.paths import paths_of
from api.preparation import Library, Say, open_library
from api.settings import Settings
from knowledge.adapter import plain, ship_adapter
from knowledge.adapter_training import train_adapter
from knowledge.aims import ship_aims
from knowledge.aims_training import train_aims
from knowledge.document_questions import known_texts
from knowledge.encoder.convert import bundled_id, bundled_weights
from knowledge.encoder.default import bundled_folder
from knowledge.encoder.onnx_encoder import tokens_of
from knowledge.encoder.shipped import SHIPPED, ship_vectors
from knowledge.encoder.tuning import UNTUNED, ship_tuning, shipped_tuning
from knowledge.encoder.weights import read_weights
from knowledge.evaluate import evaluate as measure
from knowledge.evaluate import read_questions
from knowledge.evaluate_compare import compared, read_results
from knowledge.evaluate_report import as_text, summarise, write_results
from knowledge.gate import ship_gate
from knowledge.gate_training import train_gate
from knowledge.index.vectors import corpus_vectors, texts_to_encode
from knowledge.model import Asker, Audience, Country, Language, Scope
from knowledge.search_policy import gate_examples
from knowledge.text import normalise_query
from knowledge.topics import ship_topics
from knowledge.topics_training import train_topics

WITHHELD = (
    "Readers see its passages but cannot open the file: it holds contact data or sections that are left out. "
    "If all of it may be shown, write allow_contacts: true in its sidecar and add it again."
)


def add(
    settings: Settings,
    paths: list[Path],
    audience: str | None,
    country: str | None,
    school: str | None,
    version: str | None,
    say: Say,
) -> bool:
    """Put files on the shelf and rebuild the index; whether every file could be read."""
    library = _library(settings, say)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as bar:
        task = bar.add_task("Reading", total=None)
        summary = library.shelf.add(
            paths,
            audience=cast("Audience | None", audience),
            country=cast("Scope | None", country),
            school=school,
            version=version,
            progress=lambda done, total, name: bar.update(
                task, completed=done, total=total, description=f"Reading {name}"
            ),
        )
        bar.update(task, completed=len(summary.added) + len(summary.unchanged), description="Read")
    for document in summary.added:
        verb = "replaced" if document.id in summary.replaced else "added"
        say(f"{verb}: {document.id}: {document.title} ({document.passages} passages, {document.language})")
        if not document.openable:
            say(f"  {WITHHELD}")
    for unchanged in summary.unchanged:
        say(f"unchanged: {unchanged}")
    for skipped in summary.skipped:
        say(f"skipped: {skipped.message}")
    library.index(settings, say)
    return not summary.skipped


def remove(settings: Settings, document: str, say: Say) -> bool:
    """Take a document off the shelf and rebuild the index; whether it was there."""
    library = _library(settings, say)
    was_there = library.shelf.remove(document)
    say(
        f"removed: {document}"
        if was_there
        else f"No document is called {document}. `knowledge list` shows them."
    )
    if was_there:
        library.index(settings, say)
    return was_there


def listing(settings: Settings, say: Say) -> None:
    """Every document with its passages, language and scope."""
    for entry in _library(settings, say).shelf.list():
        say(f"{entry.id}: {entry.title} ({entry.passages} passages, {entry.language})")


def build(settings: Settings, say: Say) -> None:
    """Bring the index up to date."""
    summary = _library(settings, say).index(settings, say)
    say(f"Version {summary.version}: {summary.articles} articles, {summary.documents} documents")


def search(
    settings: Settings,
    question: str,
    language: str,
    country: str | None,
    audience: str | None,
    school: str | None,
    limit: int,
    say: Say,
) -> None:
    """Print what the assistant would find."""
    library = _library(settings, say)
    library.index(settings, lambda _: None)
    asker = Asker(
        language=cast("Language", language),
        country=cast("Country | None", country),
        audience=cast("Literal['parent', 'staff'] | None", audience),
        school=school,
    )
    result = library.open(settings).search(question, asker, limit=limit)
    say(f"{'answerable' if result.answerable else 'not covered'}, confidence {result.confidence:.2f}")
    for found in result.passages:
        passage = found.passage
        where = " › ".join(passage.heading_path)
        page = f", p. {passage.page}" if passage.page else ""
        say(f"\n{found.score:.3f}  {passage.title} [{passage.document}, {passage.language}{page}] {where}")
        say("       " + passage.text[:300].replace("\n", " "))


def _library(settings: Settings, say: Say) -> Library:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return open_library(settings, paths_of(settings), say)


def evaluate(settings: Settings, file: Path, results: Path | None, earlier: Path | None, say: Say) -> None:
    """Print recall, MRR, refusals, latency and the misses; hold them against `earlier`, write them to `results`.

    Raises EvaluationError naming the line or file that can't be used.
    """
    before = read_results(earlier) if earlier else None
    library = _library(settings, say)
    library.index(settings, say)
    outcomes = measure(
        read_questions(file), settings.index_dir, library.live.tuned, library.remembered.plain, say
    )
    summary = summarise(outcomes)
    say(as_text(summary, outcomes, {passage.id: passage for passage in library.shelf.passages()}))
    if before:
        say(f"\nAgainst {earlier}:\n{compared(before, summary, outcomes)}")
    if results:
        write_results(results, summary, outcomes)
        say(f"Wrote {results}")


def tune(settings: Settings, say: Say, *, anew: bool) -> None:
    """Teach the bundled encoder all questions, those of the documents on the shelf among them; `ship` next.

    It goes on from the tuning that is shipped, or begins `anew` from the encoder as its makers left it.
    """
    from knowledge.encoder.tuning_training import train_tuning  # torch takes seconds to import
    from knowledge.tuning_lessons import WEIGHTS, lessons

    library = _library(settings, say)
    folder = bundled_folder(settings.cache_dir)
    begun = UNTUNED if anew else shipped_tuning(bundled_id())
    encoder = read_weights(bundled_weights())
    learnt = train_tuning(lessons(*library.content()), WEIGHTS, encoder, tokens_of(folder), say, begun)
    ship_tuning(learnt, bundled_id())
    say(f"Wrote the tuning {learnt.id}. Next: skolevej knowledge ship")


def ship(settings: Settings, say: Say) -> None:
    """Write the vectors of our own articles, and what is learnt from all questions, for fresh clones.

    Adapter and aims learn from the guidance documents too where they stand on the shelf: add them first.
    """
    library = _library(settings, say)
    encoder = library.remembered.tuned
    placed = [*texts_to_encode(*library.written()), *(("query", text) for text in known_texts())]
    count = ship_vectors(encoder, placed)
    say(f"Wrote {count} vectors to {SHIPPED.name} ({SHIPPED.stat().st_size // 1024} KB)")
    everything, asked_of_all = library.content()
    corpus = corpus_vectors(everything, asked_of_all, encoder, plain(encoder.dim), say)
    adapter = train_adapter(corpus, everything, say)
    ship_adapter(adapter, encoder.id)
    say(f"Wrote the adapter {adapter.id}")
    ship_topics(train_topics(corpus, everything), encoder.id)
    ship_aims(train_aims(corpus, everything, say), encoder.id)
    outside = encoder.encode_queries([normalise_query(text) for text in gate_examples()])
    ship_gate(train_gate(corpus, everything, outside), encoder.id)
    say("Wrote the topics, the aims and the gate")
