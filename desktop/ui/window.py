"""The one window: it shows the way in, and the desk once the vault is open."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop import words
from desktop.domain.errors import CaseFileError, DataDamaged
from desktop.i18n import _
from desktop.preferences import Preferences
from desktop.ui.entrance import Entrance
from desktop.ui.handover import Handover
from desktop.ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    # Everything that opens a vault is imported when she has typed her passphrase, not before the first page is painted.
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from desktop.devices.disks import Mount
    from desktop.domain.progress import Report
    from desktop.guard import Measure
    from desktop.operations.vaults import Unlocked
    from desktop.storage.keys import Keys
    from desktop.ui.desk import Desk
    from desktop.ui.lock import Watch
    from desktop.ui.session import Session
    from desktop.ui.triggers import Triggers
    from desktop.ui.ways.renewal import RenewalPage

_ROOM_AFTER = 1500  # milliseconds


class MainWindow(Entrance):
    """Shows the way in, the desk once the vault is open, and nothing of it once it is locked."""

    def __init__(self, kept: Preferences, *, vault: Path | None = None, handover: Handover | None = None, language: str = "") -> None:
        super().__init__(kept, vault=vault, handover=handover, language=language)
        self._session: Session | None = None
        self._desk: Desk | None = None
        self._watch: Watch | None = None
        self._triggers: Triggers | None = None
        self._salvages = False
        self._is_locking, self._closes_anyway, self._panic_closes, self._wants_other = False, False, False, False
        self._has_offered_copy = False
        self._stick: Mount | None = None
        self._heeds_stick = True
        self.tried.connect(self._unlock)
        self.made.connect(self._go_on_in_wizard)
        self.finished.connect(self._on_finished)

    @property
    def desk(self) -> Desk | None:
        """The desk; None while the vault is locked."""
        return self._desk

    def open_case(self, case_id: str, tab: str = "overview") -> None:
        """Show a case on the desk."""
        if self._desk is not None:
            self._desk.open_case(case_id, tab)

    def lock_after(self, minutes: int) -> None:
        """Lock by itself when nobody has touched anything for so long."""
        if self._watch is not None:
            self._watch.minutes = minutes

    def close_at_panic(self, closes: bool) -> None:
        """Whether the panic key closes the window, in place of locking it."""
        self._panic_closes = closes

    def renew_keys(self, passphrase: str, key_file_text: str) -> None:
        """Close the vault, give it new keys that this passphrase opens (with the key file, if there is one), and open it again."""
        from desktop.operations.new_keys import renew_keys
        from desktop.ui.jobs import Listener
        from desktop.ui.ways.renewal import RenewalPage

        if self._desk is None or self._session is None or self._is_locking:
            return
        try:
            self._desk.leave()
        except CaseFileError as error:
            self._desk.say(words.explain(error))
            return
        self._session.drawers.end()
        self.jobs.stop()
        page, keys, folder = RenewalPage(), self._session.vault.keys, self._session.vault.folder
        self._session.vault.close()
        self._desk = None
        self._show(page)
        page.begin()
        listener = Listener(
            lambda new: self._come_back(new, _("The vault has new keys. What opened it before opens nothing any more.")),
            failed=lambda error: self._come_back(keys, words.explain(error)),
            progress=partial(self._on_renewing, page),
            stopped=lambda: self._come_back(keys, _("Stopped. The vault is as it was.")),
        )
        number = self.jobs.run(page, partial(_renew, renew_keys, folder, keys, passphrase, key_file_text), listener)
        page.stopped.connect(lambda: self.jobs.cancel(number))

    def _on_renewing(self, page: RenewalPage, done: int, total: int) -> None:
        # She waits for it: that is as good as touching something.
        if self._watch is not None:
            self._watch.touch()
        page.show_progress(done, total)

    def _come_back(self, keys: Keys, said: str) -> None:
        """Open the vault again, and say what became of it."""
        try:
            self._sit_down(self._open(keys))
        except CaseFileError as error:
            self._let_go()
            self.show_unlock()
            page = self._stack.currentWidget()
            if isinstance(page, UnlockPage):
                page.refuse(error)
            return
        if self._desk is not None:
            self._desk.say(said)

    def lock_without_stick(self, locks: bool) -> None:
        """Whether the vault is locked when the stick with the key file is pulled out."""
        self._heeds_stick = locks

    def _is_stick_gone(self) -> bool:
        """Whether the stick that opened the vault was pulled out. Safe on any thread."""
        from desktop.devices.drives import is_plugged

        return self._stick is not None and self._heeds_stick and not is_plugged(self._stick)

    def triggers(self) -> tuple[Measure, ...]:
        """Which triggers of the lock this computer has."""
        return self._triggers.measures() if self._triggers else ()

    def lock(self, panic: bool) -> None:
        """Keep the drafts, forget everything, become the locked program. Never asks, never fails."""
        from desktop.ui import lock

        if self._session is None or self._is_locking:
            return
        self._is_locking = True
        # Who has not gone on since the panic key shall find the empty page again.
        panic = panic or (self._desk is not None and self._desk.is_blank)
        lock.Deadline(partial(self._left, panic))
        if self._triggers:
            self._triggers.answered()
        try:
            with ExitStack() as whatever_happens:
                whatever_happens.callback(self._session.vault.close)
                whatever_happens.callback(self._clear_clipboard)
                if self._desk:
                    self._desk.drafts.keep(panic=panic)
        finally:
            lock.replace(self._left(panic))

    def _lock_to_salvage(self) -> None:
        """What is to be read around its damage must not be written to meanwhile."""
        self._salvages = True
        self.lock(panic=False)

    def lock_for_another(self) -> None:
        """Lock, and ask which vault is to be opened: by a process that knows nothing of this one."""
        self._wants_other = True
        self.lock(panic=False)

    def _lock_for_the_computer(self) -> None:
        self.lock(panic=False)

    def _replace_deaf(self) -> None:
        """The computer must not wait for a window that hangs."""
        from desktop.ui import lock

        lock.replace(self._left(panic=False))

    def _left(self, panic: bool) -> Handover | None:
        """What is left for the locked program; nothing where none shall come. Safe on any thread."""
        if panic and self._panic_closes:
            return None
        lost = self._desk.drafts.lost_pages() if self._desk else ()
        if self._wants_other:
            return Handover(lost=lost, other=True, language=self._asked_language)
        salvages = self._salvages and not panic
        return Handover(str(self._vault or ""), panic, lost, salvages=salvages, language=self._asked_language)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window keeps the drafts too, and leaves nothing running. Where that fails she decides."""
        if self._desk is not None and not self._is_locking and not self._closes_anyway:
            if self._offers_copy(self._desk):
                event.ignore()
                return
            try:
                self._desk.leave()
            except CaseFileError as error:
                event.ignore()
                text = _("{what} What is being typed will be lost. Close all the same?").format(what=words.explain(error))
                self.asking.question(self, text, _("Close all the same"), self._close_anyway, dangerous=True)
                return
        # Qt hands what was copied to a clipboard manager when a program ends.
        self._clear_clipboard()
        if self._triggers is not None:
            self._triggers.stop()
        if self._session is not None:
            # First, so that no job waits for one of them.
            self._session.drawers.end()
        if self._jobs is not None:
            self._jobs.stop()
        if self._session is not None:
            self._session.vault.close()
        super().closeEvent(event)

    def _offers_copy(self, desk: Desk) -> bool:
        """Whether she is asked, once, if a copy shall be made before the window closes: its stick is in."""
        stick = "" if self._has_offered_copy else desk.stick_for_a_copy()
        if not stick:
            return False
        self._has_offered_copy = True
        text = _("Stick “{name}” is in, and something was saved since the last copy. Back up before closing?").format(name=stick)
        then = partial(desk.back_up_then, self._close_now)
        self.asking.question(self, text, _("Back up, then close"), then, no=_("Close now"), refused=self._close_now)
        return True

    def _close_now(self) -> None:
        QTimer.singleShot(0, self, self.close)

    def _close_anyway(self) -> None:
        self._closes_anyway = True
        QTimer.singleShot(0, self, self.close)

    def _unlock(self, secret: str, key_file_text: str) -> None:
        from desktop.ui.jobs import Listener

        page = self._stack.currentWidget()
        if not isinstance(page, UnlockPage):
            return
        from desktop.operations.vaults import unlocked

        folder = self._vault or Path()
        listener = Listener(partial(self._on_unlocked, page), failed=page.refuse, stopped=page.rest)
        self.jobs.run(page, lambda _report: unlocked(folder, secret, key_file_text=key_file_text), listener)
        # While the child derives the key there is time to load what comes next.
        QTimer.singleShot(0, self, _load_the_desk)

    def _on_unlocked(self, page: UnlockPage, found: Unlocked) -> None:
        try:
            session = self._open(found.keys, page.key_file)
            self._sit_down(session)
        except CaseFileError as error:
            self._let_go()
            page.refuse(error)
            return
        if self._desk is not None and (said := _word_after(session, found)):
            self._desk.say(said)

    def _open(self, keys: Keys, key_file: Path | None = None) -> Session:
        from desktop.devices.drives import stick_of
        from desktop.operations.vaults import open_vault
        from desktop.storage import settings
        from desktop.ui.lock import IDLE_MINUTES, Watch
        from desktop.ui.session import Session
        from desktop.ui.triggers import Triggers

        vault = open_vault(self._vault or Path(), keys)
        self._session = Session(vault, self.jobs, self.asking, self)
        self._panic_closes = settings.number(vault, "lock.panic_closes", 0) == 1
        QTimer.singleShot(_ROOM_AFTER, self._session, self._keep_room)
        if self._watch is not None:
            # The vault was closed for a while and is open again: who watches goes on watching.
            return self._session
        self._watch = Watch(settings.number(vault, "lock.idle_minutes", IDLE_MINUTES), self)
        self._watch.locked.connect(self.lock)
        self._watch.start()
        self._stick = stick_of(key_file) if key_file else None
        self._heeds_stick = settings.number(vault, "lock.stick", 1) == 1
        self._triggers = Triggers((self._watch.is_overdue, self._is_stick_gone), self._replace_deaf, self)
        self._triggers.fired.connect(self._lock_for_the_computer)
        self._triggers.start()
        return self._session

    def _let_go(self) -> None:
        """Close a vault that opened and then could not be read: or it would stand in its own way at the next try."""
        if self._session is not None:
            self._session.vault.close()
        self._session = self._desk = None

    def tell_problem(self, error: CaseFileError) -> None:
        """Say what a page met and did not tell itself; what is damage goes into the strip as well."""
        if self._desk is None or self._session is None:
            return
        self._desk.say(words.explain(error))
        if isinstance(error, DataDamaged):
            self._session.health.meet()

    def _keep_room(self) -> None:
        """See to the room for drafts on a full disk, when what she waits for is done."""
        from desktop.operations.drafts import keep_room_for_drafts
        from desktop.ui.jobs import Listener

        if self._session is None or not self._session.vault.is_open:
            return
        vault = self._session.vault

        def lay(_report: object) -> bool:
            with vault.second() as other:
                return keep_room_for_drafts(other)

        self.jobs.run(self._session, lay, Listener(_nothing))

    def _sit_down(self, session: Session) -> None:
        from desktop.ui.desk import Desk

        handover, self._handover = self._handover, None
        self._desk = Desk(session, self, empty=handover is not None and handover.panic, lost=handover.lost if handover else ())
        self._desk.lock_wanted.connect(self.lock)
        self._desk.salvage_wanted.connect(self._lock_to_salvage)
        if self._watch is not None:
            self._watch.visitor_came.connect(self._desk.on_visitor)
        self.setWindowTitle("Portfel")
        self._show(self._desk)
        try:
            self._desk.begin()
        except CaseFileError as error:
            self.tell_problem(error)
        session.health.begin()
        session.texts.begin()
        if session.vault.healed and not session.vault.had_altered_header:
            self._desk.say(_("One copy of the vault's header was damaged or missing: it was written anew from the other."))

    def _go_on_in_wizard(self, keys: Keys) -> None:
        """A vault was made in the wizard, which goes on with it open."""
        from desktop.ui.unlock.wizard import Wizard

        wizard, session = self._stack.currentWidget(), self._open(keys)
        if isinstance(wizard, Wizard):
            wizard.go_on_with(session)

    def _on_finished(self) -> None:
        if self._session is not None:
            self._sit_down(self._session)


def _word_after(session: Session, found: Unlocked) -> str:
    """What is to be said once the vault is open; empty where there is nothing."""
    from desktop.operations.settings import set_setting
    from desktop.storage import settings
    from desktop.ui.unlock.wizard import AT_LOCK

    if session.vault.had_altered_header:
        return words.problem_sentence("header-altered", "")
    if settings.read(session.vault, AT_LOCK):
        with suppress(CaseFileError):
            set_setting(session.vault, AT_LOCK, "")
        return _("Done: the lock works, and so does your passphrase.")
    return words.other_layout_hint() if found.by_other_layout else ""


def _renew(renew: Callable[..., Keys], folder: Path, keys: Keys, passphrase: str, key_file_text: str, report: Report) -> Keys:
    return renew(folder, keys, passphrase, key_file_text=key_file_text, report=report)


def _load_the_desk() -> None:
    from desktop.storage import word_forms
    from desktop.ui import desk as _desk  # noqa: F401 - loaded now so that it is there in a second

    word_forms.get_ready()


def _nothing(_answer: object) -> None:
    """Nobody waits for this."""
