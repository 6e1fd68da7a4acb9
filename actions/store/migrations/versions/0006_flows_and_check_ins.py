"""the flows' unfinished answers, and check-ins somebody keeps"""

import sqlalchemy as sa
from alembic import op

from actions.store.tables import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("draft", sa.String(length=32), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["before"], ["check_in.id"], name=op.f("fk_check_in_before"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint("draft", name=op.f("uq_check_in_draft")),
        sa.UniqueConstraint("reference", name=op.f("uq_check_in_reference")),
    )
    op.create_index(op.f("ix_check_in_before"), "check_in", ["before"], unique=False)
    op.create_index(op.f("ix_check_in_created_at"), "check_in", ["created_at"], unique=False)
    op.create_table(
        "flow_draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("flow", sa.String(length=32), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("asking", sa.String(length=64), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversation.id"],
            name=op.f("fk_flow_draft_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_draft")),
    )
    op.create_index(op.f("ix_flow_draft_changed_at"), "flow_draft", ["changed_at"], unique=False)
    op.create_index(op.f("ix_flow_draft_conversation"), "flow_draft", ["conversation"], unique=False)


def downgrade() -> None:
    op.drop_table("flow_draft")
    op.drop_table("check_in")
