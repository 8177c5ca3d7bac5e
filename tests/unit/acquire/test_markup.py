"""Pages and marked-up texts: a paragraph in one piece, what is hidden left out, roles from the structure."""

from pathlib import Path

import pytest

from parley.acquire.blocks import Role
from parley.acquire.documents import extract_file
from parley.errors import InputError


def blocks_of(tmp_path: Path, name: str, content: str | bytes) -> list[tuple[str, str]]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    extracted = extract_file(path)
    return [(block.role.value, block.span.of(extracted.text)) for block in extracted.blocks]


def test_inline_tags_and_entities_leave_the_words_as_they_read(tmp_path: Path) -> None:
    page = "<p>The <b>min</b>isters &amp; the&nbsp;envoy\n   <a href=x>agreed</a><!-- no --> to &#1072;.</p>"
    assert blocks_of(tmp_path, "a.html", page) == [("paragraph", "The ministers & the\u00a0envoy agreed to а.")]


def test_a_line_break_stays_inside_its_paragraph(tmp_path: Path) -> None:
    assert blocks_of(tmp_path, "a.html", "<p>One,<br>  two.<p>Three.") == [
        ("paragraph", "One,\ntwo."),
        ("paragraph", "Three."),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>let hidden</script>",
        "<style>hidden{}</style>",
        "<noscript>hidden</noscript>",
        "<template><p>hidden</p></template>",
        "<p hidden>hidden</p>",
        "<div style='color:red; DISPLAY : none'><p>hidden</p></div>",
        "<p aria-hidden=true>hidden</p>",
        "<!-- <p>hidden</p> -->",
        "<svg><text>hidden</text></svg>",
        "<select><option>hidden</select>",
    ],
)
def test_what_a_page_hides_is_not_read(tmp_path: Path, hidden: str) -> None:
    assert blocks_of(tmp_path, "a.html", f"<p>Shown.</p>{hidden}<p>Also.</p>") == [
        ("paragraph", "Shown."),
        ("paragraph", "Also."),
    ]


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ("<h2>Words</h2>", "heading"),
        ("<blockquote><p>Words</p></blockquote>", "quotation"),
        ("<figure><img src=x><figcaption>Words</figcaption></figure>", "caption"),
        ("<p class='wp-caption'>Words</p>", "caption"),
        ("<nav><ul><li>Words</ul></nav>", "boilerplate"),
        ("<aside><p>Words</p></aside>", "boilerplate"),
        ("<footer>Words</footer>", "boilerplate"),
        ("<div class='ad-slot'>Words</div>", "boilerplate"),
        ("<div role=navigation>Words</div>", "boilerplate"),
        ("<div class='read'>Words</div>", "paragraph"),
    ],
)
def test_the_structure_tells_the_role(tmp_path: Path, markup: str, role: str) -> None:
    assert (role, "Words") in blocks_of(tmp_path, "a.html", f"<body><p>First.</p>{markup}</body>")


def test_what_stands_beside_the_article_is_no_part_of_it(tmp_path: Path) -> None:
    page = "<div>Menu</div><article><header><h1>Title</h1></header><p>Words.</p></article><div>Links</div>"
    assert [role for role, _ in blocks_of(tmp_path, "a.html", page)] == [
        "boilerplate", "heading", "paragraph", "boilerplate",
    ]  # fmt: skip


def test_a_table_keeps_its_rows(tmp_path: Path) -> None:
    page = "<table><tr><th>who</th><th>what</th></tr><tr><td>A</td><td>B</td></tr></table>"
    assert [words for _, words in blocks_of(tmp_path, "a.html", page)] == ["who\twhat", "A\tB"]


def test_the_declared_encoding_of_a_page_is_used_and_an_unknown_one_refused(tmp_path: Path) -> None:
    page = "<meta charset=windows-1251><p>Слова</p>".encode("cp1251")
    assert blocks_of(tmp_path, "a.html", page) == [("paragraph", "Слова")]
    gb = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>港口</p>'.encode("gb18030")
    assert blocks_of(tmp_path, "b.html", gb) == [("paragraph", "港口")]
    with pytest.raises(InputError, match="rot13"):
        blocks_of(tmp_path, "c.html", b"<meta charset=rot13><p>x</p>")


def test_a_page_says_its_title_publisher_day_and_language(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html lang=en><title>Ports</title><meta property='og:site_name' content='The Daily'>"
        "<meta property='article:published_time' content='2031-05-04T10:00:00Z'><p>Words.</p>"
    )
    extracted = extract_file(path)
    assert (extracted.title, extracted.publisher, extracted.language) == ("Ports", "The Daily", "en")
    assert str(extracted.published_on) == "2031-05-04"


def test_a_page_nested_without_end_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nests"):
        blocks_of(tmp_path, "a.html", "<div>" * 100_000 + "x")


def test_markdown_gives_its_words_without_the_markup(tmp_path: Path) -> None:
    text = (
        "---\ntitle: x\n---\n# Ports *open*\n\nThe [ministers](http://x.example) agreed\n"
        "to `that` &amp; more.\n\n"
        "> Quoted.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "<div>kept</div>\n\n<script>dropped()</script>\n"
    )
    assert blocks_of(tmp_path, "a.md", text) == [
        ("boilerplate", "title: x"),
        ("heading", "Ports open"),
        ("paragraph", "The ministers agreed to that & more."),
        ("quotation", "Quoted."),
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("paragraph", "a\tb"),
        ("paragraph", "1\t2"),
        ("paragraph", "kept"),
    ]


def test_docx_keeps_insertions_tables_and_styles_and_leaves_out_deletions(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    document.add_heading("Ports", 2)
    changed = document.add_paragraph("They ")
    changed._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>refused</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f"<w:ins {space}><w:r><w:t>agreed</w:t></w:r></w:ins>"))
    changed._p.append(parse_xml(f"<w:r {space}><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "who", "what"
    document.add_paragraph("Quoted.", style="Quote")
    document.save(str(tmp_path / "a.docx"))
    assert blocks_of(tmp_path, "a.docx", (tmp_path / "a.docx").read_bytes()) == [
        ("heading", "Ports"),
        ("paragraph", "They agreed"),
        ("paragraph", "who\twhat"),
        ("quotation", "Quoted."),
    ]


def test_headings_have_their_level(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<h1>One</h1><h3>Three</h3><p>Words.</p>")
    blocks = extract_file(path).blocks
    levels = [(block.role, block.level) for block in blocks]
    assert levels == [(Role.HEADING, 1), (Role.HEADING, 3), (Role.PARAGRAPH, 0)]
