"""The bin and the terms after which a closed file is to be looked at, as a chapter of the settings."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.binned import LEAST_DAYS, MOST_DAYS
from desktop.domain.retention import Kept
from desktop.i18n import N_, _
from desktop.operations import bin as bins
from desktop.operations import retention
from desktop.operations.settings import set_setting
from desktop.storage import settings
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import hint, label
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

_MOST_MONTHS, _WIDE = 600, 130
KEPT = {
    Kept.CASE: N_("The whole file, months after closing"),
    Kept.NOTE: N_("Notes"),
    Kept.PAPER: N_("Papers"),
    Kept.MEDICAL: N_("Medical papers"),
}


class KeepingPane(QWidget):
    """Numbers that act at once, and can be taken back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        head = QLabel(_("Bin and terms"))
        set_role(head, "head")
        self.line = Line(name=_("Message"))
        self.days = QSpinBox()
        self.days.setRange(LEAST_DAYS, MOST_DAYS)
        self.days.setMaximumWidth(_WIDE)
        self.days.setAccessibleName(_("Days in the bin"))
        self.months: dict[Kept, QSpinBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(label(_("Days in the bin"), self.days))
        column.addWidget(self.days)
        column.addWidget(hint(_("After that it goes for good, when the vault is opened or backed up. A case under a hold stays.")))
        column.addSpacing(10)
        column.addWidget(label(_("When a closed file is to be looked at")))
        column.addWidget(
            hint(
                _(
                    "No term was found in the federal law. That chambers and formations set terms is recalled, not read, and no lawyer"
                    " has checked it: ask yours. Nothing goes by itself: on the day one line on Today reminds you."
                )
            )
        )
        form = QFormLayout()
        for kept, title in KEPT.items():
            box = self.months[kept] = QSpinBox()
            box.setRange(0, _MOST_MONTHS)
            box.setSpecialValueText(_("no term"))
            box.setMaximumWidth(_WIDE)
            box.setAccessibleName(_(title))
            box.valueChanged.connect(partial(self._keep, retention.setting(kept), partial(retention.set_months, session.vault, kept)))
            form.addRow(label(_(title), box), box)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self.line)
        self.days.valueChanged.connect(partial(self._keep, bins.DAYS, partial(set_setting, session.vault, bins.DAYS)))
        session.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        vault = self._session.vault
        known = {self.days: bins.days(vault), **{box: retention.months(vault, kept) for kept, box in self.months.items()}}
        for box, number in known.items():
            if box.value() != number:
                box.blockSignals(True)
                box.setValue(number)
                box.blockSignals(False)

    def _keep(self, name: str, keep: Callable[[str], object], number: int) -> None:
        before, after = settings.read(self._session.vault, name), str(number)
        if before != after and attempt(self.line, lambda: self._session.change(_("Setting"), before, after, keep)):
            self.line.say(_("Saved. Ctrl+Z takes it back."), "good")
