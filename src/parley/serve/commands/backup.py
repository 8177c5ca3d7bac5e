"""`parley backup`: the ledger into one file while it is in use, proved by restoring it."""

from pathlib import Path
from typing import Annotated

import typer

from parley.serve.ledgers import LedgerAt, open_given


def run(
    file: Annotated[Path, typer.Argument(help="The archive to write; it must not exist yet.", show_default=False)],
    *,
    ledger: LedgerAt = "",
) -> None:
    """Back the ledger up into an archive, and restore that into a temporary ledger as a proof."""
    import tempfile

    from parley.ledger.archive import back_up
    from parley.stores import open_store

    with open_given(ledger) as book, tempfile.TemporaryDirectory(prefix="parley-backup-") as folder:
        restored = open_store(str(Path(folder) / "restored.db"))
        try:
            moved = back_up(book.store, file, restored)
        finally:
            restored.close()
    typer.echo(f"wrote {file}: {moved.events} events, {moved.documents} documents, restored as a proof")
