"""What is missing: each line leads to where it can be mended."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.domain.lacks import Lack, lacks
from desktop.domain.people import Role
from desktop.i18n import N_, _
from desktop.ui.case.file import CaseFile
from desktop.ui.parts.fields import heading, hint

_WORDS = {
    Lack.CLIENT: N_("Who is helped: nobody is noted as the client"),
    Lack.NAME: N_("His surname and name: no letter can be made without them"),
    Lack.RANK: N_("His rank"),
    Lack.CATEGORY: N_("How he serves: it decides the law and the documents"),
    Lack.UNIT: N_("His unit: no addressee without it"),
    Lack.COMMANDER: N_("The commander: rank and name, where known"),
    Lack.POST: N_("His post, as in his papers"),
    Lack.CONSENT: N_("His own consent: somebody else made the agreement"),
    Lack.CODE_WORD: N_("A code word for the relative who rings"),
    Lack.NEXT_DATE: N_("A next date: nothing is scheduled in this file"),
}
_TABS = {Lack.CLIENT: "people", Lack.NAME: "people", Lack.COMMANDER: "people"}


class WantingPanel(QWidget):
    """The list of what is missing; a click or Enter goes there."""

    asked = Signal(str)  # a code of Lack
    tab_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._none = hint(_("Nothing: a letter can be made."))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(heading(_("What is missing")))
        self._column.addWidget(self._none)
        self._buttons: dict[Lack, QPushButton] = {}

    def show_file(self, file: CaseFile) -> None:
        """Show what is missing now."""
        found = lacks(
            file.case,
            client=file.person(Role.CLIENT),
            unit=file.unit,
            roles=[party.role for party, _person in file.people],
            code_words=any(party.code_word for party, _person in file.people),
            dates=len(file.waiting),
            today=file.today,
        )
        self._none.setVisible(not found)
        if tuple(self._buttons) == found:
            return
        for button in self._buttons.values():
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons = {lack: self._button(lack) for lack in found}
        for button in self._buttons.values():
            self._column.addWidget(button)

    def _button(self, lack: Lack) -> QPushButton:
        button = QPushButton(_(_WORDS[lack]))
        button.setProperty("role", "link")
        button.clicked.connect(partial(self._go, lack))
        return button

    def _go(self, lack: Lack, *_args: object) -> None:
        if lack in _TABS:
            self.tab_asked.emit(_TABS[lack])
        else:
            self.asked.emit(lack)
