"""Every format part reads a small file of its kind into text and blocks, and refuses what it cannot read."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from parley.acquire.blocks import Block, Extracted, Role
from parley.acquire.sources import format_of
from parley.errors import InputError
from parley.registry import KINDS, load_part, part_names

FORMATS = part_names(KINDS["format"])
FIRST = "The two ministers met in the capital on Sunday."
SECOND = "They agreed that the ports stay open."


def make_pdf(*lines: str, encrypted: bool = False) -> bytes:
    """Return a PDF of one page in a built-in font, its cross-reference table right."""
    shown = " ".join(f"({line}) Tj 0 -40 Td" for line in lines)
    stream = f"BT /F1 12 Tf 40 700 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    key = b"<%s>" % (b"ab" * 32)
    objects += [b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (key, key)] if encrypted else []
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    extra = b" /Encrypt 5 0 R /ID [<00> <00>]" if encrypted else b""
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, extra)
    return content + head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(content)


def make_docx() -> bytes:
    import docx

    document = docx.Document()
    for words in (FIRST, SECOND):
        document.add_paragraph(words)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain_text": f"{FIRST}\n\n{SECOND}\n".encode,
    "markdown": f"{FIRST}\n\n{SECOND}\n".encode,
    "html": f"<p>{FIRST}</p><p>{SECOND}</p>".encode,
    "pdf": lambda: make_pdf(FIRST, SECOND),
    "docx": make_docx,
}


def read_sample(tmp_path: Path, name: str) -> Extracted:
    part = load_part(KINDS["format"], name)
    path = tmp_path / f"sample{part.SUFFIXES[0]}"
    path.write_bytes(SAMPLES[name]())
    extracted: Extracted = part.extract(path)
    return extracted


def test_every_format_has_a_sample_here() -> None:
    assert set(SAMPLES) == set(FORMATS)


def test_a_suffix_belongs_to_one_format() -> None:
    suffixes = [suffix for name in FORMATS for suffix in load_part(KINDS["format"], name).SUFFIXES]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


@pytest.mark.parametrize("name", FORMATS)
def test_a_suffix_in_capitals_finds_the_format(name: str) -> None:
    part: ModuleType = load_part(KINDS["format"], name)
    assert format_of(Path(f"A{part.SUFFIXES[0].upper()}")) is part
    assert part.NAME


@pytest.mark.parametrize("name", FORMATS)
def test_each_paragraph_is_a_block_with_its_words_in_one_piece(tmp_path: Path, name: str) -> None:
    extracted = read_sample(tmp_path, name)
    assert [block.span.of(extracted.text) for block in extracted.blocks] == [FIRST, SECOND]
    assert {block.role for block in extracted.blocks} == {Role.PARAGRAPH}
    assert not extracted.partial


@pytest.mark.parametrize("name", FORMATS)
def test_blocks_are_in_order_and_nothing_lies_between_them(tmp_path: Path, name: str) -> None:
    extracted = read_sample(tmp_path, name)
    end = 0
    for block in (*extracted.blocks, Block(extracted.blocks[-1].span._replace(start=len(extracted.text)))):
        assert not extracted.text[end : block.span.start].strip()
        end = block.span.end


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_file_gives_the_same_text(tmp_path: Path, name: str) -> None:
    assert read_sample(tmp_path, name) == read_sample(tmp_path, name)


@pytest.mark.parametrize("content", [b"", b"  \n ", b"\x00\x01\x02\xff" * 50], ids=["empty", "blank", "binary"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_with_no_text_is_refused_by_name_and_with_what_to_do(tmp_path: Path, name: str, content: bytes) -> None:
    part = load_part(KINDS["format"], name)
    path = tmp_path / f"bad{part.SUFFIXES[0]}"
    path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        part.extract(path)
    assert path.name in raised.value.where
    assert raised.value.remedy


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_cut_in_the_middle_raises_nothing_but_an_input_error(tmp_path: Path, name: str) -> None:
    part = load_part(KINDS["format"], name)
    whole = SAMPLES[name]()
    path = tmp_path / f"cut{part.SUFFIXES[0]}"
    for share in (0.2, 0.5, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        try:
            extracted = part.extract(path)
        except InputError:
            continue
        assert extracted.text.strip()


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(FIRST, encrypted=True))
    with pytest.raises(InputError, match="password"):
        load_part(KINDS["format"], "pdf").extract(path)


def test_a_pdf_without_a_text_layer_names_ocr(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf())
    with pytest.raises(InputError, match="OCR"):
        load_part(KINDS["format"], "pdf").extract(path)


def test_a_docx_that_unpacks_without_bound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    with pytest.raises(InputError, match="unpacks to"):
        load_part(KINDS["format"], "docx").extract(path)
