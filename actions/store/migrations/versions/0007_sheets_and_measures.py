"""sheets for a meeting, and agreed measures"""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in when its service lands."""


def downgrade() -> None:
    """Filled in when its service lands."""
