"""How the tables came to be, step by step (Alembic): a ledger that an older version made is brought up to date."""
