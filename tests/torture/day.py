"""A day's work in the real window, on a real screen: this module *is* the program, with hands on it. See `sealed.py`.

    python -m tests.torture.day SCENE

The canaries come as JSON on the standard input, with what is to be switched off for a control run.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop import guard

GIVEN = json.loads(sys.stdin.read()) if __name__ == "__main__" else {}
if __name__ == "__main__" and "guard" not in GIVEN["without"]:
    guard.harden()

from PySide6.QtCore import QTimer  # noqa: E402 - after the guard, as in the program
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget  # noqa: E402

from desktop import app, i18n, preferences  # noqa: E402
from desktop.devices import printers, programs  # noqa: E402
from desktop.documents import templates  # noqa: E402
from desktop.domain.attachments import Attachment  # noqa: E402
from desktop.domain.cases import Category  # noqa: E402
from desktop.domain.letters import RegisterEntry, WayOut  # noqa: E402
from desktop.domain.notes import Note  # noqa: E402
from desktop.domain.people import Person  # noqa: E402
from desktop.i18n import _  # noqa: E402
from desktop.preferences import Preferences  # noqa: E402
from desktop.storage import records  # noqa: E402
from desktop.ui import choices, handover, start, style  # noqa: E402
from desktop.ui.case import note_words  # noqa: E402
from desktop.ui.letters.offers import offers  # noqa: E402
from desktop.ui.window import MainWindow  # noqa: E402
from tests.e2e.hands import Hands  # noqa: E402

PATIENCE = 30_000  # milliseconds
STICK = Path("/media")


class Missing(AssertionError):
    """Something did not come to pass at the desk."""


class OnScreen(Hands):
    """Hands that give the keyboard to whatever window stands in front: nobody manages windows here."""

    @property
    def at(self) -> QWidget:
        front = QApplication.activeModalWidget() or self.window
        if QApplication.activeWindow() is not front:
            front.activateWindow()
            QTest.qWaitForWindowActive(front, 3000)
        return QApplication.focusWidget() or front


class Desk:
    """The program, started as `app` starts it, and what a person does at it."""

    def __init__(self, canaries: dict[str, str]) -> None:
        self.canary = canaries
        handover.receive()
        kept = preferences.load()
        i18n.speak("ru")
        self.application = start.make_application("ru")
        style.dress(self.application, kept.appearance)
        self.window = MainWindow(kept, vault=Path(kept.vault) if kept.vault else None)
        self.window.show_first()
        app._furnish(self.window)
        self.hands = OnScreen(self.window)
        self.until(self.window.isVisible, "the window")
        self.hands.rest()

    @property
    def vault(self) -> Any:
        return self.window.desk.session.vault

    @property
    def page(self) -> Any:
        return self.window.desk.cases.pages[0]

    def every(self, kind: type) -> list[Any]:
        return list(records.every(self.vault, kind))

    def until(self, true: Callable[[], object], what: str) -> None:
        for _turn in range(4 * PATIENCE // 20):  # under strace a quiet computer is the slowest: it sleeps between any two calls
            if true():
                return
            QTest.qWait(20)
        raise Missing(f"{what}; the keyboard is at «{self.hands.name}», the window says {self._said()}")

    def _said(self) -> list[str]:
        return [label.text()[:80] for label in self.window.findChildren(QLabel) if label.isVisible() and label.text()][-12:]

    def choose_file(self, path: Path) -> None:
        """Go to the folder in the chooser that stands open, then to the file, as she does."""
        self.until(lambda: (front := QApplication.activeModalWidget()) and front.inherits("QFileDialog"), "a file chooser")
        dialog = QApplication.activeModalWidget()
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        for text in (str(path),) if dialog.fileMode().name == "Directory" else (str(path.parent), path.name):
            line.setFocus()
            line.selectAll()
            self.hands.type(text)
            QTest.keySequence(line, "Return")
            self.hands.rest()
        self.until(lambda: QApplication.activeModalWidget() is None, "the chooser to close")

    def say_yes(self) -> None:
        """Answer the question that stands open with its deed."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), QDialog), "a question")
        box = QApplication.activeModalWidget()
        button = next(each for each in box.buttons() if box.buttonRole(each) == box.ButtonRole.AcceptRole)
        button.setFocus()
        self.hands.press("Space")

    def unlock(self, passphrase: str) -> None:
        self.hands.type(passphrase)
        self.hands.press("Return")
        self.until(lambda: self.window.desk is not None, "the desk")
        self.hands.rest()

    def press_for_real(self, key: str) -> None:
        """A key that comes from the keyboard itself: the lock listens to nothing less."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Portfel"], capture_output=True, text=True, check=True)
        subprocess.run(["xdotool", "windowfocus", "--sync", found.stdout.split()[0], "key", key], check=True)


# --- the scenes


def first(desk: Desk) -> None:
    """An empty laptop: a vault, a case with all that belongs to it, printed, saved, backed up, locked."""
    hands, canary = desk.hands, desk.canary
    _wizard(desk)
    _sheet(desk)
    hands.push(_("Go to work"))
    desk.until(lambda: desk.window.desk is not None, "the desk")
    _case(desk)
    _people(desk)
    _event(desk)
    _letter(desk)
    _note(desk)
    _papers(desk)
    _search(desk)
    _call(desk)
    _backup(desk)
    hands.press("Ctrl+N")
    hands.type(canary["draft"])
    hands.press("Ctrl+A", "Ctrl+C")
    QTest.qWait(1500)
    desk.press_for_real("F12")
    QTest.qWait(PATIENCE)


def _wizard(desk: Desk) -> None:
    hands, canary = desk.hands, desk.canary
    hands.press("Return", "Return")
    hands.press("Ctrl+A")
    hands.type(str(Path.home() / "files"))
    hands.press("Return")
    hands.type(canary["lawyer"])
    hands.press("Return")
    hands.type(canary["passphrase"])
    hands.press("Return")
    hands.type(canary["passphrase"])
    hands.press("Return")
    desk.until(lambda: desk.window._session is not None, "the vault")
    hands.rest()


def _case_in_a_new_vault(desk: Desk) -> None:
    _wizard(desk)
    desk.hands.push(_("Later"))
    desk.hands.push(_("Go to work"))
    desk.until(lambda: desk.window.desk is not None, "the desk")
    _case(desk)


def short(desk: Desk) -> None:
    """The same in half a minute less: a vault, a case, a search, a draft, the lock."""
    hands, canary = desk.hands, desk.canary
    _case_in_a_new_vault(desk)
    _search(desk)
    hands.press("Ctrl+N")
    hands.type(canary["draft"])
    hands.press("Ctrl+A", "Ctrl+C")
    desk.press_for_real("F12")
    QTest.qWait(PATIENCE)


def looked(desk: Desk) -> None:
    """Papers dragged in, turned page by page, found by their words; a table taken in; the ways out opened and left again; the lock."""
    hands, canary = desk.hands, desk.canary
    _case_in_a_new_vault(desk)
    hands.press("Alt+5")
    there = STICK / canary["folder"]
    tab = desk.page.papers
    tab.take_in([there / f"{canary['file']}.jpg", there / f"{canary['scan']}.pdf", there / f"{canary['text_file']}.txt"])
    desk.until(lambda: len(desk.every(Attachment)) == 3 and not tab.taking.isVisible(), "the papers to be sealed")
    for paper in desk.every(Attachment):
        tab.open_subject(paper.id)
        QTest.qWait(700)
        hands.press("PgDown", "PgUp")
    for word in ("text_bytes", "scan_bytes", "matter"):
        hands.press("Ctrl+K")
        hands.type(canary[word])
        QTest.qWait(500)
        hands.press("Return" if word != "matter" else "Escape")
        hands.press("Ctrl+F")
        hands.type(canary[word])
        QTest.qWait(300)
        hands.press("Return", "Escape")
    _table_taken_in(desk)
    for place in ("open-formats", "backups", "transfers"):
        desk.window.desk.show_place(place)
        QTest.qWait(300)
        hands.press("Escape")
    hands.press("Ctrl+N")
    hands.type(canary["draft"])
    QTest.qWait(1500)
    desk.press_for_real("F12")
    QTest.qWait(PATIENCE)


def _table_taken_in(desk: Desk) -> None:
    from desktop.ui.tables.page import PREVIEW

    canary = desk.canary
    file = STICK / canary["folder"] / f"{canary['file']}.csv"
    cells = (f"{canary['surname']} Пётр {canary['patronymic']}", "12.05.1999", canary["phone"], canary["remark"])
    file.write_text("ФИО;Дата рождения;Телефон;Примечание\n" + ";".join(cells) + "\n", encoding="utf-8")
    before = len(desk.every(Person))
    page = desk.window.desk.show_place("tables")
    page.read(file)
    desk.until(lambda: page.on.isVisible() and page.on.isEnabled(), "the columns")
    page.on.click()
    desk.until(lambda: page._step == PREVIEW and page.on.isVisible() and page.on.isEnabled(), "the rows")
    page.on.click()
    desk.until(lambda: len(desk.every(Person)) > before, "the table to be taken in")
    QTest.qWait(500)


def _sheet(desk: Desk) -> None:
    hands = desk.hands
    hands.press("Return")
    words: dict[int, str] = {}

    def read() -> bool:
        for label in desk.window.findChildren(QLabel):
            number, dot, word = label.text().partition(". ")
            if dot and number.isdecimal() and 1 <= int(number) <= 24 and word.isalpha() and word.islower():
                words[int(number)] = word
        return len(words) == 24

    desk.until(read, "the 24 words")
    print("WORDS", " ".join(words[number] for number in range(1, 25)), flush=True)
    hands.push(_("Next: check it"))
    hands.type(" ".join(words[number] for number in range(1, 25)))
    hands.press("Return")
    desk.until(lambda: any("F12" in said for said in desk._said()), "the next step")


def _case(desk: Desk) -> None:
    hands, canary = desk.hands, desk.canary
    hands.press("Ctrl+N")
    for name in ("called_by", "about", "where", "matter"):
        hands.type(canary[name])
        hands.press("Return")
    hands.press("Ctrl+Return")
    desk.until(lambda: bool(desk.window.desk.cases.pages), "the case")
    hands.press("Alt+1")
    hands.fill(_("Unit number"), "00001")
    hands.fill(_("Post"), canary["post"])
    hands.choose(_("Category"), choices.word(Category.CONTRACT))


def _people(desk: Desk) -> None:
    canary = desk.canary
    desk.hands.press("Alt+6")
    _person(desk, _("man"), (canary["surname"], "Айдыс", canary["patronymic"]), rank="рядовой")
    _person(desk, _("woman"), (canary["mother"], "Долаана", "Ивановна"), relation=canary["relation"])
    _person(desk, _("man"), ("Заяц", "Егор", "Игоревич"), rank="полковник")
    desk.until(lambda: len(desk.every(Person)) == 3, "three people")


def _person(desk: Desk, sex: str, name: tuple[str, str, str], relation: str = "", rank: str = "") -> None:
    hands, canary, first_one = desk.hands, desk.canary, not desk.every(Person)
    hands.press("Ins")
    if relation:
        hands.fill(_("Relation"), relation)
    hands.choose(_("Man or woman"), sex)
    for field, text in zip((_("Surname"), _("First name"), _("Patronymic")), name, strict=True):
        hands.fill(field, text)
    if rank:
        hands.choose(_("Rank"), rank)
    if first_one:
        hands.fill(_("Telephones"), canary["phone"])
        hands.fill(_("Address"), canary["address"])
        hands.fill(_("Identity paper"), canary["identity"])
        hands.fill(_("Remark"), canary["remark"])
    hands.push(desk.page.people.form.add.text())
    hands.press("Escape")


def _event(desk: Desk) -> None:
    hands, canary = desk.hands, desk.canary
    hands.press("Alt+2", "Ins")
    hands.type("10.04.2022")
    for field, name in (
        (_("In a few words"), "event"),
        (_("As he tells it"), "event_text"),
        (_("Place"), "event_place"),
        (_("Who did it"), "event_actor"),
        (_("From whom"), "event_source"),
    ):
        hands.fill(field, canary[name])
    hands.press("Ctrl+Return")


def _letter(desk: Desk) -> None:
    hands, canary = desk.hands, desk.canary
    hands.press("Alt+3", "L")
    place = [offer.id for offer in offers(templates.catalogue(), Category.CONTRACT)].index("r02")
    hands.press("Home", *["Down"] * place, "Return")
    workshop = desk.page.letters.workshop
    while workshop.walk.forms.isVisible():
        hands.push(_("These are right"))
    hands.fill(templates.find("r02").fields[0].labels[i18n.language()], canary["health"])
    QTest.qWait(500)
    workshop.text.setFocus()
    hands.press("Ctrl+End")
    hands.type("\n" + canary["letter_text"])
    hands.press("Ctrl+A", "Ctrl+C")
    hands.press("Ctrl+Return")
    while not workshop.check.approve.isEnabled():
        hands.push(_("mend"))
        hands.push(_("These are right"))
        hands.press("Ctrl+Return")
    hands.push(workshop.check.approve.text())
    desk.until(lambda: desk.every(RegisterEntry), "the entry in the register")
    hands.push(_("Save as PDF …"))
    desk.say_yes()
    desk.choose_file(STICK / canary["folder"] / "letter.pdf")
    hands.choose(_("Printer"), "Desk")
    hands.push(_("Print"))
    desk.until(lambda: any(copy.way is WayOut.PRINTED for copy in desk.every(RegisterEntry)[0].copies), "the printing")
    hands.press(*["Ctrl+PgDown"] * 4, "S")
    hands.type(canary["stamp"])
    hands.press("Return")


def _note(desk: Desk) -> None:
    hands, canary = desk.hands, desk.canary
    hands.press("Ctrl+1", "Alt+4", "N")
    hands.type(canary["note_facts"])
    for block in ("question", "law", "advice", "warnings"):
        hands.fill(note_words.block_title(block), canary["note_" + block])
    hands.press("Ctrl+Return")
    hands.press("Space")
    desk.until(lambda: desk.every(Note) and desk.every(Note)[0].signed_at, "the note to be closed")
    hands.fill(_("Addendum"), canary["addendum"])
    hands.push(desk.page.notes.add_button.text())


def _papers(desk: Desk) -> None:
    hands, canary = desk.hands, desk.canary
    hands.press("Alt+5")
    for number, name in enumerate((canary["file"] + ".jpg", canary["scan"] + ".pdf", canary["text_file"] + ".txt"), start=1):
        hands.press("Ins")
        desk.choose_file(STICK / canary["folder"] / name)
        desk.until(lambda number=number: len(desk.every(Attachment)) == number, "the paper to be sealed")
        QTest.qWait(400)  # it is looked at
    hands.fill(_("From whom it came"), canary["origin"])
    hands.fill(_("Remark"), canary["paper_remark"])


def _search(desk: Desk) -> None:
    hands, canary = desk.hands, desk.canary
    for name in ("search_nothing", "note_facts", "surname"):
        hands.press("Ctrl+K")
        hands.type(canary[name])
        QTest.qWait(400)
        hands.press("Escape" if name == "search_nothing" else "Return")


def _call(desk: Desk) -> None:
    hands, canary = desk.hands, desk.canary
    hands.press("F2")
    for field, name in (
        (_("Who is calling"), "call_who"),
        (_("About whom"), "call_about"),
        (_("Number"), "call_number"),
        (_("What it is about, in one line"), "call_line"),
    ):
        hands.fill(field, canary[name])
    hands.push(_("Keep the call"))


def _backup(desk: Desk) -> None:
    hands = desk.hands
    target = Path.home() / "stick"
    target.mkdir()
    desk.window.desk.show_place("backups")
    hands.go_to(_("Where to"))
    hands.press("Space", "Return")
    desk.choose_file(target)
    hands.push(_("Back up"))
    desk.until(lambda: list(target.glob("*.backup")), "the backup")
    QTest.qWait(500)


def killed(desk: Desk) -> None:
    """Another morning: work, and the power of the program is cut while she types."""
    desk.unlock(desk.canary["passphrase"])
    desk.hands.press("Ctrl+N")
    desk.hands.type(desk.canary["killed_draft"])
    QTest.qWait(2500)
    desk.hands.type(desk.canary["killed_typing"])
    os.kill(os.getpid(), signal.SIGKILL)


def broken(desk: Desk) -> None:
    """A wrong passphrase, then work, and the program breaks."""
    desk.hands.type(desk.canary["wrong_passphrase"])
    desk.hands.press("Return")
    desk.until(lambda: any(label.property("tone") == "error" for label in desk.window.findChildren(QLabel)), "the refusal")
    desk.hands.press("Ctrl+A")
    desk.unlock(desk.canary["passphrase"])
    desk.hands.press("Ctrl+N")
    desk.hands.type(desk.canary["broken_draft"])
    QTest.qWait(2500)
    ctypes.string_at(0)


def restored(desk: Desk) -> None:
    """The backup is brought back into a new folder, opened, searched, and the window closed."""
    hands, canary = desk.hands, desk.canary
    (backup,) = (Path.home() / "stick").glob("*.backup")
    hands.press("F3")
    hands.push(_("Restore from a backup"))
    hands.type(str(backup))
    hands.fill(_("Passphrase, 24 words, or the printed key"), canary["passphrase"])
    hands.go_to(_("New folder, which does not exist yet"))
    hands.press("Ctrl+A")
    hands.type(str(Path.home() / "again"))
    hands.press("Return")
    desk.until(lambda: "again" in str(desk.window._vault), "the restored vault")
    desk.unlock(canary["passphrase"])
    hands.press("Ctrl+K")
    hands.type(canary["surname"])
    QTest.qWait(400)
    hands.press("Return")
    hands.press("Ctrl+N")
    hands.type(canary["closing_draft"])
    desk.window.close()


SCENES = {scene.__name__: scene for scene in (short, looked, first, killed, broken, restored)}


# --- what a control run switches off


class _PlainSettings:
    def __getattr__(self, _name: str) -> Any:
        from PySide6.QtCore import QSettings

        return getattr(QSettings, _name)

    @staticmethod
    def setPath(*_: object) -> None:  # noqa: N802 - Qt's name
        """Qt keeps its settings where it likes."""


def _print_through_a_file(command: tuple[str, ...], sent: bytes = b"", patience_seconds: float = 60) -> programs.Answer:
    import tempfile

    if command[0] != "lp":
        return programs_run(command, sent, patience_seconds)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(sent)
        file.flush()
        os.fsync(file.fileno())
        return programs_run((*command, file.name), b"", patience_seconds)


programs_run = programs.run


def _switch_off(what: list[str]) -> None:
    if "settings" in what:
        start.QSettings = _PlainSettings()  # type: ignore[assignment]
    if "pipe" in what:
        printers.programs.run = _print_through_a_file  # type: ignore[assignment]
    if "guard" in what:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def main() -> int:
    """Play one scene; 0 where it came to its end."""
    _switch_off(GIVEN["without"])
    os.chdir(Path.home())
    if not preferences.load().vault:
        preferences.save(Preferences(language="ru"))
    desk = Desk(GIVEN["canaries"])
    failure: list[BaseException] = []

    def play() -> None:
        try:
            SCENES[sys.argv[1]](desk)
        except BaseException as error:
            failure.append(error)
            print(f"{type(error).__name__}: {error}", flush=True)
            raise
        finally:
            desk.application.quit()

    QTimer.singleShot(0, play)
    desk.application.exec()
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
