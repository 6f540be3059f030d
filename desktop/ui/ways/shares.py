"""The page that makes key parts for colleagues, and shows each once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSpinBox

from desktop import i18n
from desktop.i18n import _
from desktop.operations import recovery, ways_in
from desktop.operations.ways_in import WayIn
from desktop.storage.shares import MOST
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import hint, label
from desktop.ui.parts.line import Line
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.unlock.recovery import has_printer
from desktop.ui.ways.form import WayForm

_NUMBER, _PER_COLUMN = 90, 7


class SharesForm(WayForm):
    """Key parts for colleagues: how many, and then each on its own sheet, printed or copied by hand."""

    def __init__(self, session: Session, needed: int = 2, total: int = 3, name: str = "") -> None:
        super().__init__(
            session,
            _("Key parts for colleagues"),
            _("Some of them together open the vault, one alone opens nothing. Each goes to somebody you trust."),
            _("The sheets name no program, no numbers and nobody: whoever finds one learns nothing of the others."),
            deed=_("Make the parts"),
        )
        self.needed, self.total = QSpinBox(), QSpinBox()
        for title, field, value in (
            (_("How many are needed to open"), self.needed, needed),
            (_("How many are made"), self.total, total),
        ):
            field.setRange(2, MOST)
            field.setValue(value)
            field.setMaximumWidth(_NUMBER)
            field.setAccessibleName(title)
            self.column.addWidget(label(title, field))
            self.column.addWidget(field)
        self.name = self.name_field()
        self.name.setText(name)
        self.end()
        self._way: WayIn | None = None
        self._parts: tuple[str, ...] = ()
        self._shown = 0
        self._pdf = b""

    def take_focus(self) -> None:
        self.needed.setFocus()

    def begin(self) -> None:
        # Here, not in the job: in Python 3.11 two threads that import at once can wait for each other for ever.
        from desktop.documents import sheet as _sheet  # noqa: F401

        needed, total, name = self.needed.value(), self.total.value(), self.name.text()
        language: Any = "ru" if i18n.language() == "ru" else "en"
        self.run(lambda vault: recovery.add_shares_sheets(vault, needed, total, language, name), self._on_made)

    def _on_made(self, made: tuple[WayIn, tuple[str, ...], bytes]) -> None:
        self._way, self._parts, self._pdf = made
        while (item := self.column.takeAt(1)) is not None:
            _throw_away(item)
        self._which = QLabel()
        set_role(self._which, "band")
        self._words = QGridLayout()
        self._next = QPushButton(_("Next part"))
        self._next.clicked.connect(self._show_next)
        finish, take_back = QPushButton(_("All are handed on")), QPushButton(_("Take them back"))
        set_role(finish, "primary")
        finish.clicked.connect(self._finish)
        take_back.clicked.connect(self._take_back)
        self.line = Line(lines=2, name=_("Message"))
        printing = PrintPanel(self.session.jobs, lambda: self._pdf)
        printing.setVisible(has_printer())
        self.column.addWidget(hint(_("They are shown only now. Print them, each part on its own sheet, or copy each by hand.")))
        self.column.addWidget(printing)
        self.column.addWidget(self._which)
        self.column.addLayout(self._words)
        row = QHBoxLayout()
        row.addWidget(take_back)
        row.addStretch(1)
        for button in (self._next, finish):
            row.addWidget(button)
        for button in (take_back, self._next, finish):
            button.setAutoDefault(True)
        self.column.addWidget(self.line)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self._show_part()
        self._next.setFocus()

    def _show_part(self) -> None:
        count = len(self._parts)
        self._which.setText(_("Part {number} of {count}").format(number=self._shown + 1, count=count))
        while (item := self._words.takeAt(0)) is not None:
            _throw_away(item)
        for number, word in enumerate(self._parts[self._shown].split()):
            self._words.addWidget(QLabel(f"{number + 1}. {word}"), number % _PER_COLUMN, number // _PER_COLUMN)

    def _show_next(self) -> None:
        self._shown = (self._shown + 1) % len(self._parts)
        self._show_part()

    def _finish(self) -> None:
        self._forget()
        self.done.emit(_("Made. Test them once with the sheets of your colleagues."))

    def _take_back(self) -> None:
        way = self._way
        if way is not None and attempt(self.line, lambda: ways_in.remove_way_in(self.session.vault, way.slot)):
            self._forget()
            self.done.emit(_("Taken back: these parts open nothing."))

    def _forget(self) -> None:
        self._parts, self._pdf = (), b""


def _throw_away(item: Any) -> None:
    if widget := item.widget():
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
    elif layout := item.layout():
        while layout.count():
            _throw_away(layout.takeAt(0))
