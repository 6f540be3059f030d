"""Computers that have next to nothing: a fresh Debian without Python and without Qt, an ordinary user, no network."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USER = 1000
# What every desktop has besides a screen: a typeface, and what a keyboard and a session are made of.
DESKTOP = "dbus,fontconfig,fonts-dejavu-core,libx11-data,xkb-data"
SCREENS = Path("/tmp/.X11-unix")

# All that is mounted is gone with the last process of it. The stick: nothing may run from it, nothing can be written to it.
_ENTER = """
mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && mount --bind "$1" "$0/tmp/.X11-unix" || exit 125
if [ "$2" ]; then mount --bind "$2" "$0/media" && mount -o remount,bind,ro,noexec,nosuid,nodev "$0/media" || exit 125; fi
root="$0"; shift 2
exec chroot --userspec=%(user)d:%(user)d "$root" /usr/bin/env -i "$@"
""" % {"user": USER}  # noqa: UP031 - braces are the shell's


def missing() -> str:
    """Why there can be no bare computer here; empty where there can."""
    if os.geteuid() != 0:
        return "only root can make another computer in a folder, so the bundle was NOT tried on one"
    if not shutil.which("debootstrap"):
        return "debootstrap is not installed, so the bundle was NOT tried on a bare computer"
    return ""


@dataclass(frozen=True)
class Bare:
    """A computer in a folder, and the home of its user."""

    root: Path
    home: str = "/home/Анна П"

    def fresh(self) -> None:
        """Empty the home."""
        home = self.root / self.home.lstrip("/")
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        os.chown(home, USER, USER)

    def bring(self, folder: Path, to: str) -> None:
        """Copy a folder into the home, as the user's own."""
        there = self.root / self.home.lstrip("/") / to
        subprocess.run(["cp", "-R", folder, there], check=True)
        subprocess.run(["chown", "-R", f"{USER}:{USER}", there], check=True)

    def start(
        self, *command: str, stick: Path | None = None, env: Mapping[str, str] | None = None, **more: object
    ) -> "subprocess.Popen[bytes]":
        """Start a command as the user, without a network; the process is the command itself."""
        SCREENS.mkdir(exist_ok=True)
        (self.root / "tmp/.X11-unix").mkdir(exist_ok=True)
        told = {"HOME": self.home, "PATH": "/usr/bin:/bin", "LANG": "ru_RU.UTF-8", **(env or {})}
        inside = [f"{name}={value}" for name, value in told.items()]
        entering = ["unshare", "--net", "--mount", "sh", "-c", _ENTER, self.root, SCREENS, stick or ""]
        return subprocess.Popen([*entering, *inside, *command], **more)

    def run(self, *command: str, stick: Path | None = None, given: str = "", env: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Run a command to its end; its status and all it said come back."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with self.start(*command, stick=stick, env=env, **pipes) as process:
            said, _ = process.communicate(given.encode())
        return process.returncode, said.decode()


def computer(suite: str) -> Bare:
    """A Debian of this name; it is made once, in build/bare."""
    root = ROOT / "build/bare" / suite
    if not (root / "made").exists():
        shutil.rmtree(root, ignore_errors=True)
        root.parent.mkdir(parents=True, exist_ok=True)
        command = ["debootstrap", "--variant=minbase", f"--include={DESKTOP}", suite, root]
        subprocess.run(command, check=True, capture_output=True)
        for library in root.glob("usr/lib/*/libseccomp.so*"):  # apt brings it; ours must do
            library.unlink()
        (root / "made").touch()
    bare = Bare(root)
    bare.fresh()
    return bare
