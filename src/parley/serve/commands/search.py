"""`parley search`: words in the sources of the ledger, with the exact places and the positions that stand there."""

from typing import Annotated

import typer

from parley.errors import SettingsError
from parley.serve.folding import find_width, fold_lines
from parley.serve.ledgers import Json, LedgerAt, Process, check_choice, check_process, open_given

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
    if not any(character.isalnum() for word in words for character in word):
        raise SettingsError("there is no word to search for", remedy="parley search ceasefire")
    with open_given(ledger) as book:
        check_process(book, process)
        hits = book.search(" ".join(words), process=process or None, limit=limit)
    if format_ == "json":
        typer.echo(json.write([json.hit_fields(hit) for hit in hits]), nl=False)
        return
    width = find_width()
    for hit in hits:
        lines = [on_one_line(f"{hit.source}:{hit.spans[0][0]} · {hit.publisher} · {hit.published_on}")]
        start, end = hit.spans[0][0] - hit.start, hit.spans[0][1] - hit.start
        before, after = hit.text[max(0, start - _AROUND) : start], hit.text[end : end + _AROUND]
        lines.append("  " + on_one_line(f"…{before}⟦{hit.text[start:end]}⟧{after}…"))
        lines.extend(f"    {tell_item(item)}" for item in hit.positions)
        typer.echo(fold_lines("\n".join(lines), width))
    if len(hits) == limit:
        typer.echo(f"no more than {limit} are shown; --limit shows more", err=True)
    if not hits:
        typer.echo("nothing found", err=True)
