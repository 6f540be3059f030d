"""The pages of the wizard that only ask: language, place, who she is, passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.disk_names import telling_word
from desktop.i18n import _
from desktop.ui.asking import Asking
from desktop.ui.parts.fields import TextLine, hint
from desktop.ui.parts.line import Line
from desktop.ui.parts.passphrase_fields import PassphraseFields
from desktop.ui.parts.tones import set_role


def documents() -> Path:
    """Where this computer keeps documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


class Step(QWidget):
    """One question, two sentences, one field."""

    decided = Signal()  # Enter in the last field

    def __init__(self, question: str, *sentences: str) -> None:
        super().__init__()
        head = QLabel(question)
        head.setWordWrap(True)
        set_role(head, "head")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(head)
        for sentence in sentences:
            self.column.addWidget(hint(sentence))
        self.line = Line(lines=2, name=_("Message"))

    def end(self) -> None:
        """Close the page below: the message line, and what space is left."""
        self.column.addWidget(self.line)
        self.column.addStretch(1)

    def take_focus(self) -> None:
        """Put the cursor where she types."""

    def is_answered(self) -> bool:
        """Whether the next step may come; says in the line what is missing."""
        return True


class LanguageStep(Step):
    """Russian or English. Always asked in both."""

    def __init__(self) -> None:
        super().__init__(
            "Язык · Language", "Язык окна. Документы пишутся по-русски.", "The language of the window. Letters are written in Russian."
        )
        self._russian, self._english = QRadioButton("Русский"), QRadioButton("English")
        group = QButtonGroup(self)
        for button in (self._russian, self._english):
            group.addButton(button)
            self.column.addWidget(button)
        (self._russian if i18n.language() == "ru" else self._english).setChecked(True)
        self.end()

    @property
    def language(self) -> str:
        """The language chosen."""
        return "ru" if self._russian.isChecked() else "en"

    def take_focus(self) -> None:
        """Put the keyboard on the choice."""
        (self._russian if self._russian.isChecked() else self._english).setFocus()


class PlaceStep(Step):
    """Where the vault shall lie."""

    def __init__(self, asking: Asking) -> None:
        super().__init__(
            _("Where shall the vault lie?"),
            _("A folder that does not exist yet. Its name is seen by everybody who sees the disk: choose one that says nothing."),
        )
        self._asking = asking
        self._remember = QCheckBox(_("Remember on this computer where the vault lies"))
        self._remember.setChecked(True)
        self._path = QLineEdit(str(documents() / "files"))
        self._path.setAccessibleName(_("Folder of the vault"))
        self._path.returnPressed.connect(self.decided)
        self._path.textChanged.connect(self._judge)
        choose = QPushButton(_("Choose …"))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._path, 1)
        row.addWidget(choose)
        self.column.addLayout(row)
        self.column.addWidget(self._remember)
        self.end()

    @property
    def is_to_be_remembered(self) -> bool:
        """Whether this computer may keep the place of the vault in the clear."""
        return self._remember.isChecked()

    @property
    def folder(self) -> Path:
        """The folder chosen."""
        return Path(self._path.text().strip()).expanduser().absolute()

    def take_focus(self) -> None:
        """Put the cursor into the path."""
        self._path.setFocus()

    def is_answered(self) -> bool:
        """Whether a vault can be made there."""
        folder = self.folder
        if not self._path.text().strip():
            self.line.say(_("Name a folder."), "error")
        elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            self.line.say(_("There is something in this folder already: choose a folder that does not exist yet."), "error")
        else:
            self.line.clear()
            return True
        return False

    def _judge(self) -> None:
        telling = telling_word(self.folder.name)
        words = _("The name of the folder tells something: “{word}”. A name such as files or photos says nothing.").format(word=telling)
        self.line.say(words if telling else "", "warning" if telling else "plain")

    def _choose(self) -> None:
        self._asking.folder(self, _("In which folder shall the vault be made?"), lambda folder: self._path.setText(str(folder / "files")))


class WhoStep(Step):
    """Who she is: it goes into the signature block, and decides what secrecy the law gives."""

    STATUSES = ("advocate", "lawyer", "none")

    def __init__(self) -> None:
        super().__init__(
            _("Who are you?"),
            _("Your name stands where a document names its author. Both can be changed later, or stay empty."),
            _("An advocate's files are under professional secrecy; without that status the law protects less."),
        )
        self.name = TextLine(_("Your name"), hint=_("surname, name, patronymic"))
        self.name.returnPressed.connect(self.decided)
        self.column.addWidget(self.name)
        self._group = QButtonGroup(self)
        for number, text in enumerate((_("I am an advocate"), _("I am a lawyer without advocate status"), _("I am neither"))):
            button = QRadioButton(text)
            self._group.addButton(button, number)
            self.column.addWidget(button)
        self._group.button(0).setChecked(True)
        self.stem = TextLine(_("How the names of backups begin"), hint="copy")
        self.column.addSpacing(10)
        self.column.addWidget(QLabel(_("How the names of backups begin")))
        self.column.addWidget(self.stem)
        self.column.addWidget(hint(_("A word that says nothing, such as copy or photos. Files on a stick are seen by whoever finds it.")))
        self.end()

    @property
    def status(self) -> str:
        """The status chosen."""
        return self.STATUSES[self._group.checkedId()]

    def take_focus(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus()


class PassphraseStep(Step):
    """The passphrase, twice, with six words by lot to take instead."""

    def __init__(self) -> None:
        super().__init__(
            _("Your passphrase"),
            _("It is asked for at every start, and nobody can find it out for you. Six words by lot are the best you can take."),
            _("Say them to yourself as a small story. Do not write them beside the laptop."),
        )
        self.fields = PassphraseFields()
        self.fields.submitted.connect(self.decided)
        self.line = self.fields.line
        self.column.addWidget(self.fields)
        self.column.addStretch(1)

    @property
    def passphrase(self) -> str:
        """What she chose."""
        return self.fields.passphrase

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.fields.take_focus()

    def is_answered(self) -> bool:
        """Whether both fields agree."""
        return self.fields.is_answered()

    def forget(self) -> None:
        """Empty the fields, once the vault is made."""
        self.fields.forget()
