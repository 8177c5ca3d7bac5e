"""A source's text in parts, paragraphs and pieces: together they are the text."""

from hypothesis import given
from hypothesis import strategies as st

from parley.serve.web.views.showing import Showing
from parley.serve.web.views.texts import cut_parts, part_at, show_part
from parley.serve.web.wording import Wording
from parley.vocabulary import Result, Span


@given(st.text(alphabet="ab \n停火"), st.integers(1, 40))
def test_the_parts_of_a_text_are_the_text(text: str, length: int) -> None:
    parts = cut_parts(text, length)
    assert "".join(part.of(text) for part in parts) == text
    assert all(0 <= part.end - part.start <= length for part in parts)


@given(st.text(alphabet="ab\n", min_size=1), st.integers(1, 10), st.integers(0, 200))
def test_an_offset_lies_in_the_part_that_is_found_for_it(text: str, length: int, offset: int) -> None:
    parts = cut_parts(text, length)
    found = parts[part_at(parts, offset)]
    assert offset >= len(text) or found.start <= offset < found.end


def test_the_pieces_of_a_source_are_its_text_and_count_code_points(small_result: Result) -> None:
    showing = Showing(small_result, Wording("en"))
    for document in small_result.documents:
        blocks = show_part(showing, document, Span(0, len(document.text)))
        pieces = [piece for block in blocks for piece in block["pieces"]]
        assert "".join(piece.text for piece in pieces) == document.text.replace("\n", "")
        for piece in pieces:
            assert document.text[piece.start : piece.start + len(piece.text)] == piece.text


def test_every_position_is_marked_where_its_words_stand(small_result: Result) -> None:
    showing = Showing(small_result, Wording("en"))
    for position in small_result.positions:
        document = small_result.document(position.source)
        blocks = show_part(showing, document, Span(0, len(document.text)))
        marked = "".join(p.text for block in blocks for p in block["pieces"] if position.id in p.positions)
        assert marked == position.quote
