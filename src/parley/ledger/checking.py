"""Verifies a ledger from the ground up: the chain of the log, every document's hash, every span, every derived row."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from parley.ledger import events as kinds
from parley.ledger.projection import RULES, rebuild_rows, same_row
from parley.ledger.words import cut_passages
from parley.stores import Event, Filters, Reading, chain

_SPANS = (("span", "quote"), ("condition_span", "condition"), ("reason_span", "reason"))


@dataclass(frozen=True, slots=True)
class Checked:
    """What was verified, by number, and every problem that was found, each in a line."""

    events: int
    documents: int
    spans: int
    rows: int
    problems: tuple[str, ...]


def check_ledger(reading: Reading) -> Checked:
    """Verify everything in one consistent view.

    1. the log has no gap, and each event's hash follows from the one before it;
    2. each document has the hash that it is stored under;
    3. each recorded span has the words that were quoted;
    4. each derived row, and each passage of the index, is what the log and the documents give.
    """
    problems: list[str] = []
    log = list(_check_chain(reading, problems))
    texts = dict(_check_documents(reading, problems))
    spans = sum(_check_spans(event, texts, problems) for event in log)
    rows = _check_rows(reading, log, texts, problems)
    _check_index(reading, texts, problems)
    return Checked(len(log), len(texts), spans, rows, tuple(problems))


def _check_chain(reading: Reading, problems: list[str]) -> Iterator[Event]:
    previous, number = "", 0
    for event in reading.events():
        number += 1
        if event.seq != number:
            problems.append(f"event {number} is missing: the log goes on with {event.seq}")
            number = event.seq
        if chain(previous, event.seq, event) != event.hash:
            problems.append(f"event {event.seq} ({event.kind}, {event.item}) is not what was recorded")
        previous = event.hash
        yield event


def _check_documents(reading: Reading, problems: list[str]) -> Iterator[tuple[str, str]]:
    for sha256, text in reading.documents():
        if hash_text(text) != sha256:
            problems.append(f"document {sha256[:12]} is not what was stored")
        yield sha256, text


def hash_text(text: str) -> str:
    """Return the content hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _check_spans(event: Event, texts: dict[str, str], problems: list[str]) -> int:
    """Verify the spans that an event records; return how many there are."""

    def complain(what: str) -> None:
        problems.append(f"event {event.seq} ({event.kind}, {event.item}): {what}")

    body = event.body
    if event.kind in (kinds.SOURCE_ACQUIRED, kinds.SOURCE_REVISED, kinds.SOURCE_DESCRIBED):
        if body["document"] not in texts:
            complain(f"its document {body['document'][:12]} is missing")
        return 0
    if event.kind == kinds.SOURCE_READ:
        return sum(_check_record(record, texts, complain) for _, record in body["positions"])
    if event.kind == kinds.DECIDED and body["kind"] == "position" and body["record"] is not None:
        return _check_record(body["record"], texts, complain)
    return 0


def _check_record(record: dict[str, Any], texts: dict[str, str], complain: Callable[[str], None]) -> int:
    text = texts.get(record["document"])
    if text is None:
        complain(f"the document {record['document'][:12]} is missing")
        return 0
    found = [(record[span], record[quote]) for span, quote in _SPANS if record[span] is not None]
    for (start, end), quote in found:
        if text[start:end] != quote:
            complain(f"[{start}, {end}) of {record['source']} does not read “{quote[:60]}”")
    return len(found)


def _check_rows(reading: Reading, log: list[Event], texts: dict[str, str], problems: list[str]) -> int:
    last = log[-1].seq if log else 0
    derived_from = reading.derived_from(RULES)
    if derived_from != last:
        problems.append(f"the derived state goes up to event {derived_from}, the log to {last}")
    stored = {row.id: row for row in reading.rows(Filters())}
    derived = {row.id: row for row in rebuild_rows(log)}
    for item in sorted(stored.keys() - derived.keys()):
        problems.append(f"{item} ({stored[item].kind}) does not follow from the log")
    for item, row in derived.items():
        if item not in stored:
            problems.append(f"{item} ({row.kind}) follows from the log and is missing")
        elif not same_row(stored[item], row):
            problems.append(f"{item} ({row.kind}) differs from what the log gives")
        shown = row.body.get("shown")
        if row.kind == "position" and shown is not None:
            _check_record(shown, texts, lambda what, item=item: problems.append(f"{item}: {what}"))  # type: ignore[misc]
    return len(stored)


def _check_index(reading: Reading, texts: dict[str, str], problems: list[str]) -> None:
    indexed: dict[str, list[tuple[int, int]]] = {}
    for passage in reading.passages():
        indexed.setdefault(passage.document, []).append((passage.start, passage.end))
    for sha256, text in texts.items():
        if indexed.pop(sha256, []) != [(one.start, one.end) for one in cut_passages(sha256, text)]:
            problems.append(f"the index does not have the passages of document {sha256[:12]}")
    problems.extend(f"the index has passages of a document that is not there, {sha256[:12]}" for sha256 in indexed)
