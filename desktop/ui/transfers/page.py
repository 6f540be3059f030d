"""Handing cases to colleagues and bringing them in: three leaves of one page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.shortcut import bind
from desktop.ui.session import Session
from desktop.ui.transfers.cards import CardsPane
from desktop.ui.transfers.coming import ComingPane
from desktop.ui.transfers.giving import GivingPane


class TransfersPage(QWidget):
    """Hand over, not yet taken in, cards."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.giving, self.coming, self.cards = GivingPane(session), ComingPane(session), CardsPane(session)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(_("Handing over and bringing in"))
        titles = (_("Hand over"), _("Not yet taken in"), _("Cards"))
        for number, (title, pane) in enumerate(zip(titles, (self.giving, self.coming, self.cards), strict=True)):
            self._tabs.addTab(pane, title)
            self._tabs.setTabToolTip(number, _("Alt+{number}").format(number=number + 1))
            bind(self, f"Alt+{number + 1}", partial(self.show_leaf, number), inside=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)
        Keys(self, {"Escape": self.left.emit})

    def take_focus(self) -> None:
        """Put the keyboard into the leaf that is seen."""
        pane = self._tabs.currentWidget()
        if isinstance(pane, GivingPane | ComingPane | CardsPane):
            pane.take_focus()

    def show_leaf(self, number: int) -> None:
        """Bring a leaf to the front, counted from 0."""
        self._tabs.setCurrentIndex(number)
        self.take_focus()

    def bring_in(self, path: Path) -> None:
        """Bring in a colleague's file."""
        self.show_leaf(1)
        self.coming.receive(path)

    def look_into_backup(self, path: Path) -> None:
        """Ask which cases of this backup are to be brought in."""
        self.show_leaf(1)
        self.coming.look_into_backup()
        self.coming.backup.choose(path)
