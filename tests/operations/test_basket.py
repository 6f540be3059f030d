"""The basket: put off, printed in order, each noted, and nothing left behind."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.devices import drives
from desktop.documents import pages
from desktop.domain.basket import PutOff
from desktop.domain.cases import Case, Category
from desktop.domain.errors import ArchiveOnly, BadInput, Cancelled, DiskFailed, DiskFull
from desktop.domain.journal import Deed
from desktop.domain.letters import Letter, LetterState, Mode, Omitted, RegisterEntry, WayOut
from desktop.operations import basket, journal, letters
from desktop.operations.backups import restore
from desktop.operations.cases import keep_case, open_case
from desktop.operations.notes import add_note, keep_note
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import changes, records
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import one_backup


@pytest.fixture
def case(vault: Vault) -> Case:
    return keep_case(vault, replace(open_case(vault, category=Category.CONTRACT), pseudonym="Клён"))


def approved(vault: Vault, case: Case, text: str = "# Рапорт\n\nПрошу Васю.", template: str = "r02") -> RegisterEntry:
    letter = letters.keep_letter(vault, replace(letters.begin_letter(vault, case.id, template), text=text))
    return letters.approve_letter(vault, letter, explained=("all",), allow_gaps=True, today=vault.today())


def test_what_was_put_off_waits_in_its_order(vault: Vault, case: Case) -> None:
    first, second = approved(vault, case), approved(vault, case)

    basket.put_off(vault, second, Mode.WITH_REGISTRATION, copies=2)
    basket.put_off(vault, first)

    lines = basket.waiting(vault)
    assert [(line.entry.id, line.put_off.mode, line.put_off.copies, line.pseudonym) for line in lines] == [
        (second.id, "with_registration", 2, "Клён"),
        (first.id, "clean", 1, "Клён"),
    ]
    assert records.get(vault, RegisterEntry, second.id).copies[-1].way is WayOut.PUT_OFF


def test_what_came_out_is_noted_and_leaves_no_trace_in_the_basket(vault: Vault, case: Case) -> None:
    entry = approved(vault, case)
    put = basket.put_off(vault, entry, copies=2)

    basket.came_out(vault, basket.waiting(vault)[0])

    copy = records.get(vault, RegisterEntry, entry.id).copies[-1]
    assert (copy.way, copy.count) == (WayOut.PRINTED, 2)
    assert records.get(vault, Letter, entry.letter).state is LetterState.HANDED_OVER
    assert basket.waiting(vault) == ()
    assert records.revision(vault, put.id) == 0
    assert changes.of(vault, put.id) == []


def test_the_register_keeps_the_digest_of_what_left_with_omissions(vault: Vault, case: Case) -> None:
    entry = approved(vault, case)
    omitted = (Omitted(start=entry.text.index("Васю"), end=entry.text.index("Васю") + 4),)
    basket.put_off(vault, entry, Mode.WITH_OMISSIONS, omitted=omitted)

    line = basket.waiting(vault)[0]
    basket.came_out(vault, line)

    copy = records.get(vault, RegisterEntry, entry.id).copies[-1]
    assert copy.mode is Mode.WITH_OMISSIONS
    assert copy.sha256
    assert copy.sha256 != entry.text_sha256
    assert basket.pages_of(line) != letters.pdf_of(entry)


def test_taking_out_can_be_taken_back(vault: Vault, case: Case) -> None:
    put = basket.put_off(vault, approved(vault, case))

    basket.keep(vault, replace(put, removed_at="2026-05-14"))
    assert basket.waiting(vault) == ()
    basket.keep(vault, put)

    assert [line.put_off for line in basket.waiting(vault)] == [put]


@pytest.mark.parametrize("copies", [0, -1, 21])
def test_no_copies_and_too_many_are_refused(vault: Vault, case: Case, copies: int) -> None:
    with pytest.raises(BadInput):
        basket.put_off(vault, approved(vault, case), copies=copies)
    assert basket.waiting(vault) == ()


@pytest.mark.parametrize("mode", [Mode.WITH_REGISTRATION, Mode.BY_HAND])
def test_a_marked_copy_is_not_put_off_for_signing(vault: Vault, case: Case, mode: Mode) -> None:
    with pytest.raises(ArchiveOnly):
        basket.put_off(vault, approved(vault, case, template="r01"), mode)
    assert records.every(vault, PutOff) == []


def test_the_basket_of_a_case_that_is_gone_is_empty(vault: Vault, case: Case) -> None:
    basket.put_off(vault, approved(vault, case))

    keep_case(vault, replace(records.get(vault, Case, case.id), removed_at="2026-05-14"))

    assert basket.waiting(vault) == ()


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder on what the computer takes for a stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    drive = drives.Drive(folder, "Blue", "ext4", 1, 1, False, False, False, False, False)
    monkeypatch.setattr(drives, "drive_of", lambda path: drive if path.is_relative_to(folder) else None)
    return folder


def test_a_stick_gets_only_these_pages_each_copy_a_file_of_its_own(vault: Vault, case: Case, stick: Path) -> None:
    (stick / "System Volume Information").mkdir()
    basket.put_off(vault, approved(vault, case, "# Первый"), Mode.WITH_REGISTRATION, copies=2)
    basket.put_off(vault, approved(vault, case, "# Второй"), Mode.BY_HAND)
    lines = basket.waiting(vault)

    basket.put_on_stick(lines, stick)

    files = {path.name: path.read_bytes() for path in stick.iterdir() if path.is_file()}
    first, second = (basket.pages_of(line) for line in lines)
    assert files == {"01.pdf": first, "02.pdf": first, "03.pdf": second}


def test_a_folder_of_this_computer_and_a_full_one_are_refused(vault: Vault, case: Case, stick: Path, tmp_path: Path) -> None:
    basket.put_off(vault, approved(vault, case))
    lines = basket.waiting(vault)

    with pytest.raises(BadInput, match="no-stick"):
        basket.put_on_stick(lines, tmp_path)
    (stick / "photo.jpg").touch()
    with pytest.raises(BadInput, match="not-empty"):
        basket.put_on_stick(lines, stick)

    assert [path.name for path in stick.iterdir()] == ["photo.jpg"]
    assert basket.waiting(vault) == lines


@pytest.mark.parametrize("fault", [DiskFull(), DiskFailed(), Cancelled()])
def test_a_stick_that_fails_half_way_is_left_empty(vault: Vault, case: Case, stick: Path, monkeypatch, fault: Exception) -> None:
    basket.put_off(vault, approved(vault, case), copies=3)
    write, written = basket.write_whole, []

    def failing(path: Path, content: bytes) -> None:
        if len(written) == 2:
            raise fault
        written.append(path)
        write(path, content)

    monkeypatch.setattr(basket, "write_whole", failing)

    with pytest.raises(type(fault)):
        basket.put_on_stick(basket.waiting(vault), stick)

    assert list(stick.iterdir()) == []


def test_a_stick_that_gives_back_something_else_is_told_and_emptied(vault: Vault, case: Case, stick: Path, monkeypatch) -> None:
    basket.put_off(vault, approved(vault, case))
    monkeypatch.setattr(basket, "write_whole", lambda path, content: path.write_bytes(content[:-1] + b"x"))

    with pytest.raises(DiskFailed):
        basket.put_on_stick(basket.waiting(vault), stick)

    assert list(stick.iterdir()) == []


def test_a_document_for_a_word_processor_is_never_a_marked_copy(vault: Vault, case: Case) -> None:
    assert letters.docx_of(approved(vault, case)).startswith(b"PK")
    with pytest.raises(ArchiveOnly):
        letters.docx_of(approved(vault, case, template="r01"))


def test_what_was_put_off_comes_back_from_a_backup(vault: Vault, case: Case, tmp_path: Path) -> None:
    omitted = (Omitted(start=2, end=8),)
    put = basket.put_off(vault, approved(vault, case), Mode.WITH_OMISSIONS, copies=3, omitted=omitted)
    entry = letters.keep_read_out(vault, records.get(vault, RegisterEntry, put.entry), 2)

    restore(one_backup(vault, tmp_path).file, PASSPHRASE, tmp_path / "new")

    with open_vault(tmp_path / "new", unlock(tmp_path / "new", PASSPHRASE)) as new:
        assert [line.put_off for line in basket.waiting(new)] == [put]
        assert records.get(new, RegisterEntry, put.entry) == entry


def test_notes_wait_too_and_print_as_one_but_never_go_onto_a_stick(vault: Vault, case: Case, tmp_path: Path, monkeypatch) -> None:
    notes = [add_note(vault, case.id, text) for text in ("Первая", "Вторая")]
    put = basket.put_off_notes(vault, notes, copies=2)
    keep_note(vault, replace(notes[0], blocks={"facts": "Первая, позже"}))

    (line,) = basket.waiting(vault)
    text = pages.text(basket.note_pages(vault, line))
    assert "Первая, позже" in text
    assert "Вторая" in text
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(drives, "drive_of", lambda _folder, *_disks: True)
    with pytest.raises(BadInput, match="stick"):
        basket.put_on_stick([line], tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []
    basket.came_out(vault, line)

    assert basket.waiting(vault) == ()
    assert records.revision(vault, put.id) == 0
    assert [(each.deed, each.subject) for each in journal.lines(vault)] == [(Deed.PRINTED, note.id) for note in reversed(notes)]
    with pytest.raises(BadInput, match="empty"):
        basket.put_off_notes(vault, [])
