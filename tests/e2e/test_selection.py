"""What X11 offers to every program: what a mouse marks (PRIMARY), and what was copied. Neither may stay."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.operations.vaults import create_vault
from tests.e2e.screen import ROOT, Program, missing_programs, running, screen

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")

PASSPHRASE = "kanarienvogel im bergwerk"
MARKED = "markedcanaryqx"

# Another program on the same screen asks for what is marked, or for what was copied.
_ASK = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
program = QGuiApplication([])
def ask():
    mode = QClipboard.Mode[sys.argv[1]]
    print(program.clipboard().text(mode), *program.clipboard().mimeData(mode).formats())
    program.quit()
QTimer.singleShot(300, ask)
program.exec()
"""


def offered(env: dict[str, str], mode: str) -> str:
    """What another program is given, and in which formats."""
    return subprocess.run([sys.executable, "-c", _ASK, mode], env=env, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[tuple[Program, dict[str, str]]]:
    """The program with a word typed into the first field of a new case."""
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
        yield program, env


def test_what_the_mouse_marks_isoffered_to_no_other_program(typed):
    program, env = typed
    program.mark_word(250, 149)

    assert MARKED not in offered(env, "Selection")


def test_what_was_copied_is_called_a_secret_and_gone_with_the_lock(typed):
    program, env = typed
    program.press("ctrl+a", "ctrl+c")
    seen = offered(env, "Clipboard")
    assert seen.startswith(MARKED)
    assert "x-kde-passwordManagerHint" in seen

    program.press("F12")
    program.see("Portfel – locked")

    assert MARKED not in offered(env, "Clipboard")
