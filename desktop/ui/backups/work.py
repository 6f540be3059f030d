"""One backup as a job: made, and the stick let go of afterwards."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop.devices import drives
from desktop.devices.drives import Drive
from desktop.devices.eject import eject
from desktop.domain.progress import Report, Stage
from desktop.operations.backups import Proven, back_up
from desktop.storage.vault import Vault


@dataclass
class Now:
    """What the work is doing: told by its thread, read by the window's."""

    stage: Stage = Stage.CHECKING

    def say(self, stage: Stage) -> None:
        """The next part begins."""
        self.stage = stage


@dataclass(frozen=True)
class Done:
    """What came of it: the stick it lies on, None for a disk of the computer; whether it may be taken out."""

    proven: Proven
    drive: Drive | None
    is_out: bool


@dataclass(frozen=True)
class Work:
    """To be given to the jobs."""

    vault: Vault
    to: Path
    now: Now = field(default_factory=Now)

    def __call__(self, report: Report) -> Done:
        """Back up on a connection of its own, then let go of the stick. Raises as `back_up`."""
        with self.vault.second() as second:
            proven = back_up(second, self.to, report=report, say=self.now.say)
        return Done(proven, *let_go(self.to))


def let_go(folder: Path) -> tuple[Drive | None, bool]:
    """The stick a folder lies on, None for a disk of the computer; and whether it may be taken out now."""
    drive = drives.drive_of(folder)
    stick = drive if drive is not None and not drive.is_system_disk else None
    return stick, stick is not None and eject(stick)
