"""An ordinary user, for what root may do anyway."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

USER = 61234  # nobody's number

# Where Python lies in the home of root, an ordinary user is shown a home of root with nothing else in it.
_SHOW_PYTHON = """
set -e
mount --make-rprivate /
hold=$(mktemp -d)
mount --bind "$1" "$hold"
mount -t tmpfs -o mode=755 none /root
mkdir -p "$1"
mount --bind "$hold" "$1"
shift
exec "$@"
"""


_ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def is_impossible() -> bool:
    """Whether nobody can become an ordinary user here, or the program lies where only root may look."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return True
    look = as_user(sys.executable, "-c", f"import sys; sys.path.insert(0, {str(_ROOT)!r}); import desktop.guard")
    return subprocess.run(look, capture_output=True, check=False).returncode != 0


def as_user(*command: str) -> list[str]:
    """The command, run as the ordinary user."""
    plain = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *command]
    home = Path("/root")
    if not Path(sys.base_prefix).is_relative_to(home):
        return plain
    hidden = home / Path(sys.base_prefix).relative_to(home).parts[0]
    return ["unshare", "-m", "sh", "-c", _SHOW_PYTHON, "sh", str(hidden), *plain]
