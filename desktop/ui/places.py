"""The pages of the desk: how each is made when it is first asked for, and what it may ask of the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.ui.backups.watch import StickWatch
from desktop.ui.session import Session
from desktop.ui.settings.shell import Shell


@dataclass(frozen=True, kw_only=True)
class Places:
    """What pages need, and where they lead. Each page's module is read with its first page: opening the vault waits for none."""

    session: Session
    shell: Shell
    sticks: StickWatch
    open_case: Callable[..., object]  # a case, and maybe a tab and what to open in it
    show_place: Callable[[str], object]
    back: Callable[[], object]
    show_call: Callable[[str], object]
    opened: Callable[[str], object]  # a case that was just made
    recovery: Callable[[], object]
    recovered: Callable[[], object]

    def makers(self) -> dict[str, Callable[[], QWidget]]:
        """How each page is made, by its place. "recovery" is no place of the side: it is asked for, and goes when it is done."""
        return {
            "today": self._today, "calls": self._calls, "cases": self._cases, "new-case": self._new_case, "register": self._register,
            "library": self._library, "basket": self._basket, "group": self._group, "backups": self._backups, "transfers": self._transfers,
            "settings": self._settings, "keys": self._keys, "recovery": self._recovery,
            "sheet-check": self._sheet_check,
        }  # fmt: skip

    def _to(self, place: str) -> Callable[[], object]:
        return partial(self.show_place, place)

    def _letter(self, case: str, letter: str) -> None:
        self.open_case(case, "letters", letter)

    def _note(self, case: str, note: str) -> None:
        self.open_case(case, "notes", note)

    def _today(self) -> QWidget:
        from desktop.ui.today.page import TodayPage

        page = TodayPage(self.session)
        page.case_chosen.connect(self.open_case)
        page.call_chosen.connect(self.show_call)
        page.basket_chosen.connect(self._to("basket"))
        page.calls_chosen.connect(self._to("calls"))
        return page

    def _calls(self) -> QWidget:
        from desktop.ui.calls.page import CallsPage

        page = CallsPage(self.session)
        page.call_chosen.connect(self.show_call)
        page.case_chosen.connect(self.open_case)
        page.left.connect(self.back)
        return page

    def _cases(self) -> QWidget:
        from desktop.ui.cases.page import CasesPage

        page = CasesPage(self.session)
        page.case_chosen.connect(self.open_case)
        page.new_wanted.connect(self._to("new-case"))
        page.group_wanted.connect(self._to("group"))
        return page

    def _new_case(self) -> QWidget:
        from desktop.ui.cases.new_case import NewCasePage

        page = NewCasePage(self.session)
        page.case_opened.connect(self.opened)
        page.left.connect(self.back)
        return page

    def _register(self) -> QWidget:
        from desktop.ui.register.page import RegisterPage

        page = RegisterPage(self.session)
        page.case_chosen.connect(self.open_case)
        page.letter_chosen.connect(self._letter)
        return page

    def _library(self) -> QWidget:
        from desktop.ui.library.page import LibraryPage

        return LibraryPage(self.session)

    def _group(self) -> QWidget:
        from desktop.ui.groups.page import GroupPage

        page = GroupPage(self.session)
        page.letter_chosen.connect(self._letter)
        page.basket_wanted.connect(self._to("basket"))
        page.left.connect(self.back)
        return page

    def _basket(self) -> QWidget:
        from desktop.ui.basket.page import BasketPage

        page = BasketPage(self.session)
        page.document_chosen.connect(self._letter)
        page.left.connect(self.back)
        return page

    def _backups(self) -> QWidget:
        from desktop.ui.backups.page import BackupsPage

        page = BackupsPage(self.session, self.sticks)
        page.left.connect(self.back)
        page.transfers_wanted.connect(self._to("transfers"))
        return page

    def _transfers(self) -> QWidget:
        from desktop.ui.transfers.page import TransfersPage

        page = TransfersPage(self.session)
        page.left.connect(self.back)
        return page

    def _settings(self) -> QWidget:
        from desktop.ui.settings.page import SettingsPage

        page = SettingsPage(self.session, self.shell)
        page.recovery_wanted.connect(self.recovery)
        return page

    def _keys(self) -> QWidget:
        from desktop.ui.keys import KeysPage

        return KeysPage()

    def _sheet_check(self) -> QWidget:
        from desktop.ui.sheets.page import CheckSheetPage

        page = CheckSheetPage(self.session)
        page.note_chosen.connect(self._note)
        page.left.connect(self.back)
        return page

    def _recovery(self) -> QWidget:
        from desktop.ui.unlock.recovery import RecoveryPage

        page = RecoveryPage(self.session)
        page.finished.connect(self.recovered)
        return page
