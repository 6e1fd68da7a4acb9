"""Tables of what a parent prepares and keeps under a code: sheets for a meeting, agreed measures, and what of it goes
along with a booking."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.tables import Base, Moment


class SheetRow(Base):
    """One sheet, opened with reference and code only. `kind` is `meeting` or `measures`.

    `draft` is the flow's draft it came from, unique: the same submission twice is one sheet. `content` holds the
    parent's own words on a meeting; measures have rows of their own.
    """

    __tablename__ = "sheet"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    draft: Mapped[str] = mapped_column(String(32), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    school: Mapped[str] = mapped_column(String(64))
    text_language: Mapped[str] = mapped_column(String(8))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)


class MeasureRow(Base):
    """One agreed measure: what, by whom, until when, and what became of it. `until` is the parent's words, `until_day`
    the day they name, if they name one."""

    __tablename__ = "measure"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sheet: Mapped[int] = mapped_column(ForeignKey("sheet.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(Text)
    who: Mapped[str | None] = mapped_column(Text)
    until: Mapped[str | None] = mapped_column(Text)
    until_day: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str | None] = mapped_column(String(8))
    helped: Mapped[str | None] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    told_at: Mapped[datetime | None] = mapped_column(Moment)


class ContactAttachmentRow(Base):
    """A text that goes along with a booking, as the parent saw it. It belongs to her draft, and once that is booked to
    the request; it goes with either. `source` says what it was made from, so that nothing is attached twice."""

    __tablename__ = "contact_attachment"
    __table_args__ = (UniqueConstraint("draft", "source"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    draft: Mapped[str | None] = mapped_column(ForeignKey("contact_draft.id", ondelete="CASCADE"), index=True)
    request: Mapped[int | None] = mapped_column(
        ForeignKey("contact_request.id", ondelete="CASCADE"), index=True
    )
    source: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    text_language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
