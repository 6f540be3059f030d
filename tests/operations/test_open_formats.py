"""Everything in open formats: strangers read back what was kept, stock age opens it, and nothing half-written stays."""

import csv
import dataclasses
import hashlib
import io
import json
import shutil
import subprocess
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import fastjsonschema
import icalendar
import pytest
import vobject

from desktop.documents.content_lines import plain
from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import Cancelled, DiskFull, NotExported, NotFound, NotReadBack, TargetReadOnly, VaultReadOnly
from desktop.domain.imports import ImportPart
from desktop.domain.journal import Deed
from desktop.domain.notes import Note
from desktop.domain.people import Person
from desktop.domain.progress import Stage
from desktop.domain.tasks import Task
from desktop.domain.units import Unit
from desktop.domain.values import Value
from desktop.operations import journal
from desktop.operations.notes import add_note
from desktop.operations.open_formats import tables, writing
from desktop.operations.open_formats.export import BEGUN, Form, export, left_over, likely_size, take_left_over_away
from desktop.operations.open_formats.lines import REVISION, SAVED, schema
from desktop.operations.open_formats.source import LEFT_OUT, Source
from desktop.operations.settings import set_setting
from desktop.operations.vaults import open_vault
from desktop.storage import records
from desktop.storage.kinds import KIND_OF, KINDS, decode
from desktop.storage.place import Place
from tests import make
from tests.nasty import unguarded
from tests.operations.backup_case import needs_age, tree
from tests.operations.open_case import SECRET, WORDING, fill, names


@pytest.fixture(scope="module")
def made(empty_vault, tmp_path_factory):
    """A filled vault, what was put into it, and its export in the clear and sealed."""
    place = tmp_path_factory.mktemp("open")
    shutil.copytree(empty_vault[0], place / "vault")
    (place / "out").mkdir()
    with open_vault(place / "vault", empty_vault[1]) as vault:
        kept = fill(vault, place)
        changed = next(each for each in kept if isinstance(each, Note))
        with vault.transaction():
            records.save(vault, dataclasses.replace(changed, blocks={"facts": "Короче."}))
        kept[kept.index(changed)] = records.get(vault, Note, changed.id)
        clear, sealed = (export(vault, place / "out", form, WORDING) for form in (Form.CLEAR, Form.SEALED))
    return place, kept, clear, sealed, changed


@pytest.fixture(scope="module")
def there(made) -> Path:
    return made[2].path


@pytest.fixture(scope="module")
def going(made) -> list[Value]:
    """What of the vault is to be written."""
    binned = {each.id for each in made[1] if isinstance(each, Case) and each.removed_at}
    return [
        each for each in made[1]
        if not getattr(each, "removed_at", "") and getattr(each, "case", "") not in binned and each.id not in {"own-card", "backup.sticks"}
    ]  # fmt: skip


def of(kept, type_):
    return [each for each in kept if isinstance(each, type_)]


def lines_of(folder: Path, kind: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"records/{kind}.jsonl").read_text("utf-8").split("\n") if line]


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    data = (folder / f"tables/{name}.csv").read_bytes().decode("utf-8-sig")
    return [{key: unguarded(cell) for key, cell in row.items()} for row in csv.DictReader(io.StringIO(data, newline=""))]


# --- records


def test_every_record_of_every_kind_comes_back_equal(there, going):
    found = []
    for kind, type_ in KINDS.items():
        if kind not in LEFT_OUT:
            for line in lines_of(there, kind):
                assert line.pop(REVISION) >= 1
                assert datetime.fromisoformat(line.pop(SAVED)).tzinfo is not None
                found.append(decode(type_, json.dumps(line).encode()))

    assert {each.id: each for each in found} == {each.id: each for each in going}


def test_each_line_keeps_to_the_schema_beside_it(there):
    whole = json.loads((there / "schema.json").read_text("utf-8"))
    assert whole == json.loads(json.dumps(schema()))
    checked = Counter()
    for name, reference in whole["properties"].items():
        lines = lines_of(there, name.removeprefix("records/").removesuffix(".jsonl"))
        is_valid = fastjsonschema.compile({"$defs": whole["$defs"], **reference}) if lines else None
        for line in lines:
            is_valid(line)
            checked[name] += 1
    assert checked["records/person.jsonl"] > 30
    assert {f"records/{kind}.jsonl" for kind in KINDS if kind not in LEFT_OUT} | {"records/changes.jsonl"} == set(whole["properties"])
    broken = fastjsonschema.compile({"$defs": whole["$defs"], "$ref": "#/$defs/Case"})
    with pytest.raises(fastjsonschema.JsonSchemaException):
        broken({"id": "x", "number": 7, "pseudonym": "Клён"})


def test_what_a_change_replaced_is_there_too(there, made):
    changed = made[4]

    assert [(line["record"], line[REVISION], line["before"]["blocks"]) for line in lines_of(there, "changes")] == [
        (changed.id, 2, dict(changed.blocks))
    ]


def test_keys_bin_and_what_belongs_to_this_computer_stay(there):
    everything = b"".join(tree(there).values())

    assert "канарейка".encode() not in everything
    assert SECRET.encode() not in everything
    assert b"AGE-SECRET-KEY" not in everything
    assert "Выдумкина".encode() in everything
    assert not (there / "records/own-card.jsonl").exists()


def test_what_an_import_keeps_of_people_in_the_bin_stays(small):
    vault, out = small
    gone = make.person(surname="Канарейкин", removed_at="2026-05-14T10:00:00+03:00")
    with vault.transaction():
        records.save(vault, gone)
        records.save(
            vault, ImportPart(id=vault.new_id(), whole="x", number=0, of=1, made_at="", filled=(dataclasses.replace(gone, removed_at=""),))
        )

    assert "Канарейкин".encode() not in b"".join(tree(export(vault, out, Form.CLEAR, WORDING).path).values())


# --- calendar, address book, tables


def test_every_date_task_and_hearing_comes_back(there, going):
    read = {str(each["UID"]): each for each in icalendar.Calendar.from_ical((there / "calendar.ics").read_bytes()).subcomponents}
    deadlines = [each for each in of(going, Deadline) if each.due != date.max]

    assert set(read) == {each.id for each in (*deadlines, *of(going, Task))}
    hearing, floating, done = (
        next(each for each in deadlines if each.title == title) for title in ("Заседание", "Без пояса", "Позвонить Королёву Петру")
    )
    assert read[hearing.id]["DTSTART"].dt == datetime(2026, 5, 20, 0, 30, tzinfo=UTC)  # 10:30 in Vladivostok
    assert str(read[hearing.id]["CATEGORIES"].cats[0]) == "hearing"
    assert read[floating.id]["DTSTART"].dt == datetime.fromisoformat("2026-05-20T09:05")
    assert str(read[done.id]["SUMMARY"]) == "✓ Клён: Позвонить ▮▮▮▮▮▮▮▮ ▮▮▮▮▮"
    for each in (*deadlines, *of(going, Task)):
        if each not in (hearing, floating, done):
            assert str(read[each.id]["SUMMARY"]).rpartition(": ")[2] == plain(each.title).rpartition(": ")[2]
            assert (
                (read[each.id].get("DTSTART") or read[each.id].get("DUE") or date).dt == each.due
                if each.due
                else "DUE" not in read[each.id]
            )
    assert [each.name for each in icalendar.Calendar.from_ical((there / "calendar.ics").read_bytes()).walk("VALARM")] == []


def test_no_name_of_a_client_stands_in_the_calendar(there):
    text = icalendar.Calendar.from_ical((there / "calendar.ics").read_bytes())
    assert not [each for each in text.subcomponents if "Корол" in str(each["SUMMARY"])]


def test_every_person_and_unit_comes_back_from_the_address_book(there, going):
    text = (there / "people.vcf").read_text("utf-8").replace("VERSION:4.0", "VERSION:3.0")
    cards = {card.uid.value.removeprefix("urn:uuid:").replace("-", ""): card for card in vobject.readComponents(text)}

    assert set(cards) == {each.id for each in (*of(going, Person), *of(going, Unit))}
    for one in of(going, Person):
        assert (cards[one.id].n.value.family, cards[one.id].n.value.given) == (plain(one.surname), plain(one.name))
    client = of(going, Person)[0]
    card = cards[client.id]
    assert (card.org.value, card.bday.value, card.tel.value) == (["в/ч 00001"], "1990-05", "+7 900 111-22-33")
    assert card.adr.value.street == client.address
    assert cards[next(one.id for one in of(going, Person) if not one.full_name)].fn.value == "(без имени)"


def test_tables_say_what_was_kept(there, going):
    cases, people, events, dates = (rows_of(there, name) for name in ("cases", "people", "events", "dates"))

    assert [(row["number"], row["pseudonym"], row["now"]) for row in cases] == [("26-AAAAA", "Клён", "=1+1"), ("Дело/7", "Маяк", "")]
    assert (cases[0]["client"], cases[0]["unit"], cases[0]["contract_begins"]) == ("Королёв Пётр Ильич", "00001", "2022-04~")
    assert [row["surname"] for row in people] == [one.surname.replace("\0", "\ufffd") for one in of(going, Person)]
    assert people[0]["in_cases"] == "26-AAAAA: client (он сам)"
    assert {row["title"] for row in events} == {one.title.replace("\0", "\ufffd") for one in going if KIND_OF[type(one)] == "event"}
    assert {row["day"] for row in events} == {"../2022-04"}
    assert len(dates) == len(of(going, Deadline)) + len(of(going, Task))
    assert [row["due"] for row in dates if row["title"] == "не посчитан"] == [""]
    assert rows_of(there, "units")[0]["commanders"] == "Королёв Пётр Ильич, командир, 2021"
    assert "'=1+1" in (there / "tables/cases.csv").read_text("utf-8")


def test_each_column_is_a_field_or_is_made(vault):
    made = tables.Cells(Source(vault), WORDING)._made
    for table in tables.TABLES:
        # Of two kinds in one table, the second may lack what the first has.
        assert set(table.columns) <= {field.name for field in dataclasses.fields(table.kinds[0])} | set(made)
        assert len(set(table.columns)) == len(table.columns)


# --- documents


def test_papers_and_documents_lie_in_the_folder_of_their_case(there, going):
    case = there / "cases/26-AAAAA"
    papers = of(going, Attachment)
    register, listed = rows_of(there, "register")[0], {row["file"]: row for row in rows_of(there, "papers")}

    assert {hashlib.sha256((there / name).read_bytes()).hexdigest() for name in listed} == {each.sha256 for each in papers}
    assert sorted(row["paper_name"] for row in listed.values()) == ["запись.bin", "скан.pdf"]
    assert (there / register["file"]).read_bytes().startswith(b"%PDF-")
    assert (there / register["file"]).with_suffix(".txt").read_text("utf-8") == "# Рапорт\n\nПрошу ответить."
    assert "Короче." in (case / "notes.txt").read_text("utf-8")
    # A number that is no name for a there gives way to the id.
    assert sorted(each.name for each in (there / "cases").iterdir()) == ["26-AAAAA"]


def test_the_list_of_sums_names_every_other_file(made):
    _, _, clear, _, _ = made
    files = tree(clear.path)
    sums = dict(reversed(line.split("  ", 1)) for line in files.pop("SHA256SUMS").decode().splitlines())

    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert clear.files == len(files) + 1


@needs_age
def test_stock_age_and_tar_open_the_sealed_form_to_the_same_files(made, tmp_path, keys):
    _, _, clear, sealed, _ = made
    (tmp_path / "key.txt").write_text(keys.age_identity + "\n")

    subprocess.run(f"age -d -i key.txt '{sealed.path}' | tar -x", shell=True, cwd=tmp_path, check=True)

    assert tree(tmp_path / "files") == tree(clear.path)
    assert (
        subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path / "files", check=True, capture_output=True).stdout == b""
    )


def test_the_sealed_form_shows_nothing(made):
    data = made[3].path.read_bytes()

    assert [word for word in ("Королёв", "Клён", "26-AAAAA", "records", "SHA256SUMS", "Прошу") if word.encode() in data] == []
    assert made[3].path.name.startswith("copy-")


def test_nothing_but_the_two_lies_in_the_place(made):
    place, _, clear, sealed, _ = made

    assert names(place / "out") == sorted([clear.path.name, sealed.path.name])
    assert [name for name in names(place / "vault") if name.startswith("cases.db")] == ["cases.db"]
    assert clear.path.stat().st_mode & 0o77 == 0


# --- what may go wrong


@pytest.fixture
def small(vault, tmp_path):
    """A vault with a case, a note and a paper, and an empty place."""
    case = make.case()
    with vault.transaction():
        records.save(vault, case)
    add_note(vault, case.id, "Звонила мать.")
    (tmp_path / "out").mkdir()
    return vault, tmp_path / "out"


@pytest.mark.parametrize("form", Form)
def test_the_journal_knows_that_it_was_done_and_nothing_else(small, form):
    vault, out = small

    made = export(vault, out, form, WORDING)

    assert [(line.deed, line.case, line.subject) for line in journal.lines(vault)] == [(Deed.EXPORTED, "", "")]
    assert made.path.exists()
    assert left_over(vault) is None


@pytest.mark.parametrize("form", Form)
def test_whatever_stops_it_nothing_stays(small, form):
    vault, out = small
    seen = 0

    def count(_done: int, _total: int) -> None:
        nonlocal seen
        seen += 1

    export(vault, out, form, WORDING, report=count)
    shutil.rmtree(out)
    out.mkdir()
    for moment in {2, seen // 2, seen}:
        left = iter(range(moment - 1))

        def stop(_done: int, _total: int, left=left) -> None:
            if next(left, None) is None:
                raise Cancelled

        with pytest.raises(Cancelled):
            export(vault, out, form, WORDING, report=stop)
        assert (moment, names(out)) == (moment, [])
    assert left_over(vault) is None


@pytest.mark.parametrize("form", Form)
def test_what_is_not_read_back_as_it_was_written_is_thrown_away(small, form):
    vault, out = small

    def spoil(stage: Stage) -> None:
        if stage is Stage.READING:
            (part,) = out.iterdir()
            file = part if part.is_file() else part / "records/case.jsonl"
            data = bytearray(file.read_bytes())
            data[len(data) // 2] ^= 1
            file.write_bytes(data)

    with pytest.raises(NotReadBack):
        export(vault, out, form, WORDING, say=spoil)
    assert names(out) == []


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize(("raised", "told"), [(DiskFull, DiskFull), (VaultReadOnly, TargetReadOnly)])
def test_a_disk_that_takes_no_more_is_told_as_such(small, form, raised, told, monkeypatch):
    vault, out = small

    def full(*_: object) -> None:
        raise raised

    monkeypatch.setattr(Place, "need", lambda *_: None)
    monkeypatch.setattr(writing.papers.Digest, "write", full)

    with pytest.raises(told):
        export(vault, out, form, WORDING)
    assert names(out) == []


def test_a_place_that_is_not_there_or_too_small_is_told_before_anything_is_written(small, monkeypatch):
    vault, out = small
    with pytest.raises(NotFound):
        export(vault, out / "gone", Form.SEALED, WORDING)
    assert likely_size(vault) > 100_000


def test_of_a_damaged_vault_nothing_is_written(vault, tmp_path):
    fill(vault, tmp_path)
    (tmp_path / "out").mkdir()
    paper = max((vault.folder / "papers").iterdir(), key=lambda each: each.stat().st_size)
    data = bytearray(paper.read_bytes())
    data[len(data) // 2] ^= 1
    paper.write_bytes(data)

    with pytest.raises(NotExported) as error:
        export(vault, tmp_path / "out", Form.CLEAR, WORDING)

    assert [(problem.code, problem.where) for problem in error.value.problems] == [("paper-damaged", paper.name)]
    assert names(tmp_path / "out") == []


def test_what_a_killed_export_left_is_known_and_taken_away(small):
    vault, out = small
    half = out / "copy-0123abcd-20260514-0900.part"
    (half / "cases").mkdir(parents=True)
    set_setting(vault, BEGUN, str(half))
    assert left_over(vault) == half

    take_left_over_away(vault)

    assert (left_over(vault), names(out)) == (None, [])


def test_what_lies_on_a_stick_that_was_pulled_out_is_told_when_it_comes_back(small, monkeypatch):
    vault, out = small

    def pull(stage: Stage) -> None:
        if stage is Stage.READING:
            out.rename(out.with_name("away"))
            raise Cancelled

    monkeypatch.setattr(Place, "drop_folder", lambda *_: None)
    with pytest.raises(Cancelled):
        export(vault, out, Form.CLEAR, WORDING, say=pull)
    assert left_over(vault) is None

    out.with_name("away").rename(out)
    assert left_over(vault) == out / names(out)[0]


def test_the_next_export_clears_away_what_a_killed_one_left_and_touches_nothing_else(small):
    vault, out = small
    (out / "copy-0123abcd-20260514-0900.part/cases").mkdir(parents=True)
    (out / "copy-0123abcd-20260514-0901.tar.age.part").write_bytes(b"x")
    others = ["other-0123abcd-20260514-0900.part", "copy-0123abcd-20260514-0900.backup.part", "x.part"]
    for name in others:
        (out / name).write_bytes(b"x")

    made = export(vault, out, Form.SEALED, WORDING)

    assert names(out) == sorted([*others, made.path.name])


def test_a_stick_with_fat32_gets_it_in_pieces(small, monkeypatch, tmp_path, keys):
    vault, out = small
    monkeypatch.setattr(writing.volumes, "PIECE", 60_000)
    monkeypatch.setattr("desktop.devices.drives.largest_file", lambda _folder: 60_000)

    made = export(vault, out, Form.SEALED, WORDING)

    assert made.path.name.endswith(".tar.age.001")
    assert len(names(out)) > 1
    if shutil.which("age"):
        (tmp_path / "key.txt").write_text(keys.age_identity + "\n")
        whole = made.path.name.removesuffix("001") + "*"
        subprocess.run(f"cat out/{whole} | age -d -i key.txt | tar -x", shell=True, cwd=tmp_path, check=True)
        assert (tmp_path / "files/SHA256SUMS").exists()
