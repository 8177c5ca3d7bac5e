"""`parley account`: makes and changes the accounts that sign in to the workbench."""

import sys
from typing import Annotated

import typer

from parley.serve.ledgers import LedgerAt


def run(
    name: Annotated[str, typer.Argument(help="Whose account; without it, all are listed.", show_default=False)] = "",
    *,
    role: Annotated[str, typer.Option("--role", help="reader, reviewer or owner.")] = "reader",
    ledger: LedgerAt = "",
    close: Annotated[bool, typer.Option("--close", help="Let the account sign in no more.")] = False,
) -> None:
    """Make or change an account; the password is asked for, or read from standard input."""
    from parley.errors import InputError, SettingsError
    from parley.ledger.address import find_address
    from parley.serve.web.desk import open_desk
    from parley.serve.web.identity import Role, is_plain_name
    from parley.serve.web.passwords import hash_password
    from parley.stores.accounts import Account

    desk = open_desk(find_address(ledger or None))
    try:
        if not name:
            for account in desk.accounts.accounts():
                typer.echo(f"{account.name}\t{account.role}" + ("" if account.active else "\tclosed"))
            return
        if role not in set(Role):
            raise SettingsError(f"there is no role '{role}'", where="--role", remedy=f"known: {', '.join(Role)}")
        if not is_plain_name(name):
            raise InputError("this is no name", where="NAME", remedy="up to 80 characters on one line")
        known = desk.accounts.account(name)
        if close and known is not None:
            password = known.password
        elif sys.stdin.isatty():
            password = hash_password(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
        else:
            password = hash_password(sys.stdin.readline().rstrip("\n"))
        desk.accounts.put_account(Account(name, role, password, active=not close))
        typer.echo(f"{name} is {'closed' if close else role}", err=True)
    finally:
        desk.close()
