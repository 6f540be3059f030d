"""The eight questions: asked one after the other, any of them left empty, and made into documents with one key."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.documents import urgent as documents
from desktop.domain.calls import Call
from desktop.domain.cases import Case, Category
from desktop.domain.likeness import named_in
from desktop.domain.people import Role, Sex
from desktop.domain.urgent import QUESTIONS, Asked, Kin, Signer
from desktop.i18n import _, language
from desktop.operations import templates
from desktop.storage import people, records
from desktop.ui import choices
from desktop.ui.masking import shown_name
from desktop.ui.parts.fields import Choice, TextLine, Typed, heading, hint, label
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.masked_line import MaskedLine
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.tones import set_role
from desktop.ui.people.alike import AlikePanel
from desktop.ui.people.ranks import rank_words
from desktop.ui.session import Session
from desktop.ui.urgent import words

SIDE = 380


class AnswersForm(QWidget):
    """Enter goes to the next question, Ctrl+Enter makes the documents."""

    make_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.call = ""  # the call during which it is asked
        self._open: tuple[str, ...] = ()  # the cases that are open
        self._hides_names = False  # what was put back after a lock
        self.file = Choice(_("For which file"), ())
        self.caller, self.number = MaskedLine(_("Who is calling")), TextLine(_("Number"))
        self.kin = Choice(_("What the caller is to him"), [(kin, _(text)) for kin, text in words.KIN.items()])
        self.signer = Choice(_("Who signs"), [(signer, _(text)) for signer, text in words.SIGNERS.items()])
        who = words.TITLES["who"]
        self.who, self.unit = MaskedLine(_(who)), TextLine(_("Unit number"), hint="00000")
        self.rank = Choice(_("Rank"), (("", _("rank: not known")), *rank_words()))
        self.category = Choice(_("How he serves"), ((Category.UNKNOWN, _("how he serves: not known")), *choices.words(Category)[1:]))
        self.sex = Choice(_("Man or woman"), choices.words(Sex))
        self.answers = {name: GrowingEdit(_(words.TITLES[name]), _(words.HELP[name])) for name in QUESTIONS[1:]}
        self.requests = GrowingEdit(_("What the telephone message asks for"), lines=4)
        self._known, self._list, self.alike = hint(""), QLabel(), AlikePanel(session)
        self.make, self.line = QPushButton(self._make_words(_("a new file"))), Line(name=_("Message"), lines=2)
        self._lay_out()
        self._listen()
        self.clear()

    # --- building

    def _lay_out(self) -> None:
        set_role(self.make, "primary")
        self._list.setTextFormat(Qt.TextFormat.PlainText)
        self._list.setWordWrap(True)
        head = QLabel(_("Urgent"))
        set_role(head, "head")
        top = QHBoxLayout()
        top.addWidget(head)
        top.addSpacing(12)
        top.addWidget(hint(_("Ask in this order. What is not known stays empty; nothing is required."), wrap=False))
        top.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(
            _row((label(_("For which file"), self.file), 0), (self.file, 2), (label(_("Who signs"), self.signer), 0), (self.signer, 2))
        )
        column.addLayout(_row((self.caller, 3), (self.kin, 2), (self.number, 2)))
        self.caller.setPlaceholderText(_("Who is calling: surname, name, patronymic"))
        self.number.setPlaceholderText(_("Number"))
        column.addWidget(label(self.who.accessibleName(), self.who))
        column.addWidget(self._known)
        column.addLayout(_row((self.who, 3), (self.sex, 1)))
        column.addLayout(_row((self.rank, 2), (self.category, 2), (self.unit, 1)))
        for name, field in self.answers.items():
            column.addWidget(label(_(words.TITLES[name]), field))
            column.addWidget(field)
        side = QWidget()
        side.setFixedWidth(SIDE)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        asked, made = heading(_("The telephone message asks for")), heading(_("What is made of it"))
        beside.addWidget(Scrolled(asked, self.requests, made, self._list, self.alike, spacing=6), 1)
        beside.addWidget(self.line)
        beside.addWidget(self.make, 0, Qt.AlignmentFlag.AlignRight)
        across = QHBoxLayout()
        across.setSpacing(24)
        asking = Scrolled(left)
        # What is beside it must not push its fields under the edge: on a small screen the page goes on to the right.
        asking.setMinimumWidth(left.minimumSizeHint().width() + 24)
        across.addWidget(asking, 1)
        across.addWidget(side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 4, 16, 8)
        whole.addLayout(top)
        whole.addLayout(across, 1)

    def _listen(self) -> None:
        self.file.chosen.connect(lambda _case: self._on_file())
        self.signer.chosen.connect(lambda _signer: self._say_what())
        self.sex.chosen.connect(lambda _sex: self._offer_requests())
        self.who.textChanged.connect(lambda text: self.alike.ask(named_in(text)))
        self.alike.case_asked.connect(self._take_file)
        self.make.clicked.connect(self.make_asked)
        order: list[QWidget] = [self.caller, self.number, self.who, self.unit, *self.answers.values(), self.requests]
        for field, following in pairwise(order):
            # Another line within an answer is Shift+Enter.
            Keys(field, {"Return": self._to(following)})
        Keys(self, {"Ctrl+Return": self.make_asked.emit})
        self._session.revealed_changed.connect(self._on_revealed)

    def _to(self, field: QWidget) -> Callable[[], object]:
        return partial(self._go, field)

    def _go(self, field: QWidget) -> None:
        while not field.isVisibleTo(self):
            following = field.nextInFocusChain()
            field = following if following is not None else self.requests
        field.setFocus()

    # --- what stands here

    def begin(self, case: str, open_: Sequence[str], call: Call | None) -> None:
        """Ask for this case, or for a new file; what a call has already told is not asked again."""
        self.clear()
        self._offer(case, open_)
        if call is not None:
            self.call = call.id
            self.caller.show_text(call.who)
            self.number.show_text(call.number)
            self.who.show_text("" if case else call.about)
        self._on_file()

    def clear(self) -> None:
        """Empty it."""
        self.call, self._hides_names = "", False
        self._mask()
        for line in (self.caller, self.number, self.who, self.unit):
            line.put_back("")
            line.mark_saved()
        for field in self.answers.values():
            field.put_back("")
            field.mark_saved()
        self.requests.put_back(documents.requests(Sex.MALE))
        for choice in self._chosen.values():
            choice.setCurrentIndex(0)
        self.line.clear()
        self._offer("", ())

    def take_focus(self) -> None:
        """Put the cursor where the asking goes on."""
        fields: list[QWidget] = [self.caller, self.who, *self.answers.values()]
        empty = (each for each in fields if each.isVisibleTo(self) and not each.typed_text)  # type: ignore[attr-defined]
        next(empty, fields[-1]).setFocus()

    @property
    def case(self) -> str:
        """The id of the file it is asked for; empty for a new one."""
        return str(self.file.code)

    @property
    def asked(self) -> Asked:
        """What was answered so far."""
        kin = Kin(self.kin.code)
        answers = {name: field.toPlainText().strip() for name, field in self.answers.items()}
        return Asked(
            **answers,
            who=self._text(self.who),
            unit=self._text(self.unit),
            caller=self._text(self.caller),
            number=self._text(self.number),
            sex=Sex(self.sex.code),
            rank=str(self.rank.code) if self.rank.isVisibleTo(self) else "",
            category=Category(self.category.code),
            kin=kin,
            relation=_(words.KIN[kin]),
            signer=Signer(self.signer.code),
            requests=self.requests.toPlainText().strip(),
        )

    def unsaved(self) -> dict[str, str]:
        """What was typed, by field; nothing where nothing was."""
        texts = {name: field.typed_text for name, field in self._typed.items()}
        if not any(texts.values()) and self._has_usual_requests():
            return {}
        codes = {name: str(choice.code) for name, choice in {**self._chosen, "file": self.file}.items()}
        return texts | codes | {"requests": self.requests.typed_text, "call": self.call}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed."""
        self.call = texts.get("call", "")
        for name, field in {**self._typed, "requests": self.requests}.items():
            field.put_back(texts.get(name, ""))
        if texts.get("file"):
            self._offer(texts["file"], (texts["file"],))
        for name, choice in self._chosen.items():
            choice.show_code(texts.get(name, ""))
        # Whoever forced the unlocking must not read a name here.
        self._hides_names = True
        self._mask()
        self._on_file()

    @property
    def _typed(self) -> dict[str, Typed]:
        return {"caller": self.caller, "number": self.number, "who": self.who, "unit": self.unit, **self.answers}

    @property
    def _chosen(self) -> dict[str, Choice]:
        return {"kin": self.kin, "signer": self.signer, "sex": self.sex, "rank": self.rank, "category": self.category}

    def _text(self, line: TextLine) -> str:
        return line.text().strip() if line.isVisibleTo(self) else ""

    def _on_revealed(self, _shown: bool) -> None:
        self._mask()
        self._on_file()

    def _mask(self) -> None:
        for line in (self.caller, self.who):
            line.show_masked(self._hides_names and not self._session.revealed and bool(line.text()))

    # --- which file

    def _offer(self, case: str, open_: Sequence[str]) -> None:
        self._open = tuple(open_)
        session, ids = self._session, dict.fromkeys((*open_, *([case] if case else ())))
        known = (records.find(session.vault, Case, each) for each in ids if session.shows(each))
        self.file.show_words([("", _("a new file")), *((each.id, each.pseudonym) for each in known if each is not None)])
        self.file.show_code(case)

    def _on_file(self) -> None:
        """What the file already knows is not asked."""
        if not self._session.vault.is_open:
            return
        case = records.find(self._session.vault, Case, self.case) if self.case else None
        roles = people.by_role(self._session.vault, case.id) if case else {}
        client = roles.get(Role.CLIENT)
        for field in (self.who, self.sex, self.rank):
            field.setVisible(client is None)
        self.unit.setVisible(case is None or not case.unit)
        self.category.setVisible(case is None or case.category is Category.UNKNOWN)
        has_relative = bool({Role.RELATIVE, Role.PAYER} & roles.keys())
        self.caller.setPlaceholderText(_("Who is calling") if has_relative else _("Who is calling: surname, name, patronymic"))
        self._known.setText(_("In the file: {name}").format(name=shown_name(client, self._session.revealed)) if client else "")
        self._known.setVisible(client is not None)
        pseudonym = case.pseudonym if case else _("a new file")
        self.make.setText(self._make_words(pseudonym))
        self._say_what()

    def _make_words(self, pseudonym: str) -> str:
        return _("Make the documents — {pseudonym}").format(pseudonym=pseudonym)

    def _take_file(self, case: str) -> None:
        """It is somebody who has a file already: it is asked for that one."""
        self._offer(case, self._open)
        self._on_file()

    def _say_what(self) -> None:
        made = (*documents.templates(Signer(self.signer.code)), documents.MESSAGE)
        titles = [templates.find(self._session.vault, id_).titles[language()] for id_ in made]
        self._list.setText("\n".join(f"{number}  {title}" for number, title in enumerate(titles, start=1)))

    def _has_usual_requests(self) -> bool:
        return self.requests.toPlainText() in {documents.requests(sex) for sex in Sex}

    def _offer_requests(self) -> None:
        """The usual requests for a man or a woman, as long as she has not written her own."""
        if self._has_usual_requests():
            self.requests.put_back(documents.requests(Sex(self.sex.code)))


def _row(*fields: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for field, stretch in fields:
        row.addWidget(field, stretch)
    return row
