"""Marks over what was found, in whatever a page shows: texts, lines, lists, addenda. They go with Escape, and with typing where wished."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QWidget
from shiboken6 import isValid

from desktop.storage.marks import Marker, Span, in_sight
from desktop.ui.parts.fields import TextLine
from desktop.ui.parts.marked_cells import mark_format
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.table import Table
from desktop.ui.parts.utf16 import units

MOST = 500  # marks of one text: of more the first are shown


@runtime_checkable
class Hiding(Protocol):
    """A text in which some letters are bars."""

    def hidden_places(self) -> Sequence[Span]:
        """Beginning and end of what is hidden, in letters."""


class FindableLabel(QLabel):
    """What was written once and stands there to be read: it is marked like a text."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = ""

    def text(self) -> str:
        """What stands here, without marks."""
        return self._words

    def setText(self, text: str) -> None:
        self._words = text
        self.show_marks((), None)

    def show_marks(self, spans: Sequence[Span], strong: Span | None) -> None:
        """Mark these letters."""
        if not spans:
            self.setTextFormat(Qt.TextFormat.PlainText)
            super().setText(self._words)
            return
        parts, done = list[str](), 0
        for span in spans:
            look = mark_format(strong=span == strong)
            ground, ink = look.background().color().name(), look.foreground().color().name()
            marked = f'<span style="background-color:{ground}; color:{ink}">{escape(self._words[slice(*span)])}</span>'
            parts += [escape(self._words[done : span[0]]), marked]
            done = span[1]
        whole = "".join([*parts, escape(self._words[done:])])
        self.setTextFormat(Qt.TextFormat.RichText)
        super().setText(f'<p style="white-space: pre-wrap">{whole}</p>')


Text = QPlainTextEdit | TextLine | FindableLabel | PdfView


@dataclass(frozen=True)
class Place:
    """One mark in a text: where she can be led."""

    text: Text
    start: int  # in letters; on pages: which mark, from 0
    end: int

    @property
    def span(self) -> Span:
        """Beginning and end."""
        return self.start, self.end


class Marks(QObject):
    """Shows the marks of one search inside one widget. Whoever changes what is shown there has them shown again."""

    ended = Signal()  # she pressed Escape, or typed where it was wished, and the marks are gone

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        self._root, self._marker, self._until_typing = root, Marker(""), False
        self._spans: dict[Text, list[Span]] = {}
        self._tables: list[Table] = []
        self._watched: QWidget | None = None
        self.places: tuple[Place, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.show_again)

    def show(self, marker: Marker, *, until_typing: bool = False) -> None:
        """Mark what is in sight now; what was marked before is not any more. `places` has the marks of texts, from above."""
        self.clear()
        if not marker:
            return
        self._marker, self._until_typing = marker, until_typing
        self._tables = [table for table in self._root.findChildren(Table) if table.isVisibleTo(self._root)]
        for table in self._tables:
            table.show_marks(marker.spans)
        self._spans = {text: spans for text in self._texts() if (spans := self._spans_of(text))}
        for text in self._spans:
            self._draw(text)
        self.places = tuple(Place(text, *span) for text, spans in self._spans.items() for span in spans)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        self._watch(QApplication.focusWidget())

    def show_again(self) -> None:
        """Mark anew: other texts are in sight."""
        if self._marker:
            self.show(self._marker, until_typing=self._until_typing)

    def show_later(self) -> None:
        """Take the marks away at once, and mark anew when the pages have shown what changed: names that are bars now, or no more."""
        self._erase()
        self._later.start()

    def clear(self) -> None:
        """Take all marks away."""
        self._later.stop()
        if self._marker:
            self._marker = Marker("")
            QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]
            self._watch(None)
        self._erase()

    def _erase(self) -> None:
        spans, self._spans, tables, self._tables = self._spans, {}, self._tables, []
        self.places = ()
        # A form that was left may be gone for good.
        for text in filter(isValid, spans):
            self._draw(text)
        for table in filter(isValid, tables):
            table.show_marks(None)

    def go(self, number: int, *, take_focus: bool) -> None:
        """Lead her to one of the places: it comes into sight and stands out among the marks."""
        place = self.places[number]
        text, inside = place.text, QRect(QPoint(0, 0), place.text.size())
        for other in self._spans:
            self._draw(other, strong=place.span if other is text else None)
        if isinstance(text, QPlainTextEdit):
            cursor = text.textCursor()
            cursor.setPosition(units(text.toPlainText()[: place.start]))
            text.setTextCursor(cursor)
            text.centerCursor()
            inside = text.cursorRect()
        elif isinstance(text, QLineEdit):
            text.setCursorPosition(units(text.text()[: place.start]))
            self._draw(text, strong=place.span)
        _bring_into_sight(text, inside)
        if take_focus and not isinstance(text, QLabel):
            text.setFocus()

    def _texts(self) -> list[Text]:
        root = self._root
        found: list[Text] = [
            *root.findChildren(QPlainTextEdit),
            *(line for line in root.findChildren(TextLine) if line.displayText() == line.text()),
            *root.findChildren(FindableLabel),
            *root.findChildren(PdfView),
        ]
        shown = [text for text in found if text.isVisibleTo(root)]
        corners = {text: text.mapTo(root, QPoint(0, 0)) for text in shown}
        return sorted(shown, key=lambda text: (corners[text].y(), corners[text].x()))

    def _spans_of(self, text: Text) -> list[Span]:
        if isinstance(text, PdfView):
            return [(number, number + 1) for number in range(text.mark_found(self._marker.spans))]
        spans = self._marker.spans(_words_of(text))
        if isinstance(text, Hiding):
            spans = in_sight(spans, text.hidden_places())
        return spans[:MOST]

    def _draw(self, text: Text, *, strong: Span | None = None) -> None:
        spans = self._spans.get(text, [])
        if isinstance(text, QPlainTextEdit):
            _mark_edit(text, spans, strong)
        elif isinstance(text, QLineEdit):
            _mark_line(text, spans, strong)
        elif isinstance(text, PdfView):
            if not spans:
                text.mark_found(_nothing)
            text.show_strong(strong[0] if strong else None)
        else:
            text.show_marks(spans, strong)

    # --- until when

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._watch(now)

    def _watch(self, widget: QWidget | None) -> None:
        """Hear the keys of what has the keyboard, before the page around does."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = widget if widget is not None and self._root.isAncestorOf(widget) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape takes the marks away, and nothing else; where it was wished, so does typing, which goes on."""
        if not self._marker or not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return False
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._end()
            return True
        if self._until_typing and event.type() == QEvent.Type.KeyPress and isinstance(watched, QPlainTextEdit | QLineEdit):
            plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if plain and event.text() and not watched.isReadOnly():
                self._end()
        return False

    def _end(self) -> None:
        self.clear()
        self.ended.emit()


def _nothing(_words: str) -> list[Span]:
    return []


def _words_of(text: QPlainTextEdit | TextLine | FindableLabel) -> str:
    return text.toPlainText() if isinstance(text, QPlainTextEdit) else text.text()


def _mark_edit(edit: QPlainTextEdit, spans: Sequence[Span], strong: Span | None) -> None:
    words, marks = edit.toPlainText(), []
    for span in spans:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(edit.document())
        cursor.setPosition(units(words[: span[0]]))
        cursor.setPosition(units(words[: span[1]]), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, mark_format(strong=span == strong)
        marks.append(mark)
    edit.setExtraSelections(marks)


def _mark_line(line: TextLine, spans: Sequence[Span], strong: Span | None) -> None:
    """A line knows no marks but those of a word that is being put together: so they are told to it, with no such word."""
    text, here = line.text(), line.cursorPosition()
    marks = [
        QInputMethodEvent.Attribute(
            QInputMethodEvent.AttributeType.TextFormat, units(text[: span[0]]) - here, units(text[slice(*span)]),
            mark_format(strong=span == strong),
        )
        for span in spans
    ]  # fmt: skip
    locked = line.isReadOnly()
    if locked:
        line.setReadOnly(False)
    QApplication.sendEvent(line, QInputMethodEvent("", marks))
    if locked:
        line.setReadOnly(True)


def _bring_into_sight(widget: QWidget, inside: QRect) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and (page := around.widget()) is not None:
            corner = widget.mapTo(page, inside.center())
            around.ensureVisible(corner.x(), corner.y(), inside.width() // 2, 60)
        around = around.parentWidget()
