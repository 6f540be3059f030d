"""The pages of the desk: how each is made when it is first asked for, and what it may ask of the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.figures import Counted
from desktop.i18n import N_
from desktop.ui.backups.watch import StickWatch
from desktop.ui.case.page import CasePage
from desktop.ui.session import Session
from desktop.ui.settings.shell import Shell

# The pages that show more than one case.
LISTS = (
    "today",
    "agenda",
    "figures",
    "calls",
    "cases",
    "people",
    "register",
    "new-case",
    "urgent",
    "basket",
    "group",
    "orders",
    "bin",
    "reviews",
    "tables",
)
# What the pages are called on which something can be typed, and the tabs of a case together.
TITLES = {
    "today": N_("Today"),
    "agenda": N_("Dates"),
    "figures": N_("Report"),
    "settings": N_("Settings"),
    "cases": N_("Cases"),
    "new-case": N_("New case"),
    "urgent": N_("Urgent"),
    "people": N_("People"),
    "call": N_("Call"),
    "register": N_("Register"),
    "library": N_("Norms and templates"),
    "case": N_("Case"),
    "group": N_("A document for several"),
    "tables": N_("From a table"),
    "sheet-check": N_("Check a sheet"),
}


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
    made_of_call: Callable[[str, str], object]  # a case, and the call it came of
    binned: Callable[[str], object]  # a case that was put into the bin
    forget_case: Callable[[str], object]  # one that is about to be destroyed
    ways: Callable[[], object]
    recovery: Callable[[], object]
    recovered: Callable[[], object]

    def makers(self) -> dict[str, Callable[[], QWidget]]:
        """How each page is made, by its place. "recovery" is no place of the side: it is asked for, and goes when it is done."""
        return {
            "today": self._today,
            "agenda": self._agenda,
            "figures": self._figures,
            "calls": self._calls,
            "cases": self._cases,
            "people": self._people,
            "new-case": self._new_case,
            "register": self._register,
            "library": self._library,
            "basket": self._basket,
            "group": self._group,
            "tables": self._tables,
            "bin": self._bin,
            "destroying": self._destroying,
            "reviews": self._reviews,
            "urgent": self._urgent,
            "orders": self._orders,
            "backups": self._backups,
            "transfers": self._transfers,
            "open-formats": self._open_formats,
            "settings": self._settings,
            "keys": self._keys,
            "recovery": self._recovery,
            "sheet-check": self._sheet_check,
        }

    def case(self, case_id: str, tab: str) -> CasePage:
        """The page of a case. Raises what reading the case raises."""
        page = CasePage(self.session, case_id, tab)
        page.case_asked.connect(self.open_case)
        page.unit_asked.connect(partial(self.show_in_people, "units"))
        page.place_wanted.connect(self.show_place)
        page.gone.connect(partial(self.binned, case_id))
        page.destruction_wanted.connect(partial(self._destruction_of, case_id))
        return page

    def show_in_people(self, tab: str, subject: str) -> None:
        """Bring a person, a unit or the like of the address book to the front."""
        from desktop.ui.people.page import PeoplePage

        page = self.show_place("people")
        if isinstance(page, PeoplePage):
            page.show_tab(tab, subject)

    def _destruction_of(self, case_id: str) -> None:
        from desktop.ui.destroying.page import DestroyingPage

        page = self.show_place("destroying")
        if isinstance(page, DestroyingPage):
            page.begin(case_id)

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
        page.agenda_wanted.connect(partial(self._agenda_at, "week"))
        page.idle_wanted.connect(partial(self._agenda_at, "idle"))
        page.reviews_wanted.connect(self._to("reviews"))
        return page

    def _agenda_at(self, view: str) -> None:
        from desktop.ui.agenda.page import AgendaPage

        page = self.show_place("agenda")
        if isinstance(page, AgendaPage):
            page.show_view(view)

    def _figures(self) -> QWidget:
        from desktop.ui.figures.page import FiguresPage

        page = FiguresPage(self.session)
        page.record_chosen.connect(self._record)
        page.left.connect(self.back)
        return page

    def _record(self, counted: Counted) -> None:
        """Open what stands behind a number."""
        if counted.kind == "call":
            self.show_call(counted.id)
            return
        tab = {"note": "notes", "register": "letters"}.get(counted.kind, "overview")
        self.open_case(counted.case, tab, counted.id if counted.kind in {"note", "register", "deadline"} else "")

    def _agenda(self) -> QWidget:
        from desktop.ui.agenda.page import AgendaPage

        page = AgendaPage(self.session)
        page.date_chosen.connect(lambda case, dated: self.open_case(case, "overview", dated))
        page.left.connect(self.back)
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
        page.table_wanted.connect(self._to("tables"))
        page.left.connect(self.back)
        page.bin_wanted.connect(self._to("bin"))
        return page

    def _people(self) -> QWidget:
        from desktop.ui.people.page import PeoplePage

        page = PeoplePage(self.session)
        page.case_chosen.connect(self.open_case)
        return page

    def _new_case(self) -> QWidget:
        from desktop.ui.cases.new_case import NewCasePage

        page = NewCasePage(self.session)
        page.case_opened.connect(self.opened)
        page.left.connect(self.back)
        return page

    def _urgent(self) -> QWidget:
        from desktop.ui.urgent.page import UrgentPage

        page = UrgentPage(self.session)
        page.case_made.connect(self.made_of_call)
        page.document_asked.connect(self._letter)
        page.case_asked.connect(self.open_case)
        page.left.connect(self.back)
        return page

    def _orders(self) -> QWidget:
        from desktop.ui.orders.page import OrdersPage

        page = OrdersPage(self.session)
        page.order_chosen.connect(lambda case, order: self.open_case(case, "overview", order))
        page.left.connect(self.back)
        return page

    def _register(self) -> QWidget:
        from desktop.ui.register.page import RegisterPage

        page = RegisterPage(self.session)
        page.case_chosen.connect(self.open_case)
        page.letter_chosen.connect(self._letter)
        page.report_wanted.connect(self._to("figures"))
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

    def _tables(self) -> QWidget:
        from desktop.ui.tables.page import TablesPage

        page = TablesPage(self.session)
        page.case_asked.connect(self.open_case)
        page.left.connect(self.back)
        return page

    def _basket(self) -> QWidget:
        from desktop.ui.basket.page import BasketPage

        page = BasketPage(self.session)
        page.document_chosen.connect(self._letter)
        page.note_chosen.connect(self._note)
        page.left.connect(self.back)
        return page

    def _backups(self) -> QWidget:
        from desktop.ui.backups.page import BackupsPage

        page = BackupsPage(self.session, self.sticks)
        page.left.connect(self.back)
        page.transfers_wanted.connect(self._to("transfers"))
        page.open_formats_wanted.connect(self._to("open-formats"))
        return page

    def _open_formats(self) -> QWidget:
        from desktop.ui.open_formats.page import OpenFormatsPage

        page = OpenFormatsPage(self.session, self.sticks)
        page.left.connect(self.back)
        return page

    def _transfers(self) -> QWidget:
        from desktop.ui.transfers.page import TransfersPage

        page = TransfersPage(self.session)
        page.left.connect(self.back)
        return page

    def _bin(self) -> QWidget:
        from desktop.ui.bin.page import BinPage

        page = BinPage(self.session)
        page.left.connect(self.back)
        return page

    def _reviews(self) -> QWidget:
        from desktop.ui.reviews.page import ReviewsPage

        page = ReviewsPage(self.session)
        page.case_chosen.connect(self._closing_of)
        page.left.connect(self.back)
        return page

    def _closing_of(self, case: str) -> None:
        self.open_case(case, "lists", "closing")

    def _destroying(self) -> QWidget:
        from desktop.ui.destroying.page import DestroyingPage

        page = DestroyingPage(self.session)
        page.left.connect(self._to("cases"))
        page.beginning.connect(self.forget_case)
        page.backups_wanted.connect(self._to("backups"))
        page.keys_wanted.connect(self.ways)
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
