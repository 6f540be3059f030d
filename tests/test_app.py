"""The start of the window, where there is none to be had."""

import os
import subprocess
import sys


def test_without_a_screen_one_sentence_is_said():
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}

    ended = subprocess.run(
        [sys.executable, "-m", "desktop", "--lang", "en"], env=bare, capture_output=True, encoding="utf-8", check=False, timeout=60
    )

    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "screen" in ended.stderr
