"""What each page shows, in plain values: results and ledger items in, dictionaries for the templates out."""
