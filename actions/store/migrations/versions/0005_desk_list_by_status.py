"""the desk's list is read by status"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXES = {"ix_contact_request_desk": "school", "ix_contact_request_own": "coordinator"}


def upgrade() -> None:
    for name, whose in INDEXES.items():
        op.drop_index(name, "contact_request")
        op.create_index(name, "contact_request", [whose, "status", "urgent", "created_at", "id"])


def downgrade() -> None:
    for name, whose in INDEXES.items():
        op.drop_index(name, "contact_request")
        op.create_index(name, "contact_request", [whose, "urgent", "created_at", "id"])
