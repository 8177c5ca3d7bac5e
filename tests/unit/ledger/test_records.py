import json
from dataclasses import replace

from parley.ledger import records
from parley.vocabulary import Actor, Alignment, Result


def as_stored(record: object) -> object:
    return json.loads(json.dumps(record))


def test_every_noun_comes_back_from_its_record_as_it_was(small_result: Result) -> None:
    for position in small_result.positions:
        assert records.read_position(as_stored(records.record_position(position)), position.id) == position  # type: ignore[arg-type]
    for point in small_result.comparison.points:
        assert records.read_point(as_stored(records.record_point(point)), point.id) == point  # type: ignore[arg-type]
    for divergence in small_result.comparison.divergences:
        stored = as_stored(records.record_divergence(divergence))
        assert records.read_divergence(stored, divergence.id) == divergence  # type: ignore[arg-type]
    for document in small_result.documents:
        assert records.read_document(as_stored(records.record_document(document)), document.text) == document  # type: ignore[arg-type]


def test_an_encounter_comes_back_with_its_actors_and_alignments(small_result: Result) -> None:
    encounter = replace(
        small_result.encounter,
        actors=(Actor("FUND", ("the Fund", "Фонд"), "AA"),),
        align=(Alignment("join", (("ministry.en", "a"), ("daily.zh", "b")), "one"),),
        previous="before",
    )
    assert records.read_encounter(as_stored(records.record_encounter(encounter))) == encounter  # type: ignore[arg-type]
