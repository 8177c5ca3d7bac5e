"""Each passage gets the voice in which it speaks, and each turn of a transcript its speaker."""

import pytest

from parley.acquire.formats.plain_text import find_blocks
from parley.acquire.zones import make_zones
from parley.vocabulary import SourceKind

PARAGRAPH = "The ministers met in the capital on Sunday and agreed that their delegations will go on with the talks."
DORN_AND_BELL = ["К.Дорн official", "А.Белл official"]
ZH_PARAGRAPH = "两国部长星期日在首都会面，同意双方代表团继续会谈，并就港口开放等问题交换了意见。"


def voices(text: str, kind: SourceKind, language: str = "en") -> list[tuple[str, str]]:
    """Return (voice, first words) of each zone; for a turn, its speaker stands before the voice."""
    return [
        (f"{zone.speaker} {zone.voice}" if zone.speaker else str(zone.voice), zone.span.of(text)[:24])
        for zone in make_zones(text, tuple(find_blocks(text)), kind, language)
    ]


def voice_of(words: str, text: str, kind: SourceKind, language: str = "en") -> str:
    at = text.index(words)
    found = [
        zone
        for zone in make_zones(text, tuple(find_blocks(text)), kind, language)
        if zone.span.start <= at < zone.span.end
    ]
    return str(found[0].voice) if found else "none"


def test_the_head_of_a_readout_is_title_office_and_date() -> None:
    text = f"Readout of the Call with the Minister of Burland\nOffice of the Spokesperson\nMay 4, 2031\n\n{PARAGRAPH}"
    assert [voice for voice, _ in voices(text, SourceKind.READOUT)] == [
        "headline", "boilerplate", "boilerplate", "official",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "4 мая 2031 года, 20:15"),
        ("uk", "4 травня 2031 року, Арда"),
        ("zh", "2031年5月4日"),
        ("fr", "Arda, le 4 mai 2031"),
    ],
)
def test_a_line_with_the_date_is_no_part_of_the_statement(language: str, line: str) -> None:
    text = f"Xyz xyz xyz xyz\n{line}\n\n{PARAGRAPH}"
    assert voices(text, SourceKind.READOUT, language)[1][0] == "boilerplate"


def test_a_post_has_name_and_handle_apart_and_no_headline() -> None:
    text = "Ada Minister\n@AdaMinister\nMay 4, 2031\n\nWe agreed on the ports\n\nMore tomorrow"
    assert [voice for voice, _ in voices(text, SourceKind.POST)] == ["boilerplate"] * 3 + ["official"] * 2


def test_an_address_to_the_hearers_is_no_headline() -> None:
    text = f"Remarks by the Minister\n\nExcellencies, ladies and gentlemen,\n\n{PARAGRAPH}"
    assert [voice for voice, _ in voices(text, SourceKind.REMARKS)] == ["headline", "official", "official"]


def test_turns_have_their_speakers_until_the_next() -> None:
    text = (
        "ADA BELL, HOST: Minister, what was agreed?\n\nMINISTER CARL DORN: The ports stay open.\n\n"
        "And there is more.\n\n[Applause]\n\nBELL: What more?\n\nDORN: You will see."
    )
    assert voices(text, SourceKind.INTERVIEW) == [
        ("ADA BELL, HOST report", "Minister, what was agree"),
        ("MINISTER CARL DORN official", "The ports stay open."),
        ("MINISTER CARL DORN official", "And there is more."),
        ("boilerplate", "[Applause]"),
        ("BELL report", "What more?"),
        ("DORN official", "You will see."),
    ]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("en", "Q: And the ports?\n\nTHE PRESIDENT: Open.", ["Q report", "THE PRESIDENT official"]),
        ("ru", "Вопрос: А порты?\nК. Дорн: Открыты.", ["Вопрос report", "К. Дорн official"]),
        ("ru", "К.Дорн: Порты открыты.\n\nА.Белл: Да.\n\nК.Дорн: Ну вот.\n\nА.Белл: Да.", DORN_AND_BELL * 2),
        ("uk", "Запитання: Порти?\nДорн: Так.\nЗапитання: Усі?\nДорн: Усі.", ["Запитання report", "Дорн official"] * 2),
        ("zh", "问：港口呢？\n\n答：开放。", ["问 report", "答 official"]),
        ("zh", "记者：港口呢？\n\n发言人：开放。", ["记者 report", "发言人 official"]),
    ],
)  # fmt: skip
def test_transcripts_of_each_language_are_known(language: str, text: str, speakers: list[str]) -> None:
    assert [voice for voice, _ in voices(text, SourceKind.REMARKS, language)] == speakers


def test_a_heading_word_before_a_colon_is_no_speaker() -> None:
    text = f"FACT SHEET\n\nWHAT WAS AGREED: {PARAGRAPH}\n\nNEXT: {PARAGRAPH}"
    assert voices(text, SourceKind.READOUT)[1] == ("official", "WHAT WAS AGREED: The min")


def test_the_beginning_of_a_sentence_before_a_colon_is_no_speaker() -> None:
    sentence = "Тем, з якими ми приїхали, було три: порти, зерно і люди."
    text = f"{sentence}\n\nЗапитання: А далі?\nДорн: Побачимо.\nЗапитання: Коли?\nДорн: Скоро."
    assert voices(text, SourceKind.REMARKS, "uk")[0][0] == "official"


def test_what_a_pool_report_tells_between_turns_is_nobodys_turn() -> None:
    text = f"MINISTRY POOL REPORT\n\nQ: And the ports?\n\nTHE PRESIDENT: Open.\n\n{PARAGRAPH}"
    assert voices(text, SourceKind.REMARKS)[-1][0] == "official"


@pytest.mark.parametrize(
    ("language", "name", "paragraph"),
    [
        ("en", "Commentary", PARAGRAPH),
        ("en", "ANALYSIS: What the call leaves open", PARAGRAPH),
        ("en", "Opinion | What the call leaves open", PARAGRAPH),
        ("ru", "Комментарий", "Разговор о портах ничего не решил, и это было видно заранее всем, кто следит за делом."),
        (
            "uk",
            "Думка: Що далі",
            "Розмова про порти нічого не вирішила, і це було видно заздалегідь усім, хто стежить.",
        ),
        ("zh", "观察", ZH_PARAGRAPH),
        ("zh", "【社评】港口之后", ZH_PARAGRAPH),
        ("zh", "短评：港口之后", ZH_PARAGRAPH),
    ],
)
def test_a_section_of_comment_speaks_as_comment_until_the_next_heading(
    language: str, name: str, paragraph: str
) -> None:
    text = f"Ports\n\n{paragraph}\n\n{name}\n\n{paragraph} {paragraph}\n\n{paragraph}\n\nPorts again\n\n{paragraph}"
    assert [voice for voice, _ in voices(text, SourceKind.PRESS_REPORT, language)] == [
        "headline", "report", "commentary", "commentary", "commentary", "headline", "report",
    ]  # fmt: skip


def test_the_sentences_of_analysts_stand_apart_inside_a_paragraph() -> None:
    text = f"Ports stay open\n\n{PARAGRAPH} Analysts said that little would change. The next round is in Arda."
    kind = SourceKind.PRESS_REPORT
    assert voice_of("The ministers", text, kind) == "report"
    assert voice_of("Analysts said", text, kind) == "analysis"
    assert voice_of("The next round", text, kind) == "report"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Little would change, analysts said."),
        ("en", "According to analysts, little would change."),
        ("ru", "По мнению экспертов, мало что изменится."),
        ("ru", "Политолог Белл считает, что мало что изменится."),
        ("uk", "На думку аналітиків, мало що зміниться."),
        ("zh", "分析人士指出，变化不大。"),
        ("zh", "有专家认为，变化不大。"),
    ],
)
def test_analysts_are_known_in_each_language(language: str, sentence: str) -> None:
    text = f"Xyz\n\n{sentence}"
    assert voice_of(sentence[:5], text, SourceKind.PRESS_REPORT, language) == "analysis"


def test_observers_who_are_sent_are_no_analysts() -> None:
    text = "Ports\n\nThe two sides will send military observers to the ports."
    assert voice_of("The two sides", text, SourceKind.PRESS_REPORT) == "report"


def test_analysts_in_a_partys_own_text_are_its_own_words() -> None:
    text = "Statement\n\nAnalysts say that little will change; we say otherwise."
    assert voice_of("Analysts", text, SourceKind.READOUT) == "official"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Ministers at the door (file photo)"),
        ("ru", "Фото: пресс-служба министерства"),
        ("uk", "Архівне фото"),
        ("zh", "阿尔达外长（资料照片）"),
        ("zh", "图为双方代表步入会场。"),
    ],
)
def test_captions_stand_apart(language: str, line: str) -> None:
    text = f"Xyz\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}"
    assert voice_of(line, text, SourceKind.PRESS_REPORT, language) == "caption"


def test_a_name_alone_in_the_room_of_a_picture_is_a_caption() -> None:
    text = f"港口开放\n\n副标题\n\n\n\n阿尔达外长贝尔\n\n\n\n扫码看视频\n\n{ZH_PARAGRAPH}\n\n{ZH_PARAGRAPH}"
    assert [voice for voice, _ in voices(text, SourceKind.PRESS_REPORT, "zh")][2:4] == ["caption", "boilerplate"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "For immediate release"),
        ("en", "Read also: Ports stay open"),
        ("en", "© 2031 The Daily. All rights reserved."),
        ("ru", "Читайте также: порты открыты"),
        ("uk", "Читайте також"),
        ("zh", "手机扫码看视频"),
        ("zh", "责任编辑：某某"),
    ],
)
def test_what_belongs_to_the_page_is_boilerplate(language: str, line: str) -> None:
    text = f"Xyz\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}"
    assert voice_of(line, text, SourceKind.PRESS_REPORT, language) == "boilerplate"


def test_links_under_a_heading_of_links_are_boilerplate_until_a_paragraph() -> None:
    text = f"Ports\n\n{PARAGRAPH}\n\nRelated stories\n\nGrain is dearer\n\nShips wait\n\n{PARAGRAPH}"
    assert [voice for voice, _ in voices(text, SourceKind.PRESS_REPORT)] == [
        "headline", "report", "boilerplate", "boilerplate", "boilerplate", "report",
    ]  # fmt: skip


def test_a_paragraph_all_in_quotation_marks_is_a_quotation_and_a_mixed_one_is_not() -> None:
    text = "Ports\n\n“A fine dinner for two, and the others pay.”\n\n“Fine,” he said, “and the others pay.”"
    assert [voice for voice, _ in voices(text, SourceKind.PRESS_REPORT)][1:] == ["quotation", "report"]


def test_a_row_of_short_lines_is_a_list_and_not_headings() -> None:
    text = f"Ports\n\n{PARAGRAPH}\n\nGrain by ship\n\nCoal by rail\n\nOil by pipe\n\nGas by pipe\n\n{PARAGRAPH}"
    assert voice_of("Coal by rail", text, SourceKind.PRESS_REPORT) == "report"


def test_hard_wrapped_lines_are_one_zone() -> None:
    text = (
        "Ports stay open\n\nThe ministers met in the capital on Sunday, and they agreed\n"
        "that their delegations will go on with the talks, which\nbegan in the spring, and that the ports stay open."
    )
    assert len(voices(text, SourceKind.PRESS_REPORT)) == 2


def test_a_commentary_is_comment_throughout() -> None:
    assert voices(f"Ports\n\n{PARAGRAPH}", SourceKind.COMMENTARY)[1][0] == "commentary"
