"""the flows' unfinished answers, and check-ins somebody keeps"""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in when its service lands."""


def downgrade() -> None:
    """Filled in when its service lands."""
