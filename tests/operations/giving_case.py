"""A case from which copies are given out: documents, papers, and what must never go along."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from desktop.documents import fonts
from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case, Category
from desktop.domain.days import Day
from desktop.domain.letters import Letter, RegisterEntry
from desktop.operations.attachments import attach
from desktop.operations.cases import open_case
from desktop.storage import records
from desktop.storage.vault import Vault
from tests import make


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


def filled(vault: Vault, folder: Path) -> Given:
    """A case with two documents, one of them stamped, a photograph, a recording, and a draft."""
    case = open_case(vault, category=Category.CONTRACT)
    stamped = make.entry(case=case.id, title="Рапорт об отпуске", text="# Рапорт\n\nПрошу отпустить канарейку.\n", font=fonts.SERIF,
                         approved_at="2026-05-11T09:00:00+00:00", stamp_number="117", stamp_on=Day("2026-05-12"))  # fmt: skip
    later = make.entry(case=case.id, title="Заявление о копии", text="# Заявление\n\n" + "Прошу выдать копию приказа.\n" * 60,
                       font=fonts.SERIF, approved_at="2026-05-13T09:00:00+00:00")  # fmt: skip
    with vault.transaction():
        records.save(vault, stamped)
        records.save(vault, later)
        records.save(vault, Letter(id=vault.new_id(), case=case.id, template="r02", text="# Черновик\n\nДРОЗД", title="Черновик"))
    photo = put_in(vault, case, folder, "Королёв паспорт.jpg", photograph())
    sound = put_in(vault, case, folder, "voice.ogg", b"OggS" + b"CANARYSOUND" * 9)
    return Given(case, stamped, later, photo, sound)
