"""What is measured beside ours: installed here when it is missing, and not by `make setup`, which nobody needs it for."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / "build" / "bench-venv"
PYTHON = ENVIRONMENT / "bin" / "python"
SYSTEM_PYTHON = Path("/usr/bin/python3")  # the one LibreOffice's bridge is made for

# The library of each release that the figures were last taken with; the newest are what one would use instead.
# The dictionary is pinned: what is counted beside it (names.py) is no speed, and should come out the same for everybody.
_LIBRARIES = ("docxtpl", "python-docx", "typst", "pymorphy3==2.0.6", "pymorphy3-dicts-ru==2.4.417150.4580142")
_IMPORTS = "import docx, docxtpl, typst, pymorphy3, pymorphy3_dicts_ru"


@dataclass(frozen=True)
class Program:
    """A program of the distribution: the command that shows that it is there, and its package."""

    command: str
    package: str


AGE, RESTIC, BORG = Program("age", "age"), Program("restic", "restic"), Program("borg", "borgbackup")
KEEPASSXC, OFFICE = Program("keepassxc", "keepassxc"), Program("soffice", "libreoffice-writer")
BRIDGE = Program("/usr/lib/python3/dist-packages/uno.py", "python3-uno")
SCREEN, KEYS = Program("Xvfb", "xvfb"), Program("xdotool", "xdotool")


def is_here(program: Program) -> bool:
    """Whether a program can be run, or a file of it is there."""
    return shutil.which(program.command) is not None or Path(program.command).is_file()


def need(*programs: Program) -> None:
    """Install what is missing, as far as this user may; what is still missing stands in the table as such."""
    missing = sorted({program.package for program in programs if not is_here(program)})
    if not missing:
        return
    may = [] if os.getuid() == 0 else ["sudo", "-n"]
    install = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    try:
        subprocess.run([*may, "apt-get", "update", "-q"], check=True, capture_output=True)
        subprocess.run(install, check=True, capture_output=True)
    except (subprocess.CalledProcessError, OSError):
        print(f"Could not install: sudo apt install {' '.join(missing)}", file=sys.stderr)


def need_libraries() -> bool:
    """Bring the libraries into an environment of their own; False where that failed."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", _IMPORTS], check=False, capture_output=True).returncode == 0:
        return True
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True, capture_output=True)
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--only-binary", ":all:"]
        subprocess.run([*pip, *_LIBRARIES], check=True, capture_output=True)
    except (subprocess.CalledProcessError, OSError):
        print(f"Could not install from the package index: {' '.join(_LIBRARIES)}", file=sys.stderr)
        return False
    return True
