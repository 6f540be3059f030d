"""The bundle on a computer without Python, without Qt and without the packages of `make setup`, as an ordinary user, without a network."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundle import bare
from tests.bundle.bare import ROOT, Bare
from tests.e2e.memory import has_come, hits, is_replaced
from tests.e2e.screen import Program, missing_programs, screen, until

BUNDLE = Path(os.environ.get("PORTFEL_BUNDLE", "")).parent
PASSPHRASE = "kanarienvogel im bergwerk"
TYPED = "typedcanaryqx"
PROGRAM = "portfel программа/portfel"  # in the home

pytestmark = [
    pytest.mark.skipif("PORTFEL_BUNDLE" not in os.environ, reason="there is no bundle to try: make bundle-test"),
    pytest.mark.skipif(bool(bare.missing()), reason=bare.missing()),
]
needs_screen = pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")


@pytest.fixture(params=["bookworm", "trixie"])
def laptop(request: pytest.FixtureRequest) -> Bare:
    """A laptop of the oldest system that serves, and a newer one."""
    return bare.computer(request.param)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with the kit, of the kind that forgets rights and knows no links."""
    made, stick = tmp_path / "made", tmp_path / "флешка 1"
    made.mkdir()
    subprocess.run([ROOT / "scripts/kit", made, BUNDLE], check=True, capture_output=True)
    shutil.copytree(made, stick, copy_function=shutil.copyfile)
    for path in (stick, *stick.rglob("*")):
        assert not path.is_symlink()
        path.chmod(0o755 if path.is_dir() else 0o644)
    tmp_path.chmod(0o755)
    return stick


def test_it_has_nothing_that_the_bundle_could_borrow(laptop: Bare):
    borrowed = [
        "usr/bin/python3*",
        *(f"usr/lib/**/lib{name}.so*" for name in ("python3*", "Qt*", "xcb-*", "GL", "EGL", "seccomp", "glib-2.0")),
    ]

    assert [path for pattern in borrowed for path in laptop.root.glob(pattern) if "apt" not in path.parts] == []


def test_the_bundle_tests_itself(laptop: Bare):
    laptop.bring(BUNDLE, "portfel программа")

    status, said = laptop.run(f"{laptop.home}/{PROGRAM}", "self-test", "--lang", "en")

    assert status == 0, said
    assert len(said.splitlines()) > 8
    assert all(line.startswith("+ ") for line in said.splitlines())


@pytest.fixture
def window(laptop: Bare, tmp_path: Path) -> Iterator[Program]:
    """The window on a screen of its own, with a vault of invented cases to unlock."""
    laptop.bring(BUNDLE, "portfel программа")
    vault = f"{laptop.home}/бумаги"
    status, said = laptop.run(f"{laptop.home}/{PROGRAM}", "demo", "--vault", vault, "--unlock-seconds", "0.05", given=f"{PASSPHRASE}\n")
    assert status == 0, said
    with screen(tmp_path) as env:
        process = laptop.start(
            f"{laptop.home}/{PROGRAM}", "--vault", vault, "--lang", "en", env={"DISPLAY": env["DISPLAY"], "LANG": "C.UTF-8"}
        )
        program = Program(process, env)
        try:
            yield program
        finally:
            program.end()


@needs_screen
def test_the_window_unlocks_and_locks(window: Program):
    window.see("Portfel – locked")
    window.unlock(PASSPHRASE)
    window.press("ctrl+n")
    window.type(TYPED)
    until(lambda: has_come(window.process.pid, TYPED), "what was typed to be in the memory", every=0.05)

    window.press("F12")
    until(lambda: is_replaced(window.process.pid), "the process to be replaced")
    window.see("Portfel – locked")

    assert hits(window.process.pid, [TYPED, PASSPHRASE]) == {TYPED: 0, PASSPHRASE: 0}
    window.unlock(PASSPHRASE)
    until(lambda: has_come(window.process.pid, TYPED), "the draft to be back", every=0.05)


def test_the_kit_installs_goes_and_leaves_the_vault(laptop: Bare, stick: Path):
    program, vault = f"{laptop.home}/.local/bin/portfel", f"{laptop.home}/бумаги"

    status, said = laptop.run("sh", "/media/portfel-kit/install", stick=stick)
    assert status == 0, said
    assert "Установлено" in said

    status, said = laptop.run(program, "new", "--vault", vault, "--unlock-seconds", "0.05", given=f"{PASSPHRASE}\n")
    assert status == 0, said
    status, said = laptop.run("sh", f"{laptop.home}/.local/lib/portfel/install", "--remove")
    assert status == 0, said
    assert (laptop.root / vault.lstrip("/")).is_dir()
    assert not (laptop.root / laptop.home.lstrip("/") / ".local/lib/portfel").exists()


@pytest.mark.parametrize(("language", "sentence"), [("ru_RU.UTF-8", "Этот Linux слишком старый"), ("en_GB.UTF-8", "This Linux is too old")])
def test_a_linux_that_is_too_old_is_told_so_in_a_sentence(stick: Path, language: str, sentence: str):
    old = bare.computer("bullseye")

    status, said = old.run("sh", "/media/portfel-kit/install", stick=stick, env={"LANG": language})

    assert status == 1
    assert said.startswith(sentence)
    assert len(said.splitlines()) == 1
    assert not (old.root / old.home.lstrip("/") / ".local").exists()
