"""From the command to the passphrase field, beside KeePassXC: both under the same Xvfb, both with a file to unlock."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure

TIMES = 11
ROOT = Path(__file__).resolve().parent.parent


def figures(bundle: Path | None = None) -> list[Figure]:
    """Seconds from start to the mapped window, and peak memory a moment later."""
    with tempfile.TemporaryDirectory() as there, _screen() as display:
        home = Path(there)
        env = {**os.environ, "DISPLAY": display, "HOME": there, "XDG_RUNTIME_DIR": there, "PORTFEL_HOME": str(home / "portfel"),
               "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}  # fmt: skip
        programs = {"source": [sys.executable, "-m", "desktop", "--vault", str(_vault(home))]}
        if bundle:
            programs["bundle"] = [str(bundle), "--vault", str(home / "vault")]
        if shutil.which("keepassxc"):
            programs["keepassxc"] = ["keepassxc", "--config", str(_settings(home)), str(_kdbx(home))]
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
        # One after the other in turn: what the machine does besides falls on all alike.
        for _ in range(TIMES + 1):
            for name, command in programs.items():
                taken[name].append(_until_mapped(command, env))
    middle = {name: (median(s for s, _ in each[1:]), median(m for _, m in each[1:])) for name, each in taken.items()}
    theirs = middle.get("keepassxc", (None, None))
    lines = []
    for name in programs.keys() - {"keepassxc"}:
        seconds, mib = middle[name]
        lines.append(Figure(f"start → passphrase field, {name}", seconds * 1000, "ms", "KeePassXC", theirs[0] and theirs[0] * 1000,
                            "≤ 1.3 ×", theirs[0] and seconds <= 1.3 * theirs[0]))  # fmt: skip
        lines.append(Figure(f"peak memory at the passphrase field, {name}", mib, "MiB", "KeePassXC", theirs[1], "≤ its",
                            theirs[1] and mib <= theirs[1]))  # fmt: skip
    return lines


@contextmanager
def _screen() -> Iterator[str]:
    display = f":{os.getpid() % 20000 + 100}"
    with subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL) as server:
        socket = Path(f"/tmp/.X11-unix/X{display[1:]}")
        while not socket.exists():
            time.sleep(0.02)
        try:
            yield display
        finally:
            server.terminate()


def _until_mapped(command: Sequence[str], env: dict[str, str]) -> tuple[float, float]:
    with subprocess.Popen(["xev", "-root", "-event", "substructure"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env,
                          text=True) as watch:  # fmt: skip
        assert watch.stdout
        time.sleep(0.3)
        began = time.perf_counter()
        with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as child:
            for line in watch.stdout:
                if "MapNotify" in line:
                    break
            taken = time.perf_counter() - began
            time.sleep(0.5)
            peak = _peak(child.pid)
            child.send_signal(signal.SIGKILL)
        watch.kill()
    time.sleep(0.2)
    return taken, peak


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _vault(home: Path) -> Path:
    subprocess.run([sys.executable, "-m", "desktop", "new", "--vault", str(home / "vault"), "--unlock-seconds", "0.05"], input=b"x\n",
                   check=True, cwd=ROOT)  # fmt: skip
    return home / "vault"


def _kdbx(home: Path) -> Path:
    subprocess.run(["keepassxc-cli", "db-create", "-p", str(home / "x.kdbx")], input=b"secret-x\nsecret-x\n", check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    return home / "x.kdbx"


def _settings(home: Path) -> Path:
    settings = home / "keepassxc.ini"
    settings.write_text("[General]\nConfigVersion=2\nUpdateCheckMessageShown=true\n[GUI]\nCheckForUpdates=false\n")
    return settings
