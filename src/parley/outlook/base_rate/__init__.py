"""The base rate: how often conflicts of a kind sign a ceasefire agreement within so many months."""
