"""A letter by docxtpl: a Word file filled in. Runs in the environment that has python-docx and docxtpl.

template FILE · once TEMPLATE LETTER.json FILE · all TEMPLATE LETTERS.json FOLDER · serve TEMPLATE, then a line of JSON for each letter.
"""

import json
import sys
import time
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

_TEMPLATE = (
    ("{%p for line in addressee %}", ""),
    ("{{ line }}", "addressee"),
    ("{%p endfor %}", ""),
    ("{{ title }}", "title"),
    ("{{ subject }}", "subject"),
    ("{%p for text in body %}", ""),
    ("{{ text }}", "body"),
    ("{%p endfor %}", ""),
    ("{%p for left, right in signature %}", ""),
    ("{{ left }}\t{{ right }}", "signature"),
    ("{%p endfor %}", ""),
)


def make_template(file):
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(10), Mm(20), Mm(20)
    font = document.styles["Normal"].font
    font.name, font.size = "Liberation Serif", Pt(14)
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:cs"), "Liberation Serif")
    for text, kind in _TEMPLATE:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(24.15 if kind == "body" else 16.1)
        if kind == "addressee":
            form.left_indent = Mm(80)
        elif kind in {"title", "subject"}:
            paragraph.alignment, run.bold = WD_ALIGN_PARAGRAPH.CENTER, kind == "title"
        elif kind == "body":
            paragraph.alignment, form.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, Mm(12.5)
        elif kind == "signature":
            form.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    document.save(file)


def fill(template, letter, file):
    filled = DocxTemplate(template)
    filled.render(letter, autoescape=True)
    filled.save(file)


def serve(template):
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.perf_counter()
        fill(template, asked["letter"], asked["out"])
        print(time.perf_counter() - began, flush=True)


def main(what, *rest):
    if what == "template":
        make_template(*rest)
    elif what == "serve":
        serve(*rest)
    elif what == "once":
        template, letter, file = rest
        fill(template, json.loads(Path(letter).read_text("utf-8")), file)
    else:
        template, letters, folder = rest
        for number, letter in enumerate(json.loads(Path(letters).read_text("utf-8"))):
            fill(template, letter, Path(folder) / f"{number:04}.docx")


if __name__ == "__main__":
    main(*sys.argv[1:])
