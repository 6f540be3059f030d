"""The list of ten thousand cases and Today, in the real window on a memory screen: how long the window hangs at each step.

python -m benchmarks.caseload [CASES]: makes a vault of invented cases (a minute and a half for ten thousand), opens it in processes just
begun, and prints a table. Processor time stands beside the clock: on a busy computer that is what the program itself takes.
"""

import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from datetime import time as hour
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import yardsticks
from benchmarks.measure import program
from desktop.operations.demo.lots import REFERENCE
from desktop.operations.demo.making import make_demo

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.session import Session

CASES, ROUNDS = 10_000, 5
QUIET = 40  # turns of a millisecond in which nothing happens: all is done
NOON = datetime.combine(REFERENCE, hour(9), UTC)
TYPED = ("клён", "по мобилизации 000", "соглашение", "якорь 2", "госпиталь")
# What is measured, and what it may take: milliseconds of one turn of the event loop, in which the window answers nothing.
STEPS = {
    "today": ("Today, made and painted", 150),
    "today_again": ("Today, read and painted again after a change", 150),
    "first": ("Cases, opened for the first time: until the rows are on the screen", 50),
    "later": ("Cases, what follows that: the longest further turn", 50),
    "again": ("Cases, read and painted again after a change", None),
    "key": ("a letter typed into the filter, until the rows are on the screen, the middle one", 16),
    "key_95": ("the same, nineteen of twenty", 16),
    "key_most": ("the same, the slowest", None),
    "order": ("ordered by another column, kept and painted", None),
}
Taken = dict[str, list[tuple[float, float]]]  # milliseconds by the clock, and of the processor


def main(cases: int = CASES) -> None:
    """Make the vault, measure, print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        make_demo(folder, "x", cases=cases, unlock_seconds=0.05)
        before = os.getloadavg()[0]
        rounds = [measured(folder) for _ in range(ROUNDS)]
    print(f"{cases:,} cases; load {before:.1f} before, {os.getloadavg()[0]:.1f} at the end; {ROUNDS} processes\n")
    print("| what | least | middle | least of the processor | to reach |\n|---|---|---|---|---|")
    for step, (what, most) in STEPS.items():
        clock, own = zip(*(pair for found in rounds for pair in found[step]), strict=True)
        reach = f"≤ {most} ms" if most else ""
        print(f"| {what} | {min(clock):.1f} ms | {median(clock):.1f} ms | {min(own):.1f} ms | {reach} |")


def measured(folder: Path) -> Taken:
    """What a process just begun takes for each step."""
    env = {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "PORTFEL_HOME": str(folder.with_name("home")), "HOME": os.devnull}
    command = [sys.executable, "-m", "benchmarks.caseload", "--one", str(folder)]
    found: Taken = json.loads(program(command, given=b"x\n", folder=yardsticks.ROOT, env=env).said)
    return found


def one(folder: Path) -> Taken:
    """Unlock, and do each step; the passphrase comes by standard input."""
    from benchmarks.window import begun
    from desktop.ui.jobs import Jobs

    # The check of the whole vault, which goes on beside the window after an unlocking, is other work.
    started = [True]
    jobs = Jobs(start=lambda work: work() if started else None)
    window, application, unlock = begun(folder, NOON, jobs)
    unlock()
    started.clear()
    desk, watch = window.desk, Watch(application)
    while not gc.get_freeze_count():  # what the window does of itself soon after an unlocking
        watch.longest(lambda: time.sleep(0.02))
    found: Taken = {"today": [watch.longest(lambda: _today(desk.session))]}
    found["today_again"] = [watch.longest(desk.session.changed.emit) for _ in range(5)]
    turns = watch.turns(lambda: desk.show_place("cases"))
    found["first"], found["later"] = [turns[0]], [max(turns[1:])]
    found["again"] = [watch.longest(desk.session.changed.emit) for _ in range(5)]
    page = desk.show_place("cases")
    keys = sorted(watch.longest(lambda text=text: page.head.line.setText(text)) for text in _prefixes())
    found["key"], found["key_95"], found["key_most"] = [keys[len(keys) // 2]], [keys[int(len(keys) * 0.95)]], [keys[-1]]
    page.head.line.clear()
    found["order"] = [watch.longest(lambda place=place: page.table.order_asked.emit(place)) for place in range(5)]
    return found


class Watch:
    """Lets the window run, and looks how long each turn of its event loop was: for so long it answered nothing."""

    def __init__(self, application: "QApplication") -> None:
        self._application = application

    def turns(self, work: Callable[[], object]) -> list[tuple[float, float]]:
        """Do it in a turn of its own, with what is drawn after it; the length of that turn, and of those that follow until all is quiet."""
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        loop, taken = QEventLoop(), list[tuple[float, float]]()
        began = [time.perf_counter(), time.process_time()]

        def begin() -> None:
            began[:] = [time.perf_counter(), time.process_time()]
            work()
            self._application.sendPostedEvents()

        def tick() -> None:
            now = [time.perf_counter(), time.process_time()]
            taken.append(((now[0] - began[0]) * 1e3, (now[1] - began[1]) * 1e3))
            began[:] = now
            if len(taken) > QUIET and sum(turn[0] for turn in taken[-QUIET:]) < QUIET * 2:
                loop.quit()

        QTimer.singleShot(0, begin)
        timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
        QTimer.singleShot(0, lambda: (timer.timeout.connect(tick), timer.start()))
        loop.exec()
        timer.stop()
        return taken

    def longest(self, work: Callable[[], object]) -> tuple[float, float]:
        """The longest turn of it, and of what follows."""
        return max(self.turns(work))


def _today(session: "Session") -> None:
    """Today, made anew as large as it stands in the window, and drawn."""
    from desktop.ui.today.page import TodayPage

    page = TodayPage(session)
    page.resize(1198, 690)
    page.grab()
    page.deleteLater()


def _prefixes() -> Iterator[str]:
    """Words key by key, and back again."""
    for word in TYPED:
        yield from (word[:length] for length in range(1, len(word) + 1))
        yield from (word[:length] for length in range(len(word) - 1, -1, -1))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(Path(sys.argv[2]))), flush=True)
        os._exit(0)  # closed, the window would remember where she was, and the next one would begin there
    else:
        main(*map(int, sys.argv[1:2]))
