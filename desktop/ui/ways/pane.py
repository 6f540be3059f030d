"""Ways in as a chapter of the settings: what opens the vault, when it was last seen to, and what is to be made again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.operations import new_keys, ways_in
from desktop.operations.ways_in import WayIn
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import TextLine, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.ways.adding import OrganisationForm, PassphraseForm
from desktop.ui.ways.changing import ChangeForm, NewKeysForm, TestForm
from desktop.ui.ways.form import WayForm
from desktop.ui.ways.shares import SharesForm
from desktop.words import way_words

_WHEN, _KIND, _MEASURE = 130, 240, 620


class WaysPane(QWidget):
    """The list, and one form at a time in its place. Nothing that opens the vault is ever shown here again."""

    sheet_wanted = Signal()
    renewal_wanted = Signal(str, str)  # the new passphrase, the text of the key file that goes with it

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        columns = (
            Column(_("Way in"), lambda way: way_words(way.kind, way.needed, way.total), width=_KIND),
            Column(_("Name"), lambda way: way.name),
            Column(_("Made"), lambda way: moment_words(way.made_at, session.today), width=_WHEN),
            Column(
                _("Tested"),
                lambda way: moment_words(way.tried_at, session.today) or _("never"),
                width=_WHEN,
                tone_of=lambda way: None if way.tried_at else "amber",
            ),
        )
        self._table = Table(columns, _("Ways in"), identity=lambda way: way.slot)
        self._table.chosen.connect(lambda _way: self.test())
        self._table.current_changed.connect(self._on_current)
        self._name = TextLine(_("Name of this way in"), hint=_("yours to choose; it stays inside the vault"))
        self._name.committed.connect(self._on_name)
        self._line = Line(lines=2, name=_("Message"))
        self._again = QVBoxLayout()
        self._again.setSpacing(4)
        self._list = self._build_list()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        session.changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""
        if isinstance(form := self._stack.currentWidget(), WayForm):
            form.tell_keyboard(layout, caps)

    # --- the list

    def _build_list(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(6)
        head = QLabel(_("Ways in"))
        set_role(head, "head")
        column.addWidget(head)
        column.addWidget(hint(_("Each of these opens the vault alone. What has never been tested may fail on the day you need it.")))
        self._table.setFixedHeight(ROW_HEIGHT * 6)
        column.addWidget(self._table)
        column.addLayout(self._of_the_chosen())
        row = QHBoxLayout()
        row.addWidget(label(_("Name"), self._name))
        row.addWidget(self._name, 1)
        column.addLayout(row)
        column.addWidget(self._line)
        column.addLayout(self._again)
        column.addLayout(self._adding())
        self._new_keys = QPushButton(_("New keys …"))
        self._new_keys.clicked.connect(self.ask_for_new_keys)
        self._new_keys.setAutoDefault(True)
        row = QHBoxLayout()
        row.addWidget(hint(_("A passphrase, a sheet or a copy was in other hands? New keys make all of it worthless.")), 1)
        row.addWidget(self._new_keys)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(1)
        Keys(self._table, {"Del": self.remove, "T": self.test})
        return page

    def _of_the_chosen(self) -> QHBoxLayout:
        self._test, self._change = QPushButton(_("Test")), QPushButton(_("Change the passphrase"))
        self._remove = QPushButton(_("Remove"))
        row = QHBoxLayout()
        for button, deed in ((self._test, self.test), (self._change, self.change), (self._remove, self.remove)):
            button.setAutoDefault(True)
            button.clicked.connect(deed)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _adding(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel(_("Add:")))
        for text, name, deed in (
            (_("Passphrase"), _("Add a passphrase"), partial(self._open, partial(PassphraseForm, self._session))),
            (_("Key file"), _("Add a key file"), partial(self._open, partial(PassphraseForm, self._session, with_file=True))),
            (_("Sheet with 24 words"), _("Make and check a recovery sheet"), self.sheet_wanted.emit),
            (_("Key parts"), _("Add key parts"), partial(self._open, partial(SharesForm, self._session))),
            (_("Organisation"), _("Add an organisation"), partial(self._open, partial(OrganisationForm, self._session))),
        ):
            button = QPushButton(text)
            button.setAccessibleName(name)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked, deed=deed: deed())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _show(self) -> None:
        vault = self._session.vault
        if not vault.is_open or not self.isVisible():
            return  # `showEvent` brings it up to date
        attempt(self._line, lambda: self._table.show_rows(ways_in.ways_in(vault)))
        while (item := self._again.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for way in new_keys.to_make_again(vault):
            self._again.addWidget(self._missing(way))

    def _missing(self, way: WayIn) -> QWidget:
        what = f"{way_words(way.kind, way.needed, way.total)} {way.name}".strip()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        said = QLabel(_("To be made again since the new keys: {way}").format(way=what))
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setProperty("tone", "warning")
        row.addWidget(said, 1)
        make, let_go = QPushButton(_("Make")), QPushButton(_("Let go"))
        make.setAccessibleName(_("Make again: {way}").format(way=what))
        let_go.setAccessibleName(_("Let go: {way}").format(way=what))
        make.clicked.connect(partial(self._make_again, way))
        let_go.clicked.connect(partial(self._let_go, way))
        for button in (make, let_go):
            button.setAutoDefault(True)
            row.addWidget(button)
        return line

    def _make_again(self, way: WayIn) -> None:
        if way.kind == "words":
            self.sheet_wanted.emit()
        elif way.kind == "shares":
            self._open(partial(SharesForm, self._session, way.needed, way.total, way.name))
        elif way.kind == "organisation":
            self._open(partial(OrganisationForm, self._session, way.recipient, way.name))
        else:
            self._open(partial(PassphraseForm, self._session, with_file=way.kind == "key-file", name=way.name))

    def _let_go(self, way: WayIn) -> None:
        if attempt(self._line, lambda: new_keys.let_go(self._session.vault, way)):
            self._session.changed.emit()

    def _on_current(self, way: WayIn | None) -> None:
        for button in (self._test, self._remove):
            button.setEnabled(way is not None)
        self._change.setEnabled(way is not None and way.kind in {"passphrase", "key-file"})
        self._name.setEnabled(way is not None)
        if way is not None and self._name.property("slot") != way.slot:
            self._name.mark_saved()
            self._name.setProperty("slot", way.slot)
        self._name.show_text(way.name if way is not None else "")

    def _on_name(self, name: str) -> None:
        slot = self._name.property("slot")
        if attempt(self._line, lambda: ways_in.name_way_in(self._session.vault, slot, name)):
            self._name.mark_saved()
            self._line.say(_("Saved."), "good")
            self._show()

    # --- what is done with one

    def test(self) -> None:
        """Test the way in that is chosen."""
        if (way := self._table.current()) is not None:
            self._open(partial(TestForm, self._session, way))

    def change(self) -> None:
        """Change the passphrase that is chosen."""
        way = self._table.current()
        if way is not None and way.kind in {"passphrase", "key-file"}:
            self._open(partial(ChangeForm, self._session, way))

    def remove(self) -> None:
        """Take the chosen way in away, once it is said what is left."""
        way = self._table.current()
        if way is None:
            return
        others = [each for each in ways_in.ways_in(self._session.vault) if each.slot != way.slot]
        if not others:
            self._remove_now(way)
            return
        left = ", ".join(f"{way_words(each.kind, each.needed, each.total)} {each.name}".strip() for each in others)
        text = _(
            "Remove “{way}”? What still opens the vault: {left}. Backups made before open with it all the same; only new keys end that."
        ).format(way=way_words(way.kind, way.needed, way.total), left=left)
        self._session.asking.question(self, text, _("Remove"), partial(self._remove_now, way), dangerous=True)

    def _remove_now(self, way: WayIn) -> None:
        if attempt(self._line, lambda: ways_in.remove_way_in(self._session.vault, way.slot)):
            self._line.say(_("Removed."), "good")
            self._session.changed.emit()

    def ask_for_new_keys(self) -> None:
        """Ask for the passphrase of the new keys."""
        ways = ways_in.ways_in(self._session.vault)
        chosen = self._table.current()
        passphrases = [way for way in ways if way.kind in {"passphrase", "key-file"}]
        # Whoever came in by words alone gets a passphrase with the new keys.
        way = chosen if chosen in passphrases else next(iter(passphrases), WayIn(slot=-1, kind="passphrase"))
        form = self._open(partial(NewKeysForm, self._session, way, max(0, len(ways) - 1)))
        if isinstance(form, NewKeysForm):
            form.renewal_wanted.connect(self.renewal_wanted)

    # --- forms

    def _open(self, make: Callable[[], WayForm]) -> WayForm:
        form = make()
        form.left.connect(self._back)
        form.done.connect(self._on_done)
        Keys(form, {"Escape": self._leave})
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.take_focus()
        return form

    def _leave(self) -> None:
        form = self._stack.currentWidget()
        if isinstance(form, WayForm) and not form.is_busy:
            self._back()

    def _on_done(self, said: str) -> None:
        self._back()
        self._line.say(said, "good")
        self._session.changed.emit()

    def _back(self) -> None:
        form = self._stack.currentWidget()
        if form is self._list or form is None:
            return
        self._stack.setCurrentWidget(self._list)
        self._stack.removeWidget(form)
        form.deleteLater()
        self._line.clear()
        self._table.setFocus()
