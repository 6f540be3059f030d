"""A bus of its own, and on it what the program knows of the computer: logind, UPower, a screen saver.

Run as a program (`python -m tests.logind ADDRESS`) it is the computer; `Computer` starts it and speaks with it, a line at a time.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusUnixFileDescriptor, QDBusVariant, QDBusVirtualObject

from tests.e2e.memory import hits

ROOT = Path(__file__).resolve().parents[1]
SESSION = "/org/freedesktop/login1/session/_31"
_LOGIND, _SAVER = "/org/freedesktop/login1", "/org/gnome/ScreenSaver"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_PATIENCE = 20.0


def is_missing() -> bool:
    """Whether this computer has no bus to play with."""
    return shutil.which("dbus-daemon") is None


class Computer:
    """The other side of the bus, as a test has it."""

    def __init__(self, address: str, process: "subprocess.Popen[str]") -> None:
        self.env = {"DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
        self._process = process
        self._said: Queue[list[str]] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def does(self, what: str) -> None:
        """Let something happen: sleep, wake, shutdown, lock, leave, lid, saver, battery, or what the class below knows."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()

    def looks_at(self, pid: int, words: Iterable[str]) -> None:
        """When the inhibitor is released, it is to count these words in the memory of this process."""
        self.does(f"look {pid} {' '.join(word.encode().hex() for word in words)}")
        self.hears("did")

    def hears(self, word: str) -> list[str]:
        """Wait until it says something that begins with `word`; what follows the word comes back."""
        while True:
            try:
                said = self._said.get(timeout=_PATIENCE)
            except Empty:
                raise AssertionError(f"waited {_PATIENCE} s for «{word}»") from None
            if said[:1] == [word]:
                return said[1:]

    def _listen(self) -> None:
        with suppress(ValueError):  # it is closed under our hands
            for line in self._process.stdout or ():
                self._said.put(line.split())


@contextmanager
def computer(folder: Path) -> Iterator[Computer]:
    """A bus in this folder, with everything on it."""
    address = f"unix:path={folder}/bus"
    config = folder / "bus.conf"
    # Like the system's bus it knows users and policies, but everybody here may say everything.
    config.write_text(
        f"<busconfig><type>custom</type><listen>{address}</listen><auth>EXTERNAL</auth><policy context='default'><allow user='*'/>"
        "<allow own='*'/><allow send_destination='*' eavesdrop='true'/><allow receive_sender='*'/></policy></busconfig>"
    )
    with subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as bus:
        assert bus.stdout is not None
        bus.stdout.readline()
        command = [sys.executable, "-m", "tests.logind", address]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT) as played:
            try:
                found = Computer(address, played)
                found.hears("ready")
                yield found
            finally:
                played.kill()
                bus.terminate()


class _Played(QDBusVirtualObject):
    """Answers for all of them."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._bus, self._is_active, self._is_closed = bus, True, False
        self._pid, self._words = 0, tuple[str, ...]()
        self._ends: list[tuple[int, QSocketNotifier]] = []

    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):  # noqa: N802 - Qt's name
        match message.member():
            case "Inhibit":
                connection.send(message.createReply(self._inhibitor()))
                print("inhibited", *message.arguments(), flush=True)
            case "GetSession":
                connection.send(message.createReply(QDBusObjectPath(SESSION)))
            case "Get":
                asked = message.arguments()[1]
                connection.send(message.createReply(QDBusVariant(self._is_active if asked == "Active" else self._is_closed)))
            case _:
                return message.member() == "Silence"
        return True

    def _inhibitor(self) -> QDBusUnixFileDescriptor:
        ours, theirs = os.pipe()
        handed = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        notifier = QSocketNotifier(ours, QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda: self._on_released(ours, notifier))
        self._ends.append((ours, notifier))
        return handed

    def _on_released(self, ours: int, notifier: QSocketNotifier) -> None:
        """The last copy is closed: look at once what the program still has in its memory."""
        released, is_old = time.monotonic(), bool(self._pid) and _is_old(self._pid)
        notifier.setEnabled(False)
        os.close(ours)
        try:
            found = sum(hits(self._pid, self._words).values()) if self._pid else 0
        except (ProcessLookupError, FileNotFoundError):
            found = 0
        print("released", released, found, int(is_old), flush=True)

    def hear(self) -> None:
        # As it comes, not line by line: what a buffer holds wakes no notifier.
        for line in (os.read(sys.stdin.fileno(), 65536).decode() or "end").splitlines():
            what, *more = line.split()
            if what == "look":
                self._pid, self._words = int(more[0]), tuple(bytes.fromhex(word).decode() for word in more[1:])
            else:
                print("does", what, time.monotonic(), flush=True)
                self._tell(what)
            print("did", what, flush=True)

    def _tell(self, what: str) -> None:
        match what:
            case "sleep" | "wake":
                self._signal(_LOGIND, "org.freedesktop.login1.Manager", "PrepareForSleep", what == "sleep")
            case "shutdown":
                self._signal(_LOGIND, "org.freedesktop.login1.Manager", "PrepareForShutdown", True)
            case "lock":
                self._signal(SESSION, "org.freedesktop.login1.Session", "Lock")
            case "other-lock":
                self._signal(SESSION + "9", "org.freedesktop.login1.Session", "Lock")
            case "leave":
                self._is_active = False
                self._changed(SESSION, "org.freedesktop.login1.Session", {"Active": False})
            case "idle-hint":
                self._changed(SESSION, "org.freedesktop.login1.Session", {"IdleHint": True})
            case "lid":
                self._is_closed = True
                self._changed("/org/freedesktop/UPower", "org.freedesktop.UPower", {"LidIsClosed": True})
            case "battery":
                self._changed("/org/freedesktop/UPower", "org.freedesktop.UPower", {"OnBattery": True})
            case "saver" | "no-saver":
                self._signal(_SAVER, "org.gnome.ScreenSaver", "ActiveChanged", what == "saver")
            case _:
                QCoreApplication.quit()

    def _changed(self, path: str, interface: str, values: dict[str, object]) -> None:
        self._signal(path, _PROPERTIES, "PropertiesChanged", interface, values, [])

    def _signal(self, path: str, interface: str, name: str, *values: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        assert self._bus.send(message)


def _is_old(pid: int) -> bool:
    """Whether the process still has the memory it had before the lock: told by what it was started with, in no time."""
    try:
        started_with = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False
    return bool(started_with) and b"PORTFEL_LOCKED=" not in started_with


def main(address: str) -> int:
    """Be the computer until the other side goes away."""
    application = QCoreApplication([])
    bus = QDBusConnection.connectToBus(address, "played")
    played = _Played(bus)
    for path in ("/org/freedesktop/login1", "/org/freedesktop/UPower", "/org/gnome"):
        assert bus.registerVirtualObject(path, played, QDBusConnection.VirtualObjectRegisterOption.SubPath)
    for name in ("org.freedesktop.login1", "org.freedesktop.UPower", "org.gnome.ScreenSaver"):
        assert bus.registerService(name)
    listening = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    listening.activated.connect(played.hear)
    print("ready", flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
