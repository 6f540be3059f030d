"""The one door to questions, file choosers and notices: none of them blocks, each answers by a call."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from desktop.i18n import _

Answered = Callable[[], None]
Chosen = Callable[[Path], None]


class Asking:
    """Asks the user. Nothing is called when she says no or goes away, so the caller carries on only with a yes."""

    def question(
        self,
        parent: QWidget,
        text: str,
        yes: str,
        answered: Answered,
        *,
        no: str = "",
        dangerous: bool = False,
        refused: Answered | None = None,
    ) -> None:
        """Ask; `yes` names the deed on its button. The safe answer is the one that Enter gives where it is dangerous.

        `refused` is called when she says no, and not when the question is taken away.
        """
        box = self._box(parent, text)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no or _("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse if dangerous else agree)
        box.setEscapeButton(refuse)
        agree.clicked.connect(lambda _checked: answered())
        if refused is not None:
            refuse.clicked.connect(lambda _checked: refused())
        box.open()

    def notice(self, parent: QWidget, text: str, *, details: str = "") -> None:
        """Say something that a line in the page cannot say; `details` can be selected and copied."""
        box = self._box(parent, text)
        box.addButton(QMessageBox.StandardButton.Close)
        if details:
            box.setInformativeText(details)
            copy = box.addButton(_("Copy the report"), QMessageBox.ButtonRole.ActionRole)
            # A button of a message box closes it; copying must not.
            copy.disconnect(box)
            copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
        box.open()

    def dismiss(self, parent: QWidget) -> None:
        """Take every question and notice away, unanswered."""
        for box in parent.window().findChildren(QMessageBox):
            box.reject()

    def folder(self, parent: QWidget, title: str, chosen: Chosen, *, start: Path | None = None) -> None:
        """Let her choose a folder that exists."""
        dialog = self._chooser(parent, title, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, chosen)

    def open_file(self, parent: QWidget, title: str, chosen: Chosen, *, start: Path | None = None, kinds: str = "") -> None:
        """Let her choose a file that exists; `kinds` is a filter such as `PDF (*.pdf)`."""
        dialog = self._chooser(parent, title, start)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if kinds:
            dialog.setNameFilter(kinds)
        self._open(dialog, chosen)

    def save_file(self, parent: QWidget, title: str, name: str, chosen: Chosen, *, start: Path | None = None, kinds: str = "") -> None:
        """Let her choose where a file is to be written, `name` if she changes nothing; asks before something is overwritten."""
        dialog = self._chooser(parent, title, start)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if kinds:
            dialog.setNameFilter(kinds)
        dialog.selectFile(name)
        self._open(dialog, chosen)

    def _box(self, parent: QWidget, text: str) -> QMessageBox:
        box = QMessageBox(parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Portfel")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        return box

    def _chooser(self, parent: QWidget, title: str, start: Path | None) -> QFileDialog:
        dialog = QFileDialog(parent, title, str(start or Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # A desktop's own chooser writes what was chosen into its list of recent files.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setHistory([])
        return dialog

    def _open(self, dialog: QFileDialog, chosen: Chosen) -> None:
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.open()
