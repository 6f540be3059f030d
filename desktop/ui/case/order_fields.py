"""What is known of an order beside its event: how it was given, its number, the wording as he remembers it, and whether a copy is here."""

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.events import Event, Order, OrderForm
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.parts.fields import Choice, TextLine, label
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.ticks import Tick

_YES = "yes"


class OrderFields(QWidget):
    """Shown with events that are orders. An oral or undocumented order is a fact in issue, so this is asked of each."""

    def __init__(self) -> None:
        super().__init__()
        self._order: Order | None = None
        self.form = Choice(_("How it was given"), choices.words(OrderForm))
        self.number = TextLine(_("Number of the order"))
        self.wording = GrowingEdit(_("Wording"), _("as he remembers it"), lines=2, most_lines=5)
        self.copy_ = Tick(_("A copy is here"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("How it was given"), self.form), (_("Number of the order"), self.number), (_("Wording"), self.wording),
        )  # fmt: skip
        for row, (text, field) in enumerate(rows):
            grid.addWidget(label(text, field, top=True), row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.copy_, len(rows), 1)
        grid.setColumnStretch(1, 1)

    def show_order(self, order: Order | None) -> None:
        """Show what is known; nothing where no order was written down yet."""
        self._order = order
        self.put_back({
            "order.form": order.form if order else OrderForm.UNKNOWN, "order.number": order.number if order else "",
            "order.wording": order.wording if order else "", "order.copy": _YES if order and order.copy_obtained else "",
        })  # fmt: skip

    def texts(self) -> dict[str, str]:
        """What stands here, by name."""
        return {
            "order.form": str(self.form.code), "order.number": self.number.text().strip(),
            "order.wording": self.wording.toPlainText().strip(), "order.copy": _YES if self.copy_.is_ticked else "",
        }  # fmt: skip

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        if "order.form" in texts:
            self.form.show_code(texts["order.form"])
            self.number.setText(texts["order.number"])
            self.wording.setPlainText(texts["order.wording"])
            self.copy_.show_ticked(texts["order.copy"] == _YES)

    def order(self, event: Event, new_id: str) -> Order | None:
        """The order of this event as it is typed; None where nothing is and nothing was."""
        known = self._order or Order(id=new_id, case=event.case, event=event.id)
        typed = replace(
            known, given_by=event.actor, day=event.day, form=OrderForm(self.form.code), number=self.number.text().strip(),
            wording=self.wording.toPlainText().strip(), copy_obtained=self.copy_.is_ticked,
        )  # fmt: skip
        said = typed.form is not OrderForm.UNKNOWN or typed.number or typed.wording or typed.copy_obtained
        return typed if said or self._order is not None else None
