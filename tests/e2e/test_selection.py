"""What a mouse marks is offered by X11 to every program (PRIMARY). Nothing of a case may be had that way."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.operations.vaults import create_vault
from tests.e2e.screen import ROOT, missing_programs, running, screen

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")

PASSPHRASE = "kanarienvogel im bergwerk"
MARKED = "markedcanaryqx"

# Another program on the same screen asks for what is marked.
_ASK = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
program = QGuiApplication([])
QTimer.singleShot(300, lambda: (print(program.clipboard().text(QClipboard.Mode.Selection)), program.quit()))
program.exec()
"""


def _primary(env: dict[str, str]) -> str:
    return subprocess.run([sys.executable, "-c", _ASK], env=env, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_what_the_mouse_marks_is_offered_to_no_other_program(tmp_path: Path):
    folder = tmp_path / "vault"
    create_vault(folder, PASSPHRASE, unlock_seconds=0.05).close()
    with screen(tmp_path) as env, running(env, "--vault", str(folder), "--lang", "en") as program:
        program.see("Portfel – locked")
        program.take_keyboard()
        program.type(PASSPHRASE)
        program.press("Return")
        program.see("Portfel")
        program.take_keyboard()
        program.press("ctrl+n")
        program.type(MARKED)
        program.mark_word(250, 149)  # the first field of a new case

        assert MARKED not in _primary(env)
