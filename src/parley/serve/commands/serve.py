"""`parley serve`: the workbench, to read, compare and review in a browser."""

from typing import Annotated

import typer

from parley.serve.ledgers import LedgerAt


def run(
    *,
    demo: Annotated[
        bool, typer.Option("--demo", help="Open the shipped examples, in a ledger of their own unless one is named.")
    ] = False,
    ledger: LedgerAt = "",
    host: Annotated[str, typer.Option("--host", help="The address to be reached at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port; 0 takes a free one.")] = 8400,
    accounts: Annotated[bool, typer.Option("--accounts", help="People sign in (see: parley account).")] = False,
    proxy_header: Annotated[
        str, typer.Option("--proxy-header", help="The header in which a proxy names the user.")
    ] = "",
    proxy_from: Annotated[list[str], typer.Option("--proxy-from", help="The proxy's address; may be repeated.")] = [],  # noqa: B006 - typer reads it and never changes it
    secure_cookies: Annotated[
        bool, typer.Option("--secure-cookies", help="Only over https, as behind a proxy.")
    ] = False,
    as_: Annotated[str, typer.Option("--as", help="The name under which the local user's decisions are kept.")] = "",
    language: Annotated[str, typer.Option("--language", help="The language of the interface: en, ru, uk, zh.")] = "en",
) -> None:
    """Open the workbench in a browser: read, compare, review."""
    from parley.serve.web.serving import Choices, serve

    serve(
        Choices(
            demo=demo,
            ledger=ledger,
            host=host,
            port=port,
            accounts=accounts,
            proxy_header=proxy_header,
            proxy_from=tuple(proxy_from),
            secure_cookies=secure_cookies,
            user=as_,
            language=language,
        ),
        announce=lambda line: typer.echo(line, err=True),
    )
