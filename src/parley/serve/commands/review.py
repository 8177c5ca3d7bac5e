"""`parley review`: a person confirms, corrects, rejects, adds; one item by its id, or the open ones by significance."""

from typing import TYPE_CHECKING, Annotated

import typer

from parley.serve.folding import find_width, fold_lines
from parley.serve.ledgers import LedgerAt, Name, check_choice, open_given, read_changes, read_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.ledger import Decision, Item, Ledger

_FLAGS = ("confirm", "correct", "reject", "undo")


def run(
    item: Annotated[str, typer.Argument(help="An item's id; for --add its encounter.", show_default=False)] = "",
    *,
    ledger: LedgerAt = "",
    by: Name = "",
    reason: Annotated[str, typer.Option("--reason", help="Why.", show_default=False)] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="It is right.")] = False,
    correct: Annotated[bool, typer.Option("--correct", help="It is as --set says.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It is wrong.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last decision back.")] = False,
    add: Annotated[str, typer.Option("--add", help="position or divergence, as --set says.", show_default=False)] = "",
    join: Annotated[list[str], typer.Option("--join", help="A point to join to this one.", show_default=False)] = [],  # noqa: B006 - typer reads it and never changes it
    split: Annotated[list[str], typer.Option("--split", help="A position to move out.", show_default=False)] = [],  # noqa: B006 - as above
    set_: Annotated[list[str], typer.Option("--set", help="FIELD=VALUE.", show_default=False)] = [],  # noqa: B006 - as above
    saw: Annotated[int, typer.Option("--saw", help="The revision that you looked at.", show_default=False)] = 0,
    observe: Annotated[
        str, typer.Option("--observe", help="What happened to a commitment or next step.", show_default=False)
    ] = "",
    on: Annotated[str, typer.Option("--on", help="The day on which it happened.", show_default=False)] = "",
    party: Annotated[str, typer.Option("--party", help="Under whose reading; else all.", show_default=False)] = "",
    encounter: Annotated[str, typer.Option("--encounter", help="One encounter only.", show_default=False)] = "",
    list_: Annotated[bool, typer.Option("--list", help="List the open items and stop.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="The most items.", min=1)] = 50,
) -> None:
    """Review what was read: one item, or the open ones in turn, what matters most first."""
    from parley.errors import SettingsError
    from parley.ledger import Decision
    from parley.serve.ledger_views.reviewing import show_item, tell_item

    chosen = [name for name, given in zip(_FLAGS, (confirm, correct, reject, undo), strict=True) if given]
    chosen += [name for name, given in (("add", add), ("join", join), ("split", split), ("observe", observe)) if given]
    if len(chosen) > 1:
        raise SettingsError(f"choose one of {', '.join(chosen)}", remedy="a decision is one thing")
    with open_given(ledger) as book:
        if not item:
            if chosen:
                raise SettingsError("name the item to decide on", remedy="parley review --list shows their ids")
            items = _list_open(book, encounter, limit)
            if list_:
                for one in items:
                    typer.echo(fold_lines(tell_item(one), find_width()))
            elif items:
                _walk(book, by, items)
            return
        if not chosen:
            typer.echo(fold_lines(show_item(book, book.item(item)), find_width()))
            return
        if chosen == ["observe"]:
            day = read_day(on, "--on")
            if day is None:
                raise SettingsError("say on which day it happened", remedy="--on 2025-03-25")
            book.observe(item, observe, day, by=by, reason=reason, party=party or None)
            typer.echo(f"recorded: {item} {observe} on {day}")
            return
        others = tuple(join or split)
        decision = Decision(chosen[0], by, reason, saw or None, read_changes(set_), others)
        if add:
            check_choice(add, ("position", "divergence"), "item to add")
            done = book.add_position(item, decision) if add == "position" else book.add_divergence(item, decision)
        else:
            done = _decide(book, item, decision)
        _compare(book, done)
        typer.echo(tell_item(book.item(done.id)))


def _list_open(book: "Ledger", encounter: str, limit: int) -> "tuple[Item, ...]":
    from parley.errors import SettingsError

    if encounter and encounter not in [one.id for one in book.encounters()]:
        raise SettingsError(
            f"the ledger has no encounter '{encounter}'", remedy="parley history PROCESS names its encounters"
        )
    items = book.open_items(encounter or None, limit=limit)
    if not items:
        typer.echo("nothing is open", err=True)
    return items


def _decide(book: "Ledger", item: str, decision: "Decision") -> "Item":
    """Decide, and say whose decision that replaces."""
    before = book.item(item).decision
    done = book.decide(item, decision)
    if before is not None and before["by"] != decision.by:
        why = before["reason"] or "no reason given"
        typer.echo(f"in place of what {before['by']} decided ({before['action']}: {why})", err=True)
    return done


def _compare(book: "Ledger", item: "Item") -> None:
    """Compare the encounter anew: what was decided on a position or a point changes where the accounts part."""
    from parley.pipeline.recording import compare_encounter

    if item.kind != "divergence":
        compare_encounter(book, item.encounter)


def _walk(book: "Ledger", by: str, items: "Sequence[Item]") -> None:
    """Show open items in turn and take an answer for each; the end of the input ends it."""
    from parley.errors import ParleyError
    from parley.serve.ledger_views.reviewing import show_item, tell_item

    name = by or typer.prompt("Your name")
    changed: dict[str, Item] = {}
    try:
        for number, listed in enumerate(items, 1):
            item = book.item(listed.id)
            typer.echo("\n" + fold_lines(f"[{number} of {len(items)}] {show_item(book, item)}", find_width()))
            answer = typer.prompt("[c]onfirm, c[o]rrect, [r]eject, [s]kip, [q]uit", default="s").strip().lower()[:1]
            if answer == "q":
                break
            action = {"c": "confirm", "o": "correct", "r": "reject"}.get(answer)
            if action is None:
                continue
            try:
                done = book.decide(item.id, _ask(action, name, item.revision))
            except ParleyError as error:
                typer.echo(f"not recorded: {error}", err=True)
                continue
            changed[done.encounter] = done
            typer.echo(f"recorded: {tell_item(done)}")
    finally:  # whoever leaves in the middle has decided nevertheless
        for done in changed.values():
            _compare(book, done)


def _ask(action: str, name: str, revision: int) -> "Decision":
    """Ask for what a decision needs."""
    from parley.ledger import Decision

    fields = typer.prompt("FIELD=VALUE; FIELD=VALUE").split(";") if action == "correct" else []
    reason = typer.prompt("Why", default="" if action == "confirm" else None, show_default=False)
    return Decision(action, name, reason, revision, read_changes([field.strip() for field in fields if field.strip()]))
