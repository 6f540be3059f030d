"""How the case stands: her one sentence, its axes, and what was known at the first call."""

from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.cases import Case, Category, Situation, Stage, Threat
from desktop.i18n import _
from desktop.operations.caseload import typed_tags
from desktop.operations.cases import change_standing
from desktop.ui import choices
from desktop.ui.calls.clock import moment_typed, wall_time
from desktop.ui.calls.when import ring_back_time
from desktop.ui.case.file import CaseFile, change_case
from desktop.ui.case.recording import recorded
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, TextLine, heading, label
from desktop.ui.parts.fields import put_back as put_back_into
from desktop.ui.parts.fields import unsaved as unsaved_of
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.line import Line
from desktop.ui.parts.tags_line import TagsLine
from desktop.ui.session import Session

_AXES = ("stage", "situation", "threat")  # each change is an event


class StandingPanel(QWidget):
    """«Now», situation, danger, stage, category, by when it cannot wait, and the four lines of the first call."""

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self._case: Case | None = None
        self.now = GrowingEdit(_("Now"), _("How does it stand? One sentence."), lines=2)
        font = self.now.font()
        font.setPointSizeF(15)
        self.now.setFont(font)
        self.now.left.connect(self._keep_now)
        self.situation = self._choice(_("Situation"), "situation", Situation)
        self.threat = self._choice(_("Danger"), "threat", Threat)
        self.stage = self._choice(_("Stage"), "stage", Stage)
        self.category = self._choice(_("Category"), "category", Category)
        self.lines = {
            "urgent_by": self._text("urgent_by", _("Cannot wait beyond"), _("today 18:00, or empty")),
            "called_by": self._text("called_by", _("Who rings"), _("mother")),
            "about": self._text("about", _("About whom"), ""),
            "where": self._text("where", _("Where"), _("base, hospital, no contact; never his whereabouts")),
            "matter": self._text("matter", _("What happened, by which hour"), ""),
        }
        self.tags = TagsLine(session, _("Tags"))
        self.tags.committed.connect(self._keep_tags)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(_("Now")))
        column.addWidget(self.now)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("Situation"), self.situation), (_("Danger"), self.threat), (_("Stage"), self.stage),
            (_("Category"), self.category), (_("Cannot wait beyond"), self.lines["urgent_by"]), (_("Who rings"), self.lines["called_by"]),
            (_("About whom"), self.lines["about"]), (_("Where"), self.lines["where"]),
        )  # fmt: skip
        for number, (text, field) in enumerate(fields):
            grid.addWidget(label(text, field), number // 2, number % 2 * 2)
            grid.addWidget(field, number // 2, number % 2 * 2 + 1)
        matter = self.lines["matter"]
        grid.addWidget(label(_("What happened, by which hour"), matter), 4, 0)
        grid.addWidget(matter, 4, 1, 1, 3)
        grid.addWidget(label(_("Tags"), self.tags), 5, 0)
        grid.addWidget(self.tags, 5, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column.addLayout(grid)

    def _choice(self, name: str, field: str, kinds: Any) -> Choice:
        choice = Choice(name, choices.words(kinds))
        keep = self._change if field in _AXES else self._keep
        choice.chosen.connect(lambda code: keep(name, field, code))
        return choice

    def _text(self, field: str, name: str, hint: str) -> TextLine:
        text = TextLine(name, hint=hint)
        keep = self._keep_urgent if field == "urgent_by" else partial(self._keep, name, field)
        text.committed.connect(keep)
        return text

    def show_file(self, file: CaseFile) -> None:
        """Show the case as it stands."""
        case = self._case = file.case
        self.now.show_text(case.now)
        self.situation.show_code(case.situation)
        self.threat.show_code(case.threat)
        self.stage.show_code(case.stage)
        self.category.show_code(case.category)
        for name, text in self.lines.items():
            text.show_text(moment_typed(case.urgent_by, case.zone) if name == "urgent_by" else getattr(case, name))
        self.tags.show_text(", ".join(case.tags))

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not saved."""
        return unsaved_of({"now": self.now, "tags": self.tags, **self.lines})

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        put_back_into({"now": self.now, "tags": self.tags, **self.lines}, texts)

    def _keep_now(self) -> None:
        self._keep(_("Now"), "now", self.now.toPlainText())

    def _keep_urgent(self, typed: str) -> None:
        """By her clock, as one says it: `18:00`, `tomorrow 6`. Kept as the clock where he is shows it, like every hour of his."""
        case = self._case
        if case is None:
            return

        def keep() -> None:
            moment = ring_back_time(typed, self._session.vault.now().astimezone()) if typed else None
            after = replace(case, urgent_by=wall_time(moment, case.zone) if moment else "")
            change_case(self._session, _("Cannot wait beyond"), case, after)

        if attempt(self._line, keep) and self._case is not None:
            # What it was understood as stands before her eyes.
            self.lines["urgent_by"].mark_saved()
            self.lines["urgent_by"].show_text(moment_typed(self._case.urgent_by, self._case.zone))

    def _keep(self, title: str, field: str, value: object) -> None:
        case = self._case
        if case is None:
            return
        changes: dict[str, Any] = {field: value}
        if not attempt(self._line, lambda: change_case(self._session, title, case, replace(case, **changes))):
            # A choice that could not be kept goes back to what is kept.
            self._session.changed.emit()

    def _keep_tags(self, text: str) -> None:
        found: list[tuple[str, ...]] = []
        if attempt(self._line, lambda: found.append(typed_tags(text))):
            self.tags.mark_saved()
            self._keep(_("Tags"), "tags", found[0])

    def _change(self, name: str, field: str, code: StrEnum) -> None:
        """Keep another stage, situation or danger: the case and the event of it are one step."""
        case = self._case
        if case is None or getattr(case, field) == code:
            return
        changes: dict[str, Any] = {field: code}
        words = _("{what}: {now}").format(what=name, now=choices.word(code))
        was = _("before: {was}").format(was=choices.word(getattr(case, field)))
        deed = partial(change_standing, self._session.vault, replace(case, **changes), words, was)
        if not attempt(self._line, lambda: recorded(self._session, case.id, name, deed)):
            self._session.changed.emit()
