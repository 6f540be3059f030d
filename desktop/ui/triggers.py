"""The triggers: what the computer says when the vault has to be locked, heard on a thread of its own."""

import os
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PySide6.QtCore import SLOT, QObject, Qt, QThread, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from desktop.guard import Measure

SECONDS_TO_ANSWER = 2.5  # logind waits five for us; a window that is only slow shall come to keep what was typed
_TICK = 500  # milliseconds between two looks at what nobody tells
_PATIENCE = 5000  # milliseconds for a service to answer
_SECONDS_TO_GREET = 0.5

SLEEP, SESSION, SAVER = "lock-sleep", "lock-session", "lock-screen-saver"

_SYSTEM, _USER = "portfel-system", "portfel-session"
_LOGIND, _MANAGER = "org.freedesktop.login1", "org.freedesktop.login1.Manager"
_LOGIND_PATH = "/org/freedesktop/login1"
_LOGIN_SESSION = "org.freedesktop.login1.Session"
_UPOWER, _UPOWER_PATH = "org.freedesktop.UPower", "/org/freedesktop/UPower"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_BUS, _BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class Triggers(QObject):
    """Locks when the computer is about to sleep or be switched off, when its screen is locked or saved, when the lid closes, when
    another user takes the screen, and when one of `signs` turns true (they are asked twice a second, on another thread).

    `fired` comes on the thread of the window. A window that does not say `answered` in `SECONDS_TO_ANSWER` is deaf: then `when_deaf` is
    called, on another thread. From `start` to the end of the process the computer is asked to wait with its sleep for us.
    """

    fired = Signal()

    def __init__(self, signs: Sequence[Callable[[], bool]], when_deaf: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._ear = _Ear(signs, when_deaf)
        self._ear.moveToThread(self._thread)
        self._ear.heard.connect(self.fired)
        self._thread.started.connect(self._ear.begin)
        self._thread.finished.connect(self._ear.end, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Begin to listen. It takes a moment; nobody waits for it."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more: the window is closed."""
        self._ear.answered()
        self._thread.quit()
        self._thread.wait()

    def answered(self) -> None:
        """The window is locking."""
        self._ear.answered()

    def measures(self) -> tuple[Measure, ...]:
        """Which of the triggers that another program must tell are there."""
        return tuple(Measure(name, on=name in self._ear.there) for name in (SLEEP, SESSION, SAVER))


class _Ear(QObject):
    """Lives on the other thread. Every question is put without waiting: QtDBus holds up all of Python while it waits."""

    heard = Signal()

    def __init__(self, signs: Sequence[Callable[[], bool]], when_deaf: Callable[[], object]) -> None:
        super().__init__()
        self.there: frozenset[str] = frozenset()
        self._signs, self._when_deaf = signs, when_deaf
        self._deaf: threading.Timer | None = None
        self._asked: set[QDBusPendingCallWatcher] = set()
        self._inhibitor: object = None  # closed by the kernel when the process is replaced, and its memory gone
        self._session = ""
        self._timer = QTimer(self, interval=_TICK)

    def answered(self) -> None:
        """Call off what was to happen to a deaf window."""
        if self._deaf is not None:
            self._deaf.cancel()

    @Slot()
    def begin(self) -> None:
        """Listen to both buses, where they are, and to the signs."""
        self._timer.timeout.connect(self._look)
        self._timer.start()
        if system := _bus(_SYSTEM, _system_address()):
            self._listen_to_logind(system)
        if session := _bus(_USER, _session_address()):
            self._listen_to_savers(session)

    @Slot()
    def end(self) -> None:
        """Let go of everything that belongs to this thread."""
        self._timer.stop()
        self._asked.clear()
        for name in (_SYSTEM, _USER):
            QDBusConnection.disconnectFromBus(name)

    # --- the system: sleep, lid, session

    def _listen_to_logind(self, bus: QDBusConnection) -> None:
        for signal in ("PrepareForSleep", "PrepareForShutdown"):
            bus.connect(_LOGIND, _LOGIND_PATH, _MANAGER, signal, self, _slot("on_begun(bool)"))
        self._ask(
            bus, _call(_LOGIND, _LOGIND_PATH, _MANAGER, "Inhibit", "sleep:shutdown", "Portfel", "locks itself", "delay"), self._on_inhibitor
        )
        self._ask(bus, _call(_LOGIND, _LOGIND_PATH, _MANAGER, "GetSession", "auto"), partial(self._on_session, bus))
        bus.connect(_UPOWER, _UPOWER_PATH, _PROPERTIES, "PropertiesChanged", self, _slot("on_power_changed()"))

    def _on_inhibitor(self, answer: Any) -> None:
        self._inhibitor = answer
        self.there |= {SLEEP}

    def _on_session(self, bus: QDBusConnection, answer: Any) -> None:
        self._session = answer.path()
        bus.connect(_LOGIND, self._session, _LOGIN_SESSION, "Lock", self, _slot("on_told()"))
        bus.connect(_LOGIND, self._session, _PROPERTIES, "PropertiesChanged", self, _slot("on_session_changed()"))
        self.there |= {SESSION}

    @Slot(bool)
    def on_begun(self, begun: bool) -> None:
        """The computer is about to sleep; or the screen saver has begun."""
        if begun:
            self.on_told()

    @Slot()
    def on_session_changed(self) -> None:
        """Something of our session is other than before: whether the screen is still ours?"""
        question = _call(_LOGIND, self._session, _PROPERTIES, "Get", _LOGIN_SESSION, "Active")
        self._ask(QDBusConnection(_SYSTEM), question, lambda active: active.variant() or self.on_told())

    @Slot()
    def on_power_changed(self) -> None:
        """Something of battery or lid is other than before: is the lid closed?"""
        question = _call(_UPOWER, _UPOWER_PATH, _PROPERTIES, "Get", _UPOWER, "LidIsClosed")
        self._ask(QDBusConnection(_SYSTEM), question, lambda closed: closed.variant() and self.on_told())

    # --- the session: screen savers

    def _listen_to_savers(self, bus: QDBusConnection) -> None:
        for saver in _SAVERS:
            bus.connect("", "", saver, "ActiveChanged", self, _slot("on_begun(bool)"))
        self._ask(bus, _call(_BUS, _BUS_PATH, _BUS, "ListNames"), self._on_names)

    def _on_names(self, names: Any) -> None:
        if set(_SAVERS) & set(names):
            self.there |= {SAVER}

    # --- all of them

    def _look(self) -> None:
        if any(sign() for sign in self._signs):
            self.on_told()

    @Slot()
    def on_told(self) -> None:
        """It is time: tell the window, and be ready to do without it."""
        if self._deaf is None:
            self._deaf = threading.Timer(SECONDS_TO_ANSWER, self._when_deaf)
            self._deaf.daemon = True
            self._deaf.start()
            self.heard.emit()

    def _ask(self, bus: QDBusConnection, question: QDBusMessage, then: Callable[[Any], object]) -> None:
        """Ask, and go on with the first word of the answer; an error, or silence, is no answer."""

        def on_finished() -> None:
            self._asked.discard(watcher)
            reply = watcher.reply()
            if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
                then(reply.arguments()[0])

        watcher = QDBusPendingCallWatcher(bus.asyncCall(question, _PATIENCE))
        self._asked.add(watcher)
        watcher.finished.connect(on_finished, Qt.ConnectionType.DirectConnection)


def _slot(name: str) -> Any:
    return SLOT(name)  # text, where the library's own types say bytes


def _call(service: str, path: str, interface: str, method: str, *arguments: str) -> QDBusMessage:
    message = QDBusMessage.createMethodCall(service, path, interface, method)
    message.setArguments(list(arguments))
    return message


def _bus(name: str, address: str) -> QDBusConnection | None:
    if not _greets(address):
        return None
    bus = QDBusConnection.connectToBus(address, name)
    return bus if bus.isConnected() else None


def _system_address() -> str:
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or "unix:path=/run/dbus/system_bus_socket"


def _session_address() -> str:
    # Never looked for any further: the library would start a bus of its own.
    if address := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return f"unix:path={Path(runtime) / 'bus'}" if runtime else ""


def _greets(address: str) -> bool:
    """Whether a bus is at this address and answers, as a file of this computer: for one that is silent QtDBus would wait for ever."""
    kind, _colon, rest = address.partition(";")[0].partition(":")
    places: Mapping[str, str] = dict(part.partition("=")[::2] for part in rest.split(","))
    place = unquote(places.get("path", "")) or "\0" + unquote(places.get("abstract", ""))
    if kind != "unix" or place == "\0":
        return False
    try:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.settimeout(_SECONDS_TO_GREET)
            wire.connect(place)
            wire.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            return wire.recv(64).startswith(b"OK ")
    except OSError:
        return False
