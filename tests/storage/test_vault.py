"""The vault: what can stand in the way of opening it, each said for what it is."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import guard
from desktop.domain.errors import (
    DatabaseForeign,
    DataDamaged,
    FileMissing,
    FileTooNew,
    HeaderDamaged,
    NotAVault,
    VaultExists,
    VaultInUse,
    WrongSecret,
)
from desktop.operations.cases import open_case
from desktop.operations.vaults import create_vault, open_vault, slot_kinds, unlock
from desktop.storage import cases, connection, header, migrations
from desktop.storage.keys import Keys, database_key
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE


def test_what_was_saved_is_there_after_opening_again(vault: Vault) -> None:
    case = open_case(vault, about="сын")
    vault.close()

    with open_vault(vault.folder, vault.keys) as again:
        assert cases.by_number(again, case.number.lower()) == case


def test_the_passphrase_opens_and_the_other_layout_too(folder: Path, keys: Keys) -> None:
    assert unlock(folder, PASSPHRASE + "\r\n") == keys


def test_the_other_keyboard_layout_is_tried_before_it_is_called_wrong(tmp_path: Path) -> None:
    with create_vault(tmp_path / "v", "привет", unlock_seconds=0.01) as made:
        keys = made.keys

    assert unlock(tmp_path / "v", "ghbdtn") == keys


def test_a_wrong_passphrase_is_called_wrong(folder: Path) -> None:
    with pytest.raises(WrongSecret):
        unlock(folder, PASSPHRASE + "x")


def test_a_new_vault_knows_its_slot(vault: Vault) -> None:
    assert list(slot_kinds(vault).values()) == ["passphrase"]


@pytest.mark.parametrize("make", ["nothing", "empty", "a file"])
def test_a_folder_that_is_no_vault_is_called_so(tmp_path: Path, keys: Keys, make: str) -> None:
    place = tmp_path / "place"
    if make == "empty":
        place.mkdir()
    if make == "a file":
        place.write_text("x")

    with pytest.raises(NotAVault):
        unlock(place, PASSPHRASE)
    with pytest.raises(NotAVault):
        open_vault(place, keys)


def test_a_vault_is_never_made_over_something(folder: Path, tmp_path: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    with pytest.raises(VaultExists):
        create_vault(folder, PASSPHRASE, unlock_seconds=0.01)

    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]


def test_a_second_program_is_kept_out(vault: Vault) -> None:
    with pytest.raises(VaultInUse):
        open_vault(vault.folder, vault.keys)


def test_a_lock_left_by_a_killed_program_is_not_in_the_way(folder: Path, keys: Keys) -> None:
    hold = (
        f"import fcntl,os,time; f=os.open({str(folder / 'lock')!r},os.O_RDWR); fcntl.flock(f,2); print('held',flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(VaultInUse):
            open_vault(folder, keys)
        holder.kill()

    open_vault(folder, keys).close()


def test_both_headers_damaged(folder: Path) -> None:
    for name in ("header.a", "header.b"):
        (folder / name).write_bytes(b"PFLH" + bytes(500))

    with pytest.raises(HeaderDamaged):
        unlock(folder, PASSPHRASE)


def test_one_header_damaged_heals_the_other(folder: Path, keys: Keys) -> None:
    (folder / "header.a").write_bytes(b"")

    assert unlock(folder, PASSPHRASE) == keys
    open_vault(folder, keys).close()

    assert (folder / "header.a").read_bytes() == (folder / "header.b").read_bytes()


def test_a_missing_database_is_named_and_never_made_anew(folder: Path, keys: Keys) -> None:
    (folder / "cases.db").unlink()

    with pytest.raises(FileMissing) as missing:
        open_vault(folder, keys)

    assert missing.value.name == "cases.db"
    assert not (folder / "cases.db").exists()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(16368), os.urandom(16384)])
def test_a_database_that_is_none_is_called_damaged(folder: Path, keys: Keys, content: bytes) -> None:
    (folder / "cases.db").write_bytes(content)

    with pytest.raises(DataDamaged):
        open_vault(folder, keys)


def test_a_newer_schema_is_refused_and_left_alone(vault: Vault) -> None:
    vault.close()
    key = database_key(vault.keys, vault.header.db_salt)
    database = connection.connect(vault.folder / "cases.db", key)
    database.execute(f"PRAGMA user_version = {len(migrations.STEPS) + 1}")
    database.close()
    before = (vault.folder / "cases.db").read_bytes()

    with pytest.raises(FileTooNew):
        open_vault(vault.folder, vault.keys)

    assert (vault.folder / "cases.db").read_bytes() == before


def test_nothing_in_the_folder_is_readable_by_others_or_in_clear(vault: Vault) -> None:
    open_case(vault, about="КАНАРЕЙКА")
    vault.close()

    content = (vault.folder / "cases.db").read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert "КАНАРЕЙКА".encode() not in content


def test_a_failed_step_leaves_neither_table_nor_number(folder: Path, keys: Keys, vault: Vault) -> None:
    vault.close()
    database = connection.connect(folder / "cases.db", database_key(keys, vault.header.db_salt))
    with pytest.raises(Exception, match="syntax"):
        migrations.bring_up_to_date(database, (*migrations.STEPS, "CREATE TABLE half (a TEXT); NONSENSE;"))

    assert database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    assert database.execute("PRAGMA user_version").fetchone() == (len(migrations.STEPS),)
    database.close()


def test_the_settings_that_keep_a_vault_safe_are_on(vault: Vault) -> None:
    wanted = {"journal_mode": "delete", "synchronous": 3, "temp_store": 2, "trusted_schema": 0, "secure_delete": 1,
              "cipher_page_size": "16384", "auto_vacuum": 0, "cell_size_check": 1}  # fmt: skip

    assert {name: vault.rows(f"PRAGMA {name}")[0][0] for name in wanted} == wanted


def test_another_vaults_database_is_named_before_anything_is_written(vault: Vault, tmp_path: Path) -> None:
    with create_vault(tmp_path / "other", "x", unlock_seconds=0.01):
        pass
    vault.close()
    shutil.copy(tmp_path / "other" / "cases.db", vault.folder / "cases.db")
    (vault.folder / "header.b").write_bytes(b"to be healed")
    before = {path: path.read_bytes() for path in vault.folder.rglob("*") if path.is_file()}

    with pytest.raises(DatabaseForeign):
        open_vault(vault.folder, vault.keys)

    assert {path: path.read_bytes() for path in vault.folder.rglob("*") if path.is_file()} == before


def test_a_copy_of_the_header_that_somebody_altered_is_told_and_put_right(folder: Path, keys: Keys) -> None:
    mine = (folder / "header.b").read_bytes()
    head = header.parse(mine).header
    # Whole, newer, and cheaper to guess at: but whoever wrote it did not know the master key.
    (folder / "header.a").write_bytes(header.seal(replace(head, epoch=head.epoch + 1, kdf=replace(head.kdf, t=1)), bytes(32)))

    found = unlock(folder, PASSPHRASE)
    with open_vault(folder, found) as opened:
        assert opened.had_altered_header
    assert (folder / "header.a").read_bytes() == mine
    with open_vault(folder, found) as again:
        assert not again.had_altered_header


def _secret_memory() -> int:
    return sum("secretmem" in str(link.readlink()) for link in list(Path("/proc/self/fd").iterdir()) if link.is_symlink())


def test_while_a_vault_is_open_the_kernel_is_kept_from_hibernating(folder, keys):
    probe = guard.refuse_hibernation()
    if probe is None:
        pytest.skip("this kernel has no memfd_secret, so holding hibernation off was NOT tested")
    os.close(probe)
    before = _secret_memory()

    with open_vault(folder, keys):
        assert _secret_memory() == before + 1

    assert _secret_memory() == before
