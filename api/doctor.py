"""`skolevej doctor`: machine, environments, port, settings, data; each fault with its remedy."""

from collections.abc import Callable, Iterator

from api.bootstrap import doctor as bootstrap
from api.bootstrap.checks import Check, failed, table
from api.paths import paths_of
from api.preparation import Say
from api.settings import CHECKOUT, Settings
from api.training import model_file
from knowledge.articles import load_known_sources, read_articles
from knowledge.encoder.convert import bundled_id
from knowledge.index.files import current_version, read_meta, version_folder


def examine(settings: Settings, say: Say) -> bool:
    """Print every finding; whether there was a fault. Changes nothing."""
    found = [
        *bootstrap.findings(CHECKOUT, settings.cache_dir, settings.port, settings.host),
        *_ours(settings),
    ]
    say(table(found))
    return bool(failed(found))


def _ours(settings: Settings) -> Iterator[Check]:
    yield _checked(
        "articles",
        lambda: _articles(settings),
        "Mend the files named; `python -m knowledge.articles` lists all.",
    )
    yield _checked(
        "model", lambda: _model(settings), "Run `make serve` or `skolevej train`: it trains what is missing."
    )
    yield _checked("index", lambda: _index(settings), "Run `make serve` or `skolevej knowledge build`.")
    yield _checked("policy", lambda: _policy(settings), "Mend the file named.")


def _checked(name: str, look: Callable[[], str], remedy: str) -> Check:
    try:
        return Check(name, True, look())
    except Exception as error:  # noqa: BLE001  # the doctor reports whatever is wrong, in the part's own words
        return Check(name, False, str(error), remedy)


def _articles(settings: Settings) -> str:
    articles, problems = read_articles(paths_of(settings).articles)
    load_known_sources()
    if problems:
        raise ValueError("; ".join(str(problem) for problem in problems[:3]))
    return f"{len(articles)} articles can be read."


def _model(settings: Settings) -> str:
    file = model_file(settings, paths_of(settings), bundled_id())
    if not file.exists():
        others = len(list(file.parent.glob("*.tar.gz")))
        known = f" ({others} trained from other data)" if others else ""
        raise ValueError(f"No model is trained from the data in this checkout{known}.")
    return f"A model trained from exactly this data is there ({file.name})."


def _index(settings: Settings) -> str:
    version = current_version(settings.index_dir)
    if version is None:
        raise ValueError("No index is built yet.")
    meta = read_meta(version_folder(settings.index_dir, version))
    return f"Version {version}: {meta['passages']} passages, built {meta['built_at']}."


def _policy(settings: Settings) -> str:
    from actions.safety.floor import CrisisFloor
    from actions.schools import load_municipalities
    from assistant.project import load_all_replies
    from channels.texts import Texts

    schools = load_municipalities(settings.municipalities_dir).schools()
    CrisisFloor.load()
    load_all_replies()
    Texts.load()
    return f"{len(schools)} schools; crisis phrases, replies and texts are whole."
