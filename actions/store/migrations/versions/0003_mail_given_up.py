"""mail that is given up"""

import sqlalchemy as sa
from alembic import op

from actions.store.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("given_up_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("trouble", sa.String(length=16), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("trouble")
        batch_op.drop_column("given_up_at")
