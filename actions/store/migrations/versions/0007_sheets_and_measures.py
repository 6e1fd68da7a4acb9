"""sheets for a meeting, and agreed measures"""

import sqlalchemy as sa
from alembic import op

from actions.store.tables import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sheet",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("draft", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("text_language", sa.String(length=8), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("draft", name=op.f("uq_sheet_draft")),
        sa.UniqueConstraint("reference", name=op.f("uq_sheet_reference")),
    )
    op.create_index(op.f("ix_sheet_changed_at"), "sheet", ["changed_at"])
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=True),
        sa.Column("helped", sa.String(length=8), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["sheet"], ["sheet.id"], name=op.f("fk_measure_sheet"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index(op.f("ix_measure_sheet"), "measure", ["sheet"])
    op.create_table(
        "contact_attachment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("draft", sa.String(length=32), nullable=True),
        sa.Column("request", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text_language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft"], ["contact_draft.id"], name=op.f("fk_contact_attachment_draft"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request"],
            ["contact_request.id"],
            name=op.f("fk_contact_attachment_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attachment")),
        sa.UniqueConstraint("draft", "source", name=op.f("uq_contact_attachment_draft")),
    )
    op.create_index(op.f("ix_contact_attachment_draft"), "contact_attachment", ["draft"])
    op.create_index(op.f("ix_contact_attachment_request"), "contact_attachment", ["request"])


def downgrade() -> None:
    op.drop_table("contact_attachment")
    op.drop_table("measure")
    op.drop_table("sheet")
