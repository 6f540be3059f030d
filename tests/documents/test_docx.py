"""DOCX: a stranger reads the same paragraphs back, the layout is that of the page, and the file says nothing about itself."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import docx as judge
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents import docx, fonts, layout, templates
from desktop.domain.cases import Category
from tests.documents.fields_of import folded
from tests.documents.hostile import HOSTILE
from tests.documents.letters import composed, soldier

LETTER = """> Командиру войсковой части 00001
> полковнику Петрову П. П.

# Рапорт
## о предоставлении отпуска

Докладываю, что здоров.
Прошу:
1. Предоставить отпуск.
2) Ответить.

Приложение: справка на 1 л. в 1 экз.

| стрелок 1 отделения
| рядовой | И. И. Иванов
| «___» __________ 20__ г.

% Рапорт принят. Вх. № ____ от «___» ______ 20__ г.
% ____________
% (должность, подпись)
"""


def read(data: bytes) -> list[str]:
    """The paragraphs a stranger finds."""
    return [paragraph.text.replace("\N{NO-BREAK SPACE}", " ") for paragraph in judge.Document(io.BytesIO(data)).paragraphs]


def said(text: str, *, second_copy: bool = False) -> list[str]:
    """What must stand in them: each line without its mark."""
    lines = [line for line in text.splitlines() if line.strip() and (second_copy or not line.startswith("%"))]
    plain = [re.sub(r"^(##|[#>|%])\s*", "", line).strip() for line in lines]
    return [re.sub(r"\s*\|\s*", "\t\t\t", line) if raw.startswith("|") else line for line, raw in zip(plain, lines, strict=True)]


def test_a_stranger_reads_the_same_paragraphs() -> None:
    assert read(docx.render(layout.blocks(LETTER))) == said(LETTER)
    assert read(docx.render(layout.blocks(LETTER, second_copy=True))) == said(LETTER, second_copy=True)


@pytest.mark.parametrize("template", templates.catalogue(), ids=lambda each: each.id)
def test_every_document_comes_back_whole(template: templates.Template) -> None:
    text = composed(template.id, person=soldier(), category=Category.CONTRACT).text

    found = "".join("".join(read(docx.render(layout.blocks(text)))).split())

    assert found == "".join("".join(said(text)).split()).replace("|", "")


def test_hostile_text_comes_back_as_it_was_typed() -> None:
    for text in HOSTILE:
        line = f"Слово: {text}"
        if fonts.missing_glyphs(line, fonts.SERIF):
            continue  # refused before it becomes a file
        assert folded("".join(read(docx.render(layout.blocks(line))))) == folded(line), text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=120))
def test_no_text_breaks_the_file(text: str) -> None:
    data = docx.render(layout.blocks(f"Слово: {text}"))

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            ET.fromstring(file.read(name))
    assert read(data)[0].startswith("Слово:")


def test_what_no_xml_may_hold_is_a_mark() -> None:
    assert read(docx.render(layout.blocks("а\x00б\x0bв\ud800г\ufffeд\x1bе"))) == ["а\ufffdб", "в\ufffdг\ufffdд\ufffdе"]


def test_the_same_letter_is_the_same_bytes_and_says_nothing_of_itself() -> None:
    data = docx.render(layout.blocks(LETTER))

    assert data == docx.render(layout.blocks(LETTER))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert not [name for name in file.namelist() if name.startswith("docProps")]
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(file.read(name) for name in file.namelist())
    assert not re.search(rb"portfel|rsid|creator|author|application|template", everything.replace(b'"application/', b'"').lower())


def test_the_layout_is_that_of_the_page() -> None:
    document = judge.Document(io.BytesIO(docx.render(layout.blocks(LETTER))))
    section, paragraphs = document.sections[0], {paragraph.text: paragraph for paragraph in document.paragraphs}

    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin)
    assert [round(length.mm) for length in sizes] == [210, 297, 30, 10, 20]
    assert round(paragraphs["Командиру войсковой части\N{NO-BREAK SPACE}00001"].paragraph_format.left_indent.mm) == 80
    body = paragraphs["Докладываю, что здоров."].paragraph_format
    assert (round(body.first_line_indent.mm, 1), body.line_spacing) == (12.5, 1.5)
    assert document.styles["Normal"].font.name is None
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs[-5:-1])


def test_what_lays_a_paragraph_out_stands_once_and_in_the_order_of_the_standard() -> None:
    # ECMA-376, CT_PPr: a strict reader refuses the file otherwise.
    order = ["keepNext", "keepLines", "tabs", "spacing", "ind", "jc"]
    for text in (LETTER, "Прошу:\n| рядовой | И. Иванов\n", "Да:\nНет:\n% Вх. №\n"):
        with zipfile.ZipFile(io.BytesIO(docx.render(layout.blocks(text, second_copy=True)))) as file:
            root = ET.fromstring(file.read("word/document.xml"))
        for layout_of in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}pPr"):
            names = [child.tag.partition("}")[2] for child in layout_of]
            assert names == [name for name in order if name in names]


def test_a_mark_stands_above_each_page() -> None:
    section = judge.Document(io.BytesIO(docx.render(layout.blocks(LETTER), mark="КОПИЯ"))).sections[0]

    assert section.different_first_page_header_footer
    assert [header.paragraphs[0].text for header in (section.first_page_header, section.header)] == ["КОПИЯ", "КОПИЯ"]
