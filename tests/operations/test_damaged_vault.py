"""A vault that is not what was saved last takes no place of good copies."""

import shutil
from pathlib import Path

import pytest

from desktop.domain.errors import VaultUnhealthy
from desktop.operations import freshness
from desktop.operations.backups import back_up
from desktop.operations.cases import open_case
from desktop.operations.vaults import open_vault
from desktop.storage import connection, settings
from desktop.storage.keys import Keys, database_key
from desktop.storage.vault import DATABASE, Vault
from tests.operations.backup_case import fill, stick, tree


def lose_a_record(vault: Vault) -> None:
    """As an old page put back does: both checks of the library pass, and every row that is left is sound."""
    plain = connection.connect(vault.folder / DATABASE, database_key(vault.keys, vault.header.db_salt))
    plain.execute("DELETE FROM record WHERE kind = 'note'")
    plain.close()


def test_no_backup_is_made_where_the_sums_do_not_hold(vault: Vault, tmp_path: Path):
    fill(vault, tmp_path)
    back_up(vault, stick(tmp_path))
    before = tree(stick(tmp_path))
    lose_a_record(vault)

    with pytest.raises(VaultUnhealthy) as refused:
        back_up(vault, stick(tmp_path))

    assert {problem.code for problem in refused.value.problems} == {"case-older", "root-damaged"}
    assert tree(stick(tmp_path)) == before


def test_an_old_copy_of_the_vault_pushes_no_good_backup_out(folder: Path, keys: Keys, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(settings, "number", lambda *_: 3)
    with open_vault(folder, keys) as vault:
        freshness.look(vault)
        open_case(vault)
    shutil.copytree(folder, tmp_path / "old")
    with open_vault(folder, keys) as vault:
        freshness.look(vault)
        open_case(vault)
        back_up(vault, stick(tmp_path))
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old", folder)

    with open_vault(folder, keys) as vault:
        assert freshness.look(vault) is not None
        for _ in range(3):
            back_up(vault, stick(tmp_path))
        assert len(list(stick(tmp_path).glob("*.backup"))) == 4
        freshness.accept(vault)
        back_up(vault, stick(tmp_path))

    assert len(list(stick(tmp_path).glob("*.backup"))) == 3  # the fewest that are ever kept
