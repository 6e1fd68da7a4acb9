"""questions nothing answered, and what people said of answers"""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in when its service lands."""


def downgrade() -> None:
    """Filled in when its service lands."""
