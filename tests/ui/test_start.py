"""The start leaves nothing on the disk, and loads little before the first page."""

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.screen import ROOT

CHOOSER = """
from desktop.ui.start import make_application, refuse_native_dialogs
application = make_application("ru")
refuse_native_dialogs()
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget
from desktop.ui.asking import Asking
window = QWidget()
window.show()
Asking().folder(window, "?", print, start=Path.home() / "client-folder-canary")
dialog = window.findChild(QFileDialog)
dialog.setDirectory(str(Path.home() / "client-folder-canary"))
dialog.accept()
application.processEvents()
QSettings().setValue("canary", 1)
QSettings("a", "b").sync()
del dialog
window.deleteLater()
application.processEvents()
"""

FIRST_PAGE = """
import sys
from pathlib import Path
from desktop import guard
guard.harden()
from desktop import app
from desktop.preferences import Preferences
from desktop.ui import handover, style
from desktop.ui.start import make_application
from desktop.ui.window import MainWindow
application = make_application("en")
style.dress(application, "system")
window = MainWindow(Preferences(), vault=Path("/nowhere"))
window.show_first()
application.processEvents()
loaded = {name.partition(".")[0] for name in sys.modules}
heavy = {"sqlcipher3", "cryptography", "pyrage", "msgspec", "reportlab", "jinja2", "babel", "PIL", "mnemonic", "pypdfium2", "segno"}
ours = {name for name in sys.modules if name.startswith(("desktop.storage", "desktop.operations", "desktop.documents", "desktop.devices"))}
print(sorted(heavy & loaded), sorted(ours), "Qt" in vars(sys.modules["PySide6.QtCore"]))
"""


def _run(script: str, home: Path) -> str:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": "", "PYTHONPATH": str(ROOT)}
    env.pop("XDG_RUNTIME_DIR", None)
    return subprocess.run([sys.executable, "-c", script], env=env, cwd=home, capture_output=True, text=True, check=True).stdout


def test_a_chooser_leaves_no_trace_of_the_folders_it_saw(tmp_path):
    (tmp_path / "client-folder-canary").mkdir()

    _run(CHOOSER, tmp_path)

    files = [file for file in tmp_path.rglob("*") if file.is_file() and "fontconfig" not in file.parts]
    assert files == []


def test_before_the_first_page_nothing_heavy_is_loaded(tmp_path):
    assert _run(FIRST_PAGE, tmp_path).strip() == "[] [] False"
