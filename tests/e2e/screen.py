"""A screen of its own for the real program, and hands to type on it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.ordinary import as_user

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
# `make bundle` runs these tests with the program it built.
COMMAND = [bundle] if (bundle := os.environ.get("PORTFEL_BUNDLE")) else [sys.executable, "-m", "desktop"]


def missing_programs() -> list[str]:
    """What these tests need and this machine lacks."""
    return [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


def until(true: Callable[[], object], what: str, patience: float = PATIENCE, *, every: float = 0.005) -> float:
    """Wait until something is true, and look so often; the seconds it took come back."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > patience:
            raise AssertionError(f"waited {patience} s for {what}")
        time.sleep(every)
    return time.monotonic() - began


class Program:
    """The running program, as somebody in front of the screen sees it."""

    def __init__(self, process: "subprocess.Popen[bytes]", env: dict[str, str]) -> None:
        self.process, self._env = process, env

    def titles(self) -> list[str]:
        """The titles of the windows on the screen."""
        return [title.strip() for title in self._hand("search", "--onlyvisible", "--name", "^Portfel", "getwindowname", "%@").splitlines()]

    def see(self, title: str) -> float:
        """Wait for the window with exactly this title; the seconds it took come back."""
        # Whoever looks takes time from whom it looks at.
        return until(lambda: title in self.titles(), f"the window «{title}»", every=0.02)

    def take_keyboard(self) -> None:
        """Give the window the keyboard: there is no window manager here."""
        window = self._hand("search", "--onlyvisible", "--name", "^Portfel").split()[0]
        self._hand("windowfocus", "--sync", window)

    def type(self, text: str) -> None:
        """Type a text."""
        self._hand("type", "--delay", "8", text)

    def press(self, *keys: str) -> None:
        """Press keys by their X names."""
        self._hand("key", *keys)

    def mark_word(self, x: int, y: int) -> None:
        """Mark the word at this place of the screen with a double click."""
        self._hand("mousemove", str(x), str(y), "click", "--repeat", "2", "--delay", "60", "1")

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase, and wait for the vault."""
        self.take_keyboard()
        self.type(passphrase)
        self.press("Return")
        self.see("Portfel")
        self.take_keyboard()

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.process.kill()
        self.process.wait()

    def _hand(self, *what: str) -> str:
        return subprocess.run(["xdotool", *what], env=self._env, capture_output=True, text=True, check=False).stdout


@contextmanager
def screen(home: Path) -> Iterator[dict[str, str]]:
    """A screen of 1366×768; the environment for programs on it comes back."""
    number, told = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(told), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset", "-ac"],
        pass_fds=[told],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(told)
        with os.fdopen(number) as said:
            display = f":{said.readline().strip()}"
        try:
            yield {
                **os.environ,
                "DISPLAY": display,
                "QT_QPA_PLATFORM": "xcb",
                "HOME": str(home),
                "PORTFEL_HOME": str(home / "settings"),
                "LANG": "C.UTF-8",
            }
        finally:
            server.terminate()


@contextmanager
def running(env: dict[str, str], *arguments: str, ordinary: bool = False) -> Iterator[Program]:
    """The program, started as a user starts it: the user of the tests, or an ordinary one."""
    command = [*COMMAND, *arguments]
    process = subprocess.Popen(as_user(*command) if ordinary else command, env=env, cwd=ROOT)
    program = Program(process, env)
    try:
        yield program
    finally:
        program.end()
