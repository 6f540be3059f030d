"""What the computer says is heard: sleep, lid, session, screen saver; and a window that hangs is not waited for."""

import os
import socket
import threading

import pytest

from desktop.ui import triggers
from desktop.ui.triggers import SAVER, SESSION, SLEEP, Triggers
from tests.logind import computer, is_missing

needs_bus = pytest.mark.skipif(is_missing(), reason="dbus-daemon is not installed: what the computer says was not tried")


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A computer that says what a test wants."""
    with computer(tmp_path_factory.mktemp("bus")) as played:
        yield played


@pytest.fixture
def listening(qtbot, monkeypatch):
    """Starts to listen; ends all of it after the test."""
    begun = []

    def begin(env=None, *, hears=True, signs=(), when_deaf=lambda: None):
        for name in ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(name, (env or {}).get(name, "unix:path=/nowhere"))
        found = Triggers(signs, when_deaf)
        begun.append(found)
        found.start()
        if env and hears:
            qtbot.waitUntil(lambda: all(measure.on for measure in found.measures()))
        return found

    yield begin
    for found in begun:
        found.stop()


def _noting(asked):
    """A sign that is not there, and notes that it was asked for."""

    def sign():
        asked.set()
        return False

    return sign


@needs_bus
@pytest.mark.parametrize("what", ["sleep", "shutdown", "lock", "saver", "lid", "leave"])
def test_the_window_hears_of_it(qtbot, tmp_path, listening, what):
    with computer(tmp_path) as played:
        found = listening(played.env)

        with qtbot.waitSignal(found.fired):
            played.does(what)


@needs_bus
@pytest.mark.parametrize("what", ["wake", "no-saver", "battery", "idle-hint", "other-lock"])
def test_what_is_no_danger_locks_nothing(qtbot, machine, listening, what):
    found = listening(machine.env)

    with qtbot.assertNotEmitted(found.fired, wait=300):
        machine.does(what)
        machine.hears("did")


@needs_bus
def test_the_sleep_waits_for_this_program_and_for_no_other(machine, listening):
    found = listening(machine.env)

    assert machine.hears("inhibited")[0] == "sleep:shutdown"
    assert not os.get_inheritable(found._ear._inhibitor.fileDescriptor())


def test_without_a_bus_it_says_what_is_missing_and_still_heeds_the_signs(qtbot, listening):
    gone = threading.Event()

    found = listening(signs=(gone.is_set,))
    with qtbot.assertNotEmitted(found.fired, wait=600):
        pass
    assert {measure.id: measure.on for measure in found.measures()} == {SLEEP: False, SESSION: False, SAVER: False}
    with qtbot.waitSignal(found.fired):
        gone.set()


def test_a_bus_that_is_silent_holds_nobody_up(qtbot, tmp_path, listening):
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent"))
        silent.listen()
        address, asked = f"unix:path={tmp_path}/silent", threading.Event()
        env = {"DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}

        found = listening(env, hears=False, signs=(_noting(asked),))

        # QtDBus would wait for it by the minute, and hold up this thread too.
        assert asked.wait(20)
        assert not any(measure.on for measure in found.measures())


@pytest.mark.parametrize(
    "address", ["", "tcp:host=localhost,port=1", "unix:", "unix:path=", "unix:path=/nowhere", "unix:path=%ff", "x", ";;"]
)
def test_what_is_no_bus_of_this_computer_is_not_asked(address):
    assert not triggers._greets(address)


def test_a_window_that_hangs_is_not_waited_for(listening, monkeypatch):
    monkeypatch.setattr(triggers, "SECONDS_TO_ANSWER", 0.1)
    deaf = threading.Event()

    listening(signs=(lambda: True,), when_deaf=deaf.set)

    # This thread, the window's, does nothing at all.
    assert deaf.wait(10)


def test_a_window_that_answers_is_left_in_peace(qtbot, listening, monkeypatch):
    monkeypatch.setattr(triggers, "SECONDS_TO_ANSWER", 0.2)
    deaf = threading.Event()

    found = listening(signs=(lambda: True,), when_deaf=deaf.set)
    with qtbot.waitSignal(found.fired):
        pass
    found.answered()

    assert not deaf.wait(0.5)
