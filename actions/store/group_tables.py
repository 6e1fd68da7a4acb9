"""Table of the interest in community groups."""

from datetime import datetime

from sqlalchemy import JSON, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.tables import Base, Moment


class GroupInterestRow(Base):
    """One family's wish for a group: what it has in common with others, and one address. No name, no child.

    `draft` is where it came from, unique: the same submission twice is one interest. Until `confirmed_at` nobody at
    the desk sees it; `invited_at` is when a group was formed.
    """

    __tablename__ = "group_interest"
    __table_args__ = (
        Index("ix_group_interest_desk", "school", "confirmed_at", "invited_at"),
        Index("ix_group_interest_address", "email", "created_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    draft: Mapped[str] = mapped_column(String(32), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    once_hash: Mapped[str] = mapped_column(String(64))
    school: Mapped[str] = mapped_column(String(64))
    text_language: Mapped[str] = mapped_column(String(8))
    audience: Mapped[str] = mapped_column(String(16))
    theme: Mapped[str] = mapped_column(String(24))
    band: Mapped[str | None] = mapped_column(String(16))
    area: Mapped[str | None] = mapped_column(String(32))
    language: Mapped[str | None] = mapped_column(String(8))
    times: Mapped[list[str]] = mapped_column(JSON)
    email: Mapped[str] = mapped_column(String(320))
    created_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    invited_at: Mapped[datetime | None] = mapped_column(Moment)
