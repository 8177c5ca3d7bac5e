"""The statements: what a consistent view reads and what a change writes. Nothing here knows what an event means."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, and_, delete, func, insert, literal_column, select, text
from sqlalchemy.engine import Row as Found

from parley.stores import schema
from parley.stores.dialects import Dialect
from parley.stores.protocol import Draft, Event, Filters, Passage, PassageHit, Row, Term, chain, dump_body, load_body

T = TypeVar("T")
_AT_ONCE = 500
_DOCUMENTS_AT_ONCE = 50
_ROWS_AT_ONCE = 2000


class SqlReading:
    """One consistent view of a database."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self.connection = connection
        self.dialect = dialect

    def last_event(self) -> tuple[int, str]:
        """See the protocol."""
        found = self.connection.execute(
            select(schema.event.c.seq, schema.event.c.hash).order_by(schema.event.c.seq.desc()).limit(1)
        ).first()
        return (0, "") if found is None else (found.seq, found.hash)

    def events(
        self, *, encounter: str | None = None, item: str | None = None, after: int = 0, kinds: Sequence[str] = ()
    ) -> Iterator[Event]:
        """See the protocol."""
        table = schema.event
        asked = select(table).order_by(table.c.seq).limit(_AT_ONCE)
        if encounter is not None:
            asked = asked.where(table.c.encounter == encounter)
        if item is not None:
            asked = asked.where(table.c.item == item)
        if kinds:
            asked = asked.where(table.c.kind.in_(kinds))
        # In pages rather than with a cursor on the server: whoever stops halfway leaves nothing open there.
        while page := self.connection.execute(asked.where(table.c.seq > after)).all():
            yield from map(_as_event, page)
            after = page[-1].seq

    def has_event(self, event_id: str) -> bool:
        """See the protocol."""
        asked = select(schema.event.c.seq).where(schema.event.c.id == event_id)
        return self.connection.execute(asked).first() is not None

    def document(self, sha256: str) -> str | None:
        """See the protocol."""
        asked = select(schema.document.c.content).where(schema.document.c.sha256 == sha256)
        content = self.connection.execute(asked).scalar()
        return None if content is None else _as_text(content)

    def documents(self) -> Iterator[tuple[str, str]]:
        """See the protocol."""
        table, last = schema.document, ""
        asked = select(table).order_by(table.c.sha256).limit(_DOCUMENTS_AT_ONCE)
        while page := self.connection.execute(asked.where(table.c.sha256 > last)).all():
            for found in page:
                yield found.sha256, _as_text(found.content)
            last = page[-1].sha256

    def rows(self, filters: Filters) -> list[Row]:
        """See the protocol."""
        return [_as_row(found) for found in self.connection.execute(_select_rows(filters))]

    def bodies(self, filters: Filters, *, words: bool = True) -> Iterator[tuple[dict[str, Any], str]]:
        """See the protocol."""
        asked = _select_rows(filters).with_only_columns(schema.item.c.body, *([schema.item.c.words] if words else []))
        return ((load_body(found[0]), found[1] if words else "") for found in self.connection.execute(asked).all())

    def row(self, item: str) -> Row | None:
        """See the protocol."""
        found = self.connection.execute(select(schema.item).where(schema.item.c.id == item)).first()
        return None if found is None else _as_row(found)

    def counts(self) -> dict[str, int]:
        """See the protocol."""
        asked = select(schema.item.c.kind, func.count()).group_by(schema.item.c.kind)
        return {found[0]: found[1] for found in self.connection.execute(asked)}

    def derived_from(self, rules: str) -> int:
        """See the protocol."""
        asked = select(schema.derived.c.seq).where(schema.derived.c.name == rules)
        found: int | None = self.connection.execute(asked).scalar()
        return -1 if found is None else found

    def passages(self) -> Iterator[Passage]:
        """See the protocol."""
        table = schema.passage
        asked = select(table).order_by(table.c.document, table.c.start)
        for found in self.connection.execute(asked):
            yield Passage(found.document, found.start, found.end, ())

    def search(self, terms: Sequence[Term], *, process: str | None, limit: int) -> list[PassageHit]:
        """See the protocol."""
        passage, item = schema.passage, schema.item
        asked = (
            select(item.c.id, passage.c.document, passage.c.start, passage.c.end)
            .join(item, and_(item.c.document == passage.c.document, item.c.kind == "source"))
            .where(text(self.dialect.found).bindparams(found=self.dialect.expression(terms)))
            .order_by(item.c.day.desc(), item.c.id, passage.c.start)
            .limit(limit)
        )
        if process is not None:
            asked = asked.where(item.c.process == process)
        return [
            PassageHit(found.id, found.document, found.start, found.end) for found in self.connection.execute(asked)
        ]


class SqlWriting(SqlReading):
    """A change under way; `recorded` has the ids of its events so far."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        super().__init__(connection, dialect)
        self.recorded: list[str] = []

    def append(self, drafts: Iterable[Draft]) -> list[Event]:
        """See the protocol."""
        seq, last = self.last_event()
        events: list[Event] = []
        for draft in drafts:
            seq, last = seq + 1, chain(last, seq + 1, draft)
            events.append(_record(draft, seq, last))
        self.restore(events)
        return events

    def restore(self, events: Iterable[Event]) -> None:
        """See the protocol."""
        for some in _split(events, _AT_ONCE):
            self.connection.execute(insert(schema.event), [_event_values(one) for one in some])
            self.recorded.extend(one.id for one in some)

    def put_document(self, sha256: str, text: str) -> bool:
        """See the protocol."""
        asked = select(schema.document.c.sha256).where(schema.document.c.sha256 == sha256)
        if self.connection.execute(asked).first() is not None:
            return False
        content = text.encode("utf-8", "surrogatepass")
        self.connection.execute(insert(schema.document).values(sha256=sha256, content=content))
        return True

    def put_passages(self, passages: Iterable[Passage]) -> None:
        """See the protocol."""
        for some in _split(passages, _AT_ONCE):
            first = (self.connection.execute(select(func.max(schema.passage.c.id))).scalar() or 0) + 1
            numbered = list(enumerate(some, first))
            self.connection.execute(
                insert(schema.passage),
                [
                    {"id": number, "document": one.document, "start": one.start, "end": one.end}
                    for number, one in numbered
                ],
            )
            self.dialect.index(self.connection, [(number, one.words) for number, one in numbered])

    def replace_rows(self, put: Sequence[Row], drop: Sequence[str]) -> None:
        """See the protocol."""
        for ids in _split([*(row.id for row in put), *drop], _AT_ONCE):
            self.connection.execute(delete(schema.item).where(schema.item.c.id.in_(ids)))
        for rows in _split(put, _ROWS_AT_ONCE):
            self.connection.execute(insert(schema.item), [_row_values(row) for row in rows])

    def clear_derived(self, *, passages: bool) -> None:
        """See the protocol."""
        self.connection.execute(delete(schema.item))
        self.connection.execute(delete(schema.derived))
        if passages:
            self.dialect.clear_index(self.connection)
            self.connection.execute(delete(schema.passage))

    def set_derived_from(self, rules: str, seq: int) -> None:
        """See the protocol."""
        self.connection.execute(delete(schema.derived))
        self.connection.execute(insert(schema.derived).values(name=rules, seq=seq))


def _select_rows(filters: Filters) -> Select[Any]:
    columns = schema.item.c
    asked = select(schema.item)
    for column, allowed in (
        (columns.kind, filters.kinds),
        (columns.encounter, filters.encounters),
        (columns.source, filters.sources),
        (columns.issue, filters.issues),
        (columns.id, filters.ids),
    ):
        if allowed:
            asked = asked.where(column == allowed[0] if len(allowed) == 1 else column.in_(allowed))
    if filters.process is not None:
        asked = asked.where(columns.process == filters.process)
    if filters.document is not None:
        asked = asked.where(columns.document == filters.document)
    if filters.with_role:
        asked = asked.where(columns.role != "")
    if filters.until_day is not None:
        asked = asked.where(columns.day <= filters.until_day)
    if filters.open_only:
        asked = asked.where(literal_column("item.open"))  # in these words, so that the partial index is taken
    if filters.by_weight:
        asked = asked.order_by(columns.weight.desc(), columns.id)
    else:
        asked = asked.order_by(columns.day, columns.id)
    return asked.limit(filters.limit) if filters.limit is not None else asked


def _record(draft: Draft, seq: int, closing: str) -> Event:
    return Event(
        seq, draft.id, draft.at, draft.by, draft.kind, draft.process, draft.encounter, draft.item, draft.body, closing
    )


def _as_event(found: Found[Any]) -> Event:
    return Event(
        found.seq, found.id, found.at, found.by, found.kind, found.process, found.encounter, found.item,
        load_body(found.body), found.hash,
    )  # fmt: skip


def _event_values(one: Event) -> dict[str, Any]:
    return {
        "seq": one.seq, "id": one.id, "at": one.at, "by": one.by, "kind": one.kind, "process": one.process,
        "encounter": one.encounter, "item": one.item, "body": dump_body(one.body), "hash": one.hash,
    }  # fmt: skip


def _as_row(found: Found[Any]) -> Row:
    return Row(
        found.id, found.kind, found.process, found.encounter, found.source, found.document, found.issue, found.role,
        found.day, bool(found.open), found.weight, found.revision, load_body(found.body), found.words,
    )  # fmt: skip


def _row_values(row: Row) -> dict[str, Any]:
    return {
        "id": row.id, "kind": row.kind, "process": row.process, "encounter": row.encounter, "source": row.source,
        "document": row.document, "issue": row.issue, "role": row.role, "day": row.day, "open": row.open,
        "weight": row.weight, "revision": row.revision, "body": dump_body(row.body), "words": row.words,
    }  # fmt: skip


def _as_text(content: bytes) -> str:
    return bytes(content).decode("utf-8", "surrogatepass")


def _split(things: Iterable[T], size: int) -> Iterator[list[T]]:
    some: list[T] = []
    for thing in things:
        some.append(thing)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
