"""How a ledger is shown: one module a shape. Each takes what the ledger gives and returns text; nothing is computed."""
