"""One power, opened: its number, its term, who certified it, and where the original lies."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.letters import Keeper
from desktop.domain.powers import Certifier, Power, PowerKind
from desktop.i18n import _
from desktop.operations.powers import keep_power
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.case.recording import recorded
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import day_words
from desktop.ui.parts.fields import Choice, TextLine, heading, hint, label, put_back
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


class PowerForm(QWidget):
    """Kept with one button, which bears the pseudonym; Escape leaves it."""

    closed = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._power: Power | None = None
        self._at_first: dict[str, str] = {}
        today = lambda: session.today  # noqa: E731 - the fields ask each time they are read
        self.kind = Choice(_("Which paper"), choices.words(PowerKind))
        self.number, self.made_on = TextLine(_("Number")), DayLine(_("Of which day"), today)
        self.body = TextLine(_("Before whom, for what"), hint=_("as it stands in the paper"))
        self.certifier = Choice(_("Certified by"), choices.words(Certifier))
        self.valid_until = DayLine(_("Valid until"), today, exact=True)
        self.ended_on = DayLine(_("Ended on"), today)
        self.spoilt = QCheckBox(_("The form was spoilt"))
        self.original = Choice(_("The original"), choices.words(Keeper))
        self.where = TextLine(_("Where exactly"), hint=_("folder, safe; no address of a relative"))
        self.keep, self.remove, self.back = QPushButton(), QPushButton(_("Remove")), QPushButton(_("Back"))
        self.line = Line(name=_("Message"), lines=2)
        self._lay_out()
        self.kind.chosen.connect(lambda _kind: self._on_kind())
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._keep})

    def _lay_out(self) -> None:
        set_role(self.keep, "primary")
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Which paper"), self.kind), (_("Number"), self.number), (_("Of which day"), self.made_on),
            (_("Before whom, for what"), self.body), (_("Certified by"), self.certifier), (_("Valid until"), self.valid_until),
            (_("Ended on"), self.ended_on), ("", self.spoilt), (_("The original"), self.original), (_("Where exactly"), self.where),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setVerticalSpacing(3)
        self._certified = label(_("Certified by"), self.certifier)
        for row, (words, field) in enumerate(rows):
            name = self._certified if field is self.certifier else label(words, field)
            name.setWordWrap(True)
            name.setFixedWidth(130)
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        self._help = hint(
            _("Practice, not checked: a commander seldom certifies for a man who complains of him. A notary, the head of a hospital.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(5)
        column.addWidget(heading(_("Power")))
        column.addLayout(grid)
        column.addWidget(self._help)
        column.addWidget(hint(_("Two weeks before its last day a reminder stands on Today.")))
        column.addWidget(self.line)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        column.addLayout(foot)
        column.addStretch(1)

    def open_power(self, power: Power | PowerKind) -> None:
        """Open a power, or begin one of a kind."""
        new = Power(id=self._session.vault.new_id(), case=self._case_id, kind=power) if isinstance(power, PowerKind) else power
        self._power = new
        for name, field in self._lines.items():
            field.put_back(getattr(new, name))
            field.mark_saved()
        for name, day in self._days.items():
            day.put_back("")
            day.line.mark_saved()
            day.show_day(getattr(new, name))
        for name, choice in self._choices.items():
            choice.show_code(getattr(new, name))
        self.spoilt.setChecked(new.spoilt)
        self.remove.setVisible(not isinstance(power, PowerKind))
        case = records.find(self._session.vault, Case, self._case_id)
        self.keep.setText(_("Keep — {pseudonym}").format(pseudonym=case.pseudonym if case else ""))
        self.line.clear()
        self._at_first = self._state()
        self._on_kind()

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        (self.number if self.number.text() else self.kind).setFocus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and chosen and is not saved, and for which power."""
        now = self._state()
        return {} if self._power is None or now == self._at_first else now | {"power": self._power.id}

    def put_back(self, texts: dict[str, str]) -> None:
        """Open the power again, with what was being typed."""
        known = records.find(self._session.vault, Power, texts.get("power", ""))
        self.open_power(known or PowerKind(texts.get("kind", PowerKind.AGREEMENT)))
        put_back(self._typed, {name: text for name, text in texts.items() if name in self._typed})
        for name, choice in self._choices.items():
            choice.show_code(texts.get(name, ""))
        self.spoilt.setChecked(texts.get("spoilt") == "yes")
        self._on_kind()

    @property
    def _lines(self) -> dict[str, TextLine]:
        return {"number": self.number, "body": self.body, "where": self.where}

    @property
    def _days(self) -> dict[str, DayLine]:
        return {"made_on": self.made_on, "valid_until": self.valid_until, "ended_on": self.ended_on}

    @property
    def _choices(self) -> dict[str, Choice]:
        return {"kind": self.kind, "certifier": self.certifier, "original": self.original}

    @property
    def _typed(self) -> dict[str, TextLine | DayLine]:
        return {**self._lines, **self._days}

    def _state(self) -> dict[str, str]:
        texts = {name: field.typed_text for name, field in self._typed.items()}
        return (
            texts
            | {name: str(choice.code) for name, choice in self._choices.items()}
            | {"spoilt": "yes" if self.spoilt.isChecked() else ""}
        )

    def _on_kind(self) -> None:
        attorney, order = self.kind.code == PowerKind.ATTORNEY, self.kind.code == PowerKind.ORDER
        for widget in (self.certifier, self._certified, self._help):
            widget.setVisible(attorney)
        self.spoilt.setVisible(order)

    def _read(self, power: Power) -> Power:
        kind = PowerKind(self.kind.code)
        return replace(
            power,
            kind=kind,
            number=self.number.text().strip(),
            made_on=self.made_on.day,
            body=self.body.text().strip(),
            certifier=Certifier(self.certifier.code) if kind is PowerKind.ATTORNEY else Certifier.UNKNOWN,
            valid_until=self.valid_until.day,
            ended_on=self.ended_on.day,
            spoilt=self.spoilt.isChecked() and kind is PowerKind.ORDER,
            original=Keeper(self.original.code),
            where=self.where.text().strip(),
        )

    def _keep(self) -> None:
        days_are_right = [day.check() for day in self._days.values()]
        if self._power is not None and all(days_are_right):
            self._save(self._read(self._power))

    def _remove(self) -> None:
        if self._power is not None:
            self._save(replace(self._power, removed_at=self._session.vault.now().isoformat()))

    def _save(self, power: Power) -> None:
        title = _("{paper} is valid until {day}").format(paper=choices.word(power.kind).capitalize(), day=day_words(power.valid_until))
        deed = partial(keep_power, self._session.vault, power, title)
        if attempt(self.line, lambda: recorded(self._session, self._case_id, _("Powers"), deed)):
            self._power = None
            self.closed.emit()
