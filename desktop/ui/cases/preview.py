"""A glance at a case below the list: how it stands, what happened last."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.cases import Case, CaseRow
from desktop.domain.events import Event
from desktop.i18n import _
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.cases.titles import LateTitles
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

HEIGHT = 132
_MOST_EVENTS = 3
AFTER = 60  # milliseconds: first the list is drawn


class Preview(QFrame):
    """Reads the case under the cursor. It shows what she wrote of it, with bars over names."""

    copy_asked = Signal()

    def __init__(self, session: Session, titles: LateTitles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._titles = session, titles
        self._row: CaseRow | None = None
        self._soon = QTimer(self, singleShot=True, interval=AFTER)
        self._soon.timeout.connect(lambda: self.show_row(self._row))
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(_("Preview"))
        self._head, self._text = QLabel(), QLabel()
        self._head.setProperty("role", "band")
        for label in (self._head, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.copy = QPushButton(_("New case like this one"))
        set_role(self.copy, "link")
        self.copy.setToolTip(_("Unit and category alone go along (Ctrl+Shift+N)"))
        self.copy.clicked.connect(self.copy_asked)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 0, 9, 4)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._text)
        column.addStretch(1)

    def show_soon(self, row: CaseRow | None) -> None:
        """Show the case of this row once the list stands: a key that moves the cursor does not wait for it."""
        self._row = row
        self._soon.start()

    def show_row(self, row: CaseRow | None) -> None:
        """Show the case of this row, or nothing."""
        is_open = self._session.vault.is_open
        case = records.find(self._session.vault, Case, row.id) if row is not None and is_open else None
        self.copy.setVisible(case is not None and self._session.visit is None)
        if case is None:
            self._head.clear()
            self._text.clear()
            return
        self._head.setText(_("{pseudonym} · {stage}").format(pseudonym=case.pseudonym, stage=choices.word(case.stage)))
        # Cut below the bars: half a name would be known for none.
        self._text.setText("\n".join(_short(self._titles.masked(line, case.id)) for line in self._lines(case)))

    def _lines(self, case: Case) -> list[str]:
        lines = [case.now or case.matter]
        if case.where:
            lines.append(_("Where he is: {where}").format(where=case.where))
        events = sorted(records.of_case(self._session.vault, Event, case.id), key=_when, reverse=True)[:_MOST_EVENTS]
        lines += [_("{day}: {title}").format(day=day_words(event.day), title=_title(event)) for event in events]
        return [line for line in lines if line] or [_("Nothing is written about this case yet.")]


def _when(event: Event) -> str:
    return event.day.sort_key[1].isoformat() if event.day else ""


def _title(event: Event) -> str:
    return event.title or choices.word(event.kind)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159] + "…"
