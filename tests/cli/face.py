"""The terminal face without a process of its own: what was said, and the exit status."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop import cli
from desktop.cli.terminal import Terminal
from tests.conftest import PASSPHRASE


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    status: int
    said: str
    warned: str

    @property
    def json(self) -> Any:
        assert self.status in {0, 1}, self.warned
        return json.loads(self.said)


def run(*arguments: object, given: bytes = f"{PASSPHRASE}\n".encode(), lang: str = "en") -> Answer:
    """Carry out one command; `given` is its standard input, the passphrase if not said otherwise."""
    out, err = io.StringIO(), io.StringIO()
    status = cli.main([*map(str, arguments), "--lang", lang], terminal=Terminal(io.BytesIO(given), out, err))
    return Answer(status, out.getvalue(), err.getvalue())


def lines(*values: str) -> bytes:
    """Standard input: the passphrase, then a line for each value."""
    return "".join(f"{value}\n" for value in (PASSPHRASE, *values)).encode()


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith((".\n", "?\n")) and "Traceback" not in text


def case_in(folder: Path) -> str:
    """The number of the first case of the vault."""
    return str(run("cases", "--vault", folder, "--json").json[0]["number"])
