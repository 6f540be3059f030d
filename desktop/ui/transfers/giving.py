"""Handing cases over: to whom, which, how much of each, and where to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.cases import CaseRow
from desktop.domain.progress import Report
from desktop.domain.transfers import Colleague
from desktop.i18n import _, ngettext
from desktop.operations import cards, transfers
from desktop.operations.transfers import Made, Outgoing
from desktop.storage import cases
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import Choice, heading, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.rows import Column
from desktop.ui.parts.sizes import size_words
from desktop.ui.parts.table import Table
from desktop.ui.parts.ticks import Tick
from desktop.ui.parts.tones import set_role
from desktop.ui.parts.where_to import WhereTo
from desktop.ui.session import Session
from desktop.words import explain


def _outgoing(vault: Vault, choice: transfers.Choice, report: Report) -> Outgoing:
    report(0, 1)
    with vault.second() as own:
        return transfers.outgoing(own, choice)


def _send(vault: Vault, to: Colleague, choice: transfers.Choice, folder: Path, without_consent: bool, report: Report) -> Made:
    with vault.second() as own:
        return transfers.send(own, to, choice, folder, without_consent=without_consent, report=report)


class GivingPane(QWidget):
    """Makes a file that one colleague alone can open. The button says which case goes."""

    cards_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._looking = session, 0
        self._ticked: list[str] = []
        self._colleagues: list[Colleague] = []
        self._going: Outgoing | None = None
        self.to = Choice(_("To whom"), ())
        self.about_card = Line(lines=2, name=_("About her card"))
        self.table = Table(
            (
                Column("", lambda row: "✓" if row.id in self._ticked else "", 30),
                Column(_("Pseudonym"), lambda row: row.pseudonym, 170, bold=True),
                Column(_("No."), lambda row: row.number, 100),
                Column(_("Unit"), lambda row: row.unit),
            ),
            _("Cases"),
        )
        self.papers, self.notes, self.history = Tick(_("with papers")), Tick(_("with notes")), Tick(_("with what was changed, and when"))
        self.papers.show_ticked(True)
        self.copies = Tick(_("working copies in place of the papers they were made of"))
        self.notes.show_ticked(True)
        self.without_consent = Tick(_("I hand over without a consent that is noted"))
        self.counted = Line(lines=5, name=_("What would go"))
        self.where = WhereTo(session.asking, _("Where shall the file go?"))
        self.go = QPushButton(_("Hand over"))
        self.line = Line(lines=3, name=_("Message"))
        self.working = LongWork(session.jobs, self.line, _("Making the file"))
        self._lay_out()
        self._listen()
        session.changed.connect(self.show_choices)
        self.show_choices()

    def take_focus(self) -> None:
        """Look for sticks, and put the keyboard on the cases."""
        self.where.look()
        self.table.setFocus()

    def _lay_out(self) -> None:
        set_role(self.go, "primary")
        self.go.setAutoDefault(True)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(heading(_("Which cases")))
        left.addWidget(hint(_("Space ticks a case. People and units go along as copies; whoever else they stand with never does.")))
        left.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(heading(_("To whom, and how much")))
        for widget in (self.to, self.about_card, self.papers, self.copies, self.notes, self.history, self.counted, self.without_consent):
            right.addWidget(widget)
        right.addWidget(self.where)
        right.addWidget(self.working)
        right.addWidget(self.line)
        right.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go)
        right.addLayout(foot)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setHorizontalSpacing(28)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _listen(self) -> None:
        Keys(self.table, {"Space": self._tick})
        self.table.chosen.connect(lambda _row: self._tick())
        self.to.chosen.connect(lambda _code: self._show_card())
        for tick in (self.papers, self.copies, self.notes, self.history):
            tick.toggled.connect(lambda _on: self._count())
        self.without_consent.toggled.connect(lambda _on: self._show_button())
        self.where.changed.connect(self._show_button)
        self.go.clicked.connect(self._begin)
        self.working.busy_changed.connect(lambda _busy: self._show_button())

    # --- showing

    def show_choices(self) -> None:
        """Read cases and cards again, and show them."""
        rows = [row for row in cases.rows(self._session.vault) if self._session.shows(row.id)]
        self._ticked = [id_ for id_ in self._ticked if any(row.id == id_ for row in rows)]
        self.table.show_rows(rows)
        self._colleagues = cards.colleagues(self._session.vault) if self._session.visit is None else []
        self.to.show_words([(each.id, each.name) for each in self._colleagues])
        self._show_card()
        self._count()

    def _show_card(self) -> None:
        colleague = self._colleague
        if cards.own_card(self._session.vault) is None:
            self.about_card.say(_("You have no card yet: make one under Cards (Alt+3), so that what you send is signed."), "warning")
        elif colleague is None:
            self.about_card.say(_("You have no colleague's card yet: take one in under Cards (Alt+3)."), "warning")
        elif not colleague.compared_on:
            self.about_card.say(
                _("The digits of this card were never compared by voice: it may be somebody else's. Compare them first."), "warning"
            )
        else:
            self.about_card.say(_("Only she can open the file, with this card. Ask her later whether she could."), "plain")
        self._show_button()

    @property
    def _colleague(self) -> Colleague | None:
        return next((each for each in self._colleagues if each.id == str(self.to.code)), None)

    def _tick(self) -> None:
        row: CaseRow | None = self.table.current()
        if row is None:
            return
        self._ticked = [id_ for id_ in self._ticked if id_ != row.id] if row.id in self._ticked else [*self._ticked, row.id]
        self.table.viewport().update()
        self.line.clear()
        self._count()

    def _choice(self) -> transfers.Choice:
        return transfers.Choice(
            tuple(self._ticked), self.papers.is_ticked, self.notes.is_ticked, self.history.is_ticked, copies_only=self.copies.is_ticked
        )

    def _count(self) -> None:
        self._going = None
        self._session.jobs.cancel(self._looking)
        if not self._ticked:
            self.counted.say(_("Tick the cases that are to go."))
            self._show_button()
            return
        listener = Listener(self._on_counted, failed=lambda error: self.counted.say(explain(error), "error"))
        self._looking = self._session.jobs.run(self, partial(_outgoing, self._session.vault, self._choice()), listener)

    def _on_counted(self, going: Outgoing) -> None:
        self._going = going
        told = [
            ngettext("{count} record", "{count} records", sum(going.counts.values())).format(count=sum(going.counts.values())),
            ngettext("{count} paper", "{count} papers", going.papers).format(count=going.papers),
            size_words(going.bytes),
        ]
        lines = [", ".join(told)]
        if going.too_large:
            count = len(going.too_large)
            sentence = ngettext(
                "{count} paper is larger than 64 MB and stays: carry it another way.",
                "{count} papers are larger than 64 MB and stay: carry them another way.",
                count,
            )
            lines.append(sentence.format(count=count))
        for consent in going.consents:
            words = _("{case}: may be handed to {to}") if consent.to else _("{case}: no consent is noted")
            lines.append(words.format(case=consent.case.pseudonym, to=consent.to))
            lines += self._sent_before(consent.case.id, consent.case.pseudonym)
        self.counted.say("\n".join(lines), "warning" if going.too_large or self._lacks_consent else "plain")
        self._show_button()

    def _sent_before(self, case: str, name: str) -> list[str]:
        names = {each.id: each.name for each in self._colleagues}
        before = [each for each in transfers.sent(self._session.vault) if case in each.cases and each.colleague in names]
        words = _("{case}: went to {to} already, {when}")
        return [words.format(case=name, to=names[each.colleague], when=moment_words(each.at, self._session.today)) for each in before[-1:]]

    @property
    def _lacks_consent(self) -> bool:
        return self._going is not None and any(not each.to for each in self._going.consents)

    def _show_button(self) -> None:
        names = [row.pseudonym for row in self.table.model_.rows if row.id in self._ticked]
        if len(names) == 1:
            self.go.setText(_("Hand over — {case}").format(case=names[0]))
        else:
            self.go.setText(ngettext("Hand over {count} case", "Hand over {count} cases", len(names)).format(count=len(names)))
        self.without_consent.setVisible(self._lacks_consent)
        is_ready = (
            bool(names)
            and self._colleague is not None
            and cards.own_card(self._session.vault) is not None
            and self.where.folder is not None
        )
        may_go = not self._lacks_consent or self.without_consent.is_ticked
        self.go.setEnabled(is_ready and may_go and self._going is not None and not self.working.is_busy)

    # --- doing it

    def _begin(self) -> None:
        folder, colleague = self.where.folder, self._colleague
        if folder is None or colleague is None:
            return
        work = partial(_send, self._session.vault, colleague, self._choice(), folder, self.without_consent.is_ticked)
        begun, stopped = _("The file is being made and read back. You can go on working."), _("Cancelled. Nothing was left behind.")
        self.working.run(work, self._on_made, begun=begun, stopped=stopped)

    def _on_made(self, made: Made) -> None:
        self._ticked = []
        self.without_consent.show_ticked(False)
        self._session.changed.emit()
        words = _("Made and read back: {file}, {size}. Its sum and your signature are right; whether she can open it, only she can try.")
        self.line.say(words.format(file=made.file.name, size=size_words(made.bytes)), "good")
        self.table.setFocus()
