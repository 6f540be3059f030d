"""Which document? Those that refuse nothing come first, the archive of 2022 last."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.documents.templates import Template
from desktop.i18n import _, language
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role


@dataclass(frozen=True)
class Offer:
    """A template, and why it stands where it stands."""

    template: Template
    group: int

    @property
    def id(self) -> str:
        """Which template it is."""
        return self.template.id


def offers(every: Iterable[Template]) -> tuple[Offer, ...]:
    """Those of the templates that are in Russian, in the order in which they are offered."""
    found = [template for template in every if template.language == "ru"]
    return tuple(sorted((Offer(template, _group(template)) for template in found), key=lambda offer: (offer.group, offer.id)))


def _group(template: Template) -> int:
    return 2 if template.archive else 1 if template.gated else 0


class Picker(QWidget):
    """A list of documents with the help for the one under the cursor."""

    picked = Signal(object)  # Template
    closed = Signal()

    def __init__(self, catalogue: Callable[[], Iterable[Template]]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.table = Table(
            (
                Column(_("Document"), lambda offer: offer.template.titles[language()], 0, bold=True),
                Column("", _group_words, 300, tone_of=lambda offer: ("dim", "amber", "dim")[offer.group]),
            ),
            _("Which document?"),
        )
        self.help = QLabel()
        self.help.setWordWrap(True)
        self.begin, self.back = QPushButton(_("Begin this document")), QPushButton(_("Back"))
        set_role(self.begin, "primary")
        title = QLabel(_("Which document? First those that refuse nothing."))
        set_role(title, "band")
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self.table, 1)
        column.addWidget(self.help)
        column.addLayout(buttons)
        self.table.current_changed.connect(self._on_current)
        self.table.chosen.connect(lambda offer: self.picked.emit(offer.template))
        self.begin.clicked.connect(self._begin)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit})
        self.table.show_rows(offers(catalogue()))

    def take_focus(self) -> None:
        """Put the cursor into the list, as it is now."""
        self.table.show_rows(offers(self._catalogue()))
        self.table.setFocus()

    def _begin(self) -> None:
        if (offer := self.table.current()) is not None:
            self.picked.emit(offer.template)

    def _on_current(self, offer: Offer | None) -> None:
        if offer is None:
            return
        template = offer.template
        state = _("not yet checked by a lawyer")
        attached = template.attachments.get(language(), "")
        lines = [template.help[language()], _("The text: {state}.").format(state=state)]
        if attached:
            lines.append(_("To be enclosed: {what}.").format(what=attached.rstrip(".")))
        self.help.setText("\n".join(lines))


def _group_words(offer: Offer) -> str:
    return (_("refuses nothing"), _("may refuse: the check asks"), _("archive: a marked copy for the file"))[offer.group]
