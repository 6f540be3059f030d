"""The lock: the process is replaced, and with it everything it ever held in memory."""

import ctypes
import json
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QWindow

from desktop import resources
from desktop.ui.handover import VARIABLE, Handover

IDLE_MINUTES = 5  # until it locks by itself, where she has not said otherwise
SECONDS_FOR_DRAFTS = 0.3
_SECONDS_TO_LIVE = 1.5  # should even Python hang, the kernel ends the process then
_SECONDS_FOR_A_DISK = 0.1
_TICK = 1000
_SECONDS_OF_GRACE = 3

_once = threading.Lock()
_c = ctypes.CDLL(None)
_BOTH_WAYS = 2  # SHUT_RDWR
_KERNELS_OWN = ("[vdso]", "[vvar]", "[vvar_vclock]", "[vsyscall]", "[uprobes]")


class Deadline:
    """Makes the lock come true even when saving hangs: after `SECONDS_FOR_DRAFTS` without it, after a little more by force.

    `otherwise` says what is left for the next program by then; it is called on another thread.
    """

    def __init__(self, otherwise: Callable[[], Handover | None]) -> None:
        # An interval timer is answered by the kernel with the end of the process, whoever holds Python's own lock.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, _SECONDS_TO_LIVE)
        timer = threading.Timer(SECONDS_FOR_DRAFTS, lambda: replace(otherwise()))
        timer.daemon = True
        timer.start()


def replace(handover: Handover | None) -> NoReturn:
    """Become the locked program: same process, new memory. Without a handover, and where even that fails, end.

    Safe on any thread. A thread that waits for a disk can be ended by nobody before the disk answers, and would keep the memory
    of all: then another process becomes the locked program, and this one gives its memory back, to end as soon as it can.
    """
    # Whoever comes second waits here for the end: there must be one next program, not two.
    _once.acquire()
    try:
        _end_children()
        start = _next_program(handover) if handover else None
        if _waits_for_a_disk():
            if start:
                os.posix_spawn(sys.executable, *start)
            _give_back_the_memory()
        signal.setitimer(signal.ITIMER_REAL, 0)
        if start:
            os.execve(sys.executable, *start)  # noqa: S606 - a shell is the last thing wanted here
    finally:
        os._exit(1 if handover else 0)


def _next_program(handover: Handover) -> tuple[list[str], dict[str, str]]:
    os.chdir(resources.ROOT.parent)
    descriptor = os.memfd_create("")
    os.write(descriptor, json.dumps(asdict(handover)).encode())
    os.set_inheritable(descriptor, True)
    command = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    return command, {**os.environ, VARIABLE: str(descriptor)}


def _waits_for_a_disk() -> bool:
    """Whether a thread is where no signal reaches it, and does not come out of there in a moment."""
    deadline = time.monotonic() + _SECONDS_FOR_A_DISK
    while any(_is_out_of_reach(thread) for thread in Path("/proc/self/task").iterdir()):
        if time.monotonic() > deadline:
            return True
        time.sleep(0.005)
    return False


def _is_out_of_reach(thread: Path) -> bool:
    try:
        return (thread / "stat").read_text("ascii", "replace").rpartition(")")[2].split()[0] == "D"
    except OSError:
        return False


def _give_back_the_memory() -> None:
    """Leave the screen, and unmap everything in one call, this code with it: there is no way back from it.

    The inhibitor that holds up the sleep goes with the last thread, and with the memory already gone.
    """
    for descriptor in range(3, 1024):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                _c.shutdown(descriptor, _BOTH_WAYS)
    maps = [line.split() for line in Path("/proc/self/maps").read_text("utf-8", "replace").splitlines()]
    ends = [int(line[0].partition("-")[2], 16) for line in maps if line[-1] not in _KERNELS_OWN]
    _c.munmap(ctypes.c_void_p(0), ctypes.c_size_t(max(ends)))


def _end_children() -> None:
    """End every child: they survive the replacement of their parent, with what they hold."""
    children = set[int]()
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            children.update(int(number) for number in listed.read_text("ascii").split())
    for child in children:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(child, signal.SIGKILL)
    deadline = time.monotonic() + 0.05
    while children and time.monotonic() < deadline:
        for child in tuple(children):
            with suppress(ChildProcessError):
                if os.waitpid(child, os.WNOHANG)[0] == 0:
                    continue
            children.discard(child)


def seconds_since_boot() -> float:
    """A clock that counts on while the laptop sleeps, and does not care when somebody sets the other one."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Watch(QObject):
    """Sees every key and movement in every window of the program, dialogs included.

    `locked` comes with True after F12, with False after Ctrl+L or when nobody has touched anything for `minutes`.
    """

    locked = Signal(bool)
    visitor_came = Signal()  # or went: F8

    def __init__(self, minutes: int, parent: QObject | None = None, *, now: Callable[[], float] = seconds_since_boot) -> None:
        super().__init__(parent)
        self.minutes, self._now = minutes, now
        self._last, self._pointer = now(), QPoint()
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._on_tick)
        QGuiApplication.instance().focusWindowChanged.connect(self._on_window)  # type: ignore[union-attr]

    def start(self) -> None:
        """Begin to count."""
        self._last = self._now()
        self._timer.start()
        self._on_tick()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._now()

    def is_overdue(self) -> bool:
        """Whether the window should have locked long ago, and hangs. Safe on any thread."""
        return self._now() - self._last >= self.minutes * 60 + _SECONDS_OF_GRACE

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what a window gets before the window does; only the keys of the lock and F8 are taken away from it."""
        kind = event.type()
        if kind in _TOUCHES:
            self._last = self._now()
            if kind == QEvent.Type.KeyPress or kind == QEvent.Type.ShortcutOverride:  # noqa: PLR1714 - a set of enums is slower
                return self._is_our_key(event)
        return False

    def _is_our_key(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_F12:
            self.locked.emit(True)
            return True
        if event.key() == Qt.Key.Key_F8:
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.visitor_came.emit()
            return True
        # The key L is Д on the other layout; the scan code is the same on both.
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in {Qt.Key.Key_L, 0x0414}:
            self.locked.emit(False)
            return True
        return False

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _on_tick(self) -> None:
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)
        if QCursor.pos() != self._pointer:
            self._pointer = QCursor.pos()
            self.touch()
        if self._now() - self._last >= self.minutes * 60:
            self.locked.emit(False)


_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)
