"""The versions of a template: which text letters are made from, and those before it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.templates import Edition, OwnTemplate
from desktop.i18n import _
from desktop.ui.library.template_fields import LEAST_LIST, MOST_LIST
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import hint
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table


class Versions(QWidget):
    """The earlier texts, the latest first, each to be read and to begin with again."""

    chosen = Signal(object)  # Edition

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.state = hint("")
        self.table = Table(
            (
                Column(_("Version"), lambda edition: str(edition.version), 90, bold=True),
                Column(_("Used until"), lambda edition: moment_words(edition.until, today()), 0),
            ),
            _("Earlier versions"),
            identity=lambda edition: edition.version,
        )
        self.table.setMinimumHeight(LEAST_LIST)
        self.table.setMaximumHeight(MOST_LIST)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Text of the earlier version"))
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.again = QPushButton(_("Begin with this one again"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        for widget in (self.state, self.table, self.text, self.again):
            column.addWidget(widget, 1 if widget is self.text else 0)
        self.table.current_changed.connect(self._on_current)
        self.table.chosen.connect(self.chosen)
        self.again.clicked.connect(lambda: self.chosen.emit(self.table.current()))

    def show_template(self, own: OwnTemplate) -> None:
        """Show what came before the text of this one."""
        if not own.text:
            self.state.setText(_("Not in use yet: no letter can be made from it."))
        elif own.working:
            self.state.setText(_("Version {number} is in use; what you are writing is not yet.").format(number=own.version))
        else:
            self.state.setText(_("Version {number} is in use.").format(number=own.version))
        self.table.show_rows(own.editions[::-1])
        self._on_current(self.table.current())

    def _on_current(self, edition: Edition | None) -> None:
        self.again.setEnabled(edition is not None)
        self.text.setPlainText(edition.text.partition("\n+++\n")[2] if edition else "")
