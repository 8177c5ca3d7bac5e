"""The worked texts and the phrasebook that the reader learns from: what is marked stands where it is said to stand."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Load = Callable[[str], ModuleType]
EVALUATION = Path(__file__).parents[3] / "evaluation"

TEXT = """=== press_report | AA+BB | - | 2019-05-14 | Talks in Arda
actors: FRONT = Front of the Coast; the Front / GUILD = Guild
ARDA – The envoy said that [[FRONT reject -8 trade 1 scope=salmon,cod|the Front would not sell]]. Roses stood there.

[[AA+BB agree 7 talks|The two will meet again]].
"""


@pytest.fixture
def worked_texts(load_command: Load) -> ModuleType:
    return load_command("worked_texts")


@pytest.fixture
def learn_words(load_command: Load) -> ModuleType:
    return load_command("learn_words")


def write(folder: Path, text: str) -> Path:
    (folder / "en").mkdir()
    (folder / "en" / "01.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_worked_text_is_an_encounter_with_its_positions_in_place(worked_texts: ModuleType, tmp_path: Path) -> None:
    [text] = worked_texts.read_worked_texts(write(tmp_path, TEXT))
    assert text.encounter.parties == ("AA", "BB")
    assert [actor.id for actor in text.encounter.actors] == ["FRONT", "GUILD"]
    assert text.encounter.actors[0].names == ("Front of the Coast", "the Front")
    assert text.document.source.speaks_for == ()
    assert "[[" not in text.document.text
    first, second = text.positions
    assert first[1]["holder"] == ["FRONT"]
    assert first[1]["scope"] == ["salmon", "cod"]
    assert second[1] | {"scope": None} == {
        "holder": ["AA", "BB"],
        "act": "agree",
        "strength": [7, 7],
        "issue": "talks",
        "quote": "The two will meet again",
        "scope": None,
    }
    for start, position in text.positions:
        assert text.document.text[start:].startswith(position["quote"])


@pytest.mark.parametrize(
    ("wrong", "right"), [("agree 7", "agrees 7"), ("7 talks", "7 chatter"), ("| 2019-05-14 |", "| May |")]
)
def test_a_text_with_an_unknown_word_of_the_vocabulary_is_named(
    worked_texts: ModuleType, tmp_path: Path, wrong: str, right: str
) -> None:
    with pytest.raises(ValueError, match=r"01\.txt: === press_report"):
        list(worked_texts.read_worked_texts(write(tmp_path, TEXT.replace(wrong, right))))


def test_all_worked_texts_can_be_read_and_their_words_stand_in_them(worked_texts: ModuleType) -> None:
    texts = list(worked_texts.read_worked_texts(EVALUATION / "texts"))
    assert {text.document.language for text in texts} == {"en", "ru", "uk", "zh"}
    for text in texts:
        assert "[[" not in text.document.text
        for start, position in text.positions:
            assert text.document.text[start:].startswith(position["quote"])
            assert "\n" not in position["quote"]


def test_a_line_of_the_phrasebook_with_an_unknown_act_is_named(learn_words: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "trade.txt").write_text("agree 7 | salmon for rice\nnods 1 | so be it\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"trade\.txt, line 2"):
        list(learn_words.read_phrases(tmp_path))


def test_words_of_all_trades_and_words_seen_once_are_not_counted(learn_words: ModuleType) -> None:
    phrases = [learn_words.Phrase(issue, "agree", "we agree") for issue in ("trade", "talks", "culture") * 30]
    phrases += [learn_words.Phrase("trade", "agree", "salmon"), learn_words.Phrase("trade", "agree", "salmon")] * 6
    phrases += [learn_words.Phrase("culture", "agree", "choir")]
    by_issue, _ = learn_words.count_entries("en", phrases)
    kept = learn_words.telling(by_issue, learn_words.Counter(phrase.issue for phrase in phrases))
    assert list(kept) == ["salmon"]


@pytest.mark.parametrize("language", ["en", "ru", "uk", "zh"])
def test_the_shipped_counts_are_those_of_the_phrasebook(learn_words: ModuleType, language: str) -> None:
    phrases = list(learn_words.read_phrases(EVALUATION / "phrasebook" / language))
    lines = learn_words.show_words(language, phrases)
    shipped = (learn_words.LANGUAGES / language / "words.tsv").read_text(encoding="utf-8")
    assert shipped.splitlines() == lines
