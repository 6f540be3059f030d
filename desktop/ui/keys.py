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
            ("F3", N_("Urgent: eight questions, and the documents of them")),
            ("Ctrl+N", N_("New case")),
            ("Ctrl+K", N_("Search everything")),
            ("Alt+A", N_("While searching: closed files, too")),
            ("Alt+O", N_("While searching: earlier versions, too")),
            ("Alt+1 … Alt+9", N_("While searching: only notes, only documents …; again: all")),
            ("Ctrl+S", N_("While searching: keep this search under a name")),
            ("F1, ?", N_("In the search box: what can be asked")),
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
            ("A", N_("Dates and tasks by week and month")),
            ("K", N_("Closed files to look at")),
        ),
    ),
    (
        N_("Dates"),
        (
            ("Alt+1 … Alt+4", N_("Day, week, month, nothing scheduled")),
            ("← →, T", N_("Before, after, today")),
            (N_("Space"), N_("Done")),
            ("D", N_("Set or move the date")),
            ("Ins", N_("New date or task")),
            ("F", N_("Kind and file to be shown")),
            ("Ctrl+P", N_("Print")),
        ),
    ),
    (
        N_("Cases"),
        (
            (N_("any letter"), N_("Narrow the list by what is typed")),
            ("Enter", N_("Open the case")),
            (N_("Space"), N_("Show or hide the preview")),
            ("F4", N_("Choose what is shown: service, stage, unit, tag …")),
            ("Esc", N_("Take away what was chosen last")),
            ("F3", N_("Views")),
            ("Ctrl+S", N_("Keep what is shown as a view")),
            ("F6", N_("Columns")),
            ("Alt+1 … Alt+9", N_("Order by the first column … the ninth; again: backwards")),
            (N_("Ins, Shift+↓"), N_("Tick and go on; Ctrl+A all")),
            ("Ctrl+B", N_("What can be done with all that are ticked")),
            ("Ctrl+P", N_("Print the list")),
            ("Ctrl+Shift+N", N_("A new case with the same unit and category")),
            ("Ctrl+G", N_("One document for several clients")),
            ("Ctrl+I", N_("From a table: cases and people out of a list in XLSX or CSV")),
            ("Ctrl+Del", N_("The bin: what was removed")),
        ),
    ),
    (
        N_("From a table"),
        (
            ("Ctrl+Enter", N_("Look at the rows; bring them in")),
            ("F4", N_("The next row to be looked at")),
            (N_("Space"), N_("Leave the row out, or take it in")),
            ("Del", N_("Take back what was brought in, or bring it back")),
            ("Esc", N_("A step back")),
        ),
    ),
    (
        N_("People and units"),
        (
            ("Alt+1, Alt+2", N_("People, units")),
            ("Ins", N_("Somebody new, a new unit, in the list of commanders a new one")),
            ("Enter", N_("Open the card; in a card, the file or the person under the cursor")),
            ("Esc", N_("Everybody again; close the card")),
        ),
    ),
    (
        N_("Report"),
        (
            ("Y", N_("In the register: the report of a year or any other time")),
            ("← →", N_("Another period")),
            ("M, H", N_("By month; the form that may be published")),
            ("Enter", N_("The records behind a number, then the record")),
            ("0 … 9", N_("Among the records, and before a note is closed for good: as what it is counted")),
            ("Alt+0 … Alt+9", N_("In a call: as what it is counted")),
            ("C", N_("Categories of mine")),
            ("Ctrl+P, Ctrl+S", N_("Print, save as CSV")),
        ),
    ),
    (
        N_("In a case"),
        (
            ("Alt+1 … Alt+7", N_("Overview, Timeline, Letters, Notes, Papers, People, Lists")),
            ("W", N_("Overview: files with the same unit, commander, order, day, pressure; again to fold")),
            (N_("Space"), N_("In a checklist: tick; Enter does it now")),
            ("I", N_("Overview: the sheet of questions")),
            ("F4", N_("In a letter: next gap or doubt")),
            ("Alt+Enter", N_("In a letter: six forms of the name under the cursor")),
            ("K", N_("Letters: several documents in one go")),
            ("F6", N_("In a letter: the page alone")),
            ("Ctrl+F", N_("Find in this case")),
            ("Ctrl+G, Ctrl+Shift+G", N_("What was found: the next place, the one before")),
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
        N_("Papers"),
        (
            ("Ins, Ctrl+V", N_("Take a file in; what was copied elsewhere")),
            (N_("Space"), N_("Tick a paper; Ctrl+A all")),
            ("T", N_("The words of a paper instead of its pages, and back")),
            ("Ctrl+E", N_("A working copy of the ticked papers, or of this one")),
            ("Ctrl+← →, S, B", N_("In a working copy: turn, straighten, black and white")),
            ("Alt+↑ ↓", N_("In a working copy: a page up or down; Space: a new copy begins here; Delete: leave it out")),
            ("Ctrl+Enter", N_("In a working copy: keep it")),
        ),
    ),
    (
        N_("Timeline"),
        (
            ("Ins", N_("New event")),
            ("?", N_("How it is known: the next way")),
            ("P", N_("Look at the paper that proves it, or choose one")),
            ("G", N_("The next gap in where he was")),
            (N_("+ − Z, Ctrl+wheel"), N_("Stretch time, less, fit it into the window")),
            ("Alt+↑ Alt+↓", N_("Without a day: put in order")),
            ("Ctrl+Enter", N_("Without a day: below the marked event")),
            ("Ctrl+P", N_("Print, on one page or many")),
        ),
    ),
    (
        N_("Norms and templates"),
        (
            ("Ctrl+P", N_("Print the norms, or one")),
            ("Alt+1 … Alt+5", N_("Norms, terms, days off, templates, checklists")),
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
            ("W", N_("Make copies anew that hold what was destroyed")),
            ("T", N_("Cases to and from colleagues")),
            ("E", N_("Everything in open formats")),
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
