"""The status line: the date, the last proven copy, what is still to be done, and which letters the keyboard gives."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop import i18n
from desktop.i18n import _, ngettext
from desktop.ui.session import Session

HEIGHT = 24


class StatusLine(QFrame):
    """One quiet line at the foot of the window. What waits for her is a button."""

    backup_wanted = Signal()
    recovery_wanted = Signal()
    ways_wanted = Signal()
    key_wanted = Signal()
    visit_over = Signal()
    damage_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(HEIGHT)
        self._session = session
        self._date = QLabel()
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._texts = QLabel()
        self._texts.setProperty("role", "dim")
        session.texts.changed.connect(self._show_texts)
        self._visit = QPushButton(_("Visitor beside you – F8 ends it"))
        self._visit.clicked.connect(self.visit_over)
        self._damage = QPushButton()
        self._damage.setProperty("tone", "error")
        self._damage.clicked.connect(self.damage_wanted)
        session.health.changed.connect(self._show_health)
        self._copy = QPushButton()
        self._copy.clicked.connect(self.backup_wanted)
        self._recovery = QPushButton(_("Recovery sheet not checked – 3 minutes"))
        self._recovery.setProperty("tone", "warning")
        self._recovery.clicked.connect(self.recovery_wanted)
        self._ways = QPushButton()
        self._ways.setProperty("tone", "warning")
        self._ways.clicked.connect(self.ways_wanted)
        self._handed_over = QPushButton(_("The key is handed over – put it back"))
        self._handed_over.setProperty("tone", "warning")
        self._handed_over.clicked.connect(self.key_wanted)
        self._keyboard = QLabel()
        self._keyboard.setAccessibleName(_("Keyboard"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(14)
        row.addWidget(self._date)
        row.addWidget(self._said, 1)
        row.addWidget(self._texts)
        for button in (self._damage, self._visit, self._handed_over, self._ways, self._recovery, self._copy):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addWidget(self._keyboard)
        self._show_health()
        self.show_facts()

    def show_facts(self) -> None:
        """Read again what the line tells."""
        from desktop.operations.handing_over import is_handed_over
        from desktop.operations.new_keys import to_make_again
        from desktop.storage import settings
        from desktop.ui.backups.words import last_copy

        vault = self._session.vault
        self._date.setText(date_in_full(vault.today()))
        text, tone = last_copy(vault)
        self._copy.setText(text)
        self._copy.setProperty("tone", tone)
        self._copy.style().unpolish(self._copy)
        self._copy.style().polish(self._copy)
        self._handed_over.setVisible(is_handed_over(vault))
        self._visit.setVisible(self._session.visit is not None)
        self._recovery.setVisible(not settings.read(vault, "recovery.checked_at"))
        # Words have a button of their own here.
        missing = len([way for way in to_make_again(vault) if way.kind != "words"])
        self._ways.setText(
            ngettext("{count} way in to make again after the new keys", "{count} ways in to make again after the new keys", missing).format(
                count=missing
            )
        )
        self._ways.setVisible(missing > 0)

    def _show_health(self) -> None:
        count = len(self._session.health.findings)
        self._damage.setText(ngettext("Vault: {count} finding", "Vault: {count} findings", count).format(count=count))
        self._damage.setVisible(count > 0)

    def _show_texts(self) -> None:
        texts = self._session.texts
        # One paper is read before anybody could read of it.
        said = _("Papers read for the search: {done} of {count}").format(done=texts.done, count=texts.count) if texts.count > 1 else ""
        self._texts.setText(said)
        self._texts.setAccessibleName(said)

    def say(self, text: str) -> None:
        """A quiet word about what was just done."""
        self._said.setText(text)
        self._said.setAccessibleName(text)

    def show_keyboard(self, layout: str) -> None:
        """Which letters the keyboard gives: `РУ`, `EN`, or nothing where that cannot be known."""
        self._keyboard.setText(layout)


def date_in_full(day: object) -> str:
    """«четверг, 14 мая 2026», "Thursday, 14 May 2026"."""
    locale = QLocale(QLocale.Language.Russian if i18n.language() == "ru" else QLocale.Language.English)
    return locale.toString(day, "dddd, d MMMM yyyy")  # type: ignore[call-overload, no-any-return]
