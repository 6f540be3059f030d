"""What the program cannot protect from, on one page; and a sheet to print for the drawer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import i18n
from desktop.i18n import N_, _
from desktop.operations.sheets import visit_pdf
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

LIMITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("While it is unlocked"),
        (
            N_("Other programs of yours on this computer can read the screen and the keys: malware sees what you see."),
            N_("Whoever takes the computer unlocked has what is open. F12 first; it takes half a second."),
            N_("A camera, a window, a neighbour: F8 hides other cases, F9 shows names for twenty seconds alone."),
        ),
    ),
    (
        N_("While it is locked"),
        (
            N_("A weak passphrase can be guessed by somebody with the disk and with time. Six words by lot withstand that."),
            N_("The vault can be seen to be there, and how large it is. It is not hidden, and there is no second, false one."),
            N_("Whoever had the computer in his hands may have changed the program: a returned computer is another one."),
            N_("Passphrase, sheet and key parts open it for whoever has them, whatever he did to get them."),
        ),
    ),
    (
        N_("What lies outside the vault"),
        (
            N_("What was printed, saved, shown or copied out is outside. The printer and its queue may keep pages."),
            N_("The shipped texts lie readable in the program's folder: they tell what it is for, though not for whom it was used."),
            N_("Swap, hibernation and snapshots of the disk may keep what was in memory: “This computer” says how to mend that."),
            N_("An SSD or a stick may keep what was overwritten or deleted. Full-disk encryption helps; this program cannot."),
            N_("A destroyed case may stand in old encrypted blocks, in copies that were not made anew, and with colleagues who have it."),
        ),
    ),
    (
        N_("What is lost for good"),
        (
            N_("Without the passphrase and every other way in nobody opens the vault, not even whoever wrote the program."),
            N_("A backup opens for ever with what opened the vault on that day; a changed passphrase does not reach it."),
            N_("What was entered after the last proven copy goes with the computer."),
        ),
    ),
)

_MEASURE = 620


class LimitsPane(QWidget):
    """Reads like a page; at its end the sheet can be printed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        head = QLabel(_("What the program cannot protect from"))
        set_role(head, "head")
        self.printing = PrintPanel(session.jobs, lambda: visit_pdf(i18n.language()))
        self.printing.setMaximumWidth(_MEASURE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(4)
        column.addWidget(head)
        for title, sentences in LIMITS:
            column.addWidget(heading(_(title)))
            for sentence in sentences:
                words = QLabel(_(sentence))
                words.setTextFormat(Qt.TextFormat.PlainText)
                words.setWordWrap(True)
                column.addWidget(words)
        column.addWidget(heading(_("A sheet for the drawer: if somebody comes with a search")))
        column.addWidget(hint(_("Each line says how sure it is; none was checked by a lawyer. It advises to destroy nothing.")))
        column.addWidget(self.printing)
        column.addStretch(1)
