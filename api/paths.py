"""Where things made by one step are found by the next."""

from dataclasses import dataclass
from pathlib import Path

from api.settings import CHECKOUT, Settings


@dataclass(frozen=True, slots=True)
class Paths:
    """Places under the data and cache directories."""

    articles: Path
    own_documents: Path
    early_signs: Path
    vectors: Path
    models: Path
    rasa_work: Path
    rasa_log: Path


def paths_of(settings: Settings) -> Paths:
    rasa = settings.data_dir / "rasa"
    return Paths(
        articles=CHECKOUT / "knowledge" / "articles",
        own_documents=CHECKOUT / "knowledge" / "documents",
        early_signs=CHECKOUT / "assistant" / "early_signs",
        vectors=settings.cache_dir / "vectors.db",
        models=settings.cache_dir / "models",
        rasa_work=rasa,
        rasa_log=settings.data_dir / "logs" / "rasa.log",
    )
