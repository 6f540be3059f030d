"""A case from which copies are given out: documents, papers, and what must never go along."""

import io
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case, Category
from desktop.domain.days import Day
from desktop.domain.letters import RegisterEntry
from desktop.operations import letters
from desktop.operations.attachments import attach
from desktop.operations.cases import open_case
from desktop.operations.register import enter_stamp
from desktop.storage.vault import Vault


@dataclass(frozen=True)
class Given:
    """What the case has."""

    case: Case
    stamped: RegisterEntry
    approved: RegisterEntry
    photo: Attachment
    sound: Attachment


def photograph(size: tuple[int, int] = (800, 600), colour: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    """A photograph with something hidden in it."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "CANARYEXIF"
    Image.new("RGB", size, colour).save(made, "JPEG", exif=exif)
    return made.getvalue()


def put_in(vault: Vault, case: Case, folder: Path, name: str, data: bytes) -> Attachment:
    """A paper of the case."""
    (folder / name).write_bytes(data)
    return attach(vault, case.id, folder / name)


def approved(vault: Vault, case: Case, text: str, title: str = "Рапорт") -> RegisterEntry:
    """A document that was approved."""
    draft = replace(letters.draft_letter(vault, case.id, "r02"), text=text, title=title)
    letters.keep_letter(vault, draft)
    return letters.approve_letter(vault, draft, explained=(), allow_gaps=True, today=vault.today())


def filled(vault: Vault, folder: Path) -> Given:
    """A case with two documents, one of them stamped, a photograph, a recording, and a draft."""
    case = open_case(vault, category=Category.CONTRACT)
    stamped = approved(vault, case, "# Рапорт\n\nПрошу отпустить канарейку.\n", "Рапорт об отпуске")
    stamped = enter_stamp(vault, stamped, "117", Day("2026-05-12"))
    later = approved(vault, case, "# Заявление\n\n" + "Прошу выдать копию приказа.\n" * 60, "Заявление о копии")
    letters.keep_letter(vault, replace(letters.draft_letter(vault, case.id, "r02"), text="# Черновик\n\nДРОЗД", title="Черновик"))
    photo = put_in(vault, case, folder, "Королёв паспорт.jpg", photograph())
    sound = put_in(vault, case, folder, "voice.ogg", b"OggS" + b"CANARYSOUND" * 9)
    return Given(case, stamped, later, photo, sound)
