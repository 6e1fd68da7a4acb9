"""Tables of booked contacts: drafts, requests, taken times, what happened, wrong codes, mail to send."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.tables import Base, Moment


class ContactDraftRow(Base):
    """What a parent has answered so far. Emptied when it is booked; `seed` then still yields the same private code."""

    __tablename__ = "contact_draft"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation: Mapped[str | None] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    taken_by: Mapped[str | None] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(64))
    school: Mapped[str] = mapped_column(String(64))
    text_language: Mapped[str] = mapped_column(String(8))
    topic: Mapped[str | None] = mapped_column(String(24))
    grade: Mapped[int | None] = mapped_column(Integer)
    name: Mapped[str | None] = mapped_column(Text)
    about: Mapped[str | None] = mapped_column(Text)
    urgency: Mapped[str | None] = mapped_column(String(16))
    language: Mapped[str | None] = mapped_column(String(8))
    interpreter: Mapped[bool | None] = mapped_column(Boolean)
    ways: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    call_me: Mapped[bool] = mapped_column(Boolean)
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    consent_at: Mapped[datetime | None] = mapped_column(Moment)
    skipped: Mapped[list[str]] = mapped_column(JSON)
    booked_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)


class ContactRequestRow(Base):
    """A booked contact. `draft` is the draft it came from, unique: the same submission twice is one request."""

    __tablename__ = "contact_request"
    __table_args__ = (
        Index("ix_contact_request_desk", "school", "status", "urgent", "created_at", "id"),
        Index("ix_contact_request_own", "coordinator", "status", "urgent", "created_at", "id"),
        Index("ix_contact_request_day", "school", "local_day", "grade"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    draft: Mapped[str] = mapped_column(String(32), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    school: Mapped[str] = mapped_column(String(64))
    coordinator: Mapped[str] = mapped_column(String(64))
    taken_by: Mapped[str | None] = mapped_column(String(64))
    text_language: Mapped[str] = mapped_column(String(8))
    topic: Mapped[str | None] = mapped_column(String(24))
    grade: Mapped[int | None] = mapped_column(Integer)
    name: Mapped[str | None] = mapped_column(Text)
    about: Mapped[str | None] = mapped_column(Text)
    urgency: Mapped[str | None] = mapped_column(String(16))
    urgent: Mapped[bool] = mapped_column(Boolean)
    language: Mapped[str | None] = mapped_column(String(8))
    interpreter: Mapped[bool | None] = mapped_column(Boolean)
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    local_day: Mapped[date | None] = mapped_column(Date)
    sequence: Mapped[int] = mapped_column(Integer)
    consent_at: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)


class ContactWayRow(Base):
    """How a parent wants to be reached: a phone number in E.164 or an e-mail address, with her own label."""

    __tablename__ = "contact_way"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request: Mapped[int] = mapped_column(ForeignKey("contact_request.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    value: Mapped[str] = mapped_column(String(320), index=True)
    label: Mapped[str | None] = mapped_column(Text)


class ContactEventRow(Base):
    """One thing that happened to a request, and who did it. Never changed; `text` is a note or a reason."""

    __tablename__ = "contact_event"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request: Mapped[int] = mapped_column(ForeignKey("contact_request.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(80))
    act: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    text: Mapped[str | None] = mapped_column(Text)


class TakenTimeRow(Base):
    """Five minutes of a coordinator's time. The primary key is what makes a slot bookable only once."""

    __tablename__ = "taken_time"

    coordinator: Mapped[str] = mapped_column(String(64), primary_key=True)
    step: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    request: Mapped[int] = mapped_column(ForeignKey("contact_request.id", ondelete="CASCADE"), index=True)


class CodeAttemptRow(Base):
    """Wrong private codes in a row for one reference, whether or not such a reference exists."""

    __tablename__ = "code_attempt"

    reference: Mapped[str] = mapped_column(String(8), primary_key=True)
    wrong: Mapped[int] = mapped_column(Integer)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment, index=True)


class OutboxRow(Base):
    """A mail to send, written in the transaction of what it tells about. `payload` holds no sensitive text.

    Whoever sends it moves `next_try_at` ahead first, so that nobody else takes it meanwhile. `given_up_at`:
    it will not be tried again, `trouble` says why.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "sent_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str] = mapped_column(String(320))
    reference: Mapped[str] = mapped_column(String(8), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    attempts: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    given_up_at: Mapped[datetime | None] = mapped_column(Moment)
    trouble: Mapped[str | None] = mapped_column(String(16))
