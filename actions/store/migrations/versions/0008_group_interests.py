"""interest in community groups"""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in when its service lands."""


def downgrade() -> None:
    """Filled in when its service lands."""
