"""`parley search`: words in the sources of the ledger, with the exact places and the positions that stand there."""

from typing import Annotated

import typer

from parley.serve.ledgers import Json, LedgerAt, Process, check_choice, open_given

_AROUND = 60


def run(
    words: Annotated[
        list[str],
        typer.Argument(help='Words that must all stand there; "…" as they are, * goes on.', show_default=False),
    ],
    *,
    ledger: LedgerAt = "",
    process: Process = "",
    limit: Annotated[int, typer.Option("--limit", help="The most passages to show.", min=1, max=1000)] = 20,
    format_: Json = "text",
) -> None:
    """Find words in sources and positions, in any language."""
    from parley.report.plain_text import on_one_line
    from parley.serve.ledger_views import json
    from parley.serve.ledger_views.reviewing import tell_item

    check_choice(format_, ("text", "json"), "format")
    with open_given(ledger) as book:
        hits = book.search(" ".join(words), process=process or None, limit=limit)
    if format_ == "json":
        typer.echo(json.write([json.hit_fields(hit) for hit in hits]), nl=False)
        return
    for hit in hits:
        typer.echo(on_one_line(f"{hit.source}:{hit.spans[0][0]} · {hit.publisher} · {hit.published_on}"))
        start, end = hit.spans[0][0] - hit.start, hit.spans[0][1] - hit.start
        before, found, after = hit.text[max(0, start - _AROUND) : start], hit.text[start:end], hit.text[end:]
        typer.echo(f"  …{on_one_line(before)} ⟦{on_one_line(found)}⟧ {on_one_line(after[:_AROUND])}…")
        for item in hit.positions:
            typer.echo(f"    {tell_item(item)}")
    if not hits:
        typer.echo("nothing found", err=True)
