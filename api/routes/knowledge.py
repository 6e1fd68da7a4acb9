"""Search in articles and documents."""

from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.deps import TheProduct
from api.problems import ProblemError, documented
from channels.normalise import normalise
from knowledge.model import Asker, FoundPassage, Kind

router = APIRouter(prefix="/api/v1/knowledge", tags=["knowledge"])
MOST = 50
LONGEST_QUESTION = 2000


class PassageFound(BaseModel):
    id: str
    kind: Literal["article", "document"]
    text: str
    title: str
    heading_path: list[str]
    document: str
    version: str
    page: int | None = None
    language: str
    audience: str
    country: str
    score: float


class Found(BaseModel):
    """`confidence` in 0..1; `answerable` says whether it is enough to answer."""

    answerable: bool
    confidence: float
    passages: list[PassageFound]


@router.get("/search", response_model_exclude_none=True, responses=documented(404, 422))
async def search(
    product: TheProduct,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION)],
    language: Literal["da", "nb", "en"] | None = None,
    audience: Literal["parent", "staff"] | None = None,
    country: Literal["dk", "no"] | None = None,
    kind: Kind | None = None,
    school: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 5,
) -> Found:
    """Passages for a question, best first. Country, audience and school are rules, language a preference."""
    question = normalise(q)
    if school is not None and product.municipalities.school(school) is None:
        raise ProblemError(404, "unknown_school")
    asker = Asker(language=language or "da", country=country, audience=audience, school=school)
    result = await to_thread.run_sync(
        lambda: product.knowledge.search(question, asker, kind=kind, limit=limit)
    )
    return Found(
        answerable=result.answerable,
        confidence=result.confidence,
        passages=[_found(found) for found in result.passages],
    )


def _found(found: FoundPassage) -> PassageFound:
    passage = found.passage
    return PassageFound(
        id=passage.id,
        kind=passage.kind,
        text=passage.text,
        title=passage.title,
        heading_path=list(passage.heading_path),
        document=passage.document,
        version=passage.version,
        page=passage.page,
        language=passage.language,
        audience=passage.audience,
        country=passage.country,
        score=round(found.score, 4),
    )
