"""What stands around the pages of the desk: the side, the search box, the calls, what is damaged, the status line."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import N_, _
from desktop.ui.calls.strip import CallStrip
from desktop.ui.damage import DamageStrip
from desktop.ui.parts.front import by_the_front
from desktop.ui.search.page import SearchBox
from desktop.ui.session import Session
from desktop.ui.side import Side
from desktop.ui.status import HEIGHT, StatusLine

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

# The pages in the side, in its order.
SIDE = {
    "today": N_("&Today"),
    "cases": N_("&Cases"),
    "people": N_("&People"),
    "register": N_("&Register"),
    "library": N_("&Norms and templates"),
    "backups": N_("&Backup"),
    "settings": N_("&Settings"),
}
LOWEST, SMALL = 690, 768  # no control below this line on a screen of this height


class Frame(QWidget):
    """Holds the pages, one in front, and shows around them what concerns them all."""

    lock_wanted = Signal(bool)
    salvage_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._side = Side([(place, _(title)) for place, title in SIDE.items()])
        self._side.lock_wanted.connect(partial(self.lock_wanted.emit, True))
        self._search = SearchBox(session)
        self._stack = QStackedWidget()
        by_the_front(self._stack)
        self._calls = CallStrip(session)
        self._damage = DamageStrip(session.health)
        self._damage.salvage_wanted.connect(self.salvage_wanted)
        self._damage.said.connect(self.say)
        self._status = StatusLine(session)
        self._status.damage_wanted.connect(self._damage.take_focus)
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        top.addWidget(self._search)
        self._right = right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(top)
        right.addWidget(self._damage)
        right.addWidget(self._calls)
        right.addWidget(self._stack, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._side)
        across.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self._status)

    def say(self, text: str) -> None:
        """A quiet word in the status line."""
        self._status.say(text)

    def tell_keyboard(self, layout: str, caps: bool) -> None:
        """Show which letters the keyboard gives."""
        self._status.show_keyboard(_("{layout} · CAPS").format(layout=layout) if caps else layout)
        tell = getattr(self._stack.currentWidget(), "tell_keyboard", None)
        if tell is not None:
            tell(layout, caps)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Keep what is pressed above the line where a taskbar covers a small screen."""
        super().resizeEvent(event)
        # A small screen is known by the window: a page that is higher would else turn this room off and on for ever.
        covered = min(self.height(), SMALL) - HEIGHT - LOWEST
        self._right.setContentsMargins(0, 0, 0, covered if covered > 0 and self.window().height() <= SMALL else 0)
