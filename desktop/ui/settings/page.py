"""Settings: what is said of her, the lock, the look, the copies, and what this computer leaks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.drafts import Draft
from desktop.i18n import _, ngettext
from desktop.operations.backups import KEEP, MONTHS, USUAL_KEEP, USUAL_MONTHS, USUAL_STEM, is_stem
from desktop.operations.copies import REMIND_CHANGES, REMIND_DAYS, USUAL_CHANGES, USUAL_DAYS
from desktop.operations.settings import set_setting
from desktop.storage import settings
from desktop.ui import style
from desktop.ui.lock import IDLE_MINUTES
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, TextLine, Typed, hint, label, put_back, unsaved
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.settings.computer import ComputerPane
from desktop.ui.settings.danger import DangerPane
from desktop.ui.settings.journal import JournalPane
from desktop.ui.settings.keeping import KeepingPane
from desktop.ui.settings.limits import LimitsPane
from desktop.ui.settings.numbers import NumbersPane
from desktop.ui.settings.shell import Shell
from desktop.ui.settings.vaults import VaultsPane
from desktop.ui.settings.words_and_lists import WordsPane
from desktop.ui.ways.pane import WaysPane

_MEASURE, _NUMBER = 620, 90
_WAYS = 1  # the chapter's place


class SettingsPage(QWidget):
    """Two panes: what there is to set, and the settings. Everything acts at once."""

    recovery_wanted = Signal()

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__()
        self._session, self._shell = session, shell
        numbers, phrases = NumbersPane(session), WordsPane(session)
        self._typed: dict[str, Typed] = {"numbers": numbers.scheme, "phrase": phrases.phrase}
        self._list = QListWidget()
        self._list.setAccessibleName(_("Settings"))
        self._list.setFixedWidth(210)
        self._list.setObjectName("chapters")
        self._stack = QStackedWidget()
        self._line = Line(name=_("Message"))
        self.ways = WaysPane(session)
        self.ways.sheet_wanted.connect(self.recovery_wanted)
        self.ways.renewal_wanted.connect(shell.renew_keys)
        danger = DangerPane(session, shell)
        danger.hand_over.giving.ways_wanted.connect(lambda: self._show(WaysPane))
        for title, pane in (
            (_("You and your signature"), self._you()),
            (_("Ways in"), self.ways),
            (_("Locking"), self._lock()),
            (_("Screen"), self._screen()),
            (_("Backups"), self._copies()),
            (_("Bin and terms"), KeepingPane(session)),
            (_("Register"), numbers),
            (_("Words and lists"), phrases),
            (_("Vaults"), VaultsPane(session, shell)),
            (_("Journal"), JournalPane(session)),
            (_("This computer"), ComputerPane(session.vault.folder, shell.triggers)),
            (_("Limits"), LimitsPane(session)),
            (_("Dangerous"), danger),
        ):
            QListWidgetItem(title, self._list).setSizeHint(QSize(0, 32))
            self._stack.addWidget(_scrolled(pane))
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)
        right = QVBoxLayout()
        right.addWidget(self._stack, 1)
        right.addWidget(self._line)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 0, 16, 8)
        across.setSpacing(20)
        across.addWidget(self._list)
        across.addLayout(right, 1)

    def save_draft(self) -> Draft | None:
        """What was typed into a line and not left yet; all else acts at once."""
        fields = unsaved(self._typed)
        chapter = str(self._list.currentRow())
        return Draft(id=self._session.vault.new_id(), page="settings", subject=chapter, fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        put_back(self._typed, draft.fields)
        self._list.setCurrentRow(int(draft.subject))

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self._list.setFocus()

    def show_ways(self) -> None:
        """Show what opens the vault."""
        self._list.setCurrentRow(_WAYS)
        self.ways.setFocus()

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""
        self.ways.tell_keyboard(layout, caps)

    def show_computer(self) -> None:
        """Show what this computer leaks."""
        self._show(ComputerPane)

    def show_limits(self) -> None:
        """Show what the program cannot protect from."""
        self._show(LimitsPane)

    def show_hand_over(self) -> None:
        """Show how the key is handed over, or put back."""
        self._show(DangerPane)
        for pane in self.findChildren(DangerPane):
            pane.unfold(pane.hand_over)

    def _show(self, kind: type[QWidget]) -> None:
        """Bring the chapter with this pane to the front."""
        for row in range(self._stack.count()):
            if isinstance(area := self._stack.widget(row), QScrollArea) and isinstance(area.widget(), kind):
                self._list.setCurrentRow(row)

    # --- panes

    def _you(self) -> QWidget:
        pane, column = _pane(_("What a document may say of you"))
        self._text(column, "lawyer.name", _("Your name"), _("surname, name, patronymic"))
        status = Choice(
            _("Your status"),
            (("advocate", _("advocate")), ("lawyer", _("lawyer without advocate status")), ("none", _("neither"))),
        )
        status.show_code(settings.read(self._session.vault, "lawyer.status", "lawyer"))
        status.chosen.connect(lambda code: self._keep("lawyer.status", str(code)))
        _row(column, _("Your status"), status)
        self._text(column, "lawyer.register_no", _("Number in the register of advocates"), "")
        self._text(column, "lawyer.chamber", _("Chamber or formation"), "")
        self._text(column, "lawyer.address", _("Address for letters"), "")
        self._text(column, "lawyer.phone", _("Telephone"), "")
        column.addStretch(1)
        return pane

    def _lock(self) -> QWidget:
        self._locks_after = QLabel()
        set_role(self._locks_after, "sentence")
        pane, column = _pane(_("Locking"))
        column.addWidget(self._locks_after)
        minutes = QSpinBox()
        minutes.setRange(1, 60)
        minutes.setAccessibleName(_("Minutes until it locks by itself"))
        minutes.setValue(settings.number(self._session.vault, "lock.idle_minutes", IDLE_MINUTES))
        minutes.valueChanged.connect(self._on_minutes)
        _row(column, _("Minutes until it locks by itself"), minutes)
        self._tell_minutes(minutes.value())
        column.addWidget(hint(_("F12 locks at once and shows an empty page after unlocking. Ctrl+L comes back to where you were.")))
        closes = QCheckBox(_("F12 closes the window altogether, so that nothing asks for a passphrase"))
        closes.setChecked(settings.number(self._session.vault, "lock.panic_closes", 0) == 1)
        closes.toggled.connect(self._on_panic_closes)
        column.addWidget(closes)
        stick = QCheckBox(_("Lock when the stick with the key file is pulled out"))
        stick.setChecked(settings.number(self._session.vault, "lock.stick", 1) == 1)
        stick.toggled.connect(self._on_stick)
        column.addWidget(stick)
        column.addStretch(1)
        return pane

    def _screen(self) -> QWidget:
        pane, column = _pane(_("Screen"))
        language = Choice(_("Language of the window"), (("ru", "Русский"), ("en", "English")))
        kept = self._shell.preferences
        from desktop import i18n

        language.show_code(kept.language or i18n.language())
        language.chosen.connect(self._on_language)
        appearance = Choice(_("Appearance"), (("system", _("as the computer")), ("light", _("light")), ("dark", _("dark"))))
        appearance.show_code(kept.appearance)
        appearance.chosen.connect(self._on_appearance)
        _row(column, _("Language of the window"), language)
        _row(column, _("Appearance"), appearance)
        column.addWidget(hint(_("Documents are written in their own language, whatever the window speaks.")))
        column.addStretch(1)
        return pane

    def _copies(self) -> QWidget:
        pane, column = _pane(_("Backups"))
        stem = TextLine(_("How the names of backups begin"), hint=USUAL_STEM)
        stem.show_text(settings.read(self._session.vault, "backup.stem"))
        stem.committed.connect(self._on_stem)
        self._typed["backup.stem"] = stem
        _row(column, _("How the names of backups begin"), stem)
        column.addWidget(hint(_("A word that says nothing. Whoever finds the stick sees the names of its files.")))
        self._number(column, KEEP, USUAL_KEEP, (3, 50), _("Copies kept on a stick"))
        self._number(column, MONTHS, USUAL_MONTHS, (0, 36), _("Beyond these, the last copy of so many months"))
        column.addWidget(hint(_("An old copy goes only after the new one was proven.")))
        self._number(column, REMIND_DAYS, USUAL_DAYS, (1, 60), _("Remind me after so many days without a copy"))
        self._number(column, REMIND_CHANGES, USUAL_CHANGES, (10, 10_000), _("Remind me after so many saves without a copy"))
        column.addStretch(1)
        return pane

    # --- changes

    def _text(self, column: QVBoxLayout, name: str, title: str, example: str) -> None:
        field = TextLine(title, hint=example)
        field.show_text(settings.read(self._session.vault, name))
        field.committed.connect(partial(self._keep, name))
        self._typed[name] = field
        _row(column, title, field)

    def _number(self, column: QVBoxLayout, name: str, usual: int, limits: tuple[int, int], title: str) -> None:
        number = QSpinBox()
        number.setRange(*limits)
        number.setAccessibleName(title)
        number.setValue(settings.number(self._session.vault, name, usual))
        number.valueChanged.connect(lambda count: self._keep(name, str(count)))
        _row(column, title, number)

    def _keep(self, name: str, text: str) -> None:
        """Keep one setting; Ctrl+Z takes it back."""
        before = settings.read(self._session.vault, name)
        keep = partial(set_setting, self._session.vault, name)
        if before != text:
            if not attempt(self._line, lambda: self._session.change(_("Setting"), before, text, keep)):
                return
            self._line.say(_("Saved."), "good")
        if isinstance(field := self._typed.get(name), TextLine):
            field.mark_saved()

    def _on_minutes(self, minutes: int) -> None:
        self._keep("lock.idle_minutes", str(minutes))
        self._shell.lock_after(minutes)
        self._tell_minutes(minutes)

    def _on_panic_closes(self, closes: bool) -> None:
        self._keep("lock.panic_closes", "1" if closes else "0")
        self._shell.close_at_panic(closes)

    def _on_stick(self, locks: bool) -> None:
        self._keep("lock.stick", "1" if locks else "0")
        self._shell.lock_without_stick(locks)

    def _tell_minutes(self, minutes: int) -> None:
        self._locks_after.setText(ngettext("Locks after {count} minute", "Locks after {count} minutes", minutes).format(count=minutes))

    def _on_stem(self, text: str) -> None:
        if text and not is_stem(text):
            self._line.say(_("Letters, digits and hyphens only, forty at the most."), "error")
        else:
            self._keep("backup.stem", text)

    def _on_language(self, language: object) -> None:
        self._shell.keep_preferences(replace(self._shell.preferences, language=str(language)))
        self._line.say(_("The window speaks the other language after the next start, or after you lock it."), "good")

    def _on_appearance(self, appearance: object) -> None:
        self._shell.keep_preferences(replace(self._shell.preferences, appearance=str(appearance)))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.dress(application, str(appearance))


def _pane(title: str) -> tuple[QWidget, QVBoxLayout]:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 12, 12)
    column.setSpacing(6)
    head = QLabel(title)
    set_role(head, "head")
    column.addWidget(head)
    return pane, column


def _row(column: QVBoxLayout, title: str, field: QWidget) -> None:
    column.addSpacing(6)
    column.addWidget(label(title, field))
    field.setMaximumWidth(_NUMBER if isinstance(field, QSpinBox) else _MEASURE)
    column.addWidget(field)


def _scrolled(pane: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(pane)
    return area
