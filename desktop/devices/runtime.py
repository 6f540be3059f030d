"""A folder of this login session: private, and in memory where the computer offers it."""

import os
import shutil
import stat
from pathlib import Path


def private_runtime_dir() -> Path:
    """A fresh, empty folder that only this user can enter, for what libraries insist on writing.

    It lies in XDG_RUNTIME_DIR, which is memory and ends with the session; else in shared memory; else in the temporary
    folder. The caller removes it; the one a killed process left behind is emptied first. Raises OSError where no place is left.
    """
    failure = OSError("no place for a private folder")
    places = (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm", os.environ.get("TMPDIR", ""), "/tmp")  # noqa: S108 - see _is_ours
    for place in map(Path, filter(None, places)):
        # The process keeps its number when its image is replaced, so the folder of the image before is found again.
        folder = place / f"portfel-{os.getuid()}-{os.getpid()}"
        try:
            if _is_ours(folder):
                shutil.rmtree(folder)
            folder.mkdir(mode=0o700)
        except OSError as error:
            failure = error
            continue
        return folder
    raise failure


def _is_ours(folder: Path) -> bool:
    try:
        there = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(there.st_mode) and there.st_uid == os.getuid()
