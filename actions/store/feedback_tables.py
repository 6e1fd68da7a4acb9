"""Tables of what readers say of answers and of questions nothing answered. None of them holds who asked or when."""

from datetime import date

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.tables import Base


class FeedbackRow(Base):
    """How often one kind of feedback was given on one answer in a day. It leads to no conversation."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("passages", "day", "kind", "source", "language", "audience", "school"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(128))
    passages: Mapped[str] = mapped_column(String(128))
    language: Mapped[str] = mapped_column(String(8))
    audience: Mapped[str] = mapped_column(String(16))
    school: Mapped[str] = mapped_column(String(64))
    count: Mapped[int] = mapped_column(Integer)


class FeedbackGivenRow(Base):
    """What this conversation has said of an answer, so that a second tap changes it instead of counting twice."""

    __tablename__ = "feedback_given"
    __table_args__ = (UniqueConstraint("conversation", "passages"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    passages: Mapped[str] = mapped_column(String(128))
    source: Mapped[str] = mapped_column(String(128))
    kind: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    day: Mapped[date] = mapped_column(Date)


class GapRow(Base):
    """A question nothing answered, without names, numbers and addresses, and how often it was asked."""

    __tablename__ = "gap"
    __table_args__ = (UniqueConstraint("normal_hash", "language", "audience", "school"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    normal_hash: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    audience: Mapped[str] = mapped_column(String(16))
    school: Mapped[str] = mapped_column(String(64))
    topics: Mapped[list[str]] = mapped_column(JSON)
    count: Mapped[int] = mapped_column(Integer)
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date, index=True)
