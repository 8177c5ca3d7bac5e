"""A fifth language is data alone: French has a small folder of word lists, and no line of the engine knows of it."""

import re
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from parley.attribute.readers.grammar.reader import GrammarReader
from parley.evaluate.examples import make_document
from parley.vocabulary import Act, Encounter, Issue, Position, Source, SourceKind

DAY = date(2019, 5, 14)
FOLDER = Path(str(resources.files("parley.attribute.languages"))) / "fr"
ENGINE = Path(str(resources.files("parley.attribute.readers.grammar")))
TEXT = """Pourparlers à Genève

La délégation a visité lundi le musée de la ville.

Les deux parties sont convenues d'un cessez-le-feu de trente jours et d'un échange de prisonniers avant le 1 juin.

Le ministre a exigé la libération immédiate de tous les otages.
"""


def read_french(text: str) -> tuple[Position, ...]:
    source = Source("text.fr", "text.fr.txt", "Ministère", SourceKind.READOUT, DAY, ("AA",), "fr")
    encounter = Encounter("e", "Pourparlers", (DAY, DAY), "meeting", ("AA", "BB"), (source,))
    return GrammarReader().read(make_document(text, source, "fr"), encounter).positions


def test_the_french_folder_holds_data_and_nothing_else() -> None:
    assert {file.suffix for file in FOLDER.iterdir()} == {".toml"}


def test_no_file_of_the_engine_names_french() -> None:
    for file in ENGINE.glob("*.py"):
        assert not re.search(r"[\"'](fr|fra|french)[\"']", file.read_text(encoding="utf-8"), re.I), file.name


@pytest.mark.parametrize(
    ("quote", "issue", "act", "holder"),
    [
        ("cessez-le-feu", Issue("ceasefire.full"), Act.AGREE, ("AA", "BB")),
        ("otages", Issue("captives.prisoners"), Act.DEMAND, ("AA",)),
    ],
)
def test_a_french_text_is_read(quote: str, issue: Issue, act: Act, holder: tuple[str, ...]) -> None:
    found = [p for p in read_french(TEXT) if quote in p.quote]
    assert [(p.issue, p.act, p.holder) for p in found] == [(issue, act, holder)]


def test_french_lengths_of_time_and_objects_are_read() -> None:
    positions = read_french(TEXT)
    assert 30 in [p.measure.days for p in positions]
    assert any("hostage" in (p.measure.scope or ()) for p in positions)


def test_a_french_sentence_that_tells_no_position_gives_none() -> None:
    assert not [p for p in read_french(TEXT) if "musée" in p.quote]
