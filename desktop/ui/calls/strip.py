"""A call: a strip above the page, which stays where it was."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.calls import Call
from desktop.domain.drafts import Draft
from desktop.storage import records
from desktop.ui.calls.line import CallLine
from desktop.ui.session import Session


class CallStrip(QFrame):
    """The calls going on. A second one stacks on the first."""

    case_wanted = Signal(str)
    urgent_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calls")
        self._session = session
        self._lines: list[CallLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @property
    def lines(self) -> tuple[CallLine, ...]:
        """The calls shown, the newest last."""
        return tuple(self._lines)

    def begin_call(self) -> None:
        """The telephone rings: the clock starts."""
        vault = self._session.vault
        self._add(Call(id=vault.new_id(), began=vault.now().isoformat()))

    def show_call(self, call_id: str) -> None:
        """Show a call from before, to ring back."""
        for line in self._lines:
            if line.call.id == call_id:
                line.take_focus()
                return
        call = records.find(self._session.vault, Call, call_id)
        if call is not None:
            self._add(call)

    def typed_now(self) -> Call | None:
        """The last call that is shown, as it is typed now; None where there is none."""
        shown = self._shown()
        return shown[-1].as_typed() if shown else None

    def put_into(self, call_id: str, case_id: str) -> None:
        """A call going on belongs to a case now: it is kept there with all that is typed, and goes on."""
        for line in self._lines:
            if line.call.id == call_id:
                line.belong_to(case_id)

    def set_aside(self, aside: bool) -> None:
        """Hide the calls going on, because somebody sits beside her; or show them again. They stay what they are."""
        for line in self._lines:
            line.setVisible(not aside)
        self._tell()

    def save_draft(self) -> tuple[Draft, ...]:
        """What is typed in the calls and not saved."""
        drafts = (line.save_draft() for line in self._lines)
        return tuple(draft for draft in drafts if draft is not None)

    def restore_draft(self, draft: Draft) -> None:
        """Put a call back as it was being typed."""
        known = records.find(self._session.vault, Call, draft.subject)
        line = self._add(known or Call(id=draft.subject or self._session.vault.new_id(), began=draft.fields.get("began", "")))
        line.restore_draft(draft)

    def _add(self, call: Call) -> CallLine:
        line = CallLine(self._session, call)
        line.finished.connect(lambda: self._remove(line))
        line.case_wanted.connect(self.case_wanted)
        line.urgent_wanted.connect(self.urgent_wanted)
        self._lines.append(line)
        self._column.addWidget(line)
        line.show()
        self._tell()  # a hidden field takes no cursor
        line.take_focus()
        return line

    def _remove(self, line: CallLine) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.deleteLater()
        self._tell()
        if shown := self._shown():
            shown[-1].take_focus()

    def _shown(self) -> list[CallLine]:
        return [line for line in self._lines if not line.isHidden()]

    def _tell(self) -> None:
        self.setVisible(bool(self._shown()))
