"""interest in community groups"""

import sqlalchemy as sa
from alembic import op

from actions.store.tables import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_interest",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("draft", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("once_hash", sa.String(length=64), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("text_language", sa.String(length=8), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("theme", sa.String(length=24), nullable=False),
        sa.Column("band", sa.String(length=16), nullable=True),
        sa.Column("area", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("invited_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_interest")),
        sa.UniqueConstraint("reference", name=op.f("uq_group_interest_reference")),
        sa.UniqueConstraint("draft", name=op.f("uq_group_interest_draft")),
    )
    op.create_index(
        "ix_group_interest_desk", "group_interest", ["school", "confirmed_at", "invited_at"], unique=False
    )
    op.create_index("ix_group_interest_address", "group_interest", ["email", "created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("group_interest")
