from dataclasses import replace

from parley.report.columns import make_columns
from parley.report.marks import Marks
from parley.report.matrix import Matrix, Row, make_matrix
from parley.vocabulary import Attribution, CellStatus, Result, Standing


def row_of(matrix: Matrix, point: str) -> Row:
    return next(row for row in (*matrix.rows, *matrix.told_elsewhere) if row.point.id == point)


def test_columns_are_the_parties_then_those_concerned(small_result: Result) -> None:
    assert [column.title for column in make_columns(small_result, "party")] == ["Arda", "Burland", "Cerania"]


def test_an_announcement_before_the_day_is_in_no_partys_column(small_result: Result) -> None:
    columns = make_columns(small_result, "party")
    assert all("before.en" not in column.sources for column in columns)


def test_columns_by_source_are_in_the_order_of_the_sources(small_result: Result) -> None:
    ids = [column.id for column in make_columns(small_result, "source")]
    assert ids == [document.id for document in small_result.documents]


def test_a_cell_tells_act_strength_and_the_deciding_words(small_result: Result) -> None:
    cell = row_of(make_matrix(small_result, "party"), "strikes").cells[0]
    assert (cell.acts, cell.strength) == ("both agreed", "7")
    assert cell.lead is not None
    assert cell.lead.quote == "agreed to a pause in strikes on ports and depots"


def test_a_term_that_one_side_leaves_out_is_said_to_be_missing(small_result: Result) -> None:
    terms = {term.label: term.values for term in row_of(make_matrix(small_result, "party"), "strikes").terms}
    assert terms["until"] == ("not mentioned", "3 June (30 days)", "not mentioned")
    assert terms["on"] == ("depot and port", "port", "port")


def test_a_silent_source_read_whole_does_not_mention_it(small_result: Result) -> None:
    cell = row_of(make_matrix(small_result, "party"), "meeting").cells[1]
    assert (cell.status, cell.acts) == (CellStatus.SILENT, "not mentioned")


def test_a_partial_source_is_never_called_silent(small_result: Result) -> None:
    cell = row_of(make_matrix(small_result, "party"), "meeting").cells[2]
    assert (cell.status, cell.acts) == (CellStatus.NOT_READ_WHOLE, "not read whole")


def test_a_point_told_before_the_day_only_is_listed_apart(small_result: Result) -> None:
    matrix = make_matrix(small_result, "party")
    assert [row.point.id for row in matrix.told_elsewhere] == ["islands"]
    assert matrix.told_elsewhere[0].also_told_by == ("before.en",)


def test_a_cell_that_rests_on_possible_positions_alone_says_so(small_result: Result) -> None:
    positions = tuple(replace(p, standing=Standing.POSSIBLE) for p in small_result.positions)
    cell = row_of(make_matrix(replace(small_result, positions=positions), "party"), "strikes").cells[0]
    assert cell.acts == "possibly both agreed"


def test_a_press_report_alone_gives_the_accounts_that_it_relays(small_result: Result) -> None:
    press = small_result.document("daily.zh")
    relayed = replace(small_result.position("p7"), chain=(Attribution("The Daily"), Attribution("minister", "AA")))
    result = replace(small_result, documents=(press,), positions=(relayed,))
    columns = make_columns(result, "party")
    assert [(column.title, column.note) for column in columns] == [
        ("Arda", "as relayed by The Daily"),
        ("The Daily", "its own account"),
    ]
    cells = row_of(make_matrix(result, "party"), "strikes").cells
    assert [bool(cell.positions) for cell in cells] == [True, False]


def test_every_source_has_a_tag_of_its_own(small_result: Result) -> None:
    tags = Marks(small_result).tags
    assert tags["ministry.en"] == "MA"
    assert len(set(tags.values())) == len(tags)


def test_marks_number_the_positions_of_a_source_in_text_order(small_result: Result) -> None:
    marks = Marks(small_result)
    assert [marks.of_position(id_, "ministry.en") for id_ in ("p1", "p2", "p3")] == ["MA¹", "MA²", "MA³"]


def test_parties_that_only_share_a_joint_text_share_a_column(small_result: Result) -> None:
    document = small_result.document("ministry.en")
    joint = replace(document, source=replace(document.source, speaks_for=("AA", "BB")))
    columns = make_columns(replace(small_result, documents=(joint,)), "party")
    assert [(column.title, column.parties) for column in columns] == [("Arda and Burland", ("AA", "BB"))]


def test_a_relayed_party_without_a_column_stays_with_the_report_that_tells_of_it(small_result: Result) -> None:
    press = small_result.document("daily.zh")
    relayed = replace(small_result.position("p7"), chain=(Attribution("The Daily"), Attribution("envoy", "ZZ")))
    result = replace(small_result, documents=(press,), positions=(relayed,))
    assert [column.holds(relayed) for column in make_columns(result, "party")] == [True]
