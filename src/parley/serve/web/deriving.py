"""An encounter as it stands: the ledger's rows put together, and compared anew with what people decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parley.ledger import Filters, Item, Ledger
from parley.ledger.items import as_item
from parley.ledger.records import read_document, read_encounter
from parley.vocabulary import Comparison, Divergence, Document, Encounter, Point, Position, Refusal, Result, Skipped

_GRAMMAR = "grammar"


@dataclass(frozen=True, slots=True)
class Judged:
    """A divergence of the ledger: as last found, as it stands (None: rejected), and whether a person decided on it."""

    id: str
    read: dict[str, Any] | None
    stands: Divergence | None
    record: dict[str, Any] | None
    decided: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a result follows from. Two that are equal give the same result."""

    encounter: Encounter
    documents: tuple[Document, ...]
    positions: tuple[Position, ...]
    points: tuple[Point, ...]
    divergences: tuple[Judged, ...]
    skipped: tuple[Skipped, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]
    readers: tuple[str, ...]
    version: str


def gather(ledger: Ledger, encounter_id: str) -> Inputs:
    """Read what the ledger has of an encounter."""
    item = ledger.item(encounter_id)
    sources = [one for one in ledger.sources(encounter_id) if not one.body["withdrawn"]]
    documents = {one.source: read_document(one.body, ledger.document(one.body["document"])) for one in sources}
    encounter = read_encounter(item.body["encounter"])
    ordered = tuple(documents[source.id] for source in encounter.sources if source.id in documents)
    return Inputs(
        encounter=encounter,
        documents=ordered,
        positions=_in_order(ordered, [one.as_position() for one in ledger.positions(encounter_id) if one.shown]),
        points=tuple(one.as_point() for one in ledger.points(encounter_id)),
        divergences=tuple(_judged(one) for one in _divergences(ledger, encounter_id)),
        skipped=tuple(
            Skipped(lost["source"], lost["file"], lost["reason"], lost["remedy"]) for lost in item.body["skipped"]
        ),
        refusals=tuple(
            Refusal(one.source, refused["reader"], refused["quote"], refused["reason"])
            for one in sources
            for refused in one.body["refusals"]
        ),
        notes=tuple(item.body["notes"]),
        readers=tuple(dict.fromkeys(reader for one in sources for reader in one.body["readers"])) or (_GRAMMAR,),
        version=next((one.body["version"] for one in sources), ""),
    )


def derive(inputs: Inputs) -> Result:
    """Compare what stands, and put people's word on points and divergences in."""
    from parley.compare import compare
    from parley.outlook import assess

    partial = tuple(document.id for document in inputs.documents if document.partial)
    fresh = compare(inputs.encounter, inputs.documents, inputs.positions, frozenset(partial))
    return Result(
        encounter=inputs.encounter,
        documents=inputs.documents,
        skipped=inputs.skipped,
        positions=inputs.positions,
        refusals=inputs.refusals,
        partial=partial,
        notes=inputs.notes,
        comparison=_with_decisions(fresh, inputs.points, inputs.divergences),
        outlook=assess(inputs.encounter, inputs.positions, fresh),
        readers=inputs.readers,
        version=inputs.version,
    )


def _divergences(ledger: Ledger, encounter: str) -> list[Item]:
    """Return the divergences of an encounter, the rejected ones too."""
    with ledger.store.read() as reading:
        return [as_item(row) for row in reading.rows(Filters(kinds=("divergence",), encounters=(encounter,)))]


def _judged(item: Item) -> Judged:
    stands = item.as_divergence() if item.shown is not None else None
    return Judged(item.id, item.read, stands, item.shown, item.decision is not None)


def _in_order(documents: Sequence[Document], positions: list[Position]) -> tuple[Position, ...]:
    """Return positions in the order in which a run gives them: by source, then by place."""
    rank = {document.id: number for number, document in enumerate(documents)}
    standing = [position for position in positions if position.source in rank]
    return tuple(sorted(standing, key=lambda p: (rank[p.source], p.span, p.id)))


def _with_decisions(fresh: Comparison, settled: Sequence[Point], judged: Sequence[Judged]) -> Comparison:
    """Return a fresh comparison with the points as people left them and their word on each divergence."""
    names = _match_points(fresh.points, settled)
    place = {name: number for number, name in enumerate(names.values())}
    ordered = tuple(sorted(settled, key=lambda point: place.get(point.id, len(place))))
    return replace(fresh, points=ordered, divergences=tuple(_judge(fresh.divergences, judged, names)))


def _match_points(fresh: Sequence[Point], settled: Sequence[Point]) -> dict[str, str]:
    """Return, for each fresh point, the settled one that shares most positions with it."""
    names: dict[str, str] = {}
    for point in fresh:
        mine = set(point.positions)
        best = max(settled, key=lambda other: len(mine & set(other.positions)), default=None)
        if best is not None and mine & set(best.positions):
            names[point.id] = best.id
    return names


def _judge(fresh: Sequence[Divergence], items: Sequence[Judged], names: dict[str, str]) -> Iterator[Divergence]:
    """Yield the divergences that stand: rejected ones left out, corrected ones as corrected, added ones added."""
    known: dict[tuple[object, ...], Judged] = {}
    for item in items:
        record = item.read or item.record
        if record is not None:
            known[_key_of_record(record)] = item
    met: set[str] = set()
    for one in fresh:
        found = known.get(_key_of(one))
        if found is None:
            yield replace(one, point=names.get(one.point or "", one.point))
            continue
        met.add(found.id)
        if found.stands is not None:
            own = replace(one, id=found.id, point=names.get(one.point or "", one.point))
            yield found.stands if found.decided else own
    for item in items:
        if item.id not in met and item.stands is not None and item.decided:
            yield item.stands


def _key_of(one: Divergence) -> tuple[object, ...]:
    sides = sorted(side.position or f"{side.source}{tuple(side.span)}" for side in one.sides)
    return (str(one.type), tuple(sides), tuple(sorted(one.silent)))


def _key_of_record(record: dict[str, Any]) -> tuple[object, ...]:
    sides = sorted(side["position"] or f"{side['source']}{tuple(side['span'])}" for side in record["sides"])
    return (record["type"], tuple(sides), tuple(sorted(record["silent"])))
