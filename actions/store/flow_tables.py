"""Tables of the flows: unfinished answers, and the check-ins that parents keep."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.tables import Base, Moment


class FlowDraftRow(Base):
    """What a parent has answered so far in one flow. Emptied once something is kept from it; `seed` then still
    yields the same private code. Erased when the flow ends otherwise, and with its conversation."""

    __tablename__ = "flow_draft"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    flow: Mapped[str] = mapped_column(String(32))
    school: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    asking: Mapped[str | None] = mapped_column(String(64))
    misses: Mapped[int] = mapped_column(Integer)
    seed: Mapped[str] = mapped_column(String(64))
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)


class CheckInRow(Base):
    """A check-in a parent keeps: which option she chose per question, and where that placed the family.

    Nothing in it names anybody. `draft` is the draft it came from, unique: kept twice is kept once.
    """

    __tablename__ = "check_in"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    draft: Mapped[str] = mapped_column(String(32), unique=True)
    before: Mapped[int | None] = mapped_column(ForeignKey("check_in.id", ondelete="SET NULL"), index=True)
    school: Mapped[str] = mapped_column(String(64))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    stage: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
