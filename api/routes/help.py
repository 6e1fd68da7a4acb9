"""What a page shows when nothing else works: numbers to call, and who to talk to at the school."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.deps import TheProduct
from api.problems import ProblemError, documented
from channels.reply import CallNumber

router = APIRouter(prefix="/api/v1", tags=["help"])


class Help(BaseModel):
    """Emergency and helpline numbers of the country, and the school's own contacts."""

    title: str
    text: str
    language: str
    numbers: list[CallNumber]
    contacts: list[CallNumber]


@router.get("/help", response_model_exclude_none=True, responses=documented(404, 422))
async def help_at(
    product: TheProduct,
    school: Annotated[str, Query(min_length=1, max_length=64)],
    language: Literal["da", "nb", "en"] | None = None,
) -> Help:
    """Needs neither Rasa nor index nor store."""
    found = product.municipalities.school(school)
    if found is None:
        raise ProblemError(404, "unknown_school")
    spoken = language or found.language
    return Help(
        title=product.texts(spoken, "help.title"),
        text=product.texts(spoken, "help.call_now"),
        language=spoken,
        numbers=[
            CallNumber(label=n.label, tel=n.tel, hours=n.hours)
            for n in product.floor.numbers(found.country, spoken)
        ],
        contacts=product.contacts.numbers(found.id, spoken),
    )
