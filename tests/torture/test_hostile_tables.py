"""Tables of strangers: whatever the bytes are, the answer is cells or a reason; the child touches nothing, and the program goes on."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from desktop.documents.tables import asked
from desktop.documents.tables.asked import ENCODINGS, Request
from desktop.documents.tables.child import answered
from desktop.domain.errors import TableNotRead
from desktop.operations.importing.reading import read_table
from desktop.storage import children
from tests.documents.workbooks import book, packed, sheet_xml
from tests.torture.altered_papers import altered
from tests.torture.counts import count, seeded, tell

_ROOT = Path(__file__).parents[2]
_TEXT = 'ФИО;Дата;"Часть, №"\n"Королёв ""Пётр""";12.05.1999;00001\nСоколова\nАнна;"две\nстроки";x\n' * 3


def good() -> list[bytes]:
    """Sound tables of every kind that is read."""
    rows = [["ФИО", "Дата", 12.5, True, None], ["Королёв", date(1999, 5, 12), 89161234567, False, "=1+1"], ["a\nb", "x" * 300, -1, 0, ""]]
    cells = '<c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>т</t></is></c><c s="1"><v>45000.5</v></c><c t="e"><v>#N/A</v></c>'
    return [
        *(_TEXT.encode(encoding, "replace") for encoding in (*ENCODINGS, "utf-8-sig", "utf-16-be")),
        b"sep=|\na|b\n1|2\n",
        book(rows),
        book(rows, formats={"B2": "dd.mm.yyyy"}, hidden_row=2, hidden_column="B", more={"2": [["e"]]}, hidden_sheet="2"),
        packed(sheet_xml(f'<row r="1" hidden="1">{cells}</row>' * 4), shared=("общий", "&amp;_x0041_"), styles=True),
    ]


def altered_inside(data: bytes, chance: Random) -> bytes:
    """A workbook in whose parts something was altered, packed again: what lies behind the packing is reached as well."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        struck = chance.choice(names)
        for name in names:
            part = source.read(name)
            target.writestr(name, altered(part, source.read(chance.choice(names)), chance) if name == struck else part)
    return held.getvalue()


def struck(seeds: list[bytes], chance: Random) -> bytes:
    """One of them, altered."""
    data = chance.choice(seeds)
    if data.startswith(b"PK") and chance.random() < 0.7:
        return altered_inside(data, chance)
    return altered(data, chance.choice(seeds), chance)


def outcome(data: bytes, request: Request) -> str:
    """What is said of it, and that it can be said: the answer is in the form agreed upon."""
    import msgspec

    said = answered(data, request)
    assert asked.answer(msgspec.json.encode(said)) == said
    return said.reason or "read"


def test_altered_tables_are_read_or_refused():
    chance, said, seeds = seeded("tables"), Counter[str](), good()
    assert {outcome(data, Request()) for data in seeds} == {"read"}

    total = count(150, 10_000)
    for _number in range(total):
        how = Request(
            encoding=chance.choice(("", "", *ENCODINGS)),
            separator=chance.choice(("", "", *asked.SEPARATORS)),
            sheet=chance.randrange(-1, 3),
        )
        said[outcome(struck(seeds, chance), how)] += 1

    assert said["read"] > total // 20
    assert said["damaged"] > total // 20
    told = ", ".join(f"{reason} {number}" for reason, number in said.most_common())
    tell(f"C20 {total} altered tables of {len(seeds)} good ones: {told}; another error 0")


@pytest.mark.apart
def test_altered_tables_end_in_the_child(tmp_path: Path):
    chance, said, seeds, path = seeded("tables apart"), Counter[str](), good(), tmp_path / "table"

    total = count(2, 500)
    for _number in range(total):
        path.write_bytes(struck(seeds, chance))
        try:
            read_table(path)
        except TableNotRead as error:
            said[error.reason] += 1
        else:
            said["read"] += 1

    assert sum(said.values()) == total
    told = ", ".join(f"{reason} {number}" for reason, number in said.most_common())
    tell(f"C20 {total} altered tables, a child for each: {told}; the program never")


def _bomb(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(sheet_xml("")))) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name, source.read(name)))
        for name in parts.keys() - set(source.namelist()):
            target.writestr(name, parts[name])
    return held.getvalue()


def made() -> list[tuple[str, str, Callable[[], bytes]]]:
    """Tables made to hang, to swell or to reach out: their name, what is said, and how they are made."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(9))
    row = '<row><c t="str"><v>x</v></c></row>'
    sheet, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    return [
        ("a billion laughs", "damaged", lambda: packed(f"<!DOCTYPE x [{entities}]>" + sheet_xml("<row><c t='str'><v>&e8;</v></c></row>"))),
        ("commas", "empty", lambda: b"," * 3_000_000),
        ("a file of the computer", "damaged", lambda: packed('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + sheet_xml("&f;"))),
        ("a sheet of zeros", "too-big", lambda: _bomb({sheet: b"<a>" + b"\n" * 90_000_000})),
        ("zeros", "damaged", lambda: _bomb({sheet: b"\0" * 20_000_000})),
        ("texts without an end", "too-big", lambda: _bomb({sheet: sheet_xml(row).encode(), texts: b"<sst>" + b"<si/>" * 18_000_000})),
        ("a million rows", "too-many-rows", lambda: _bomb({sheet: sheet_xml(row * 100_000).encode()})),
        ("rows by a number", "read", lambda: packed(sheet_xml('<row r="9999999"><c r="A9999999" t="str"><v>x</v></c></row>'))),
        ("columns by letters", "too-many-columns", lambda: packed(sheet_xml('<row><c r="XFD1" t="str"><v>x</v></c></row>'))),
        ("nests", "damaged", lambda: packed("<a>" * 100_000)),
        ("six thousand parts", "too-big", lambda: _bomb({f"xl/{n}": b"" for n in range(6_000)})),
        ("a cell without an end", "long-cell", lambda: packed(sheet_xml(f"<row><c t='str'><v>{'x' * 5_000_000}</v></c></row>"))),
        ("a quote without an end", "long-cell", lambda: b'a,b\n"' + b"x,\n" * 3_000_000),
        ("a million lines", "too-many-rows", lambda: b"a,b\n" * 1_000_000),
        ("quotes", "long-cell", lambda: b'"' * 2_000_000),
        ("a link out", "no-table", lambda: packed(sheet_xml(row), target="../../../../../etc/passwd")),
    ]  # fmt: skip


@pytest.mark.apart
def test_tables_made_to_hang_or_to_swell_are_refused_in_the_child(tmp_path: Path):
    path, said = tmp_path / "table", dict[str, str]()
    chosen = made()[:: count(8, 1)]

    for name, why, make in chosen:
        path.write_bytes(make())
        try:
            read_table(path)
            said[name] = "read"
        except TableNotRead as error:
            said[name] = error.reason
        assert said[name] == why, name

    tell(f"C22, C23 tables made by hand: {', '.join(f'{name}: {reason}' for name, reason in said.items())}")


@pytest.mark.apart
def test_the_child_opens_no_file_and_no_socket_once_it_is_shut_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """C26, by what the kernel was asked for."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed, so the calls of the child were NOT looked at")
    command = ["strace", "-f", "-qq", "-A", "-o", str(tmp_path / "calls"), "-e", "trace=%file,%network,%process,landlock_restrict_self",
               sys.executable, "-m", "desktop"]  # fmt: skip
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    monkeypatch.setattr(children, "started", lambda argument: subprocess.Popen([*command, argument], cwd=_ROOT, **pipes))
    path, seeds = tmp_path / "table", good()
    for data in seeds[:: count(8, 1)]:
        path.write_bytes(data)
        assert read_table(path).rows

    calls = [line.partition(" ") for line in (tmp_path / "calls").read_text("utf-8", "replace").splitlines()]
    shut, wrong = set[str](), list[str]()
    for process, _space, call in calls:
        if re.search(r"landlock_restrict_self\(.*\) += 0", call):
            shut.add(process)
        elif process in shut and not re.search(r"newfstatat|exit_group|\+\+\+ exited| = -1 E", call):
            wrong.append(call)
    assert shut
    assert wrong == []
    tell(f"C26 the child that reads tables under strace: {len(shut)} children shut in, 0 calls granted afterwards")
