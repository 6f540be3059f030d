"""A computer of which every disk is one file: whatever a day's work writes anywhere can be searched afterwards, deleted or not.

    unshare --mount python -m tests.torture.sealed DISK < wishes.json > told.json

Needs root. In a mount namespace of its own everything is read-only but the image, on which the home folder, /tmp, /var/tmp, /var/spool,
/run and /dev/shm lie, and a stick (/media) in memory, onto which she carries out what she orders.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from PIL import Image

from desktop.documents import quiet_reportlab  # noqa: F401 - before anything of ReportLab

from reportlab.pdfgen.canvas import Canvas  # isort: skip
from tests.devices import print_service
from tests.e2e.memory import family
from tests.e2e.screen import ROOT
from tests.torture.counts import LONG

DISK, STICK = Path("/mnt"), Path("/media")
HOME = DISK / "home/her"
_CALLS, _WATCHED = STICK / "calls", "socket,socketpair,connect,bind,io_uring_setup"
_LONGEST_SCENE = 240  # seconds
_PLACES = {"tmp": "/tmp", "var-tmp": "/var/tmp", "var-spool": "/var/spool", "run": "/run", "shm": "/dev/shm"}


def missing() -> str:
    """Why there can be no such computer here; empty where there can."""
    if os.geteuid() != 0:
        return "only root can mount a disk of its own, so the day's traces were NOT looked for"
    wanted = [name for name in ("unshare", "mkfs.ext4", "Xvfb", "xdotool", "strace") if shutil.which(name) is None]
    if wanted:
        return f"not installed: {', '.join(wanted)}, so the day's traces were NOT looked for"
    if not os.access("/dev/loop-control", os.W_OK) or subprocess.run(["unshare", "--mount", "true"], check=False).returncode != 0:
        return "this root may mount nothing, so the day's traces were NOT looked for"
    return print_service.missing()


def make_disk(image: Path) -> None:
    """An empty disk in a file."""
    with image.open("wb") as file:
        file.truncate(256 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0,nodiscard", image], check=True)


def spend_a_day(
    image: Path,
    canaries: Mapping[str, str],
    scenes: Sequence[str],
    *,
    without: Sequence[str] = (),
    watch: bool = False,
    spool_on_disk: bool = False,
) -> dict[str, Any]:
    """Play the scenes on a sealed computer; what was told of each comes back; with `watch` the system calls, too."""
    wishes = {
        "canaries": canaries, "scenes": list(scenes), "without": list(without), "watch": watch, "spool_on_disk": spool_on_disk,
    }  # fmt: skip
    # The disk is attached out here: whoever holds the file open in there would keep the rest from becoming read-only.
    device = subprocess.run(["losetup", "--find", "--show", image], capture_output=True, text=True, check=True).stdout.strip()
    command = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m", "tests.torture.sealed", device]
    try:
        done = subprocess.run(command, input=json.dumps(wishes), capture_output=True, text=True, cwd=ROOT, check=False)
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


# --- inside


def _seal(disk: Path) -> None:
    """From here on only the image, the stick and the kernel's own folders can be written."""
    _mount(disk, DISK)
    for name in _PLACES:
        (DISK / name).mkdir()
        (DISK / name).chmod(0o1777 if name in {"tmp", "var-tmp", "shm"} else 0o755)
    HOME.mkdir(parents=True)
    (DISK / "run/user").mkdir(mode=0o700)
    _mount("-t", "tmpfs", "stick", STICK)
    _mount("-o", "remount,bind,ro", "/")
    hidden = any(ROOT.is_relative_to(place) for place in _PLACES.values())
    if hidden:
        aside = STICK / "program"
        aside.mkdir()
        _mount("--bind", ROOT, aside)
    for name, place in _PLACES.items():
        _mount("--bind", DISK / name, place)
    if hidden:
        # The program itself lies in one of these folders: it is seen through the new one, and cannot be written there.
        ROOT.mkdir(parents=True)
        _mount("--move", aside, ROOT)
        _mount("-o", "remount,bind,ro", ROOT)
        aside.rmdir()
        os.chdir(ROOT)


def _mount(*what: object) -> None:
    # No word of it in /run/mount, which lies on the disk that is searched.
    subprocess.run(["mount", "-n", *map(str, what)], check=True)


def _fill_stick(canaries: Mapping[str, str]) -> None:
    """What the client brought: a picture, a scan and a text, each with a canary in its bytes."""
    folder = STICK / canaries["folder"]
    folder.mkdir()
    Image.new("RGB", (600, 800), "white").save(folder / f"{canaries['file']}.jpg", comment=canaries["picture_bytes"].encode())
    scan = Canvas(str(folder / f"{canaries['scan']}.pdf"), pageCompression=0)
    scan.drawString(72, 700, canaries["scan_bytes"])
    scan.save()
    (folder / f"{canaries['text_file']}.txt").write_text(f"Сказал: {canaries['text_bytes']}")


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    number, told = os.pipe()
    command = ["Xvfb", "-displayfd", str(told), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[told], stderr=subprocess.DEVNULL) as server:
        os.close(told)
        with os.fdopen(number) as said:
            display = f":{said.readline().strip()}"
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        try:
            yield {
                **kept, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(HOME), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": "/run/user",
                "PYTHONDONTWRITEBYTECODE": "1",
            }  # fmt: skip
        finally:
            server.terminate()


def _play(scene: str, wishes: Mapping[str, Any], env: Mapping[str, str]) -> dict[str, Any]:
    """One scene to its end; how the process ended, what it printed, the titles and arguments that others saw meanwhile."""
    # The quick way does not see the calls that the guard refuses, only those that come to pass: in the short form that is enough.
    quick = [] if LONG else ["--seccomp-bpf"]
    watched = ["strace", "-f", *quick, "-qq", "-A", "-o", str(_CALLS), "-e", f"trace={_WATCHED}"] if wishes["watch"] else []
    program = [*watched, sys.executable, "-m", "tests.torture.day", scene]
    given = json.dumps({"canaries": wishes["canaries"], "without": wishes["without"]})
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(program, env={**env, "PYTHONPATH": str(ROOT)}, cwd=ROOT, text=True, **pipes) as process:
        assert process.stdin is not None
        process.stdin.write(given)
        process.stdin.close()
        seen, locked, began = set(), False, time.monotonic()
        while process.poll() is None:
            arguments = _arguments(process.pid)
            seen |= _titles(env) | arguments
            locked = f"{sys.executable} -m desktop" in {line.strip() for line in arguments}
            if locked or time.monotonic() - began > _LONGEST_SCENE:
                time.sleep(1)  # the locked window comes up
                seen |= _titles(env) | _arguments(process.pid)
                for pid in reversed(family(process.pid)):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            time.sleep(0.4)
        assert process.stdout is not None
        said = process.stdout.read()
    words = re.findall(r"^WORDS (.*)$", said, re.MULTILINE)
    ended = "locked" if locked else process.returncode
    return {"ended": ended, "said": re.sub(r"^WORDS .*$", "", said, flags=re.MULTILINE), "seen": sorted(seen), "words": words}


def _titles(env: Mapping[str, str]) -> set[str]:
    asked = subprocess.run(
        ["xdotool", "search", "--name", ".", "getwindowname", "%@"], env=dict(env), capture_output=True, text=True, check=False
    )
    return set(asked.stdout.splitlines())


def _arguments(pid: int) -> set[str]:
    """The arguments of the process and everything it started, `xdotool` apart: those are ours."""
    found = set()
    try:
        found.add(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                found |= _arguments(int(child))
    except OSError:
        pass
    return {line for line in found if "xdotool" not in line}


def main() -> int:
    """Seal the computer, play, and tell."""
    wishes = json.load(sys.stdin)
    os.umask(0o022)
    _seal(Path(sys.argv[1]))
    _fill_stick(wishes["canaries"])
    tempfile.tempdir = "/var/spool" if wishes["spool_on_disk"] else str(STICK)
    told = {}
    with print_service.running() as printer, _screen() as env:
        os.environ["CUPS_SERVER"] = str(printer.socket)
        for scene in wishes["scenes"]:
            told[scene] = _play(scene, wishes, {**env, "CUPS_SERVER": str(printer.socket)})
        told["printed"] = {"pages": printer.page_log(), "spooled": printer.spooled()}
    files = [str(file.relative_to(DISK)) for file in DISK.rglob("*") if file.is_file()]
    subprocess.run(["sync"], check=True)
    calls = _CALLS.read_text("utf-8", "replace") if _CALLS.exists() else ""
    print(json.dumps({**told, "files": sorted(files), "calls": calls}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
