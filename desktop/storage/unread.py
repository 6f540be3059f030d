"""Papers in which nobody has looked for a text yet."""

from collections.abc import Collection

from desktop.storage.vault import Vault


def unread(vault: Vault, media_types: Collection[str]) -> list[str]:
    """The ids of such papers of these media types, those in the bin left out, the latest first.

    No paper is decoded for it: how canonical JSON writes the two fields is looked for, and no text in it can look like that, as
    quotes are escaped there. Should one stand behind the first part of a long body, the paper is named once too often.
    """
    found = vault.rows(
        "SELECT id, body FROM record WHERE kind = 'attachment' AND removed = 0 AND NOT instr(body, CAST('\"is_read\":true' AS BLOB))"
        " ORDER BY number DESC"
    )
    wanted = [f'"media_type":"{media_type}"'.encode() for media_type in media_types]
    return [str(id_) for id_, body in found if any(each in bytes(body) for each in wanted)]  # type: ignore[call-overload]
