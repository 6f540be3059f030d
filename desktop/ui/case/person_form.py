"""The card of a person: name, sex, rank, how to reach him or her, and the forms of the name where they are doubtful."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.documents.russian import SUFFIXES
from desktop.domain.people import Party, Person, Role, Sex
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.case.name_forms import NameForms
from desktop.ui.case.service import rank_words
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, Typed, label
from desktop.ui.parts.fields import put_back as put_back_into
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


class PersonForm(QWidget):
    """One person, new or known. It says what is to be kept; nothing in it is required."""

    keep_asked = Signal(object, object)  # Party, Person
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._pair: tuple[Party, Person] | None = None
        self._shown: dict[str, str] = {}
        self.title_line = QLabel()
        self.role = Choice(_("As what"), choices.words(Role))
        self.relation = TextLine(_("Who to him"), hint=_("mother, wife, company commander"))
        self.surname = TextLine(_("Surname"), hint=_("as in the passport"))
        self.name, self.patronymic = TextLine(_("First name")), TextLine(_("Patronymic"), hint=_("may be missing"))
        self.sex = Choice(_("Sex"), choices.words(Sex))
        self.born = DayLine(_("Born"), lambda: session.today)
        self.rank = Choice(_("Rank"), (("", _("no rank")), *rank_words()))
        self.guards = QCheckBox(_("of the Guards"))
        self.suffix = Choice(_("Addition to the rank"), (("", "—"), *SUFFIXES.items()))
        self.post = TextLine(_("Post"), hint=_("as in his papers, in the nominative"))
        self.phones = TextLine(_("Telephones"), hint=_("several with commas between"))
        self.address = TextLine(_("Address"), hint=_("as in the papers"))
        self.paper = TextLine(_("Identity paper"))
        self.remark = TextLine(_("Remark"))
        self.forms = NameForms(session)
        self.keep, self.cancel = QPushButton(_("Keep person")), QPushButton(_("Cancel"))
        self._lines: dict[str, TextLine] = {
            "relation": self.relation, "surname": self.surname, "name": self.name, "patronymic": self.patronymic, "post": self.post,
            "phones": self.phones, "address": self.address, "paper": self.paper, "remark": self.remark,
        }  # fmt: skip
        self._fields: dict[str, Typed] = {**self._lines, "born": self.born}
        self._choices: dict[str, Choice] = {"role": self.role, "sex": self.sex, "rank": self.rank, "suffix": self.suffix}
        self._lay_out()
        self._listen()

    @property
    def party_id(self) -> str:
        """The id of the party whose card is open; empty where none is."""
        return self._pair[0].id if self._pair else ""

    def show_pair(self, party: Party, person: Person, *, new: bool) -> None:
        """Open the card."""
        self._pair = (party, person)
        self.title_line.setText(_("New person") if new else _("Person"))
        values = {
            "relation": party.relation, "surname": person.surname, "name": person.name, "patronymic": person.patronymic,
            "post": person.post, "phones": ", ".join(person.phones), "address": person.address, "paper": person.identity_paper,
            "remark": person.remark,
        }  # fmt: skip
        for name, line in self._lines.items():
            line.put_back(values[name])
        self.born.put_back("")
        self.born.show_day(None)
        self.born.show_day(person.born)
        for field, code in ((self.role, party.role), (self.sex, person.sex), (self.rank, person.rank), (self.suffix, person.rank_suffix)):
            field.show_code(code)
        self.guards.setChecked(person.rank_guards)
        self.forms.show_person(None if new else person)
        self._shown = self._texts()

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        self.surname.setFocus()

    def forget(self) -> None:
        """No card is open any more."""
        self._pair = None
        self.forms.show_person(None)

    def mark_kept(self) -> None:
        """What stands here is kept."""
        self._shown = self._texts()

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept, with the party it belongs to."""
        if self._pair is None or self._texts() == self._shown:
            return {}
        return {"party": self.party_id, **self._texts()}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed into the card that is open."""
        put_back_into(self._fields, texts)
        for name, field in self._choices.items():
            field.show_code(texts.get(name, field.code))
        self.guards.setChecked(texts.get("guards") == "yes")

    def _lay_out(self) -> None:
        set_role(self.title_line, "band")
        set_role(self.keep, "primary")
        ranks = QHBoxLayout()
        ranks.addWidget(self.rank, 2)
        ranks.addWidget(self.suffix, 1)
        ranks.addWidget(self.guards)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("As what"), self.role), (_("Who to him"), self.relation), (_("Surname"), self.surname), (_("First name"), self.name),
            (_("Patronymic"), self.patronymic), (_("Sex"), self.sex), (_("Born"), self.born),
        )  # fmt: skip
        more: tuple[tuple[str, QWidget], ...] = (
            (_("Post"), self.post), (_("Telephones"), self.phones), (_("Address"), self.address), (_("Identity paper"), self.paper),
            (_("Remark"), self.remark),
        )  # fmt: skip
        for row, (text, field) in enumerate(rows):
            grid.addWidget(label(text, field, top=True), row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(label(_("Rank"), self.rank), len(rows), 0)
        grid.addLayout(ranks, len(rows), 1)
        for row, (text, field) in enumerate(more, start=len(rows) + 1):
            grid.addWidget(label(text, field), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 16, 8)
        column.addWidget(self.title_line)
        column.addLayout(grid)
        column.addWidget(self.forms)
        column.addStretch(1)
        column.addLayout(buttons)

    def _listen(self) -> None:
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._keep})

    def _texts(self) -> dict[str, str]:
        texts = {name: field.typed_text for name, field in self._fields.items()}
        return (
            texts | {name: str(field.code) for name, field in self._choices.items()} | {"guards": "yes" if self.guards.isChecked() else ""}
        )

    def _keep(self) -> None:
        if self._pair is None:
            return
        if not self.born.check():
            self.born.line.setFocus()
            return
        party, person = self._pair
        told = {name: " ".join(line.text().split()) for name, line in self._lines.items()}
        phones = tuple(phone for each in told["phones"].split(",") if (phone := each.strip()))
        self.keep_asked.emit(
            replace(party, role=Role(self.role.code), relation=told["relation"]),
            replace(
                person, surname=told["surname"], name=told["name"], patronymic=told["patronymic"], sex=Sex(self.sex.code),
                born=self.born.day, rank=str(self.rank.code), rank_guards=self.guards.isChecked(), rank_suffix=str(self.suffix.code),
                post=told["post"], phones=phones, address=told["address"], identity_paper=told["paper"], remark=told["remark"],
            ),
        )  # fmt: skip
