"""An item as a reviewer sees it: what it says, in whose words, why it stands there, and what was decided on it."""

from collections.abc import Iterator, Mapping
from typing import Any

from parley.ledger import Item, Ledger
from parley.report.plain_text import on_one_line, show_hidden
from parley.report.wording import ISSUE_TITLES, quoted
from parley.serve.ledger_views.wording import tell_parties, tell_title
from parley.vocabulary import Issue

_AROUND = 160
_REVIEWED = ("position", "point", "divergence")


def tell_item(item: Item) -> str:
    """Return an item on one line, with the id by which it is named."""
    if item.kind not in _REVIEWED:
        return on_one_line(" · ".join(part for part in (item.id, item.kind, _name(item), item.encounter) if part))
    record = item.shown or item.read
    status = f"{item.status}, disagrees on {', '.join(item.disagrees)}" if item.disagrees else item.status
    return on_one_line(f"{item.id} · {item.kind} · {_say(item, record)} · {status} · {item.encounter}")


def _say(item: Item, record: Mapping[str, Any] | None) -> str:
    if record is None:
        return "no longer stands"
    if item.kind == "position":
        return f"{'+'.join(record['holder'])}: {record['act']} {record['strength']} on {record['issue']}"
    if item.kind == "point":
        return f"{tell_title(record['issue'], record['title'])}, {len(record['positions'])} positions"
    return f"{record['type']} ({record['certainty']}) on {record['issue']}, significance {record['significance']:g}"


def _name(item: Item) -> str:
    """Return what an item that is not decided on is about."""
    body = item.body
    if item.kind == "commitment":
        return f"{tell_title(item.issue, body['title'])} · binds {tell_parties(body['by'])}"
    if item.kind == "follow_up":
        last = body["entries"][-1]
        return " · ".join(str(part) for part in (ISSUE_TITLES[Issue(item.issue)], last["on"], last["place"]) if part)
    if item.kind == "source":
        return f"{body['source']['publisher']}, {body['source']['published_on']}"
    return str(body["encounter"]["title"] if item.kind == "encounter" else body["title"])


def show_item(ledger: Ledger, item: Item) -> str:
    """Return an item at length."""
    return show_hidden("\n".join(_lines(ledger, item)))


def _lines(ledger: Ledger, item: Item) -> Iterator[str]:
    if item.kind not in _REVIEWED:
        yield tell_item(item)
        yield f"  its story: parley history {item.id}"
        if item.kind in ("commitment", "follow_up"):
            yield f"  what happened to it: parley review {item.id} --observe WHAT --on DAY"
        else:
            yield "  what is decided on are positions, points and divergences: parley review --list"
        return
    yield f"{tell_item(item)} · revision {item.revision}"
    record = item.shown or item.read
    if record is None:
        return
    if item.kind == "position":
        yield from _position(ledger, item, record)
    elif item.kind == "point":
        for one in record["positions"]:
            yield f"  {tell_item(ledger.item(one))}"
    else:
        languages = {source.source: str(source.body["language"]) for source in ledger.sources(item.encounter)}
        for side in record["sides"]:
            yield f"  {side['source']}: {quoted(side['quote'], languages.get(side['source'], 'en'))}"
        if record["silent"]:
            yield f"  silent: {', '.join(record['silent'])}"
        yield f"  because: {', '.join(record['because'])}"
    if item.decision is not None:
        one = item.decision
        yield f"  {one['action']} by {one['by']} at {one['at']}: {one['reason'] or 'no reason given'}"
    if item.disagrees and item.read is not None:
        yield f"  read again as: {_say(item, item.read)}"


def _position(ledger: Ledger, item: Item, record: Mapping[str, Any]) -> Iterator[str]:
    text = ledger.document(record["document"])
    start, end = record["span"]
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    yield f"  …{on_one_line(before)} ⟦{on_one_line(text[start:end])}⟧ {on_one_line(after)}…"
    told = item.body["told"]
    yield f"  {told['publisher']}, {told['published_on']}, for {'+'.join(told['speaks_for']) or 'nobody'}"
    given = {name: record[name] for name in ("scope", "quantity", "starts_on", "ends_on", "days", "place", "condition")}
    terms = [
        f"{name} {', '.join(value) if isinstance(value, list) else value}" for name, value in given.items() if value
    ]
    yield "  " + (" · ".join(terms) or "no further terms")
    yield f"  {record['standing']}, confidence {record['confidence']:.2f}, {', '.join(record['because'])}"
