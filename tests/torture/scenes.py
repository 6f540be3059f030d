"""The real program brought into a scene, such as a question over the timeline, to be locked there.

`python -m tests.torture.scenes VAULT SCENE` starts it as a user does, unlocks, types something, sets the scene
and says `ready`. It then does what it is told on a line: f12, ctrl-l, idle, deaf, die N. What the computer says comes over the bus.
"""

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

PASSPHRASE, TYPED, STORED = "kanarienvogel im bergwerk", "typedcanaryqx", "storedcanaryqx"
PLACES = ("today", "cases", "new-case", "register", "backups", "settings", "keys")
TABS = ("overview", "timeline", "letters", "notes", "papers", "people")
TYPING, SEEN = "typing: ", "seen"  # what a scene is called in which a field is typed into, and that in which it is looked for
_TYPING = 15  # milliseconds between two keys
DIALOGS = ("question", "notice", "folder", "open_file", "save_file")


def names() -> list[str]:
    """Every scene: each kind of dialog over each page, and what else can be open or going on."""
    return [f"{kind} over {place}" for place in (*PLACES, *TABS) for kind in DIALOGS] + list(_others())


def _others() -> dict[str, Callable[[Any, Path], object]]:
    return {
        "clean": lambda window, _folder: window.desk.show_place("today"),
        "typed": lambda window, _folder: None,
        "a list hanging open": lambda window, _folder: window.desk.show_place("new-case")._category.showPopup(),
        "a menu": _menu,
        "a note": _note,
        "a call": lambda window, _folder: window.desk._calls.begin_call(),
        "the search": _search,
        "a visitor": lambda window, _folder: window.desk.on_visitor(),
        "the recovery words": lambda window, _folder: window.desk._show_recovery(),
        "dictation": _dictation,
        "a page to photograph": _full_page,
        "a bug reported": lambda window, _folder: window.asking.notice(window, "!", details="…" * 1000),
        "may it be written over": _overwrite,
        "question over question": _two_questions,
        "closing with a full disk": _closing,
        "saving": _saving,
        "a backup": _backup,
        "new keys": _new_keys,
        "a check": _check,
        "printing": _printing,
        "the key of a backup": _deriving,
    }


def set_scene(name: str, window: Any, folder: Path) -> None:
    """Bring the unlocked window into the scene."""
    if name == SEEN:
        _seen(window, folder)
        return
    if name.startswith(TYPING):
        _type_into(name.removeprefix(TYPING), window, folder)
        return
    kind, over, place = name.partition(" over ")
    if not over or kind not in DIALOGS:
        _others()[name](window, folder)
        return
    page = window.desk.show_place(place) if place in PLACES else window.desk.open_case(_case(window), place)
    _ask(window.asking, page, kind)


def _case(window: Any) -> str:
    from desktop.domain.cases import Case
    from desktop.storage import records

    return str(records.every(window._session.vault, Case)[0].id)


def _ask(asking: Any, page: Any, kind: str) -> None:
    {
        "question": lambda: asking.question(page, "?", "Yes", lambda: None, dangerous=True),
        "notice": lambda: asking.notice(page, "!", details="…"),
        "folder": lambda: asking.folder(page, "?", lambda _path: None),
        "open_file": lambda: asking.open_file(page, "?", lambda _path: None),
        "save_file": lambda: asking.save_file(page, "?", "a.pdf", lambda _path: None),
    }[kind]()


def _note(window: Any, folder: Path) -> None:
    _type_into("a note", window, folder)


def _type_into(name: str, window: Any, _folder: Path) -> None:
    """A field into which somebody types without a pause; how many letters she has typed is said after each key."""
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    from tests.torture.fields import FIELDS, begin_to_type

    field, typed = FIELDS[name](window.desk), [0]
    begin_to_type(field)

    def type_on() -> None:
        QTest.keyClick(field, "a")
        typed[0] += 1
        print("typed", typed[0], flush=True)

    timer = QTimer(window, interval=_TYPING)
    timer.timeout.connect(type_on)
    timer.start()


def _seen(window: Any, _folder: Path) -> None:
    """How many of the letters that were typed stand where she sees them, once she has gone on from an empty page, or are saved."""
    from PySide6.QtWidgets import QApplication

    from desktop.storage import rows
    from tests.torture.fields import fields_in, text_of

    if window.desk.is_blank:
        window.desk._go_on()
    for _turn in range(4):
        QApplication.processEvents()
    texts = [text_of(field) for field in fields_in(window) if field.isVisible()]
    # Letters and notes are saved as they are typed: what stands in them is no draft, and she finds it where it belongs.
    texts += [stored.body.decode() for _number, stored in rows.every(window._session.vault) if stored.kind != "draft"]
    print("seen", max((len(run) for text in texts for run in re.findall("a+", text)), default=0), flush=True)


def _menu(window: Any, _folder: Path) -> None:
    menu = window.desk._search.createStandardContextMenu()
    menu.popup(window.mapToGlobal(window.rect().center()))
    window._menu = menu


def _search(window: Any, _folder: Path) -> None:
    window.desk._search.focus_search()
    window.desk._search.setText("рапорт")
    window.desk._search.search_now()


def _dictation(window: Any, _folder: Path) -> None:
    from desktop.ui.letters.aloud import Dictation

    Dictation(window, f"{STORED}\n" * 30).open()


def _full_page(window: Any, _folder: Path) -> None:
    from desktop.ui.letters.shown import FullPage

    FullPage(window, _pdf()).open()


def _pdf() -> bytes:
    from tests.documents.letters import page

    return page(STORED)


def _overwrite(window: Any, folder: Path) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

    (folder.parent / "a.pdf").touch()
    window.asking.save_file(window, "?", "a.pdf", lambda _path: None, start=folder.parent)
    dialog = next(child for child in window.children() if child.inherits("QFileDialog"))
    dialog.findChild(QLineEdit).setText("a.pdf")
    # It asks in a loop of its own, from which the lock must break out.
    QTimer.singleShot(0, dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click)


def _two_questions(window: Any, _folder: Path) -> None:
    for _time in range(2):
        _ask(window.asking, window, "question")


def _closing(window: Any, _folder: Path) -> None:
    from desktop.domain.errors import DiskFull

    def full() -> None:
        raise DiskFull

    window.desk.leave = full
    window.close()


def _saving(window: Any, _folder: Path) -> None:
    """Saves follow each other without a pause."""
    from PySide6.QtCore import QTimer

    from desktop.operations.notes import add_note

    case = _case(window)

    def save() -> None:
        add_note(window._session.vault, case, "слово " * 2000)
        QTimer.singleShot(0, window, save)

    save()


def _backup(window: Any, folder: Path) -> None:
    page = window.desk.show_place("backups")
    target = folder.parent / "stick"
    target.mkdir(exist_ok=True)
    page.target.choose_folder(target)
    page._begin()


def _new_keys(window: Any, folder: Path) -> None:
    from desktop.operations.new_keys import renew_keys

    # Of a copy: a vault gets new keys while it is closed.
    other = Path(shutil.copytree(folder, folder.parent / "other"))
    keys = window._session.vault.keys
    _job(window, lambda report: renew_keys(other, keys, PASSPHRASE, unlock_seconds=0.01, report=report))


def _check(window: Any, _folder: Path) -> None:
    from desktop.operations.checks import check

    def again(_report: object) -> None:
        with window._session.vault.second() as second:
            while True:
                check(second)

    _job(window, again)


def _printing(window: Any, _folder: Path) -> None:
    """A child with the letter in its hands, which the printer does not take."""
    from desktop.devices import programs

    _job(window, lambda _report: programs.run(["sh", "-c", "cat >/dev/null; exec sleep 600"], sent=STORED.encode() * 1000))


def _deriving(window: Any, folder: Path) -> None:
    from desktop.operations.vaults import unlock

    def again(_report: object) -> None:
        while True:
            unlock(folder, PASSPHRASE)

    _job(window, again)


def _job(window: Any, work: Callable[[Any], object]) -> None:
    from desktop.ui.jobs import Listener

    window.jobs.run(window, work, Listener(lambda _answer: None))


def _wait(until: Callable[[], object]) -> None:
    from PySide6.QtWidgets import QApplication

    while not until():
        QApplication.processEvents()
        time.sleep(0.005)


def _begin(window: Any, folder: Path, name: str) -> Iterator[None]:
    page = window._stack.currentWidget()
    page._secret.setText(PASSPHRASE)
    page._try()
    _wait(lambda: window.desk is not None)
    if not name.startswith(("clean", SEEN, TYPING)):
        window.desk.show_place("new-case")._fields["matter"].setText(TYPED)
    _wait(lambda: all(measure.on for measure in window.triggers()) or "DBUS_SYSTEM_BUS_ADDRESS" not in os.environ)
    set_scene(name, window, folder)
    print("ready", os.getpid(), flush=True)
    yield


def _obey(window: Any, *_: object) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest

    what, *more = os.read(sys.stdin.fileno(), 4096).decode().split() or ["end"]
    top = QGuiApplication.focusWindow() or window.windowHandle()
    deeds: dict[str, Callable[[], object]] = {
        "f12": lambda: QTest.keyClick(top, Qt.Key.Key_F12),
        "ctrl-l": lambda: QTest.keyClick(top, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier),
        "idle": lambda: setattr(window._watch, "minutes", 0),
        "deaf": lambda: time.sleep(600),
        "die": lambda: os.kill(os.getpid(), int(more[0])),
        "end": lambda: os._exit(0),
    }
    deeds[what]()


def main(folder: Path, name: str) -> int:
    """Start the program as `__main__` does, and lead it into the scene."""
    from desktop import guard

    guard.harden()
    from desktop import app

    furnish = app._furnish

    def furnish_and_begin(window: Any) -> None:
        from PySide6.QtCore import QSocketNotifier, QTimer

        furnish(window)
        listening = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, window)
        listening.activated.connect(partial(_obey, window))
        QTimer.singleShot(0, lambda: next(_begin(window, folder, name)))

    app._furnish = furnish_and_begin
    return app.main(["--vault", str(folder), "--lang", "en"])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
