"""Who may sign in to the workbench: accounts, their sessions, and failed attempts. None of it is part of the log."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "account",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
    )
    op.create_index("session_account", "session", ["account"])
    op.create_table(
        "failed_sign_in",
        sa.Column("whom", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_index("failed_sign_in_whom", "failed_sign_in", ["whom", "at"])


def downgrade() -> None:
    """Drop them."""
    for table in ("failed_sign_in", "session", "account"):
        op.drop_table(table)
