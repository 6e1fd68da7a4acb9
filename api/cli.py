"""The command line: `skolevej …`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.editor_commands import register
from api.privacy import privacy_app
from api.settings import read_settings
from api.users import users_app

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
knowledge_app = typer.Typer(no_args_is_help=True, help="Articles, documents and the index over them.")
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(users_app, name="users")
app.add_typer(privacy_app, name="privacy")
console = Console(highlight=False)


def say(text: str) -> None:
    console.print(text, soft_wrap=True, markup=False)


def main() -> None:
    """Run a command; what is wrong is said in a sentence with its remedy, and the exit code is 1."""
    os.umask(0o077)  # whatever is written holds people's words, or belongs to what does
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the process edge: no traceback to a user
        if not _explains_itself(error):
            raise
        Console(stderr=True, highlight=False).print(str(error), soft_wrap=True, markup=False)
        sys.exit(1)


def _explains_itself(error: Exception) -> bool:
    """Our own error types carry a sentence and a remedy."""
    return type(error).__module__.split(".")[0] in ("actions", "api", "assistant", "channels", "knowledge")


@app.command()
def serve() -> None:
    """Start everything and print the address of a demo school's page."""
    from api.serve import serve as run

    run(read_settings(), say)


@app.command()
def train() -> None:
    """Train Rasa if the data changed since the last time."""
    from api.paths import paths_of
    from api.preparation import open_library
    from api.training import ensure_model

    settings = read_settings()
    paths = paths_of(settings)
    library = open_library(settings, paths, say)
    say(f"Model: {ensure_model(settings, paths, library.remembered.plain, say)}")


@app.command()
def doctor() -> None:
    """Check this machine, the environments, the data and the port, and say what to do about each fault."""
    from api.doctor import examine

    faults = examine(read_settings(), say)
    raise typer.Exit(1 if faults else 0)


@app.command()
def understand(
    text: Annotated[str | None, typer.Argument(help="A message as a person would write it")] = None,
    evaluate: Annotated[Path | None, typer.Option(help="JSON lines {lang, intent, text}")] = None,
    json: Annotated[
        Path | None, typer.Option(help="Where to write the rows with what was understood")
    ] = None,
) -> None:
    """What Rasa, the crisis floor and the language detector make of a message, or of a file of them."""
    from api.understanding import evaluate_file, understand_one

    settings = read_settings()
    if evaluate:
        evaluate_file(settings, evaluate, json, say)
    elif text:
        understand_one(settings, text, say)
    else:
        raise typer.BadParameter("give a text, or --evaluate FILE")


@knowledge_app.command("add")
def knowledge_add(
    paths: list[Path],
    audience: Annotated[str | None, typer.Option(help="parent, staff or both")] = None,
    country: Annotated[str | None, typer.Option(help="dk, no or both")] = None,
    school: Annotated[str | None, typer.Option(help="School id: the document is this school's own")] = None,
    version: Annotated[str | None, typer.Option(help="Edition, as its owner calls it")] = None,
) -> None:
    """Add files or folders (PDF, DOCX, HTML, Markdown, text) and bring the index up to date."""
    from api.shelving import add

    ok = add(read_settings(), paths, audience, country, school, version, say)
    raise typer.Exit(0 if ok else 1)


@knowledge_app.command("remove")
def knowledge_remove(document: str) -> None:
    """Take a document off the shelf and out of the index."""
    from api.shelving import remove

    raise typer.Exit(0 if remove(read_settings(), document, say) else 1)


@knowledge_app.command("list")
def knowledge_list() -> None:
    """Every document on the shelf."""
    from api.shelving import listing

    listing(read_settings(), say)


@knowledge_app.command("build")
def knowledge_build() -> None:
    """Bring the index up to date with articles and documents."""
    from api.shelving import build

    build(read_settings(), say)


@knowledge_app.command("tune")
def knowledge_tune(
    anew: Annotated[
        bool, typer.Option("--anew", help="Begin from the encoder as its makers left it: twice as long.")
    ] = False,
) -> None:
    """Teach the encoder our own questions, into the checkout (some 25 minutes a round). Then run `ship`."""
    from api.shelving import tune

    tune(read_settings(), say, anew=anew)


@knowledge_app.command("ship")
def knowledge_ship() -> None:
    """Write the vectors of our own articles into the checkout, so that a fresh clone need not encode them."""
    from api.shelving import ship

    ship(read_settings(), say)


@knowledge_app.command("search")
def knowledge_search(
    question: str,
    language: str = "da",
    country: Annotated[str | None, typer.Option(help="dk or no")] = None,
    audience: Annotated[str | None, typer.Option(help="parent or staff")] = None,
    school: str | None = None,
    limit: int = 5,
) -> None:
    """Search as the assistant does."""
    from api.shelving import search

    search(read_settings(), question, language, country, audience, school, limit, say)


@knowledge_app.command("evaluate")
def knowledge_evaluate(
    file: Path,
    results: Annotated[Path | None, typer.Option(help="Where to write the figures as JSON")] = None,
    compare: Annotated[
        Path | None, typer.Option(help="An earlier results file: what got better and worse, by question")
    ] = None,
) -> None:
    """Recall, MRR, refusals and latency on a file of questions, with the misses named."""
    from api.shelving import evaluate

    evaluate(read_settings(), file, results, compare, say)


register(knowledge_app, say)

if __name__ == "__main__":
    main()
