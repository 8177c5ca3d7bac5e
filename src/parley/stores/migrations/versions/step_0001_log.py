"""The log and the documents: what is never changed. Neither database lets a recorded row be updated or deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEPT = ("event", "document")
_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Both databases order texts by their code points, whatever the locale of the server.
_text = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Make the tables and what guards them."""
    op.create_table(
        "event",
        sa.Column("seq", _number, primary_key=True, autoincrement=False),
        sa.Column("id", _text, nullable=False, unique=True),
        *(sa.Column(name, _text, nullable=False) for name in ("at", "by", "kind", "process", "encounter", "item")),
        sa.Column("body", _text, nullable=False),
        sa.Column("hash", _text, nullable=False),
    )
    op.create_index("event_encounter", "event", ["encounter", "seq"])
    op.create_index("event_item", "event", ["item", "seq"])
    op.create_index("event_kind", "event", ["kind", "seq"])
    op.create_table(
        "document",
        sa.Column("sha256", _text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql
    guard()


def downgrade() -> None:
    """Refuse: nothing that was recorded is dropped."""
    msg = "the log is append-only and is never dropped; delete the database by hand if that is what you want"
    raise NotImplementedError(msg)


def _guard_sqlite() -> None:
    for table in _KEPT:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
    )
    for table in _KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
