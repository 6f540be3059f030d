"""Key files: 32 random bytes and a checksum, as text. What is in the file is the secret, never where it lies."""

import hashlib
import os
from pathlib import Path
from secrets import token_bytes

from desktop.domain.errors import BadInput, DiskFailed, NotFound, TargetReadOnly, VaultReadOnly
from desktop.storage.disk import meaning, told
from desktop.storage.place import fsync_folder

BYTES, CHECKSUM = 32, 8
_LARGEST = 4096
_DIGITS = 2 * (BYTES + CHECKSUM)


def fresh() -> bytes:
    """The secret of a new key file."""
    return token_bytes(BYTES)


def text_of(secret: bytes) -> str:
    """The file's text: 80 hex digits, in five lines of four groups. Nothing in it says what it is for."""
    digits = (secret + _checksum(secret)).hex()
    groups = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    return "".join(" ".join(groups[line : line + 4]) + "\n" for line in range(0, len(groups), 4))


def secret_from_text(untrusted_text: str) -> bytes:
    """The secret in a key file's text; spaces, line breaks and capitals do not matter.

    Raises BadInput("key-file", "length") for what is no key file, BadInput("key-file", "checksum") for a damaged one.
    """
    digits = "".join(untrusted_text.removeprefix("\ufeff").split()).lower()
    if len(digits) != _DIGITS:
        raise BadInput("key-file", "length")
    try:
        content = bytes.fromhex(digits)
    except ValueError:
        raise BadInput("key-file", "checksum") from None
    secret, checksum = content[:BYTES], content[BYTES:]
    if checksum != _checksum(secret):
        raise BadInput("key-file", "checksum")
    return secret


def read(path: Path) -> bytes:
    """The secret in the key file at `path`. Raises NotFound("key-file"), BadInput as `secret_from_text`, DiskFailed."""
    if not path.is_file():
        raise NotFound("key-file")
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise meaning(error) from error
    if len(content) > _LARGEST:
        raise BadInput("key-file", "length")
    return secret_from_text(content.decode("utf-8", "replace"))


def write(path: Path, text: str) -> None:
    """Write a key file's text where there is no file yet, readable to its owner alone, and see it on the disk.

    Raises TargetReadOnly, DiskFull, DiskFailed.
    """
    try:
        with told():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(text.encode("ascii"))
                    file.flush()
                    os.fsync(file.fileno())
                fsync_folder(path.parent)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
    except VaultReadOnly:
        raise TargetReadOnly from None
    if secret_from_text(path.read_text("ascii")) != secret_from_text(text):
        raise DiskFailed


def _checksum(secret: bytes) -> bytes:
    return hashlib.sha256(b"cv1/key-file" + secret).digest()[:CHECKSUM]
