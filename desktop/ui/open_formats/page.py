"""Writing everything in open formats: sealed first, in the clear second; with the passphrase once more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from desktop.devices.drives import Drive
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations.open_formats.export import Exported, Form, export, left_over, take_left_over_away
from desktop.operations.open_formats.source import Wording
from desktop.storage import cases, settings
from desktop.storage.vault import Vault
from desktop.ui.backups.target import Target
from desktop.ui.backups.watch import StickWatch
from desktop.ui.backups.work import let_go
from desktop.ui.open_formats.words import wording
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.sizes import size_words
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.session import Session
from desktop.ui.settings.secret_again import SecretAgain

_INDENT = 26  # what a choice explains stands under its words


@dataclass(frozen=True)
class _Done:
    """What came of it: the stick it lies on, None for a disk of the computer; whether it may be taken out."""

    exported: Exported
    drive: Drive | None
    is_out: bool


@dataclass(frozen=True)
class _Work:
    """To be given to the jobs."""

    vault: Vault
    to: Path
    form: Form
    wording: Wording

    def __call__(self, report: Report) -> _Done:
        with self.vault.second() as second:
            exported = export(second, self.to, self.form, self.wording, report=report)
        return _Done(exported, *let_go(self.to))


class OpenFormatsPage(QWidget):
    """Which form, where to, the passphrase; then how far it is, and what was written."""

    left = Signal()

    def __init__(self, session: Session, watch: StickWatch) -> None:
        super().__init__()
        self._session, self._watch = session, watch
        self.sealed, self.clear = QRadioButton(_("One encrypted file")), QRadioButton(_("A folder that anybody can read"))
        self._group = QButtonGroup(self)
        self._opens, self._warning = hint(""), hint("")
        self.target = Target(session, watch, _("Where shall it go?"))
        self.place, self.line = Line(lines=2, name=_("Where to")), Line(lines=3, name=_("Message"))
        self.again = SecretAgain(session, _("What opens the vault, once more"), "")
        self.work = LongWork(session.jobs, self.line, _("Writing in open formats"))
        self.left_over, self.take_away = Line(lines=2, name=_("What was left")), QPushButton(_("Delete what was left"))
        self._form, self._away = QWidget(), hint(_("Not shown while a visitor is beside you: F8 first."))
        self._lay_out()
        self._listen()
        self._show_form()

    @property
    def form(self) -> Form:
        """Which form is chosen."""
        return Form.CLEAR if self.clear.isChecked() else Form.SEALED

    def take_focus(self) -> None:
        """Look for sticks, and put the keyboard on the choice."""
        self._watch.look()
        (self.clear if self.clear.isChecked() else self.sealed).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.again.forget()

    def _lay_out(self) -> None:
        head = QLabel(_("Everything in open formats"))
        set_role(head, "head")
        what = hint(
            _(
                "For other programs, without this one: every record, tables, calendar, address book, notes and documents, papers as they"
                " came. What lies in the bin stays here. A backup is something else: only a backup comes back whole."
            )
        )
        self.sealed.setChecked(True)
        for button in (self.sealed, self.clear):
            self._group.addButton(button)
        for words in (self._opens, self._warning):
            words.setContentsMargins(_INDENT, 0, 0, 6)
        rest = QHBoxLayout()
        rest.addWidget(self.left_over, 1)
        rest.addWidget(self.take_away)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(rest)
        column.addWidget(what)
        column.addSpacing(8)
        for widget in (self.sealed, self._opens, self.clear, self._warning, self.target, self.place, self.again, self.work, self.line):
            column.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 8, 24, 12)
        whole.addWidget(Scrolled(head, self._away, self._form, spacing=6))

    def _listen(self) -> None:
        Keys(self, {"Escape": self._on_escape})
        self._group.buttonClicked.connect(self._show_form)
        self.target.chosen.connect(self._show_place)
        self.target.failed.connect(lambda words: self.line.say(words, "error"))
        self.again.proven.connect(self._begin)
        self.work.busy_changed.connect(self._on_busy)
        self.take_away.clicked.connect(self._take_away)
        self._watch.changed.connect(self._on_sticks)
        self._session.changed.connect(self._show_state)
        self._session.visit_changed.connect(self._show_state)

    # --- what is shown

    def _show_state(self) -> None:
        is_alone = self._session.visit is None
        self._away.setVisible(not is_alone)
        self._form.setVisible(is_alone)
        if not is_alone:
            self.again.forget()
            return
        organisation = bool(settings.read(self._session.vault, "organisation.recipient"))
        by = (
            _("the key printed on the recovery sheet, or the organisation's key")
            if organisation
            else _("the key printed on the recovery sheet")
        )
        words = _("Opens with {key}, in the ordinary programs age and tar:\ncat NAME.tar.age* | age -d -i key.txt | tar -x")
        self._opens.setText(words.format(key=by))
        count = cases.count(self._session.vault)
        risk = ngettext(
            "Whoever gets hold of it reads all of it: real names, telephones, addresses, health, notes and papers of {count} open case and"
            " all closed ones. Only onto an encrypted disk, and only for as long as it is needed.",
            "Whoever gets hold of it reads all of it: real names, telephones, addresses, health, notes and papers of {count} open cases and"
            " all closed ones. Only onto an encrypted disk, and only for as long as it is needed.",
            count,
        )
        self._warning.setText(risk.format(count=count))
        # The folder that is being written right now is not one that was left.
        left = None if self.work.is_busy else left_over(self._session.vault)
        words = _("An export was cut short. What it had written lies in the clear in {folder}.")
        self.left_over.say(words.format(folder=left) if left else "", "warning")
        self.left_over.setVisible(left is not None)
        self.take_away.setVisible(left is not None)

    def _show_form(self) -> None:
        set_role(self._warning, "dim" if self.form is Form.SEALED else "")
        set_tone(self._warning, "" if self.form is Form.SEALED else "warning")
        deed = _("Write one encrypted file") if self.form is Form.SEALED else _("Write a folder that anybody can read")
        self.again.button.setText(deed)

    def _on_sticks(self) -> None:
        self.target.show_sticks()
        self._show_place()

    def _show_place(self) -> None:
        self.place.say(*self.target.words(()))

    def _on_busy(self, busy: bool) -> None:
        for widget in (self.sealed, self.clear, self.target, self.again):
            widget.setEnabled(not busy)
        self._show_state()

    # --- the deed

    def _begin(self, _way: object) -> None:
        if self._session.visit is not None:
            return  # somebody sat down while the passphrase was tried
        place = self.target.place
        if place is None or not self.target.is_possible:
            self.line.say(_("Choose first where it is to go."), "warning")
            self.target.where.setFocus()
            return
        work = _Work(self._session.vault, place, self.form, wording())
        begun = _("Writing it, then reading it back and comparing. You can go on working.")
        self.work.run(work, self._on_done, begun=begun, stopped=_("Stopped. What had been written was deleted again."))
        self.work.stop.setFocus()

    def _on_done(self, done: _Done) -> None:
        self._session.changed.emit()
        self._watch.look()
        said, one = [], done.exported
        words = ngettext(
            "Written, read back and compared: {count} file, {size}, in {name}.",
            "Written, read back and compared: {count} files, {size}, in {name}.",
            one.files,
        )
        said.append(words.format(count=one.files, size=size_words(one.bytes), name=one.path.name))
        if one.form is Form.CLEAR:
            said.append(
                _(
                    "What you open from it leaves traces of its own: lists of recent files, small pictures. Deleting it later does not wipe"
                    " it from a stick or an SSD."
                )
            )
        if done.drive is not None:
            out = _("You may take the stick out.")
            held = _("The computer still holds the stick: eject it in the file manager, then take it out.")
            said.append(out if done.is_out else held)
        self.line.say(" ".join(said), "warning" if one.form is Form.CLEAR else "good")

    def _take_away(self) -> None:
        if attempt(self.line, lambda: take_left_over_away(self._session.vault)):
            self._show_state()
            self.line.say(_("Deleted. What a stick or an SSD keeps of it is out of reach."))

    def _on_escape(self) -> None:
        if self.work.isVisible():
            self.work.stop.click()
        else:
            self.left.emit()
