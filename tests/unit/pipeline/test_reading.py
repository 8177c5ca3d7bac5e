import pytest

import parley.attribute
from parley.attribute import Reader
from parley.errors import InputError
from parley.pipeline import read_documents
from parley.settings import Settings
from parley.vocabulary import Document, Encounter, Reading, Result


def test_a_source_that_a_reader_cannot_read_is_skipped_and_the_others_are_read(
    small_result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(document: Document, encounter: Encounter, documents: object, readers: list[Reader]) -> Reading:
        del encounter, documents
        assert [reader.name for reader in readers] == ["grammar"]
        if document.language == "zh":
            raise InputError("no data for this language", remedy="see: parley parts")
        return Reading(document.id, ())

    monkeypatch.setattr(parley.attribute, "read", read, raising=False)
    read_, skipped = read_documents(small_result.encounter, small_result.documents, ["grammar"], Settings())
    assert [document.id for document, _ in read_] == ["ministry.en", "foreign-office.ru", "presidency.uk", "before.en"]
    assert [(lost.source_id, lost.reason, lost.remedy) for lost in skipped] == [
        ("daily.zh", "no data for this language", "see: parley parts")
    ]


@pytest.mark.parametrize(
    ("variable", "offline"), [({}, False), ({"PARLEY_OFFLINE": "1"}, True), ({"PARLEY_OFFLINE": "0"}, False)]
)
def test_settings_come_from_the_environment(variable: dict[str, str], offline: bool) -> None:
    assert Settings.from_environment(variable) == Settings(offline=offline)


def test_what_is_asked_for_on_the_command_line_outweighs_the_environment() -> None:
    assert Settings.from_environment({"PARLEY_OFFLINE": "0"}, offline=True).offline
