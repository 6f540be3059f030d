"""Blocks into a DOCX for a colleague's word processor: the layout of the page, and nothing that says who made it, with what, or when.

Office Open XML is ECMA-376; a document needs few of its parts, and these hold no property of the file at all.
"""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from html import escape
from io import BytesIO

from desktop.documents import fonts
from desktop.documents.blocks import Addressee, Attachments, Block, Numbered, Paragraph, Registration, Signature, Title
from desktop.documents.russian import tied
from desktop.documents.setting import BOTTOM, HEIGHT, LEFT, MEASURE, MM, RIGHT, TOP, WIDTH

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Who has a word processor has the typeface that Liberation Serif is as wide as.
_TYPEFACES: Mapping[str, str] = {fonts.SERIF: "Times New Roman", fonts.PT_SERIF: "PT Serif"}
_LEGAL = {"\t", "\n", "\r"}


def _twips(points: float) -> int:
    """A length as the format counts it: twentieths of a point."""
    return round(points * 20)


_LINE_TO_SIGN = (_twips(80 * MM), _twips(114 * MM), _twips(MEASURE))  # where it begins and ends, and where the name ends
_SINGLE = '<w:spacing w:before="{before}" w:after="0" w:line="240" w:lineRule="auto"/>'
_BODY = (
    f'<w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="auto"/><w:ind w:firstLine="{_twips(12.5 * MM)}"/><w:jc w:val="both"/>'
)
_POST = f'<w:ind w:right="{_twips(65 * MM)}"/>'
_KEPT = "<w:keepNext/><w:keepLines/>"


def render(blocks: Iterable[Block], *, font: str = fonts.SERIF, mark: str = "") -> bytes:
    """The document as bytes, the same for the same blocks; `mark` stands above each page."""
    paragraphs: list[str] = []
    for block in blocks:
        new = _MAKERS[type(block)](block)
        if isinstance(block, Signature | Registration):
            # No signature alone on a page.
            paragraphs[-2:] = [
                each.replace("<w:pPr>", "<w:pPr><w:keepNext/>", 1) if "<w:keepNext/>" not in each else each for each in paragraphs[-2:]
            ]
        paragraphs += new
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": _document(paragraphs),
        "word/_rels/document.xml.rels": _relations(
            [("styles", "styles.xml"), ("settings", "settings.xml"), ("header", "header1.xml"), ("header", "header2.xml")]
        ),
        "word/styles.xml": _styles(_TYPEFACES.get(font, _TYPEFACES[fonts.SERIF])),
        "word/settings.xml": _SETTINGS,
        "word/header1.xml": _header(_marked(mark)),
        "word/header2.xml": _header(_marked(mark) + _PAGE_NUMBER),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(_entry(name), text.encode("utf-8"))
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
    return entry


def _text(text: str) -> str:
    """Text as XML takes it: what no XML may hold is a mark in its place (XML 1.0 §2.2)."""
    signs = (sign if sign >= " " and not _is_illegal(sign) else " " if sign in _LEGAL else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return escape("".join(signs), quote=False)


def _is_illegal(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff" or sign in {"\ufffe", "\uffff"} or "\x7f" <= sign <= "\x84" or "\x86" <= sign <= "\x9f"


def _run(text: str, *, bold: bool = False, size: float = 0) -> str:
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{round(size * 2)}"/>' if size else "")
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{_text(tied(text))}</w:t></w:r>'


def _paragraph(layout: str, *runs: str) -> str:
    return f"<w:p><w:pPr>{layout}</w:pPr>{''.join(runs)}</w:p>"


def _body(text: str) -> list[str]:
    kept = "<w:keepNext/>" if text.rstrip().endswith(":") else ""
    return [_paragraph(kept + _BODY, _run(text))]


def _addressee(block: Addressee) -> list[str]:
    layout = f'{_KEPT}{_SINGLE.format(before=0)}<w:ind w:left="{_twips(80 * MM)}"/>'
    return [_paragraph(layout, _run(line)) for line in block.lines]


def _title(block: Title) -> list[str]:
    lines = [(text, bold) for text, bold in ((block.text, True), (block.subject, False)) if text]
    spacing = f'<w:spacing w:before="{640 if block.text else 0}" w:after="160" w:line="240" w:lineRule="auto"/>'
    return [_paragraph(f'{_KEPT}{spacing}<w:jc w:val="center"/>', _run(text, bold=bold)) for text, bold in lines]


def _attachments(block: Attachments) -> list[str]:
    return [paragraph for line in block.lines for paragraph in _body(line)]


def _signature(block: Signature) -> list[str]:
    begins, ends, margin = _LINE_TO_SIGN
    tabs = (
        f'<w:tabs><w:tab w:val="left" w:pos="{begins}"/><w:tab w:val="left" w:leader="underscore" w:pos="{ends}"/>'
        f'<w:tab w:val="right" w:pos="{margin}"/></w:tabs>'
    )
    done = []
    for number, (left, right) in enumerate(block.lines):
        last = number == len(block.lines) - 1
        before = 480 if number == 0 else 160 if right is None and left.startswith("«") else 0
        room = tabs + _SINGLE.format(before=before) if right is not None else _SINGLE.format(before=before) + _POST
        layout = ("<w:keepLines/>" if last else _KEPT) + room
        runs = [_run(left)] if left else []
        if right is not None:
            runs += ["<w:r><w:tab/><w:tab/><w:tab/></w:r>", _run(right)]
        done.append(_paragraph(layout, *runs))
    return done


def _registration(block: Registration) -> list[str]:
    # The caption in brackets under a line is smaller.
    last = len(block.lines) - 1
    return [
        _paragraph(
            ("<w:keepLines/>" if number == last else _KEPT) + _SINGLE.format(before=640 if number == 0 else 80),
            _run(line, size=10 if line.startswith("(") else 12),
        )
        for number, line in enumerate(block.lines)
    ]


_MAKERS: dict[type[Block], Callable[..., list[str]]] = {
    Addressee: _addressee,
    Title: _title,
    Paragraph: lambda block: _body(block.text),
    Numbered: lambda block: _body(f"{block.number}\N{NO-BREAK SPACE}{block.text}"),
    Attachments: _attachments,
    Signature: _signature,
    Registration: _registration,
}


def _document(paragraphs: list[str]) -> str:
    page = (
        f'<w:sectPr><w:headerReference w:type="first" r:id="rId3"/><w:headerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{_twips(WIDTH)}" w:h="{_twips(HEIGHT)}"/>'
        f'<w:pgMar w:top="{_twips(TOP)}" w:right="{_twips(RIGHT)}" w:bottom="{_twips(BOTTOM)}" w:left="{_twips(LEFT)}"'
        f' w:header="{_twips(10 * MM)}" w:footer="{_twips(10 * MM)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{"".join(paragraphs)}{page}</w:body></w:document>'


def _header(inside: str) -> str:
    return f'{_HEAD}<w:hdr xmlns:w="{_W}">{inside or "<w:p/>"}</w:hdr>'


def _marked(mark: str) -> str:
    return _paragraph('<w:jc w:val="center"/>', _run(mark, bold=True, size=10)) if mark else ""


_PAGE_NUMBER = _paragraph(
    '<w:jc w:val="center"/>', '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t>2</w:t></w:r></w:fldSimple>'
)


def _styles(typeface: str) -> str:
    look = (
        f'<w:rFonts w:ascii="{typeface}" w:hAnsi="{typeface}" w:cs="{typeface}" w:eastAsia="{typeface}"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="ru-RU"/>'
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{look}</w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
    )


_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{_W}"><w:autoHyphenation/><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def _relations(targets: list[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"), ("styles", "styles"), ("settings", "settings"), ("header1", "header"), ("header2", "header"),
        )
    )
    + "</Types>"
)  # fmt: skip
