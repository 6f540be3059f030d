"""A disk on which the finished program lived for a session holds nothing of it in the clear, in deleted blocks neither."""

import base64
import os
import shutil
import string
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.memory import hits as in_memory
from tests.e2e.memory import is_replaced
from tests.e2e.screen import COMMAND, ROOT, Program, missing_programs, screen, until
from tests.torture.counts import seeded

SIZE = 160 * 1024 * 1024
PIECE = 16 * 1024 * 1024
CHANCE = seeded("canaries")
KINDS = ("passphrase", "note", "field", "paper", "file name", "search", "typed", "case typed")

pytestmark = [
    pytest.mark.skipif("PORTFEL_BUNDLE" not in os.environ, reason="there is no bundle to try: make bundle-test"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may make a disk"),
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
]


def canary() -> str:
    """A word that stands nowhere else. Typed words are Latin, for xdotool."""
    return "qx" + "".join(CHANCE.choices(string.ascii_lowercase, k=14))


def forms(word: str) -> dict[str, bytes]:
    """Everything a word can look like on a disk."""
    plain = word.encode()
    coded = {code: word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    # In base64 a word looks in three ways, by the place where it begins; the ends depend on what stands beside.
    pieces = {f"base64+{shift}": base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)}
    return {**coded, **pieces, "hex": plain.hex().encode(), "capitals": word.upper().encode(), "backwards": plain[::-1]}


def hits(image: Path, words: dict[str, str]) -> dict[str, int]:
    """How often each word lies in the raw image, in any of its forms."""
    found = dict.fromkeys(words, 0)
    patterns = [(name, form) for name, word in words.items() for form in forms(word).values()]
    longest = max(len(form) for _, form in patterns)
    with image.open("rb") as file:
        kept = b""
        while piece := file.read(PIECE):
            text = kept + piece
            for name, form in patterns:
                found[name] += text.count(form)
            kept = text[-longest + 1 :]
    return found


@contextmanager
def disk(image: Path, place: Path) -> Iterator[None]:
    """A fresh disk in a file, in use at `place`."""
    with image.open("wb") as file:
        file.truncate(SIZE)
    subprocess.run(["mkfs.ext4", "-q", image], check=True)
    subprocess.run(["mount", "-o", "loop", image, place], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", place], check=True)


class Session:
    """The program, for which the disk is all that can be written: home, /tmp, /var/tmp, /var/spool."""

    def __init__(self, place: Path, env: dict[str, str]) -> None:
        for name in ("home", "tmp", "var-tmp", "spool", "run"):
            (place / name).mkdir(mode=0o700)
        self.place = place
        self._env = {**env, "HOME": str(place / "home"), "XDG_RUNTIME_DIR": str(place / "run"), "LANG": "C.UTF-8"}
        for name in ("PORTFEL_HOME", "TMPDIR"):
            self._env.pop(name, None)

    def start(self, *arguments: object, **more: object) -> "subprocess.Popen[bytes]":
        """Start the program; the process is the program itself."""
        inside = 'mount --bind "$0/tmp" /tmp && mount --bind "$0/var-tmp" /var/tmp && mount --bind "$0/spool" /var/spool && exec "$@"'
        command = ["unshare", "--mount", "sh", "-c", inside, self.place, *COMMAND, *arguments]
        return subprocess.Popen([str(part) for part in command], env=self._env, cwd="/", **more)

    def run(self, *arguments: object, given: tuple[str, ...]) -> str:
        """Run a command to its end; what it said comes back."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with self.start(*arguments, **pipes) as process:
            said, wrong = process.communicate("".join(f"{line}\n" for line in given).encode())
        assert process.returncode == 0, wrong.decode()
        return said.decode()

    @contextmanager
    def window(self, *arguments: object) -> Iterator[Program]:
        """The window; it is killed in the end."""
        program = Program(self.start(*arguments), self._env)
        try:
            yield program
        finally:
            program.end()


def _at_the_terminal(session: Session, words: dict[str, str], outside: Path) -> None:
    place, secret = session.place, words["passphrase"]
    paper = outside / f"{words['file name']}.txt"
    paper.write_text(f"{words['paper']} " * 3000)
    (place / "stick").mkdir()
    session.run("demo", "--vault", place / "v", "--cases", "2", "--unlock-seconds", "0.05", given=(secret,))
    number = session.run("cases", "--vault", place / "v", given=(secret,)).split()[0]
    case = ("--vault", place / "v", "--case", number)
    session.run("add-note", *case, given=(secret, f"Звонила мать: {words['note']}"))
    session.run("letter", *case, "--template", "r02", "--set", "health=-", "--allow-gaps", "--explained", "all",
                "--out", outside / "l.pdf", given=(secret, words["field"]))  # fmt: skip
    session.run("attach", *case, paper, given=(secret,))
    session.run("search", "--vault", place / "v", "-", given=(secret, words["search"]))
    session.run("backup", "--vault", place / "v", "--to", place / "stick", given=(secret,))
    (backup,) = (place / "stick").glob("*.backup")
    session.run("restore", backup, "--vault", place / "again", given=(secret,))
    session.run("check", "--vault", place / "again", given=(secret,))


def _at_the_window(session: Session, words: dict[str, str]) -> None:
    with session.window("--vault", session.place / "v", "--lang", "en") as program:
        program.see("Portfel – locked")
        program.unlock(words["passphrase"])
        program.press("ctrl+n")
        program.type(words["case typed"])
        program.press("F12")
        until(lambda: is_replaced(program.process.pid), "the process to be replaced")
        program.see("Portfel – locked")
        program.unlock(words["passphrase"])
        program.press("ctrl+k")
        program.type(words["typed"])
        until(lambda: in_memory(program.process.pid, [words["typed"]])[words["typed"]], "the search to be typed")


def test_nothing_of_a_session_lies_on_the_disk_in_the_clear(tmp_path: Path):
    words = {kind: canary() for kind in KINDS}
    control = {"control": canary()}
    # Not below /tmp, which the session has for itself.
    image, place = tmp_path / "image", Path(tempfile.mkdtemp(prefix="disk-", dir=ROOT / "build"))
    outside = Path(tempfile.mkdtemp(prefix="canaries-", dir="/dev/shm"))  # what she saves and brings is hers to keep or to delete
    try:
        with screen(tmp_path) as env, disk(image, place):
            session = Session(place, env)
            _at_the_terminal(session, words, outside)
            _at_the_window(session, words)
            # Were the search blind, it would not find this one either: written, and deleted again.
            left = place / "home/left"
            left.write_text(f"… {control['control']} …")
            subprocess.run(["sync", "-f", left], check=True)
            left.unlink()
            assert (place / "v").is_dir()
            shutil.rmtree(place / "v")
        assert hits(image, control)["control"] > 0
        assert hits(image, words) == dict.fromkeys(KINDS, 0)
        print(f"{len(words)} canaries in {len(forms('x'))} forms: 0 of them in {SIZE >> 20} MiB of raw disk; the control was found")
    finally:
        shutil.rmtree(outside)
        place.rmdir()
