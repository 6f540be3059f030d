"""The desk: the pages of an open vault, and the keys that work on all of them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from importlib import import_module

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop import words
from desktop.domain.drafts import Draft
from desktop.domain.errors import CaseFileError
from desktop.i18n import _
from desktop.operations.copies import freshness
from desktop.storage.drafts import waiting
from desktop.ui.backups.watch import StickWatch
from desktop.ui.case.page import CasePage
from desktop.ui.day_watch import DayWatch
from desktop.ui.drafts import DraftKeeper
from desktop.ui.frame import SIDE, Frame
from desktop.ui.open_cases import MOST_OPEN, OpenCases
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.shortcut import bind
from desktop.ui.places import LISTS, TITLES, Places
from desktop.ui.search.leading import Leading
from desktop.ui.session import Session
from desktop.ui.settings.shell import Shell
from desktop.ui.status import date_in_full
from desktop.ui.trail import HOME, Trail, case_of, case_place

_DAY_AFTER, _SWEPT_AFTER = 800, 1500  # milliseconds
PLACE = "desk"  # the page word of the draft that tells where she was


class Desk(Frame):
    """Brings pages to the front and keeps what is typed on them. Pages are made when they are first asked for."""

    def __init__(self, session: Session, shell: Shell, *, empty: bool = False, lost: tuple[str, ...] = ()) -> None:
        super().__init__(session)
        self._lost = lost
        self._pages: dict[str, QWidget] = {}
        self._trail = Trail()
        left = waiting(session.vault)
        self._was_at = next((draft for draft in left if draft.page == PLACE), None)
        # Where the panic key closed the window, only the vault knows of it.
        self._starts_empty = empty or any(draft.panic for draft in left)
        self.is_blank = False
        self._sticks = StickWatch(session, self)
        self._connect()
        self._places = Places(
            session=session, shell=shell, sticks=self._sticks, open_case=self.open_case, show_place=self.show_place, back=self._back,
            show_call=self._calls.show_call, opened=self._on_new_case, made_of_call=self._on_urgent_case,
            binned=self._on_binned, recovery=self._show_recovery, recovered=self._on_recovery,
            forget_case=self._forget_case, ways=self._show_ways,
        )  # fmt: skip
        self._leading = Leading(session, self._stack, self._places)
        self._search.hit_chosen.connect(self._leading.show)
        self._leading.said.connect(self.say)
        self._makers = self._places.makers()
        self.cases = OpenCases(session, self._stack, self._side, self._places.case)
        self.drafts = DraftKeeper(session, self._typed_on, self._here, tuple(draft for draft in left if draft.page != PLACE))
        session.changed.connect(self._on_changed)
        self._bind_keys()
        self._sticks.came.connect(self._on_stick)
        self._days = DayWatch(session.vault, self)
        self._days.changed.connect(session.changed)
        self._days.doubted.connect(self._on_doubted_day)
        if self._was_at and "visit" in self._was_at.fields:
            self._begin_visit(self._was_at.fields["visit"])

    def begin(self) -> None:
        """After the panic key an empty page, else where she was with what she was typing, else Today."""
        if self._lost:
            names = ", ".join(dict.fromkeys(_(TITLES.get(page, page)) for page in self._lost))
            self._status.say(_("Not kept when the vault was locked: {pages}").format(pages=names))
        QTimer.singleShot(_DAY_AFTER, self._days, self._days.begin)
        QTimer.singleShot(_DAY_AFTER, self._sticks, self._sticks.begin)
        QTimer.singleShot(_SWEPT_AFTER, self, _sweep_once)
        QTimer.singleShot(_SWEPT_AFTER, self, self._empty_bin)
        if self._starts_empty:
            self._show_blank()
        else:
            self._go_on()

    def _empty_bin(self) -> None:
        """What has been in the bin long enough goes for good, beside her work."""
        from desktop.ui.bin.emptying import empty

        empty(self.session, self)

    def _on_doubted_day(self, known: date, today: date) -> None:
        """The clock went back, or far ahead: every term is counted from it."""
        sentence = _("The vault was last open on {before}; by this computer's clock today is {today}. Every term is counted from it.")
        text = sentence.format(before=date_in_full(known), today=date_in_full(today))
        self._status.say(_("The clock of this computer may be wrong."))
        self.session.asking.question(self, text, _("The date is right"), self._on_right_day, no=_("I will set the clock"), dangerous=True)

    def _on_right_day(self) -> None:
        self._days.accept()
        self._status.say("")

    def _on_stick(self, name: str) -> None:
        from desktop.ui.backups.cleansing import came_words

        self._status.say(came_words(self.session.vault, self._sticks.sticks, name))

    def stick_for_a_copy(self) -> str:
        """The name of the stick that is in, where a copy lacks something; empty where there is nothing to offer."""
        usable, now = self._sticks.sticks.usable, freshness(self.session.vault)
        return usable[0].name if len(usable) == 1 and (now.days is None or now.saves) else ""

    def back_up_then(self, done: Callable[[], object]) -> None:
        """Back up to the stick that is in; `done` is called once the copy is proven, and never where it is not."""
        page = self.show_place("backups")
        page.begin_then(done)  # type: ignore[attr-defined]

    def leave(self) -> None:
        """Keep the drafts before the window closes."""
        self.drafts.keep(panic=self.is_blank)

    def show_place(self, place: str) -> QWidget:
        """Bring a page to the front; the page comes back."""
        if place.startswith("case:"):
            return self._case(case_of(place)) or self._page(HOME)
        self._bring(place, self._page(place))
        return self._pages[place]

    def _page(self, place: str) -> QWidget:
        if place not in self._pages:
            self._pages[place] = self._makers[place]()
            self._stack.addWidget(self._pages[place])
        return self._pages[place]

    def open_case(self, case_id: str, tab: str = "", subject: str = "") -> CasePage | None:
        """Bring a case to the front; None where it is gone or not for the visitor's eyes, which the status line then says."""
        if not self.session.shows(case_id):
            self._status.say(_("Not shown while a visitor is beside you: F8 first."))
            return None
        page = self._case(case_id, tab)
        if page is None:
            return None
        self._bring(case_place(case_id), page)
        if tab or subject:
            page.show_tab(tab or page.tab, subject)
        return page

    def _case(self, case_id: str, tab: str = "") -> CasePage | None:
        try:
            return self.cases.page(case_id, tab)
        except CaseFileError as error:
            self._status.say(words.explain(error))
            return None

    def _connect(self) -> None:
        self._side.place_chosen.connect(self.show_place)
        self._side.case_chosen.connect(self.open_case)
        self._calls.case_wanted.connect(self._on_new_case)
        self._calls.urgent_wanted.connect(self._ask_urgent)
        self._damage.restore_wanted.connect(self._show_restoring)
        self._status.visit_over.connect(self.on_visitor)
        self._status.backup_wanted.connect(partial(self.show_place, "backups"))
        self._status.recovery_wanted.connect(self._show_recovery)
        self._status.ways_wanted.connect(self._show_ways)
        self._status.key_wanted.connect(self._show_hand_over)

    def _bind_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self._search.focus_search),
            ("Ctrl+N", partial(self.show_place, "new-case")),
            ("F2", self._calls.begin_call),
            ("F3", self._ask_urgent),
            ("F9", self.session.reveal_names),
            ("Ctrl+/", partial(self.show_place, "keys")),
            ("Ctrl+.", partial(self.show_place, "keys")),  # the same key on the Russian layout
            ("Ctrl+Z", self._undo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+W", self._close_case),
            ("Ctrl+Shift+F", partial(self.show_place, "sheet-check")),
            ("Ctrl+PgDown", partial(self._step, 1)),
            ("Ctrl+PgUp", partial(self._step, -1)),
            ("Escape", self._back),
            ("F1", self._show_limits),
            ("Ctrl+Shift+Del", self._destroy_keys),
        )
        for key, deed in keys:
            bind(self, key, deed)
        for number in range(1, MOST_OPEN + 1):
            bind(self, f"Ctrl+{number}", partial(self._open_number, number))

    def _destroy_keys(self) -> None:
        from desktop.ui.settings import erase

        erase.begin(self.session, self, self.lock_wanted.emit, self._status.say)

    # --- pages

    def _show_restoring(self) -> None:
        self.show_place("backups")
        self._pages["backups"].ask_to_restore()  # type: ignore[attr-defined]

    def _show_ways(self) -> None:
        page = self.show_place("settings")
        page.show_ways()  # type: ignore[attr-defined]

    def _show_recovery(self) -> None:
        self.show_place("recovery")

    def _show_limits(self) -> None:
        from desktop.ui.settings.page import SettingsPage

        page = self.show_place("settings")
        if isinstance(page, SettingsPage):
            page.show_limits()

    def _show_hand_over(self) -> None:
        from desktop.ui.settings.page import SettingsPage

        page = self.show_place("settings")
        if isinstance(page, SettingsPage):
            page.show_hand_over()

    def _on_recovery(self) -> None:
        page = self._pages.pop("recovery")
        self._back()
        self._stack.removeWidget(page)
        page.deleteLater()
        self._status.show_facts()

    # --- moving about

    def _bring(self, place: str, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self._trail.go(place)
        self._side.mark(place)
        take_focus = getattr(page, "take_focus", None)
        (take_focus or page.setFocus)()

    @property
    def place(self) -> str:
        """The place in front: a page, or "case:" and the id of a case; empty at first."""
        return self._trail.now

    def _back(self) -> None:
        self._show(self._trail.back(self._shows))

    def _step(self, by: int) -> None:
        places = [*SIDE, *(case_place(case_id) for case_id in self.cases)]
        self._show(self._trail.beside([place for place in places if self._shows(place)], by))

    def _show(self, place: str) -> None:
        if case_of(place):
            self.open_case(case_of(place))
        else:
            self.show_place(place)

    def _open_number(self, number: int) -> None:
        keyed = self.cases.keyed()
        if number <= len(keyed):
            self._become_the_visitors(keyed[number - 1])
            self.open_case(keyed[number - 1])

    def _close_case(self) -> None:
        case_id = self._trail.case
        page = self.cases.known(case_id)
        if page is not None and page.save_draft() is None:
            self._back()
            self.cases.drop(case_id)

    def _on_binned(self, case_id: str) -> None:
        """The case is in the bin: its page goes, and what was being typed there waits until the case is back."""
        page = self.cases.known(case_id)
        draft = page.save_draft() if page is not None else None
        if draft is not None:
            self.drafts.set_aside([draft])
        self.cases.drop(case_id)
        self.show_place("cases")
        self._status.say(_("In the bin: Cases → Bin brings it back, and so does Ctrl+Z."))

    def _forget_case(self, case_id: str) -> None:
        """The page goes at once: no signal may reach it once its case is not there any more. Nothing typed on it waits for it."""
        self.drafts.forget(case_id)
        page = self.cases.known(case_id)
        if case_id in self.cases:
            self.cases.drop(case_id)
        if page is not None:
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)

    def _on_new_case(self, case_id: str) -> None:
        self._trail.forget("new-case")
        self._become_the_visitors(case_id)
        self.open_case(case_id)
        self._restore_waiting()

    def _ask_urgent(self) -> None:
        """The eight questions: for the case in front, else for a new file, with what a call going on has told."""
        page = self._page("urgent")
        page.begin(self._trail.case, tuple(self.cases), self._calls.typed_now())  # type: ignore[attr-defined]
        self.show_place("urgent")

    def _on_urgent_case(self, case_id: str, call: str) -> None:
        self._become_the_visitors(case_id)
        self._calls.put_into(call, case_id)

    def _on_changed(self) -> None:
        self._status.show_facts()
        self.cases.show()

    # --- a visitor

    def on_visitor(self) -> None:
        """Somebody sits down beside her, or has gone. Nothing is asked, and nothing that was typed is lost."""
        self.session.asking.dismiss(self)
        self._status.say("")
        if self.session.visit is None:
            self._begin_visit(self._trail.case)
        else:
            self.session.end_visit()
            self._calls.set_aside(aside=False)
            self._restore_waiting()
        if self.place:
            self.show_place(self.place)

    def _begin_visit(self, case_id: str) -> None:
        # Lists are made anew for the visitor; what was typed on them waits, as it does over a lock.
        typed: list[Draft] = []
        for place in LISTS:
            page = self._pages.pop(place, None)
            if page is not None:
                draft = page.save_draft() if hasattr(page, "save_draft") else None
                typed += [draft] if draft else []
                self._stack.removeWidget(page)
                page.deleteLater()
        self.drafts.set_aside(typed)
        self._calls.set_aside(aside=True)
        self.session.begin_visit(case_id)

    def _become_the_visitors(self, case_id: str) -> None:
        """With no case open when the visitor came, the first one that she opens herself is the visitor's."""
        if self.session.visit == "":
            self.session.begin_visit(case_id)

    def _shows(self, place: str) -> bool:
        case_id = case_of(place)
        return not case_id or (case_id in self.cases and self.session.shows(case_id))

    # --- undo

    def _undo(self) -> None:
        title = self.session.history.undo_title
        self._try(self.session.undo, _("Taken back: {change}").format(change=title) if title else _("Nothing to take back."))

    def _redo(self) -> None:
        title = self.session.history.redo_title
        self._try(self.session.redo, _("Done again: {change}").format(change=title) if title else _("Nothing to do again."))

    def _try(self, deed: Callable[[], object], said: str) -> None:
        try:
            deed()
        except CaseFileError as error:
            said = words.explain(error)
        self._status.say(said)

    # --- drafts

    def _typed_on(self) -> Iterable[QObject]:
        return (*self._pages.values(), *self.cases.pages, self._calls)

    def _here(self) -> Draft | None:
        if not self.place:
            return self._was_at
        page = self.cases.known(self._trail.case)
        tab = page.tab if page is not None else ""
        fields = {"place": self.place, "tab": tab, "open": " ".join(self.cases)}
        if self.session.visit is not None:
            fields["visit"] = self.session.visit
        return Draft(id=self.session.vault.new_id(), page=PLACE, fields=fields)

    def _show_blank(self) -> None:
        self.is_blank = True
        self._damage.set_aside(True)
        blank = EmptyState(_("There is a draft – Enter") if self.drafts.waiting else _("Enter – go on"))
        blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack.addWidget(blank)
        self._stack.setCurrentWidget(blank)
        blank.setFocus()
        bind(blank, "Return|Enter", self._go_on, inside=True)

    def _go_on(self) -> None:
        """Go to where she was, with everything she was typing."""
        self.is_blank = False
        self._damage.set_aside(False)
        was_at = self._was_at.fields if self._was_at else {}
        self.show_place(HOME)
        if not self._starts_empty or self.drafts.waiting:
            self.cases.take_up(was_at.get("open", "").split())
        self._restore_waiting()
        place = was_at.get("place", "")
        if case_of(place) in self.cases and self._shows(place):
            self.open_case(case_of(place), was_at.get("tab", ""))
        elif place in self._makers and place not in {"recovery", "destroying"}:
            self.show_place(place)
        QTimer.singleShot(0, self, self.cases.show)

    def _restore_waiting(self) -> None:
        self.drafts.put_back(self._restore)

    def _restore(self, draft: Draft) -> bool:
        """Put a draft on its page; not where a visitor must not see it, or something else is typed there by now."""
        if self.session.visit is not None and not (draft.case and self.session.shows(draft.case)):
            return False
        page: QObject | None
        if draft.page == "call":
            page = self._calls
        elif draft.case:
            page = self._case(draft.case)
        else:
            page = self._page(draft.page) if draft.page in self._makers else None
            if page is not None and page.save_draft():  # type: ignore[attr-defined]
                return False
        restore = getattr(page, "restore_draft", None)
        if restore:
            restore(draft)
        return True


def _sweep_once() -> None:
    """Read the page she goes to next, sweep up what the unlocking left, and from then on leave aside what is there now.

    It stays until the lock ends the process. Looked through again and again, some hundred thousand things held up the window for 40 ms
    whenever much was listed.
    """
    if not gc.get_freeze_count():
        import_module("desktop.ui.cases.page")
        gc.collect()
        gc.freeze()
