"""What is derived from the log: items, and the index of words. It can be dropped at any time and is made again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Both databases order texts by their code points, whatever the locale of the server.
_text = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")
_TEXTS = ("kind", "process", "encounter", "source", "document", "issue", "role", "day")


def upgrade() -> None:
    """Make the tables, empty: a ledger that opens finds them behind the log and derives them."""
    op.create_table(
        "item",
        sa.Column("id", _text, primary_key=True),
        *(sa.Column(name, _text, nullable=False) for name in _TEXTS),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", _text, nullable=False),
    )
    op.create_index("item_kind", "item", ["kind", "process", "day"])
    op.create_index("item_encounter", "item", ["encounter", "kind"])
    op.create_index("item_source", "item", ["source", "kind"])
    op.create_index("item_document", "item", ["document", "kind"])
    op.create_index(
        "item_open",
        "item",
        [sa.text("weight DESC"), "id"],
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(
        "item_role",
        "item",
        ["process", "issue"],
        sqlite_where=sa.text("role != ''"),
        postgresql_where=sa.text("role != ''"),
    )
    op.create_table(
        "passage",
        sa.Column("id", _number, primary_key=True, autoincrement=True),
        sa.Column("document", _text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    op.create_index("passage_document", "passage", ["document", "start"])
    op.create_table("derived", sa.Column("name", _text, primary_key=True), sa.Column("seq", _number, nullable=False))
    if op.get_bind().dialect.name == "sqlite":
        # Words come folded and parted (parley.ledger.words); the tokenizer has only to split them at spaces.
        op.execute("CREATE VIRTUAL TABLE passage_words USING fts5(words, tokenize='unicode61 remove_diacritics 0')")
    else:
        op.execute("ALTER TABLE passage ADD COLUMN words tsvector")
        op.execute("CREATE INDEX passage_words ON passage USING gin (words)")


def downgrade() -> None:
    """Drop what is derived."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE passage_words")
    for table in ("derived", "passage", "item"):
        op.drop_table(table)
