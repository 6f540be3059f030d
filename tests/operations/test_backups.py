"""Backups: what is called one was read back, and nothing earlier was touched."""

import json
import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.cases import Case
from desktop.domain.errors import Cancelled, NotFound, VaultUnhealthy
from desktop.domain.notes import Note
from desktop.operations import backups
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up
from desktop.operations.cases import open_case
from desktop.operations.notes import add_note
from desktop.operations.settings import set_setting
from desktop.storage import age, records
from desktop.storage.vault import Vault
from tests.conftest import Clock
from tests.operations.backup_case import fill, needs_age, one_backup, scan, shell, stick, tree


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def test_a_backup_is_one_small_file_and_a_folder_of_papers(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    assert re.fullmatch(r"copy-[0-9a-f]{8}-20260514-[0-9]{4}\.backup", proven.file.name)
    assert proven.bytes == proven.file.stat().st_size
    assert (proven.papers, proven.proven) == (2, True)
    assert tree(proven.file.parent / "copy-papers") == tree(vault.folder / "papers")
    assert sorted(path.name for path in proven.file.parent.iterdir()) == [proven.file.name, "copy-papers"]


@needs_age
def test_a_stranger_opens_it_with_tar_and_age(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)
    (tmp_path / "key.txt").write_text(vault.keys.age_identity)
    inside = tmp_path / "opened"
    inside.mkdir()

    names = shell(f"tar -xvf ../stick/{proven.file.name}; age -d -i ../key.txt data.age | tar -xv", inside).split()

    assert names[:4] == [b"HOW-TO-OPEN.txt", b"header", b"data.age", b"manifest.json"]
    assert names[-1] == b"END.json"
    lines = [json.loads(line) for path in sorted((inside / "records").iterdir()) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == proven.records
    note = next(line for line in lines if line["kind"] == "note")
    assert note["value"]["blocks"]["facts"] == "Короче."
    assert any("Звонила мать" in json.dumps(line, ensure_ascii=False) for line in lines if line["kind"] == "change")
    paper = next(line for line in lines if line["kind"] == "attachment")["value"]
    content = shell(f"age -d -i key.txt stick/copy-papers/{paper['sealed']['file']}", tmp_path)
    assert content == (tmp_path / paper["name"]).read_bytes()


@needs_age
def test_the_manifest_and_the_end_mark_say_what_stock_tools_find(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path, whole=True)
    (tmp_path / "key.txt").write_text(vault.keys.age_identity)
    shell(f"tar -xf {proven.file}; age -d -i key.txt -o data.tar data.age; tar -xf data.tar", tmp_path)

    manifest = json.loads((tmp_path / "manifest.json").read_text())
    end = json.loads((tmp_path / "END.json").read_text())
    archive = (tmp_path / "data.tar").read_bytes()

    assert list(manifest) == ["format", "vault", "instance", "epoch", "created", "schema", "counts", "entries", "papers"]
    assert sum(manifest["counts"].values()) == proven.records
    for entry in (*manifest["entries"], *end["outside"]):
        assert shell(f"sha256sum {entry['name']}", tmp_path).split()[0].decode() == entry["sha256"]
        assert (tmp_path / entry["name"]).stat().st_size == entry["size"]
    assert [entry["name"] for entry in manifest["entries"][1:]] == [f"papers/{paper['id']}" for paper in manifest["papers"]]
    (tmp_path / "before").write_bytes(archive[: archive.index(b"END.json\0")])
    assert shell("sha256sum before", tmp_path).split()[0].decode() == end["sha256"]


def test_how_to_open_names_no_program_and_no_profession(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    text = shell(f"tar -xOf {proven.file} HOW-TO-OPEN.txt", tmp_path).decode().lower()

    assert "age -d -i key.txt" in text
    assert "пароль" in text
    assert "passphrase" in text
    for word in ("portfel", "портфел", "lawyer", "адвокат", "юрист", "client", "доверител", "case", "дело ", "soldier", "военн"):
        assert word not in text


def test_four_stanzas_whether_an_organisation_can_open_it_or_not(vault: Vault, tmp_path: Path):
    other = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    plain = one_backup(vault, tmp_path)
    set_setting(vault, "organisation.recipient", age.public(other))
    shared = back_up(vault, stick(tmp_path))

    heads = [age.read_head(shell(f"tar -xOf {each.file} data.age", tmp_path)) for each in (plain, shared)]

    assert [head.kinds for head in heads] == [("X25519",) * 4] * 2
    assert heads[0].size == heads[1].size


def test_papers_that_lie_there_already_are_proven_not_written_again(vault: Vault, tmp_path: Path, clock: Clock):
    first = one_backup(vault, tmp_path)
    folder = first.file.parent / "copy-papers"
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    attach(vault, records.every(vault, Case)[0].id, scan(tmp_path, 7))

    second = back_up(vault, first.file.parent)

    assert second.papers == 3
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(list(folder.iterdir())) == 3


def test_a_paper_that_went_bad_on_the_stick_is_mended(vault: Vault, tmp_path: Path):
    first = one_backup(vault, tmp_path)
    bad = next((first.file.parent / "copy-papers").iterdir())
    good = bad.read_bytes()
    bad.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))

    back_up(vault, first.file.parent)

    assert bad.read_bytes() == good
    assert backups.verify(first.file, vault.keys.age_identity).ok


def test_the_oldest_goes_when_the_newest_is_proven_and_its_papers_with_it(vault: Vault, tmp_path: Path, clock: Clock):
    set_setting(vault, "backup.keep", "3")
    only_once, both = fill(vault, tmp_path)
    made = [back_up(vault, stick(tmp_path))]
    with vault.transaction():
        records.purge(vault, only_once.id)
    for _ in range(2):
        clock.now += timedelta(days=1)
        made.append(back_up(vault, stick(tmp_path)))
    papers = stick(tmp_path) / "copy-papers"
    assert len(list(papers.iterdir())) == 2

    clock.now += timedelta(days=1)
    made.append(back_up(vault, stick(tmp_path)))

    assert sorted(stick(tmp_path).glob("*.backup")) == sorted(each.file for each in made[1:])
    assert [path.name for path in papers.iterdir()] == [both.sealed.file]


def test_three_are_kept_whatever_is_set(vault: Vault, tmp_path: Path, clock: Clock):
    set_setting(vault, "backup.keep", "1")
    for _ in range(5):
        clock.now += timedelta(days=1)
        one = back_up(vault, stick(tmp_path))

    assert len(list(stick(tmp_path).glob("*.backup"))) == 3
    assert one.file.exists()


def test_backups_of_others_and_strange_files_are_left_alone(vault: Vault, tmp_path: Path, clock: Clock):
    folder = stick(tmp_path)
    (folder / "copy-papers").mkdir()
    others = ["copy-00000000-20200101-1200.backup", "letter.txt", f"copy-papers/{'0' * 32}", "copy-papers/list.txt"]
    for name in others:
        (folder / name).write_bytes(b"of somebody else")

    for _ in range(5):
        clock.now += timedelta(days=1)
        back_up(vault, folder)

    assert all((folder / name).read_bytes() == b"of somebody else" for name in others)
    assert len(list(folder.glob("*.backup"))) == 6


def test_the_vault_remembers_what_was_proven(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    (made,) = backups.made(vault)

    assert (made.file, made.bytes, made.records) == (proven.file.name, proven.bytes, proven.records)


def test_the_names_begin_as_was_chosen(vault: Vault, tmp_path: Path):
    set_setting(vault, "backup.stem", "снимки-2")
    assert one_backup(vault, tmp_path).file.name.startswith("снимки-2-")

    set_setting(vault, "backup.stem", "../x")
    assert back_up(vault, stick(tmp_path)).file.name.startswith("copy-")


def test_she_goes_on_writing_while_it_is_made(vault: Vault, tmp_path: Path):
    case = open_case(vault)
    fill(vault, tmp_path)
    begun, typed = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def report(done: int, total: int) -> None:
        begun.set()
        typed.wait(10)

    def work() -> None:
        with vault.second() as mine:
            try:
                back_up(mine, stick(tmp_path), report=report)
            except BaseException as error:
                failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    begun.wait(10)
    notes = [add_note(vault, case.id, f"note {number}") for number in range(5)]
    typed.set()
    worker.join()

    assert failed == []
    assert [records.get(vault, Note, note.id) for note in notes] == notes
    made = only(stick(tmp_path), "*.backup")
    assert backups.verify(made, vault.keys.age_identity).ok


def test_cancelled_at_any_point_it_leaves_nothing(vault: Vault, tmp_path: Path):
    fill(vault, tmp_path, papers=1)
    calls: list[int] = []
    back_up(vault, stick(tmp_path), report=lambda done, total: calls.append(done))
    before = tree(stick(tmp_path))
    attach(vault, records.every(vault, Case)[0].id, scan(tmp_path, 5))

    for last in range(len(calls)):
        asked = iter(range(last + 1))

        def report(done: int, total: int, asked=asked, last=last) -> None:
            if next(asked) == last:
                raise Cancelled

        with pytest.raises(Cancelled):
            back_up(vault, stick(tmp_path), report=report)
        assert tree(stick(tmp_path)) == before
        assert list(vault.folder.glob("snapshot-*")) == []


def test_progress_only_goes_forward_and_ends_at_the_end(vault: Vault, tmp_path: Path):
    told: list[tuple[int, int]] = []

    one_backup(vault, tmp_path, report=lambda done, total: told.append((done, total)))

    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= total for done, total in told)
    assert told[-1][0] == told[-1][1]


def test_leftovers_of_an_interrupted_one_are_cleared_away(vault: Vault, tmp_path: Path):
    folder = stick(tmp_path)
    half = folder / "copy-00000000-20260101-1200.backup.part"
    half.touch()
    (folder / "other.part").touch()

    back_up(vault, folder)

    assert not half.exists()
    assert (folder / "other.part").exists()


def test_a_flipped_bit_in_the_database_stops_it_and_old_copies_stay(vault: Vault, tmp_path: Path):
    one_backup(vault, tmp_path)
    before = tree(stick(tmp_path))
    database = vault.folder / "cases.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)

    with pytest.raises(VaultUnhealthy) as caught:
        back_up(vault, stick(tmp_path))

    assert [problem.code for problem in caught.value.problems] == ["database-damaged"]
    assert tree(stick(tmp_path)) == before


def test_a_record_with_a_wrong_digest_stops_it(vault: Vault, tmp_path: Path):
    case = open_case(vault)
    with vault.transaction():
        vault.run("UPDATE record SET rev = 7 WHERE id = :id", id=case.id)

    with pytest.raises(VaultUnhealthy) as caught:
        back_up(vault, stick(tmp_path))

    assert [(problem.code, problem.where) for problem in caught.value.problems] == [("record-damaged", case.id)]
    assert list(stick(tmp_path).iterdir()) == []


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(("harm", "code"), [("missing", "paper-missing"), ("shorter", "paper-damaged"), ("flipped", "paper-damaged")])
def test_a_paper_the_vault_has_lost_stops_it(vault: Vault, tmp_path: Path, harm: str, code: str, *, whole: bool):
    paper = fill(vault, tmp_path)[0].sealed
    file = vault.folder / "papers" / paper.file
    data = file.read_bytes()
    file.unlink()
    if harm != "missing":
        file.write_bytes(data[:-1] + (b"" if harm == "shorter" else bytes([data[-1] ^ 1])))

    with pytest.raises(VaultUnhealthy) as caught:
        back_up(vault, stick(tmp_path), whole=whole)

    assert [(problem.code, problem.where) for problem in caught.value.problems] == [(code, paper.file)]
    assert tree(stick(tmp_path)) == {}


def test_a_text_no_backup_takes_is_named(vault: Vault, tmp_path: Path):
    case = open_case(vault)
    note = add_note(vault, case.id, "ы" * 1_100_000)

    with pytest.raises(VaultUnhealthy) as caught:
        back_up(vault, stick(tmp_path))

    assert [(problem.code, problem.where) for problem in caught.value.problems] == [("text-too-long", note.id)]


def test_no_folder_no_backup(vault: Vault, tmp_path: Path):
    with pytest.raises(NotFound):
        back_up(vault, tmp_path / "nowhere")


def test_an_empty_vault_can_be_backed_up(vault: Vault, tmp_path: Path):
    proven = back_up(vault, stick(tmp_path))

    assert backups.verify(proven.file, vault.keys.age_identity).ok


def test_no_plain_word_lies_in_the_backup(vault: Vault, tmp_path: Path):
    proven = one_backup(vault, tmp_path)

    data = b"".join(tree(proven.file.parent).values())

    for word in ("Звонила", "Клён", "Королёв", "скан", "26-AAAAA"):
        assert word.encode() not in data
