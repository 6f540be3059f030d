"""Workbooks for tests: written by another program, and by hand where that would never write such a thing."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def book(
    rows: Sequence[Sequence[Any]],
    *,
    formats: Mapping[str, str] | None = None,
    hidden_row: int = 0,
    hidden_column: str = "",
    more: Mapping[str, Sequence[Sequence[Any]]] | None = None,
    hidden_sheet: str = "",
) -> bytes:
    """A workbook as another program writes it, with a sheet «Лист» and maybe more."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Лист"
    for row in rows:
        sheet.append(list(row))
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    if hidden_row:
        sheet.row_dimensions[hidden_row].hidden = True
    if hidden_column:
        sheet.column_dimensions[hidden_column].hidden = True
    for title, others in (more or {}).items():
        other = made.create_sheet(title)
        for row in others:
            other.append(list(row))
        other.sheet_state = "hidden" if title == hidden_sheet else "visible"
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def sheet_xml(rows: str) -> str:
    """A sheet with these rows."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def packed(
    sheet: str, *, shared: Sequence[str] = (), book_properties: str = "", styles: bool = False, target: str = "worksheets/sheet1.xml"
) -> bytes:
    """A workbook with this sheet. With `styles`, style 1 is a date."""
    links = [("worksheet", target, "worksheet")]
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr {book_properties}/>'
        '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": sheet,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        ' Target="/xl/workbook.xml"/></Relationships>',
    }
    if shared:
        links.append(("sharedStrings", "sharedStrings.xml", "sharedStrings"))
        texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{texts}</sst>'
    if styles:
        links.append(("styles", "styles.xml", "styles"))
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{place}"/>' for number, (kind, place, _) in enumerate(links, 1)
        )
        + "</Relationships>"
    )
    kinds = "".join(f'<Override PartName="/xl/{place}" ContentType="{_TYPE}.{kind}+xml"/>' for _, place, kind in links)
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{kinds}</Types>'
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return held.getvalue()
