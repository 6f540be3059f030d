"""The pages behind the list of ways in: each makes, tests or changes one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations import recovery, ways_in
from desktop.operations.ways_in import WayIn
from desktop.storage.shares import MOST
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import TextLine, hint, label
from desktop.ui.parts.line import Line
from desktop.ui.parts.passphrase_fields import PassphraseFields
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.tones import set_role, set_tone
from desktop.ui.parts.way_entry import WayEntry
from desktop.ui.session import Session
from desktop.ui.unlock.recovery import has_printer
from desktop.words import explain, way_words

UNLOCK_SECONDS = 1.0
# A name that says nothing: whoever finds the stick sees it.
_NEUTRAL_NAME = "list.txt"
_NUMBER, _MEASURE, _PER_COLUMN = 90, 620, 7


def _in_second(vault: Vault, deed: Callable[[Vault], Any], _report: Report) -> Any:
    with vault.second() as second:
        return deed(second)


class WayForm(QWidget):
    """One question with a button that does it, and the way back."""

    left = Signal()
    done = Signal(str)  # what to say of it in the list

    def __init__(self, session: Session, title: str, *sentences: str, deed: str) -> None:
        super().__init__()
        self.session = session
        self.line = Line(lines=2, name=_("Message"))
        self.bar = QProgressBar()
        self.bar.setObjectName("thin")
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Working"))
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        head = QLabel(title)
        set_role(head, "head")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 12, 12)
        self.column.setSpacing(8)
        self.column.addWidget(head)
        for sentence in sentences:
            self.column.addWidget(hint(sentence))
        self.back, self.act = QPushButton(_("Back")), QPushButton(deed)
        set_role(self.act, "primary")
        self.back.clicked.connect(self.left)
        self.act.clicked.connect(self.begin)

    def end(self) -> None:
        """Close the page below: the message line and the buttons."""
        self.column.addWidget(self.bar)
        self.column.addWidget(self.line)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.back, self.act):
            button.setAutoDefault(True)
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def take_focus(self) -> None:
        """Put the cursor where she answers."""

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""

    def begin(self) -> None:
        """Do it, if all is there that is needed."""

    @property
    def is_busy(self) -> bool:
        """Whether it is being done now."""
        return not self.act.isEnabled()

    def run(self, deed: Callable[[Vault], Any], done: Callable[[Any], None]) -> None:
        """Do the deed beside the page, on a connection of its own."""
        if self.is_busy:
            return
        self._show_busy(True)
        self.line.clear()
        work = partial(_in_second, self.session.vault, deed)
        self.session.jobs.run(
            self, work, Listener(partial(self._on_done, done), failed=self.refuse, stopped=partial(self._show_busy, False))
        )

    def refuse(self, error: CaseFileError) -> None:
        """Say why it was not done; what she typed stays."""
        self._show_busy(False)
        self.line.say(explain(error), "error")

    def _on_done(self, done: Callable[[Any], None], answer: Any) -> None:
        self._show_busy(False)
        done(answer)

    def _show_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.act.setEnabled(not busy)
        self.back.setEnabled(not busy)

    def name_field(self) -> TextLine:
        """The field for a name, kept inside the vault."""
        name = TextLine(_("Name"), hint=_("yours to choose; it stays inside the vault"))
        name.setMaximumWidth(_MEASURE)
        self.column.addWidget(label(_("Name"), name))
        self.column.addWidget(name)
        return name


class PassphraseForm(WayForm):
    """One more passphrase; with `with_file`, one that needs a key file too."""

    def __init__(self, session: Session, *, with_file: bool = False, name: str = "") -> None:
        own = (_("Another passphrase"), _("For a colleague, or for the day when you do not want to type yours."))
        with_one = (
            _("Passphrase with a key file"),
            _("Both are needed together: the passphrase alone opens nothing, nor does the file."),
            _("Keep the file on a stick, away from the laptop. Its name is seen by whoever finds the stick: let it say nothing."),
        )
        super().__init__(session, *(with_one if with_file else own), deed=_("Add"))
        self.with_file, self.path = with_file, QLineEdit()
        if with_file:
            self._ask_for_place()
        self.fields = PassphraseFields()
        self.line = self.fields.line
        self.fields.submitted.connect(self.begin)
        self.column.addWidget(self.fields)
        self.name = self.name_field()
        self.name.setText(name)
        self.end()

    def take_focus(self) -> None:
        (self._choose_button if self.with_file else self.fields.first).setFocus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        self.fields.tell_keyboard(layout, caps)

    def begin(self) -> None:
        if self.with_file and not self.path.text().strip():
            self.line.say(_("Choose where the key file is to be written: a stick is best."), "error")
            self._choose_button.setFocus()
            return
        if not self.fields.is_answered():
            return
        passphrase, name = self.fields.passphrase, self.name.text()
        path = Path(self.path.text().strip()).expanduser()
        if self.with_file:
            self.run(lambda vault: ways_in.add_key_file_at(vault, passphrase, path, name), self._on_added)
        else:
            self.run(lambda vault: ways_in.add_passphrase(vault, passphrase, name), self._on_added)

    def _on_added(self, _way: WayIn) -> None:
        self.fields.forget()
        self.done.emit(_("Added. Test it now, before you need it."))

    def _ask_for_place(self) -> None:
        self.path.setAccessibleName(_("Key file"))
        self.path.setPlaceholderText(_("where the key file is to be written"))
        self._choose_button = QPushButton(_("Choose …"))
        self._choose_button.setAutoDefault(True)
        self._choose_button.setAccessibleName(_("Choose where the key file is to be written"))
        self._choose_button.clicked.connect(self._choose)
        place = QWidget()
        place.setMaximumWidth(_MEASURE)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.path, 1)
        row.addWidget(self._choose_button)
        self.column.addWidget(place)

    def _choose(self) -> None:
        media = Path("/media")
        start = media if media.is_dir() else None
        self.session.asking.save_file(self, _("Where is the key file to be written?"), _NEUTRAL_NAME, self._on_place, start=start)

    def _on_place(self, path: Path) -> None:
        self.path.setText(str(path))
        self.fields.first.setFocus()


class OrganisationForm(WayForm):
    """The public key of an organisation, which from then on can open the vault."""

    def __init__(self, session: Session, recipient: str = "", name: str = "") -> None:
        super().__init__(
            session, _("Organisation's key"), _("The public key comes from the organisation and begins with age1."), deed=_("Add")
        )
        warning = QLabel(_("Whoever holds the secret half can open this vault and every backup to come, without you and without asking."))
        warning.setWordWrap(True)
        set_tone(warning, "warning")
        self.column.addWidget(warning)
        self.recipient = TextLine(_("Public key"), hint="age1…")
        self.recipient.setText(recipient)
        self.recipient.setMaximumWidth(_MEASURE)
        self.recipient.returnPressed.connect(self.begin)
        self.column.addWidget(label(_("Public key"), self.recipient))
        self.column.addWidget(self.recipient)
        self.name = self.name_field()
        self.name.setText(name)
        self.end()

    def take_focus(self) -> None:
        self.recipient.setFocus()

    def begin(self) -> None:
        recipient, name = self.recipient.text(), self.name.text()
        self.run(lambda vault: ways_in.add_organisation(vault, recipient, name), self._on_added)

    def _on_added(self, _way: WayIn) -> None:
        self.done.emit(_("Added: this organisation can open the vault from now on. Ask it to try one backup."))


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


class TestForm(WayForm):
    """Types what opens one way in, and sees that it opens."""

    __test__ = False  # no test of pytest

    def __init__(self, session: Session, way: WayIn) -> None:
        super().__init__(
            session,
            _("Test: {way}").format(way=way_words(way.kind, way.needed, way.total)),
            _("Type it as you would in need."),
            deed=_("Test"),
        )
        self._way = way
        self.entry = WayEntry(lambda: session.asking, way.kind)
        self.entry.setMaximumWidth(_MEASURE)
        self.entry.submitted.connect(self.begin)
        self.column.addWidget(self.entry)
        self.end()

    def take_focus(self) -> None:
        self.entry.take_focus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        self.entry.tell_keyboard(layout, caps)

    def begin(self) -> None:
        texts: list[str] = []
        if not attempt(self.line, lambda: texts.append(self.entry.key_file_text())):
            return
        secret = self.entry.secret
        if not secret.strip():
            self.line.say(_("Type what opens it."), "error")
            return
        self.run(lambda vault: ways_in.try_way_in(vault, secret, key_file_text=texts[0]), self._on_tried)

    def _on_tried(self, way: WayIn) -> None:
        self.entry.forget()
        if way.slot == self._way.slot:
            self.done.emit(_("It works: it opens the vault."))
        else:
            what = way_words(way.kind, way.needed, way.total)
            self.done.emit(_("That opens the vault, but it is another way in: {way}.").format(way=f"{what} {way.name}".strip()))


class ChangeForm(WayForm):
    """A new passphrase in place of the old. Whoever came in by another way may change it too."""

    unlock_seconds = UNLOCK_SECONDS

    def __init__(self, session: Session, way: WayIn) -> None:
        super().__init__(session, *self._words(), deed=self._deed())
        self._way = way
        self.now = WayEntry(lambda: session.asking, way.kind)
        self.now.setMaximumWidth(520)
        self.now.secret_field.setPlaceholderText(_("the passphrase so far, or the 24 words"))
        self.column.addWidget(self.now)
        self.fields = PassphraseFields()
        self.line = self.fields.line
        self.now.submitted.connect(self.fields.take_focus)
        self.fields.submitted.connect(self.begin)
        self.column.addWidget(self.fields)
        self.end()

    def _words(self) -> tuple[str, ...]:
        return _("Change the passphrase"), _("The old one opens the vault no more. Backups made before still open with it.")

    def _deed(self) -> str:
        return _("Change")

    def take_focus(self) -> None:
        self.now.take_focus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        self.now.tell_keyboard(layout, caps)
        self.fields.tell_keyboard(layout, caps)

    def begin(self) -> None:
        texts: list[str] = []
        if not attempt(self.line, lambda: texts.append(self.now.key_file_text())):
            return
        now = self.now.secret
        if not now:
            self.line.say(_("Type what opens the vault now: the passphrase so far, or the 24 words."), "error")
            self.now.take_focus()
        elif self.fields.is_answered():
            self.change(now, texts[0])

    def change(self, now: str, key_file_text: str) -> None:
        """Change it, once what opens the vault now was seen to open."""
        new, slot, seconds = self.fields.passphrase, self._way.slot, self.unlock_seconds

        def deed(vault: Vault) -> None:
            ways_in.try_way_in(vault, now, key_file_text=key_file_text)
            ways_in.change_passphrase(vault, new, slot=slot, key_file_text=key_file_text, unlock_seconds=seconds)

        self.run(deed, lambda _nothing: self._on_changed())

    def _on_changed(self) -> None:
        self.forget()
        self.done.emit(_("The passphrase is changed."))

    def forget(self) -> None:
        """Empty the fields."""
        self.now.forget()
        self.fields.forget()


class NewKeysForm(ChangeForm):
    """New keys for the whole vault: asked for here, made by the window, which has to close it for that."""

    renewal_wanted = Signal(str, str)  # the new passphrase, the text of the key file that goes with it

    def __init__(self, session: Session, way: WayIn, others: int) -> None:
        self._others = others
        super().__init__(session, way)

    def _words(self) -> tuple[str, ...]:
        again = ngettext(
            "{count} other way in has to be made again afterwards. Backups made before still open as they did: destroy them if need be.",
            "{count} other ways in have to be made again afterwards. Backups made before still open as they did: destroy them if need be.",
            self._others,
        ).format(count=self._others)
        return (
            _("New keys for the vault"),
            _("When a passphrase, a sheet or a copy was in other hands. All is written anew, and what opened it before opens nothing."),
            again,
        )

    def _deed(self) -> str:
        return _("Make new keys")

    def change(self, now: str, key_file_text: str) -> None:
        new = self.fields.passphrase
        self.run(
            lambda vault: ways_in.try_way_in(vault, now, key_file_text=key_file_text), lambda _way: self._on_allowed(new, key_file_text)
        )

    def _on_allowed(self, new: str, key_file_text: str) -> None:
        self.forget()
        self.renewal_wanted.emit(new, key_file_text)


def _throw_away(item: Any) -> None:
    if widget := item.widget():
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
    elif layout := item.layout():
        while layout.count():
            _throw_away(layout.takeAt(0))
