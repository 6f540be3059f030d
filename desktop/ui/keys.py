"""The keys: one page that lists them all."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import N_, _

KEYS = (
    (
        N_("Everywhere"),
        (
            ("F1", N_("What the program cannot protect from")),
            ("F2", N_("Call: the clock starts")),
            ("Ctrl+N", N_("New case")),
            ("Ctrl+K", N_("Search everything")),
            ("F9", N_("Show real names for 20 seconds")),
            ("F8", N_("Visitor beside you: only the open case is shown; again to end it")),
            ("F12", N_("Lock at once; an empty page after unlocking")),
            ("Ctrl+L", N_("Lock; back to where you were after unlocking")),
            ("Ctrl+Shift+Del", N_("Destroy the keys, where that was switched on: five seconds, any key stops it")),
            ("Ctrl+Z, Ctrl+Shift+Z", N_("Take back, do again")),
            ("Esc", N_("Back")),
            ("Ctrl+1 … Ctrl+5", N_("The open cases")),
            ("Ctrl+W", N_("Close the case on the screen")),
            ("Ctrl+Shift+F", N_("Check a sheet by its fingerprint")),
            ("Ctrl+PgDn, Ctrl+PgUp", N_("Next page, page before")),
            ("Ctrl+/", N_("This list")),
        ),
    ),
    (
        N_("Today"),
        (
            ("Enter", N_("Open the case")),
            (N_("Space"), N_("Done")),
            ("D", N_("Set or move the date")),
            ("N", N_("Cases with nothing scheduled")),
            ("C", N_("All calls")),
        ),
    ),
    (
        N_("Cases"),
        (
            (N_("any letter"), N_("Narrow the list by what is typed")),
            ("Enter", N_("Open the case")),
            (N_("Space"), N_("Show or hide the preview")),
            ("Ctrl+G", N_("One document for several clients")),
        ),
    ),
    (
        N_("In a case"),
        (
            ("Alt+1 … Alt+6", N_("Overview, Timeline, Letters, Notes, Papers, People")),
            ("F4", N_("In a letter: next gap or doubt")),
            ("Alt+Enter", N_("In a letter: six forms of the name under the cursor")),
            ("K", N_("Letters: several documents in one go")),
            ("F6", N_("In a letter: the page alone")),
            ("Ctrl+P", N_("Print")),
            ("F5", N_("In a note: the time")),
            ("Ctrl+T", N_("In a note: the line becomes a date or a task")),
            ("Ctrl+B, Ctrl+Shift+L, Ctrl+Shift+Q", N_("In a note: bold, a list, a quote")),
            ("Ctrl+Shift+T, Ctrl+H", N_("In a note: templates, versions")),
            ("Ctrl+M", N_("A note, an event, a paper: into another file")),
            ("Ctrl+Enter", N_("In a note: close for good")),
        ),
    ),
    (
        N_("Norms and templates"),
        (
            ("Alt+1 … Alt+4", N_("Norms, terms, days off, templates")),
            ("E", N_("Change the wording of a norm")),
            ("M", N_("Note that a norm was checked")),
        ),
    ),
    (
        N_("Templates"),
        (
            ("N", N_("New template")),
            ("C", N_("Edit a copy")),
            ("Enter", N_("Edit one of mine")),
            (N_("I, E"), N_("Import from a file, export to one")),
            ("Del", N_("Remove one of mine")),
            ("F4", N_("While writing: find a placeholder")),
            ("F6", N_("While writing: the sample case")),
            ("F7", N_("While writing: the fields")),
            ("Ctrl+S", N_("While writing: take into use")),
        ),
    ),
    (
        N_("Backup"),
        (
            ("Enter", N_("Make a backup")),
            ("Esc", N_("Cancel")),
            ("V", N_("Check a copy")),
            ("B", N_("Look into a copy")),
            ("R", N_("Trial restore")),
            ("T", N_("Cases to and from colleagues")),
        ),
    ),
)


class KeysPage(QScrollArea):
    """All keys, group by group."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Keys"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 8, 24, 16)
        head = QLabel(_("Keys"))
        head.setProperty("role", "head")
        column.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        row = 0
        for title, keys in KEYS:
            band = QLabel(_(title))
            band.setProperty("role", "band")
            grid.addWidget(band, row, 0, 1, 2)
            for number, (key, deed) in enumerate(keys, start=row + 1):
                grid.addWidget(QLabel(_(key)), number, 0)
                grid.addWidget(QLabel(_(deed)), number, 1)
            row += 1 + len(keys)
        grid.setColumnMinimumWidth(0, 190)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inside)
