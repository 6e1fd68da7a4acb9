"""booked contacts"""

import sqlalchemy as sa
from alembic import op

from actions.store.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_attempt",
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("locked_until", Moment(), nullable=True),
        sa.Column("last_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_code_attempt")),
    )
    with op.batch_alter_table("code_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_attempt_last_at"), ["last_at"], unique=False)

    op.create_table(
        "contact_request",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("draft", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("coordinator", sa.String(length=64), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=True),
        sa.Column("text_language", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("urgency", sa.String(length=16), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("interpreter", sa.Boolean(), nullable=True),
        sa.Column("starts_at", Moment(), nullable=True),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("local_day", sa.Date(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("consent_at", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_request")),
        sa.UniqueConstraint("draft", name=op.f("uq_contact_request_draft")),
        sa.UniqueConstraint("reference", name=op.f("uq_contact_request_reference")),
    )
    with op.batch_alter_table("contact_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_request_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index("ix_contact_request_day", ["school", "local_day", "grade"], unique=False)
        batch_op.create_index(
            "ix_contact_request_desk", ["school", "urgent", "created_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_contact_request_own", ["coordinator", "urgent", "created_at", "id"], unique=False
        )

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("next_try_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_due", ["sent_at", "next_try_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_reference"), ["reference"], unique=False)

    op.create_table(
        "contact_draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=True),
        sa.Column("taken_by", sa.String(length=64), nullable=True),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("text_language", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("urgency", sa.String(length=16), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("interpreter", sa.Boolean(), nullable=True),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("call_me", sa.Boolean(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=True),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("consent_at", Moment(), nullable=True),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("booked_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversation.id"],
            name=op.f("fk_contact_draft_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_draft")),
    )
    with op.batch_alter_table("contact_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_draft_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_draft_conversation"), ["conversation"], unique=False)

    op.create_table(
        "contact_event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("starts_at", Moment(), nullable=True),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request"], ["contact_request.id"], name=op.f("fk_contact_event_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_event")),
    )
    with op.batch_alter_table("contact_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_event_request"), ["request"], unique=False)

    op.create_table(
        "contact_way",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value", sa.String(length=320), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request"], ["contact_request.id"], name=op.f("fk_contact_way_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_way")),
    )
    with op.batch_alter_table("contact_way", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_way_request"), ["request"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_way_value"), ["value"], unique=False)

    op.create_table(
        "taken_time",
        sa.Column("coordinator", sa.String(length=64), nullable=False),
        sa.Column("step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request"], ["contact_request.id"], name=op.f("fk_taken_time_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("coordinator", "step", name=op.f("pk_taken_time")),
    )
    with op.batch_alter_table("taken_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taken_time_request"), ["request"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("taken_time", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_taken_time_request"))

    op.drop_table("taken_time")
    with op.batch_alter_table("contact_way", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_way_value"))
        batch_op.drop_index(batch_op.f("ix_contact_way_request"))

    op.drop_table("contact_way")
    with op.batch_alter_table("contact_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_event_request"))

    op.drop_table("contact_event")
    with op.batch_alter_table("contact_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_draft_conversation"))
        batch_op.drop_index(batch_op.f("ix_contact_draft_changed_at"))

    op.drop_table("contact_draft")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_reference"))
        batch_op.drop_index("ix_outbox_due")

    op.drop_table("outbox")
    with op.batch_alter_table("contact_request", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_request_own")
        batch_op.drop_index("ix_contact_request_desk")
        batch_op.drop_index("ix_contact_request_day")
        batch_op.drop_index(batch_op.f("ix_contact_request_changed_at"))

    op.drop_table("contact_request")
    with op.batch_alter_table("code_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_attempt_last_at"))

    op.drop_table("code_attempt")
