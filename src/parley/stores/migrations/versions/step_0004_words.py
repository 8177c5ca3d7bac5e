"""A column for what of an item is only looked at when it is shown, so that what stands on a day is told without it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_text = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Add the column, and forget how far the derived rows go: a ledger that opens derives them anew."""
    op.add_column("item", sa.Column("words", _text, nullable=False, server_default=""))
    op.execute("DELETE FROM derived")


def downgrade() -> None:
    """Drop the column."""
    op.execute("DELETE FROM derived")
    op.drop_column("item", "words")
