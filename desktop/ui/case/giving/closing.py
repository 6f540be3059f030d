"""How copies are closed: a password by lot or of hers, shown here alone and kept nowhere, and the slip it can be printed on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.documents import pdf
from desktop.documents.blocks import Heading, Paragraph
from desktop.i18n import _, ngettext
from desktop.operations import passphrases
from desktop.ui.jobs import Jobs
from desktop.ui.parts.fields import Choice, hint
from desktop.ui.parts.line import Line
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.parts.tones import set_role

DIGITS, WORDS, OWN = "digits", "words", "own"


class Password(QWidget):
    """Drawn anew each time; gone with `forget`."""

    changed = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._drawn = ""
        self.kind = Choice(_("Password"), ((DIGITS, _("digits by lot")), (WORDS, _("English words by lot")), (OWN, _("one of your own"))))
        self.other, self.slip = QPushButton(_("Another one")), QPushButton(_("Print it on a slip …"))
        self.shown = QLabel()
        self.shown.setWordWrap(True)
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.shown.setAccessibleName(_("Password by lot"))
        set_role(self.shown, "big")
        self.own = SecretField(_("Password of your own"))
        self.verdict = Line(lines=2, name=_("How long the password holds"))
        self.printing = PrintPanel(jobs, self._slip, words=_("Print the slip"))
        self._lay_out()
        self.kind.chosen.connect(lambda _code: self.draw())
        self.other.clicked.connect(self.draw)
        self.slip.clicked.connect(self._show_printer)
        self.own.textChanged.connect(self._judge)
        self.own.textChanged.connect(lambda _text: self.changed.emit())
        self.draw()

    def _lay_out(self) -> None:
        set_role(self.other, "link")
        set_role(self.slip, "link")
        row = QHBoxLayout()
        row.addWidget(self.kind, 1)
        row.addWidget(self.other)
        row.addWidget(self.slip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.shown)
        column.addWidget(self.own)
        column.addWidget(self.verdict)
        column.addWidget(self.printing)
        told = _("Typed as it stands, hyphens and all: every telephone has Latin letters and digits. It is kept nowhere: write it down.")
        column.addWidget(hint(told))

    @property
    def password(self) -> str:
        """What closes the file. Raises BadInput where it does not hold or cannot be typed everywhere."""
        if self.kind.code != OWN:
            return self._drawn
        passphrases.check_password(self.own.text())
        return self.own.text()

    def draw(self) -> None:
        """Show another one; of hers, an empty field."""
        self.own.clear()
        is_own = self.kind.code == OWN
        self._drawn = "" if is_own else passphrases.latin_words_by_lot() if self.kind.code == WORDS else passphrases.digits_by_lot()
        self.shown.setText(self._drawn)
        for widget, seen in ((self.shown, not is_own), (self.other, not is_own), (self.own, is_own), (self.verdict, is_own)):
            widget.setVisible(seen)
        self.printing.hide()
        self.slip.show()
        self._judge()
        self.changed.emit()

    def hold(self, held: bool) -> None:
        """Whether it stays as it is: a file is being closed with it."""
        for widget in (self.kind, self.other, self.own):
            widget.setDisabled(held)

    def forget(self) -> None:
        """Let it go."""
        self._drawn = ""
        self.own.clear()
        self.shown.clear()

    def _judge(self) -> None:
        found, text = int(passphrases.bits(self.own.text())) if self.own.text() else 0, self.own.text()
        about = ngettext("{count} bit", "{count} bits", found).format(count=found)
        if not text:
            self.verdict.clear()
        elif found < passphrases.FEWEST_BITS:
            self.verdict.say(_("Too weak for a file that anybody may have ({bits}): add words or digits.").format(bits=about), "error")
        else:
            self.verdict.say(_("It holds ({bits}), if it stands nowhere beside the file.").format(bits=about), "good")

    def _show_printer(self) -> None:
        self.slip.hide()
        self.printing.show()
        self.printing.printer.setFocus()

    def _slip(self) -> bytes:
        return pdf.render(slip(self.password))


def slip(password: str) -> tuple[Heading | Paragraph, ...]:
    """What stands on the slip: the password, and no word of whose it is or what it opens."""
    return (Heading(password), Paragraph(_("Type it as it stands here, with the hyphens. Keep it apart from the file.")))
