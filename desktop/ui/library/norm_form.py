"""Her wording of a norm: a version changed, a new one from a day on, or a norm of her own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain import law as norms
from desktop.domain.days import Day
from desktop.domain.errors import BadInput
from desktop.domain.law import Act, Direction, Mark, Norm, NormVersion, Source
from desktop.i18n import _
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import Choice, TextLine, heading, hint, label, put_back, unsaved
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.ticks import Tick
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

_MARKS = (Mark.SEEN, Mark.PARTLY)
_SOURCES = (Source.TEXT, Source.OLDER_TEXT, Source.COMMENTARY, Source.COURT, Source.PRESS, Source.HERS)


class NormForm(QScrollArea):
    """Fields of one version of a norm. What is kept here is to be checked until somebody marks it."""

    kept = Signal(object)  # the changed Norm
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._norm: Norm | None = None
        self._version: NormVersion | None = None
        self.act, self.number = TextLine(_("Act"), hint=_("УК РФ")), TextLine(_("Number of the act"), hint=_("63-ФЗ"))
        self.article = TextLine(_("Article"), hint=_("ст. 332 ч. 1"))
        self.title_ru, self.title_en = TextLine(_("Title, in Russian")), TextLine(_("Title, in English"))
        self.ru, self.en = GrowingEdit(_("What it says, in Russian"), lines=3), GrowingEdit(_("What it says, in English"), lines=3)
        self.direction = Choice(_("Speaks"), [(each, law_words.direction_words(each)) for each in Direction])
        self.mark = Choice(_("How sure"), [(each, law_words.mark_words(each)) for each in _MARKS])
        self.source = Choice(_("Seen in"), [(each, law_words.source_words(each)) for each in _SOURCES])
        self.since = DayLine(_("Valid from"), lambda: session.today, exact=True)
        self.until = DayLine(_("Valid until"), lambda: session.today, exact=True)
        self.is_new = Tick(_("A new wording: the one before ends the day before this one begins"))
        self.keep, self.back = QPushButton(_("Keep the wording")), QPushButton(_("Back"))
        self.line = Line(lines=2, name=_("Message"))
        self._own = QWidget()
        self._lines: dict[str, TextLine | GrowingEdit | DayLine] = {
            "act": self.act, "number": self.number, "article": self.article, "title_ru": self.title_ru, "title_en": self.title_en,
            "ru": self.ru, "en": self.en, "since": self.since, "until": self.until,
        }  # fmt: skip
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._keep})

    @property
    def norm_id(self) -> str:
        """The norm of the library that is changed here; empty for a new one."""
        return self._norm.id if self._norm and self._norm.versions else ""

    def show_norm(self, norm: Norm, day: date, *, own: bool) -> None:
        """Show the version that stood on a day, else the last one, to be changed."""
        self._show(norm, norms.version_on(norm, day) or (norm.versions[-1] if norm.versions else None), own=own)

    def show_new(self, norm_id: str, today: date) -> None:
        """Show empty fields for a norm of her own that gets this id."""
        act = Act(kind="own", titles={}, short={})
        self._show(Norm(id=norm_id, act=act, articles={}, titles={}, versions=()), None, own=True)
        self.since.put_back("")
        self.since.setToolTip(today.strftime("%d.%m.%Y"))

    def take_focus(self) -> None:
        """Put the cursor where she will type first."""
        (self.act if self._own.isVisibleTo(self) else self.ru).setFocus()

    def forget(self) -> None:
        """Empty the fields: nothing here waits to be kept any more."""
        self._norm = None
        self._fill({})

    def unsaved(self) -> dict[str, str]:
        """What was typed and not kept."""
        return unsaved(self._lines)

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Put back what was being typed."""
        put_back(self._lines, texts)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(4)
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(4)
        for words, field in ((_("Act"), self.act), (_("Number of the act"), self.number), (_("Article"), self.article),
                             (_("Title, in Russian"), self.title_ru), (_("Title, in English"), self.title_en)):  # fmt: skip
            own.addWidget(label(words, field))
            own.addWidget(field)
        column.addWidget(heading(_("The wording")))
        column.addWidget(self._own)
        for words, edit in ((_("What it says, in Russian"), self.ru), (_("What it says, in English"), self.en)):
            column.addWidget(label(words, edit))
            column.addWidget(edit)
        column.addWidget(hint(_("One neutral line, your own words. Whatever you keep is to be checked until somebody marks it.")))
        column.addLayout(_beside((_("Speaks"), self.direction), (_("How sure"), self.mark)))
        column.addLayout(_beside((_("Valid from"), self.since), (_("Valid until"), self.until)))
        column.addLayout(_beside((_("Seen in"), self.source)))
        column.addWidget(self.is_new)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.keep)
        column.addLayout(row)
        column.addStretch(1)
        set_role(self.keep, "primary")
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("The wording"))

    def _show(self, norm: Norm, version: NormVersion | None, *, own: bool) -> None:
        self._norm, self._version = norm, version
        self._own.setVisible(own)
        self.is_new.setVisible(version is not None)
        self.is_new.show_ticked(False)
        self.line.clear()
        shown = version or NormVersion(mark=Mark.PARTLY, source=Source.HERS)
        self._fill({
            "act": norm.act.short.get("ru", ""), "number": norm.act.number, "article": norm.articles.get("ru", ""),
            "title_ru": norm.titles.get("ru", ""), "title_en": norm.titles.get("en", ""),
            "ru": shown.lines.get("ru", ""), "en": shown.lines.get("en", ""),
            "since": numbers(shown.valid_from), "until": numbers(shown.valid_to),
        })  # fmt: skip
        self.direction.show_code(shown.direction)
        self.mark.show_code(shown.mark if shown.mark in _MARKS else Mark.PARTLY)
        self.source.show_code(shown.source if shown.source in _SOURCES else Source.HERS)

    def _fill(self, texts: Mapping[str, str]) -> None:
        for name, field in self._lines.items():
            field.put_back(texts.get(name, ""))
            (field.line if isinstance(field, DayLine) else field).mark_saved()

    def _keep(self) -> None:
        if all([self.since.check(), self.until.check()]):
            attempt(self.line, lambda: self.kept.emit(self._changed()))

    def _changed(self) -> Norm:
        """The norm with what stands in the fields. Raises BadInput where what is needed is missing."""
        norm = self._norm
        if norm is None:
            raise BadInput("norm", "empty")
        lines = {language: field.toPlainText().strip() for language, field in (("ru", self.ru), ("en", self.en))}
        made = NormVersion(
            lines={language: line for language, line in lines.items() if line}, direction=Direction(self.direction.code),
            valid_from=_day(self.since.day), valid_to=_day(self.until.day), mark=Mark(self.mark.code), source=Source(self.source.code),
        )  # fmt: skip
        if not made.lines:
            raise BadInput("norm", "slot")
        if self._own.isVisibleTo(self):
            norm = self._own_head(norm)
        return replace(norm, versions=self._versions(norm, made))

    def _own_head(self, norm: Norm) -> Norm:
        head = (self.act.text().strip(), self.title_ru.text().strip() or self.title_en.text().strip())
        if not all(head):
            raise BadInput("norm", "title")
        titles = {language: text for language, text in (("ru", self.title_ru.text().strip()), ("en", self.title_en.text().strip())) if text}
        act = replace(norm.act, titles={"ru": head[0]}, short={"ru": head[0]}, number=self.number.text().strip())
        return replace(norm, act=act, articles={"ru": self.article.text().strip()}, titles=titles)

    def _versions(self, norm: Norm, made: NormVersion) -> tuple[NormVersion, ...]:
        before = self._version
        if before is None:
            return (made,)
        if not self.is_new.is_ticked:
            kept = replace(made, as_of=before.as_of, amended_by=before.amended_by)
            return tuple(kept if version is before else version for version in norm.versions)
        if made.valid_from is None:
            raise BadInput("version", "from-when")
        ended = replace(before, valid_to=made.valid_from - timedelta(days=1))
        return (*(ended if version is before else version for version in norm.versions), made)


def _beside(*fields: tuple[str, QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for words, field in fields:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(words, field))
        column.addWidget(field)
        column.addStretch(1)
        row.addLayout(column, 1)
    return row


def _day(day: Day | None) -> date | None:
    return day.earliest if day else None
