"""Words and lists as a chapter of the settings: what refuses, what can hurt; the shipped lines apply, hers are added."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.documents import refusing, risky
from desktop.i18n import _, language
from desktop.operations import wording
from desktop.operations.settings import set_setting
from desktop.storage import settings
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, TextLine, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

RISKY, REFUSING = "risky", "refusing"
_WORD, _WHOSE = 230, 200


@dataclass(frozen=True)
class Word:
    """A line of a list: the phrase, the group of a risky one, whose it is, and whether it applies."""

    phrase: str
    group: str = ""
    hers: bool = False
    out: bool = False


class WordsPane(QWidget):
    """One list at a time. Del takes a line away, Enter puts back one that came with the program; everything acts at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        head = QLabel(_("Words and lists"))
        set_role(head, "head")
        self.which = Choice(_("Which list"), ((RISKY, _("Words that can hurt him")), (REFUSING, _("Phrases that refuse"))))
        self.about, self.mine = hint(""), hint("")
        self.phrase = TextLine(_("A word or phrase of yours"), hint=_("самовольн*, не … поеду"))
        self.add = QPushButton(_("Add"))
        self.table = Table(
            (
                Column(_("Phrase"), lambda word: word.phrase, _WORD, bold=True, tone_of=lambda word: "dim" if word.out else None),
                Column(_("Why"), _why, 0),
                Column(_("Whose"), _whose, _WHOSE, tone_of=lambda word: "accent" if word.hers else "amber" if word.out else "dim"),
            ),
            _("Words and lists"),
            identity=lambda word: word.phrase,
        )
        self.remove, self.back = QPushButton(_("Take out (Del)")), QPushButton(_("Put back (Enter)"))
        self.line = Line(name=_("Message"))
        self._lay_out(head)
        self.which.chosen.connect(lambda _code: self._show_other())
        self.phrase.textChanged.connect(lambda text: self.add.setEnabled(bool(text.strip())))
        self.add.clicked.connect(self._add)
        Keys(self.phrase, {"Return": self._add})
        Keys(self.table, {"Del": self._remove})
        self.table.chosen.connect(self._put_back)
        self.table.current_changed.connect(self._on_current)
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(lambda: self._put_back(self.table.current()))
        session.changed.connect(self._on_changed)

    def _lay_out(self, head: QLabel) -> None:
        self.which.setMinimumContentsLength(32)
        self.add.setEnabled(False)
        top = QHBoxLayout()
        top.addWidget(label(_("Which list"), self.which))
        top.addWidget(self.which, 1)
        top.addStretch(1)
        new = QHBoxLayout()
        new.addWidget(self.phrase, 1)
        new.addWidget(self.add)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(self.back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.addWidget(head)
        column.addLayout(top)
        column.addWidget(self.about)
        column.addLayout(new)
        column.addWidget(hint(_("* stands for any letters, # for a number, … for up to four words between; ё and е are the same.")))
        column.addWidget(self.mine)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @property
    def _name(self) -> str:
        return wording.RISKY if self.which.code == RISKY else wording.REFUSING

    def _show_other(self) -> None:
        self.line.clear()
        self.table.select(0)
        self._show()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        vault, is_risky = self._session.vault, self.which.code == RISKY
        hers = [Word(phrase, risky.HERS, hers=True) for phrase in wording.own(vault, self._name)]
        if is_risky:
            out = set(wording.own(vault, wording.RISKY_OUT))
            shipped = [Word(each.phrase, each.group, out=each.phrase in out) for each in risky.shipped()]
        else:
            shipped = [Word(phrase) for phrase in refusing.shipped()]
        self.about.setText(
            _("They are marked in a draft and shown before printing, each with its reason. They stop nothing.") if is_risky
            else _("A text with one of these waits until it is said what was explained. What came with the program cannot be taken out.")
        )  # fmt: skip
        self.mine.setText("" if hers else _("No words of your own yet; the shipped ones apply."))
        self.mine.setVisible(not hers)
        self.table.show_rows([*hers, *shipped])

    def _on_current(self, word: Word | None) -> None:
        self.remove.setEnabled(word is not None and (word.hers or (self.which.code == RISKY and not word.out)))
        self.back.setEnabled(word is not None and word.out)

    def _add(self) -> None:
        name = self._name

        def add() -> None:
            self._change(name, wording.added(wording.own(self._session.vault, name), self.phrase.text()))

        if attempt(self.line, add):
            self.phrase.clear()
            self._show()
            self.table.select(max(0, len(wording.own(self._session.vault, name)) - 1))
            self.line.say(_("Added. It applies from now on."), "good")

    def _remove(self) -> None:
        word = self.table.current()
        if word is None or not self.remove.isEnabled():
            return
        if word.hers:
            self._keep(self._name, partial(wording.without, phrase=word.phrase))
        else:
            self._keep(wording.RISKY_OUT, partial(wording.added, phrase=word.phrase))

    def _put_back(self, word: Word | None) -> None:
        if word is not None and word.out:
            self._keep(wording.RISKY_OUT, partial(wording.without, phrase=word.phrase))

    def _keep(self, name: str, change: Callable[[tuple[str, ...]], str]) -> None:
        if attempt(self.line, lambda: self._change(name, change(wording.own(self._session.vault, name)))):
            self.line.say(_("Saved. Ctrl+Z takes it back."), "good")

    def _change(self, name: str, after: str) -> None:
        before = settings.read(self._session.vault, name)
        if before != after:
            self._session.change(_("Words and lists"), before, after, partial(set_setting, self._session.vault, name))


def _why(word: Word) -> str:
    if word.phrase.startswith("-"):
        return _("Takes back what another line finds in the same words.")
    if word.group == risky.HERS:
        return _("You put this on your list.")
    return risky.why()[word.group][language()] if word.group else ""


def _whose(word: Word) -> str:
    return _("yours") if word.hers else _("taken out") if word.out else _("came with the program")
