"""The tables as they are after the last migration; the migrations make them, and a test compares the two."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

HEAD = "0004"
KNOWN = ("0001", "0002", "0003", HEAD)
metadata = MetaData()

number = BigInteger().with_variant(Integer, "sqlite")

version = Table("alembic_version", metadata, Column("version_num", Text))

event = Table(
    "event",
    metadata,
    Column("seq", number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("process", Text, nullable=False),
    Column("encounter", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# The text as bytes (UTF-8, lone surrogates passed through): no store may refuse or change a character of it.
document = Table(
    "document",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

item = Table(
    "item",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("process", Text, nullable=False),
    Column("encounter", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("issue", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("weight", Float, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("words", Text, nullable=False),
)

passage = Table(
    "passage",
    metadata,
    Column("id", number, primary_key=True, autoincrement=True),
    Column("document", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

derived = Table(
    "derived",
    metadata,
    Column("name", Text, primary_key=True),
    Column("seq", number, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
)

failed_sign_in = Table(
    "failed_sign_in",
    metadata,
    Column("whom", Text, nullable=False),
    Column("at", Text, nullable=False),
)
