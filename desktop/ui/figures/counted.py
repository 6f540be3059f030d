"""As what a note or a call is counted in the report: one choice, and one key for each of its words."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.operations import figures
from desktop.ui.figures import words
from desktop.ui.figures.behind import count_as
from desktop.ui.parts.fields import Choice
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.shortcut import bind
from desktop.ui.session import Session

_WIDTH = 210


class CountedAs(Choice):
    """Left alone, it is counted by the way they spoke."""

    def __init__(self, session: Session, code: str = "") -> None:
        super().__init__(_("Counted in the report as"), ())
        self._session = session
        self.setMinimumWidth(_WIDTH)
        self.setToolTip(_("Counted in the report as: Alt and the number"))
        self.show_kept(code)

    def show_kept(self, code: str) -> None:
        """Show what is kept, among the categories there are now."""
        self.show_words(words.categories(figures.slots(self._session.vault)))
        self.show_code(code)

    def take_key(self, key: int) -> None:
        """Choose what a key stands for; one that has no category does nothing."""
        code = words.code_of_key(key, figures.slots(self._session.vault))
        if code is not None:
            self.show_code(code)

    def listen_in(self, widget: QWidget) -> None:
        """Take Alt and a digit inside a widget in which something is typed."""
        for key in range(10):
            bind(widget, f"Alt+{key}", partial(self.take_key, key), inside=True)

    def listen_alone(self, widget: QWidget) -> None:
        """Take a digit by itself inside a widget in which nothing is typed; Alt and a digit mean something else there."""
        Keys(widget, {str(key): partial(self.take_key, key) for key in range(10)})
        self.setToolTip(_("Counted in the report as: the number"))

    def keep_for(self, note: Note, line: Line) -> None:
        """Keep the choice for a note, where it is another than before."""
        count_as(self._session, line, "note", note.id, str(self.code))
