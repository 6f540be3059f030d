"""What can be read in papers, for the search: taken out after a paper is safe, one paper and one child at a time."""

from dataclasses import replace
from functools import partial

from desktop.documents.drawing import LARGEST_SHOWN, WITH_TEXT
from desktop.domain.attachments import Attachment
from desktop.domain.errors import Cancelled, PaperNotShown
from desktop.domain.transfers import Incoming
from desktop.operations.attachments import open_proved
from desktop.operations.drawing import Children, OpenPaper
from desktop.storage import records
from desktop.storage.unread import unread
from desktop.storage.vault import Vault


def waiting(vault: Vault) -> list[str]:
    """The ids of the papers whose text is still to be taken out: those that came just now, and those from before it was done at all.

    Papers that a colleague gave wait until taking them in can no more be undone: that brings every record back as it was.
    """
    given = {id_ for incoming in records.every(vault, Incoming) for case in incoming.cases for id_ in case.after}
    return [id_ for id_ in unread(vault, WITH_TEXT) if id_ not in given]


def take_out(vault: Vault, id_: str, children: Children) -> Attachment | None:
    """Take the text out of a paper and keep it, if that was not done yet; the paper, or None where there is nothing to be done.

    A paper that cannot be read, or whose child comes to its end over it, has no text, and is not tried again. Raises FileMissing,
    DataDamaged, DiskFailed, and Cancelled where the children were ended; then it waits on.
    """
    paper = records.find(vault, Attachment, id_)
    if paper is None or paper.is_read or paper.removed_at:
        return None
    # A working copy is found by what it was made of.
    found = "" if paper.is_copy or paper.size > LARGEST_SHOWN else paper.text or _text(vault, paper, children)
    with vault.transaction():
        now = records.find(vault, Attachment, id_)
        if now is None:
            return None
        read = replace(now, text=found, is_read=True)
        records.save(vault, read)
    return read


def _text(vault: Vault, paper: Attachment, children: Children) -> str:
    opened = OpenPaper(paper.media_type, partial(open_proved, vault, paper), children.take)
    try:
        return opened.text()
    except PaperNotShown:
        if children.is_over:
            raise Cancelled from None
        return ""
    finally:
        opened.rest()
