"""A bundle whose database library does not encrypt refuses to work: Python's own ignores the key without a word."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.e2e.screen import COMMAND, ROOT

pytestmark = pytest.mark.skipif("PORTFEL_BUNDLE" not in os.environ, reason="there is no bundle to try: make bundle-test")
PASSPHRASE = "kanarienvogel im bergwerk"


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """The bundle with Python's own SQLite in the place of SQLCipher."""
    bundle = tmp_path / "portfel"
    shutil.copytree(Path(COMMAND[0]).parent, bundle)
    (library,) = (bundle / "parts/sqlcipher3").glob("_sqlite3.*.so")
    own = Path(sys.base_prefix, "lib", f"python{sys.version_info.major}.{sys.version_info.minor}", "lib-dynload")
    shutil.copy(own / f"_sqlite3{sysconfig.get_config_var('EXT_SUFFIX')}", library)
    return bundle / "portfel"


def said(program: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [program, *map(str, arguments), "--lang", "en"]
    return subprocess.run(command, input=f"{PASSPHRASE}\n", capture_output=True, text=True, cwd=ROOT, check=False)


def test_no_vault_is_made_or_opened_and_the_self_test_tells(spoiled: Path, tmp_path: Path):
    vault = tmp_path / "vault"
    assert said(Path(COMMAND[0]), "new", "--vault", vault, "--unlock-seconds", "0.05").returncode == 0
    before = {path: path.read_bytes() for path in vault.iterdir() if path.is_file()}

    made = said(spoiled, "new", "--vault", tmp_path / "other", "--unlock-seconds", "0.05")
    opened = said(spoiled, "cases", "--vault", vault)
    tested = said(spoiled, "self-test")

    for answer in (made, opened, tested):
        assert answer.returncode == 1
        assert answer.stderr.count("\n") == 1 or answer.stdout.splitlines()[-1].startswith("! ")
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes().startswith(b"SQLite format 3")]
    assert {path: path.read_bytes() for path in before} == before
