"""The keyboard of a real X server."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.devices.keyboard import Keyboard, KeyboardState
from tests.e2e.screen import screen

needs_x = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xdotool") is None or shutil.which("setxkbmap") is None,
    reason="not installed: Xvfb, xdotool or setxkbmap",
)


@pytest.fixture
def display(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with screen(tmp_path) as env:
        monkeypatch.setenv("DISPLAY", env["DISPLAY"])
        yield env


@needs_x
def test_layout_and_caps_lock_are_what_the_server_says(display):
    subprocess.run(["setxkbmap", "us,ru"], env=display, check=True)
    keyboard = Keyboard()

    assert keyboard.state() == KeyboardState("us", caps=False)
    subprocess.run(["xdotool", "key", "Caps_Lock"], env=display, check=True)
    assert keyboard.state() == KeyboardState("us", caps=True)
    subprocess.run(["setxkbmap", "ru"], env=display, check=True)
    assert keyboard.state() == KeyboardState("ru", caps=True)
    keyboard.close()


def test_without_a_server_nothing_is_known(monkeypatch):
    monkeypatch.setenv("DISPLAY", f":{os.getpid() % 10000 + 20000}")

    assert Keyboard().state() is None
